"""One worker process: granian's front on an event loop, and the application on that loop's thread."""

import asyncio
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from wsgiref.types import WSGIApplication

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server

from literasi.operations.server.adapter import Adapter, Limits, Requests

# Every stalled socket holds one place, so a thousand of them must leave room for others.
CONNECTIONS = 8_192
BACKLOG = 2_048
HEADER_SECONDS = 15
# Request line and headers together; past it the front answers 431. A cookie has at most 4 kB.
HEADER_BYTES = 32 * 1024

# The front's own messages go the way of the application's, so that they are JSON when those are.
_LOGGING: dict[str, Any] = {
    "formatters": {},
    "handlers": {},
    "loggers": {"_granian": {"propagate": True}},
}


@dataclass(frozen=True)
class Address:
    """Where to listen: a numeric IPv4 or IPv6 address and a port."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address as a browser takes it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def run(
    app: WSGIApplication,
    address: Address,
    limits: Limits,
    requests: Requests,
    beside: Callable[[], None] | None = None,
) -> None:
    """Serve `app` until SIGTERM, then finish the requests under way. `beside` is begun first."""
    if beside:
        beside()
    asyncio.run(_serve(front(Adapter(app, limits, requests), address)))


def front(adapter: Adapter, address: Address) -> Server:
    """Granian, listening beside its siblings on the same port (SO_REUSEPORT).

    HTTP/1 only: browsers speak HTTP/2 over TLS alone, which a proxy ends, so its attack surface buys nothing.
    """
    return Server(
        adapter,
        address=address.host,
        port=address.port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        websockets=False,
        backlog=BACKLOG,
        backpressure=CONNECTIONS,
        runtime_blocking_threads=1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000, max_buffer_size=HEADER_BYTES),
        log_level=LogLevels.error,
        log_dictconfig=_LOGGING,
    )


async def _serve(server: Server) -> None:
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, server.stop)
    await server.serve()
