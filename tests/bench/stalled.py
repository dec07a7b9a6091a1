"""A thousand visitors who never finish what they send, and how the next visitor fares beside them.

First half-sent headers, then half-sent bodies; while they hang, an ordinary visitor loads one page again
and again, each time on a fresh connection.
"""

import selectors
import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

SOCKETS = 1_000
HALF_HEADERS = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
HALF_BODY = (
    b"POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 900\r\n\r\nq0=a"
)


@dataclass(frozen=True)
class Beside:
    """How the ordinary visitor fared: milliseconds, requests asked, requests that failed."""

    kind: str
    held: int
    p50: float
    p95: float
    worst: float
    asked: int
    failed: int


@contextmanager
def held(port: int, count: int, start: bytes) -> Iterator[list[socket.socket]]:
    """`count` open connections, each of which has sent `start` and then nothing."""
    sockets = list[socket.socket]()
    try:
        for _ in range(count):
            stalled = socket.create_connection(("127.0.0.1", port), timeout=5)
            sockets.append(stalled)
            stalled.sendall(start)
        yield sockets
    finally:
        for stalled in sockets:
            stalled.close()


def visit(port: int, path: str, cookie: str) -> bool:
    """One request on a connection of its own; True when the answer is a 2xx."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        return 200 <= answer.status < 300
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def beside(kind: str, port: int, path: str, cookie: str, start: bytes, asked: int = 200) -> Beside:
    """Ask `asked` times for `path` while SOCKETS connections hang after `start`."""
    times, failed = list[float](), 0
    with held(port, SOCKETS, start) as sockets:
        for _ in range(asked):
            began = time.perf_counter()
            failed += not visit(port, path, cookie)
            times.append((time.perf_counter() - began) * 1000)
        still_held = len(sockets) - closed_by_server(sockets)
    cuts = statistics.quantiles(times, n=100)
    return Beside(kind, still_held, cuts[49], cuts[94], max(times), asked, failed)


def closed_by_server(sockets: list[socket.socket]) -> int:
    """How many of the connections the server has answered or closed by now."""
    with selectors.DefaultSelector() as selector:
        for stalled in sockets:
            selector.register(stalled, selectors.EVENT_READ)
        return len(selector.select(timeout=0))


def measure(port: int, path: str, cookie: str, post_path: str) -> tuple[Beside, Beside]:
    """Half headers, then half bodies to `post_path`."""
    return (
        beside("header", port, path, cookie, HALF_HEADERS),
        beside("isi", port, path, cookie, HALF_BODY % post_path.encode()),
    )
