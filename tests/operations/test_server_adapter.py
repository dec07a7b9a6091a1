"""The adapter: whole bodies only, every failure an answer, every iterable closed."""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest

from literasi.operations.server.adapter import Adapter, Limits
from literasi.operations.server.refusals import HeaderList
from tests.operations.server_makers import FakeScope, head

LIMITS = Limits(body_bytes=10, body_seconds=0.01)


class GoneError(RuntimeError):
    """What the front raises once the visitor has left."""


@dataclass
class FakeTransport:
    """Hands out `body` after `delay` seconds (or raises `fault`) and remembers the answer."""

    body: bytes = b""
    delay: float = 0.0
    fault: Exception | None = None
    gone: bool = False
    status: int = 0
    headers: HeaderList = field(default_factory=list)
    sent: list[bytes] = field(default_factory=list)
    streamed: bool = False

    async def __call__(self) -> bytes:
        await asyncio.sleep(self.delay)
        if self.fault:
            raise self.fault
        return self.body

    def response_bytes(self, status: int, headers: HeaderList, body: bytes) -> None:
        if self.gone:
            raise GoneError
        self.status, self.headers, self.sent = status, headers, [body]

    def response_stream(self, status: int, headers: HeaderList) -> "FakeTransport":
        self.status, self.headers, self.streamed = status, headers, True
        return self

    async def send_bytes(self, data: bytes) -> None:
        if self.gone:
            raise GoneError
        self.sent.append(data)


class Pieces:
    """A WSGI iterable that knows whether it was closed."""

    def __init__(self, *pieces: bytes, fault: Exception | None = None) -> None:
        self._pieces, self._fault, self.closed = pieces, fault, 0

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces
        if self._fault:
            raise self._fault

    def close(self) -> None:
        self.closed += 1


def echo(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    start_response("200 OK", [("x-sent", "1"), ("x-sent", "2")])
    return [environ["wsgi.input"].read()]


def answering(pieces: Pieces) -> WSGIApplication:
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Pieces:
        start_response("200 OK", [])
        return pieces

    return app


def ask(app: WSGIApplication, scope: FakeScope | None = None, **known: Any) -> FakeTransport:
    transport = FakeTransport(**known)
    asyncio.run(Adapter(app, LIMITS).__rsgi__(scope or head(), transport))
    return transport


def posting(length: int | str) -> FakeScope:
    return head(("content-length", str(length)), method="POST")


def test_the_answer_carries_status_body_and_every_header_line() -> None:
    answer = ask(echo, posting(3), body=b"abc")
    assert (answer.status, answer.sent) == (200, [b"abc"])
    assert answer.headers == [("x-sent", "1"), ("x-sent", "2")]


def test_a_body_at_the_limit_passes_and_one_byte_more_is_413() -> None:
    assert ask(echo, posting(10), body=b"0123456789").status == 200
    assert ask(echo, posting(11), fault=AssertionError("read")).status == 413


def test_a_body_that_does_not_arrive_in_time_is_408() -> None:
    assert ask(echo, posting(3), delay=5).status == 408


def test_a_body_cut_off_is_400_and_never_reaches_the_application() -> None:
    assert ask(answering(Pieces()), posting(3), fault=GoneError()).status == 400


@pytest.mark.parametrize("length", ["-1", "+3", "3, 3", "tiga", "", "\u0663", "9" * 5_000])
def test_a_length_that_is_no_number_is_400(length: str) -> None:
    assert ask(echo, posting(length)).status == 400


def test_a_body_without_a_length_is_411() -> None:
    assert ask(echo, head(("transfer-encoding", "chunked"), method="POST")).status == 411


def test_a_contradictory_head_is_400_in_indonesian() -> None:
    answer = ask(echo, head(("host", "lain.test")))
    assert answer.status == 400
    assert "coba lagi" in answer.sent[0].decode()


def test_a_crash_is_logged_and_answered_with_500(caplog: pytest.LogCaptureFixture) -> None:
    def broken(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        raise ValueError("rusak")

    assert ask(broken).status == 500
    assert "ValueError: rusak" in caplog.text


def test_an_application_that_starts_no_response_is_500() -> None:
    assert ask(lambda environ, start_response: [b"lupa"]).status == 500


def test_an_error_after_the_start_may_replace_the_answer() -> None:
    def second_thoughts(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [])
        try:
            raise ValueError("sibuk")
        except ValueError:
            start_response("503 Sibuk", [], sys.exc_info())
        return [b"sibuk"]

    assert ask(second_thoughts).status == 503


def test_what_the_old_write_callable_says_comes_first() -> None:
    def writing(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [])(b"satu ")
        return [b"dua"]

    assert b"".join(ask(writing).sent) == b"satu dua"


def test_a_small_iterable_goes_out_in_one_piece_and_is_closed_once() -> None:
    pieces = Pieces(b"a", b"b")
    assert ask(answering(pieces)).sent == [b"ab"]
    assert pieces.closed == 1


def test_a_large_iterable_is_streamed_whole_and_closed_once() -> None:
    pieces = Pieces(*[b"x" * 100_000] * 5)
    answer = ask(answering(pieces))
    assert answer.streamed
    assert len(b"".join(answer.sent)) == 500_000
    assert pieces.closed == 1


@pytest.mark.parametrize("size", [1, 400_000])
def test_an_iterable_is_closed_when_the_visitor_leaves(size: int) -> None:
    pieces = Pieces(b"x" * size, b"y")
    ask(answering(pieces), gone=True)
    assert pieces.closed == 1


def test_an_iterable_that_breaks_is_closed_and_answered_with_500() -> None:
    pieces = Pieces(b"a", fault=ValueError("rusak"))
    assert ask(answering(pieces)).status == 500
    assert pieces.closed == 1


def test_slow_bodies_do_not_hold_back_another_request() -> None:
    async def together() -> list[int]:
        adapter, order = Adapter(echo, Limits(10, 0.2)), list[int]()

        async def one(transport: FakeTransport, scope: FakeScope) -> None:
            await adapter.__rsgi__(scope, transport)
            order.append(transport.status)

        stalled = [one(FakeTransport(delay=5), posting(3)) for _ in range(50)]
        await asyncio.gather(*stalled, one(FakeTransport(), head()))
        return order

    assert asyncio.run(together()) == [200] + [408] * 50
