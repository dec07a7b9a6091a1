"""Turns: what people do goes first, nobody waits for ever, and whoever cannot be served soon is told when to come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.infra.urgency import Urgency
from literasi.operations.server.adapter import Adapter, Requests
from literasi.operations.server.turns import (
    BEARABLE,
    LONGEST_APPOINTMENT_SECONDS,
    REQUESTS_AN_APPOINTMENT,
    Full,
    Pace,
    Turns,
)
from tests.operations.server_makers import head
from tests.operations.test_server_adapter import FakeTransport, echo

ACT, PAGE, ARRIVAL = Urgency


class Clock:
    """Stands still but for what is worked."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def served(
    urgencies: Iterable[Urgency], seconds: float = 0.01, pace: Pace | None = None
) -> list[object]:
    """All ask at once; what came of each, in the order in which it came: its number, or Full."""
    clock, order = Clock(), list[object]()
    turns = Turns(pace, clock)

    def work(number: int) -> None:
        clock.now += seconds
        order.append(number)

    async def one(number: int, urgency: Urgency) -> None:
        try:
            await turns.run(urgency, partial(work, number))
        except Full as full:
            order.append(full)

    await asyncio.gather(*(one(*each) for each in enumerate(urgencies)))
    return order


def test_what_people_do_goes_before_what_they_read() -> None:
    assert asyncio.run(served([PAGE, ARRIVAL, PAGE, ACT, ARRIVAL, ACT])) == [0, 3, 5, 2, 1, 4]


def test_those_of_one_kind_are_answered_in_the_order_they_came() -> None:
    assert asyncio.run(served([PAGE] * 20)) == list(range(20))


def test_nobody_waits_for_ever_while_others_keep_doing_things() -> None:
    clock, order = Clock(), list[str]()
    turns = Turns(clock=clock)

    async def work(name: str, urgency: Urgency, then: Callable[[], None] = lambda: None) -> None:
        def worked() -> None:
            clock.now += 0.1
            order.append(name)
            then()

        await turns.run(urgency, worked)

    async def crowd() -> None:
        tasks = list[asyncio.Task[None]]()

        def another() -> None:
            if len(order) < 200:
                tasks.append(asyncio.create_task(work("simpan", ACT, another)))

        first = asyncio.create_task(work("simpan", ACT, another))
        page = asyncio.create_task(work("halaman", PAGE))
        await asyncio.gather(first, page)
        await asyncio.gather(*tasks)

    asyncio.run(crowd())
    assert order.index("halaman") * 0.1 <= BEARABLE[PAGE].due


def test_newcomers_are_turned_away_long_before_what_was_done_is() -> None:
    came = asyncio.run(served([PAGE, *[ARRIVAL] * 100, *[ACT] * 100]))
    turned_away = [one for one in came if isinstance(one, Full)]
    assert set(range(101, 201)) <= set(came)
    # 0.5 s at 10 ms each stand in the line; all others are told when to come.
    assert len(turned_away) == 100 - 51


def test_appointments_lie_as_far_apart_as_visits_need() -> None:
    pace = Pace(mean=0.125)
    told = list[int]()
    for _ in range(200):
        with pytest.raises(Full) as full:
            pace.admit(ARRIVAL, ahead=8, now=50.0)
        told.append(full.value.seconds)
    assert told[0] == 2  # one second of line, and half a visit
    assert told[7] == 1 + REQUESTS_AN_APPOINTMENT
    assert told == sorted(told)
    assert told[-1] == LONGEST_APPOINTMENT_SECONDS


def test_a_page_refused_on_the_way_is_not_sent_behind_those_who_have_not_begun() -> None:
    pace = Pace(mean=0.1)
    for _ in range(100):
        with pytest.raises(Full):
            pace.admit(ARRIVAL, ahead=10, now=0.0)
    with pytest.raises(Full) as full:
        pace.admit(PAGE, ahead=30, now=0.0)
    assert full.value.seconds == 4


def test_the_pace_is_learnt_and_one_long_answer_does_not_turn_everybody_away() -> None:
    pace = Pace(mean=0.001)
    pace.took(300.0)
    pace.admit(ARRIVAL, ahead=40, now=0.0)
    for _ in range(200):
        pace.took(0.1)
    with pytest.raises(Full):
        pace.admit(ARRIVAL, ahead=40, now=0.0)


