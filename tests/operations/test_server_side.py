"""The side thread: what takes long is answered there, and nobody else waits for it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest

from literasi.operations.server.adapter import Adapter, Requests
from literasi.operations.server.side import Side
from literasi.operations.server.turns import Full
from tests.operations.server_makers import FakeScope, head
from tests.operations.test_server_adapter import FakeTransport, Pieces, answering, echo

SLOW = "/masuk"


def is_slow(environ: WSGIEnvironment) -> bool:
    return bool(environ["PATH_INFO"] == SLOW)


def aside(app: WSGIApplication, **known: bool) -> FakeTransport:
    """The answer to one slow request."""
    transport = FakeTransport(**known)
    asyncio.run(Adapter(app, requests=Requests(is_slow)).__rsgi__(head(path=SLOW), transport))
    return transport


def held(gate: threading.Event) -> WSGIApplication:
    """An application whose slow answer waits at the gate."""

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        assert not is_slow(environ) or gate.wait(10)
        start_response("200 OK", [])
        return [threading.current_thread().name.encode()]

    return app


async def together(adapter: Adapter, scopes: list[FakeScope], seen: Callable[[FakeTransport], None]) -> None:
    """Ask for all at once; each answer is shown as it comes."""

    async def one(scope: FakeScope) -> None:
        transport = FakeTransport()
        await adapter.__rsgi__(scope, transport)
        seen(transport)

    await asyncio.gather(*map(one, scopes))


def test_a_slow_request_is_answered_with_all_that_the_application_says() -> None:
    answer = aside(echo)
    assert (answer.status, answer.headers, answer.sent) == (200, [("x-sent", "1"), ("x-sent", "2")], [b""])


def test_only_what_is_slow_leaves_the_application_thread() -> None:
    gate, names = threading.Event(), list[bytes]()
    gate.set()
    adapter = Adapter(held(gate), requests=Requests(is_slow))
    asyncio.run(together(adapter, [head(path=SLOW), head()], lambda one: names.extend(one.sent)))
    assert {name.startswith(b"samping") for name in names} == {True, False}


def test_others_are_answered_while_somebody_waits_for_her_password() -> None:
    gate, order = threading.Event(), list[bytes]()

    def seen(transport: FakeTransport) -> None:
        order.extend(transport.sent)
        if len(order) == 5:
            gate.set()

    asyncio.run(
        together(Adapter(held(gate), requests=Requests(is_slow)), [head(path=SLOW), *[head()] * 5], seen)
    )
    assert [name.startswith(b"samping") for name in order] == [False] * 5 + [True]


def test_a_full_queue_is_told_when_to_come_back_and_the_others_get_in() -> None:
    gate, answers = threading.Event(), list[FakeTransport]()

    def seen(transport: FakeTransport) -> None:
        answers.append(transport)
        gate.set()

    adapter = Adapter(held(gate), requests=Requests(is_slow), side=Side(3))
    asyncio.run(together(adapter, [head(method="POST", path=SLOW)] * 4, seen))
    assert [one.status for one in answers] == [503, 200, 200, 200]
    assert ("retry-after", "10") in answers[0].headers
    assert "muat ulang" in answers[0].sent[0].decode()


def test_a_class_of_forty_finds_room_even_on_one_process() -> None:
    gate, statuses = threading.Event(), list[int]()
    gate.set()
    adapter = Adapter(held(gate), requests=Requests(is_slow))
    asyncio.run(together(adapter, [head(path=SLOW)] * 40, lambda one: statuses.append(one.status)))
    assert statuses == [200] * 40


def test_whoever_leaves_while_waiting_gives_her_place_back() -> None:
    gate, side = threading.Event(), Side(2)

    async def impatient() -> str:
        first = asyncio.create_task(side.run(gate.wait))
        second = asyncio.create_task(side.run(gate.wait))
        await asyncio.sleep(0)
        with pytest.raises(Full):
            await side.run(str)
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        third = asyncio.create_task(side.run(lambda: "giliran"))
        gate.set()
        await first
        return await third

    assert asyncio.run(impatient()) == "giliran"


def test_a_crash_aside_is_logged_and_answered_with_500(caplog: pytest.LogCaptureFixture) -> None:
    def broken(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        raise ValueError("rusak")

    assert aside(broken).status == 500
    assert "ValueError: rusak" in caplog.text


def test_a_slow_answer_that_never_starts_is_500() -> None:
    assert aside(lambda environ, start_response: [b"lupa"]).status == 500


@pytest.mark.parametrize("fault", [None, ValueError("rusak")])
def test_a_slow_iterable_is_closed_once_whatever_happens(fault: Exception | None) -> None:
    pieces = Pieces(b"a", b"b", fault=fault)
    assert aside(answering(pieces)).status == (500 if fault else 200)
    assert pieces.closed == 1


def test_an_answer_aside_to_somebody_who_left_is_no_trouble() -> None:
    assert aside(echo, gone=True).sent == []
