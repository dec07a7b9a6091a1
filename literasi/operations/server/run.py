"""`serve`: from an application factory to a listening site. The terminal's `literasi serve` calls it."""

import logging
import resource
import socket
import sys
from collections.abc import Callable
from functools import partial
from wsgiref.types import WSGIApplication

from literasi.operations.server import worker
from literasi.operations.server.adapter import Limits, Requests
from literasi.operations.server.supervisor import Role, Supervisor
from literasi.operations.server.worker import Address

logger = logging.getLogger(__name__)


class CannotListen(OSError):
    """The address is taken or not ours; the message says what to do."""


def serve(
    create_app: Callable[[], WSGIApplication],
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 2,
    *,
    beside: Callable[[], None] | None = None,
    limits: Limits | None = None,
    requests: Requests | None = None,
) -> None:
    """Build the application once, serve it from `workers` processes, return after SIGTERM or SIGINT.

    `create_app` runs in the parent and must leave no database connection open: SQLite's may not cross a fork.
    `beside` is begun in the first worker before it serves, on threads of its own (the job runner, say).
    `requests` tells which ones each worker's side thread answers, and in which order it answers the others.
    Raises CannotListen before anything is started.
    """
    address = resolved(host, port)
    ensure_free(address)
    raise_file_limit()
    app = create_app()
    serving = partial(worker.run, app, address, limits or Limits(), requests or Requests())
    first = partial(serving, beside)
    # Several sockets share a port evenly on Linux only; elsewhere the second would get nothing, or fail.
    count = max(1, workers) if sys.platform == "linux" else 1
    roles = [Role(f"pekerja-{number}", serving if number > 1 else first) for number in range(1, count + 1)]
    logger.info("literasi melayani di %s dengan %d proses", address.url, count)
    Supervisor(roles).run()
    logger.info("literasi berhenti")


def resolved(host: str, port: int) -> Address:
    """The numeric address of `host`, since the front takes no names. Raises CannotListen."""
    if not 0 < port < 65_536:
        raise CannotListen(f"PORT harus angka 1 sampai 65535, bukan {port}.")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise CannotListen(f"Alamat {host} tidak dikenal. Periksa HOST.") from error
    return Address(str(found[0][4][0]), port)


def ensure_free(address: Address) -> None:
    """Refuse a port that someone serves already. Raises CannotListen.

    The workers bind it with SO_REUSEPORT, which would quietly share it with a literasi that still runs.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
            probe.listen(1)
        except OSError as error:
            raise CannotListen(
                f"Tidak dapat memakai {address.url} ({error.strerror}). "
                f"Hentikan program yang memakainya, atau pilih port lain, misalnya PORT={address.port + 1}."
            ) from error


def raise_file_limit() -> None:
    """Allow as many open sockets as the system lets us; a thousand stalled visitors fill the usual 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = worker.CONNECTIONS * 2 if hard == resource.RLIM_INFINITY else min(hard, worker.CONNECTIONS * 2)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
