"""Two load generators: wrk for one page again and again, our own for requests that may be sent only once.

An attempt is submitted once and an answer saved once, and wrk sleeps out its time when its list is finished,
so it cannot measure those. Ours spends about 0.05 ms of CPU a request. Both hold eight connections, unless a part of
the bench says otherwise.
"""

import re
import selectors
import shutil
import socket
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.bench.hits import ACCEPT_ENCODING, Hit

CONNECTIONS = 8
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Load:
    """What came of a load: requests a second, milliseconds, answers, and how many were not as expected."""

    per_second: float
    p50: float
    p99: float
    answered: int
    failed: int


def has_wrk() -> bool:
    """Whether wrk is installed (Debian: apt install wrk)."""
    return shutil.which("wrk") is not None


def wrk(port: int, hit: Hit, seconds: int) -> Load:
    """Ask for one page for so many seconds."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}", "--latency"]
    headers = [("Accept-Encoding", ACCEPT_ENCODING), ("Cookie", hit.cookie)]
    command += [part for name, value in headers for part in ("-H", f"{name}: {value}")]
    command.append(f"http://127.0.0.1:{port}{hit.path}")
    return read_wrk(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def read_wrk(said: str) -> Load:
    """The figures in wrk's report."""

    def number(pattern: str) -> float:
        found = re.search(pattern, said)
        return float(found[1]) if found else 0.0

    def milliseconds(percent: str) -> float:
        found = re.search(rf"{percent}%\s+([\d.]+)(us|ms|s)", said)
        return float(found[1]) * _UNITS[found[2]] if found else float("nan")

    return Load(
        per_second=number(r"Requests/sec:\s+([\d.]+)"),
        p50=milliseconds("50"),
        p99=milliseconds("99"),
        answered=int(number(r"(\d+) requests in")),
        failed=int(number(r"Non-2xx or 3xx responses: (\d+)")),
    )


class _Line:
    """One connection that sends a request, waits for its answer, sends the next."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._port, self._got, self._began, self._expected = port, b"", 0.0, 200

    def ask(self, hit: Hit) -> None:
        self._got, self._expected, self._began = b"", hit.expect, time.perf_counter()
        self.socket.sendall(hit.raw(self._port))

    def hear(self) -> tuple[float, bool] | None:
        """Milliseconds and success once the answer is whole, None before."""
        piece = self.socket.recv(262_144)
        self._got += piece
        if piece and not whole(self._got):
            return None
        right = self._got[9:12] == b"%d" % self._expected
        return (time.perf_counter() - self._began) * 1000, right


def whole(answer: bytes) -> bool:
    """Whether an answer with a Content-Length has arrived to its end."""
    head, found, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    return bool(found) and len(body) >= (int(length[1]) if length else 0)


def drive(port: int, hits: Sequence[Hit], connections: int = CONNECTIONS) -> Load:
    """Send every request once, over so many connections at a time."""
    times, failed, waiting = list[float](), 0, iter(hits)
    began = time.perf_counter()
    with selectors.DefaultSelector() as selector:
        busy = _open(selector, port, waiting, connections)
        while busy:
            for key, _ in selector.select():
                heard = key.data.hear()
                if heard is None:
                    continue
                times.append(heard[0])
                failed += not heard[1]
                following = next(waiting, None)
                if following is None:
                    busy -= 1
                    selector.unregister(key.fileobj)
                    key.data.socket.close()
                else:
                    key.data.ask(following)
    cuts = statistics.quantiles(times, n=100)
    return Load(len(times) / (time.perf_counter() - began), cuts[49], cuts[98], len(times), failed)


def _open(selector: selectors.BaseSelector, port: int, waiting: Iterator[Hit], connections: int) -> int:
    """Start the connections, each with its first request; how many there are."""
    lines = 0
    for _, hit in zip(range(connections), waiting, strict=False):
        line = _Line(port)
        line.ask(hit)
        selector.register(line.socket, selectors.EVENT_READ, line)
        lines += 1
    return lines
