"""The whole server over a real socket: what it refuses, what it survives, how it stops."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse

import pytest

from tests.operations.server_site import BIG

HEAD = b"Host: situs.test\r\nConnection: close\r\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """A running server_site with its processes."""

    def __init__(self) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "tests.operations.server_site", str(self.port)]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        until(self.answers)

    def answers(self) -> bool:
        try:
            return self.get("/").status == 200
        except OSError:
            return False

    def get(self, path: str, timeout: float = 5) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        connection.request("GET", path)
        return connection.getresponse()

    def worker(self) -> int:
        """The process that answers. A line that a dying one had taken is broken, so it is asked again."""
        for _again in range(9):
            try:
                return int(json.load(self.get("/"))["pid"])
            except OSError:
                continue
        return int(json.load(self.get("/"))["pid"])

    def say(self, raw: bytes) -> bytes:
        """Send bytes as they are, return all that comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as line:
            line.sendall(raw)
            return b"".join(iter(lambda: line.recv(65_536), b""))

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(10)


def until(reached: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, "took too long"
        time.sleep(0.02)


def refuses(address: tuple[str, int]) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(address) != 0


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    running = Site()
    yield running
    running.stop()


@pytest.fixture
def own_site() -> Iterator[Site]:
    running = Site()
    yield running
    running.process.kill()
    running.process.wait()


def test_a_body_arrives_whole(site: Site) -> None:
    answer = site.say(b"POST / HTTP/1.1\r\n" + HEAD + b"Content-Length: 5\r\n\r\nsalam")
    assert answer.startswith(b"HTTP/1.1 200")
    assert b'"body":"salam"' in answer


def test_a_visitor_who_waits_for_100_continue_gets_it(site: Site) -> None:
    head = b"POST / HTTP/1.1\r\n" + HEAD + b"Content-Length: 1\r\nExpect: 100-continue\r\n\r\nx"
    assert site.say(head).startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200")


def test_head_answers_without_a_body(site: Site) -> None:
    answer = site.say(b"HEAD / HTTP/1.1\r\n" + HEAD + b"\r\n")
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"\r\n\r\n")


def test_a_large_answer_is_streamed_whole(site: Site) -> None:
    assert len(site.get("/besar").read()) == BIG


@pytest.mark.parametrize(
    ("status", "raw"),
    [
        (400, b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n"),
        (400, b"GET / HTTP/1.1\r\nHost: lain.test\r\n" + HEAD + b"\r\n"),
        (400, b"GET http://lain.test/ HTTP/1.1\r\n" + HEAD + b"\r\n"),
        (400, b"GET /\xe9 HTTP/1.1\r\n" + HEAD + b"\r\n"),
        (400, b"POST / HTTP/1.1\r\n" + HEAD + b"Content-Length: -1\r\n\r\n"),
        (400, b"POST / HTTP/1.1\r\n" + HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx"),
        (408, b"POST / HTTP/1.1\r\n" + HEAD + b"Content-Length: 9\r\n\r\nseparuh"),
        (411, b"POST / HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        (413, b"POST / HTTP/1.1\r\n" + HEAD + b"Content-Length: 10001\r\n\r\n"),
        (431, b"GET / HTTP/1.1\r\n" + HEAD + b"X-Long: " + b"x" * 70_000 + b"\r\n\r\n"),
        (431, b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\n" + HEAD + b"\r\n"),
        (431, b"GET / HTTP/1.1\r\n" + HEAD + b"X: y\r\n" * 200 + b"\r\n"),
    ],
)
def test_bad_requests_get_a_4xx(site: Site, status: int, raw: bytes) -> None:
    assert site.say(raw).startswith(b"HTTP/1.1 %d " % status)


def test_a_second_request_cannot_be_smuggled_behind_two_lengths(site: Site) -> None:
    inner = b"GET /besar HTTP/1.1\r\n" + HEAD + b"\r\n"
    lengths = b"Host: situs.test\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    answer = site.say(b"POST / HTTP/1.1\r\n" + lengths + inner)
    assert answer.startswith(b"HTTP/1.1 411")
    assert answer.count(b"HTTP/1.1 ") == 1


def test_both_workers_take_requests(site: Site) -> None:
    assert len({site.worker() for _ in range(60)}) == 2


def test_a_killed_worker_is_replaced_time_after_time(own_site: Site) -> None:
    for _ in range(4):
        killed = own_site.worker()
        os.kill(killed, signal.SIGKILL)
        until(own_site.answers)
    until(lambda: len({own_site.worker() for _ in range(60)}) == 2)
    assert own_site.stop() == 0


def test_workers_leave_with_a_killed_supervisor(own_site: Site) -> None:
    own_site.process.kill()
    until(lambda: refuses(("127.0.0.1", own_site.port)))


def test_stopping_finishes_the_request_under_way(own_site: Site) -> None:
    connection = HTTPConnection("127.0.0.1", own_site.port, timeout=5)
    connection.request("GET", "/lama")
    time.sleep(0.1)
    own_site.process.terminate()
    assert connection.getresponse().read() == b"selesai"
    assert own_site.process.wait(10) == 0


def test_stopping_does_not_wait_for_ever_for_a_stalled_body(own_site: Site) -> None:
    with socket.create_connection(("127.0.0.1", own_site.port)) as stalled:
        stalled.sendall(b"POST / HTTP/1.1\r\nHost: situs.test\r\nContent-Length: 9\r\n\r\nsep")
        assert own_site.stop() == 0
