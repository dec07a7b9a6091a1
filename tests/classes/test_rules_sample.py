"""Kelas Contoh on paper: whatever the hour and however little is published, nothing in it is yet to come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.accounts.rules.names import fold, name_problem
from literasi.classes.rules import sample
from literasi.classes.rules.deadline import USUAL_GRACE
from literasi.classes.rules.sample import PUPILS, Did, Slot
from literasi.operations.rules.demo import classroom

MOMENTS = st.integers(0, 730 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
LONGEST = timedelta(hours=2)
"""Longer than anybody sits: a lesson, two tries and the rest between them."""


@given(MOMENTS, st.sampled_from(Slot), st.sampled_from(Did), st.integers(0, 40))
def test_whatever_was_done_was_done_after_it_opened_and_before_now(
    now: datetime, slot: Slot, did: Did, number: int
) -> None:
    if did is not Did.LATE or slot is Slot.RECENT:
        at = sample.sat_down(slot, did, number, now)
        assert sample.times(slot, now).opens_at < at <= now - LONGEST


@given(MOMENTS)
def test_who_is_late_is_late_and_not_too_late(now: datetime) -> None:
    due = sample.times(Slot.RECENT, now).due_at
    assert due < sample.sat_down(Slot.RECENT, Did.LATE, 0, now) < due + USUAL_GRACE - LONGEST


@given(MOMENTS)
def test_something_is_over_something_goes_on_and_something_is_due_soon(now: datetime) -> None:
    past, recent, current, later = (sample.times(slot, now).due_at for slot in Slot)
    assert past + USUAL_GRACE < recent < now < current < later
    assert current - now <= timedelta(days=2)


def test_every_pupil_has_a_letter_for_every_slot_and_a_name_of_her_own() -> None:
    for told in (PUPILS, classroom.pupils()):
        assert all([*map(one.at, Slot)] for one in told) and {len(one.did) for one in told} == {len(Slot)}
        assert len({fold(one.name) for one in told}) == len(told)
        assert not any(name_problem(one.name) for one in told)


def test_who_did_not_agree_did_nothing() -> None:
    assert all(set(one.did) == {Did.NOTHING} for one in (*PUPILS, *classroom.pupils()) if not one.agreed)


@pytest.mark.parametrize(("modules", "slots"), [(0, 4), (1, 1), (2, 2), (3, 3), (4, 4), (9, 4)])
def test_few_modules_fill_few_slots_in_the_order_of_time(modules: int, slots: int) -> None:
    found = sample.slots(modules)
    assert len(found) == slots and [*found] == sorted(found, key=list(Slot).index) and Slot.CURRENT in found


def test_a_course_begins_with_its_first_essay() -> None:
    assert sample.from_essay([False, True, False, True]) == [1, 2, 3, 0]
    assert sample.from_essay([False, False]) == [0, 1] and sample.from_essay([]) == []