@given(st.lists(st.sampled_from(Urgency), max_size=120), st.floats(0.001, 0.3))
def test_everybody_is_answered_or_told_and_an_act_never_waits_behind_a_later_page(
    urgencies: list[Urgency], seconds: float
) -> None:
    came = asyncio.run(served(urgencies, seconds))
    numbers = [one for one in came if isinstance(one, int)]
    assert len(came) == len(urgencies)
    assert all(isinstance(one, int | Full) for one in came)
    acts = [at for at, number in enumerate(numbers[1:]) if urgencies[number] is ACT]
    assert acts == list(range(len(acts)))


def test_whoever_leaves_the_line_gives_her_turn_to_the_next() -> None:
    done = list[str]()

    async def crowd() -> None:
        turns = Turns()
        tasks = [asyncio.create_task(turns.run(PAGE, partial(done.append, name))) for name in "abc"]
        await asyncio.sleep(0)
        tasks[1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await turns.run(ARRIVAL, partial(done.append, "d"))

    asyncio.run(crowd())
    assert done == ["a", "c", "d"]


def test_whoever_leaves_as_she_is_called_passes_the_turn_on() -> None:
    done = list[str]()

    async def crowd() -> None:
        turns = Turns()
        tasks = [asyncio.create_task(turns.run(PAGE, partial(done.append, name))) for name in "abc"]
        for _ in range(2):  # "a" is done, "b" has been called and has not run yet
            await asyncio.sleep(0)
        tasks[1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(crowd())
    assert done == ["a", "c"]


def test_work_that_fails_ends_its_turn() -> None:
    async def crowd() -> list[object]:
        turns = Turns()
        return await asyncio.gather(
            turns.run(PAGE, partial(int, "x")), turns.run(PAGE, partial(int, "7")), return_exceptions=True
        )

    failed, seven = asyncio.run(crowd())
    assert isinstance(failed, ValueError)
    assert seven == 7


def turned_away(method: str, **asked: str) -> FakeTransport:
    """What somebody is told for whom there is no room."""

    async def crowd() -> FakeTransport:
        adapter = Adapter(
            echo, requests=Requests(urgency=lambda environ: ARRIVAL), turns=Turns(Pace(mean=10.0))
        )
        transports = [FakeTransport() for _ in range(3)]
        await asyncio.gather(*(adapter.__rsgi__(head(method=method, **asked), one) for one in transports))
        return transports[-1]

    return asyncio.run(crowd())


def test_a_reader_without_room_gets_a_page_that_comes_again_by_itself() -> None:
    answer = turned_away("GET")
    after = dict(answer.headers)["retry-after"]
    said = answer.sent[0].decode()
    assert answer.status == 503
    assert f'http-equiv="refresh" content="{after}; url=/' in said
    assert f"dalam {after} detik" in said
    assert f"in {after} seconds" in said


@pytest.mark.parametrize(
    ("path", "query", "address"),
    [
        ("/pengerjaan/x", "", "/pengerjaan/x"),
        ("/cari", "q=a&b='\"><", "/cari?q=a&amp;b=%27%22%3E%3C"),
        ("//lain.example/x", "", "/lain.example/x"),
        ("/\\lain.example", "", "/%5Clain.example"),
        ("/kursus/ä", "", "/kursus/%C3%A4"),
    ],
)
def test_the_page_asks_for_what_was_read_and_for_no_other_site(path: str, query: str, address: str) -> None:
    said = turned_away("GET", path=path, query_string=query).sent[0].decode()
    assert f'; url={address}">' in said


def test_no_time_further_off_than_anybody_is_told_is_taken() -> None:
    pace = Pace(mean=0.1)
    for _ in range(10_000):
        with pytest.raises(Full):
            pace.admit(ARRIVAL, ahead=50, now=0.0)
    with pytest.raises(Full) as later:
        pace.admit(ARRIVAL, ahead=6, now=50.0)
    assert later.value.seconds < 15


def test_what_was_sent_without_room_is_asked_for_again_and_not_sent_by_itself() -> None:
    answer = turned_away("POST")
    assert answer.status == 503
    assert dict(answer.headers)["content-type"].startswith("text/plain")
    assert "muat ulang" in answer.sent[0].decode()
