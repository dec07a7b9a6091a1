"""Seats, the flower, the plan and the totals of a class."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.accounts.rules.limits import Tally, may_guess
from literasi.gatherings.rules import codes, lasting, plan, seats
from literasi.gatherings.rules.codes import Purpose
from literasi.gatherings.rules.plan import Step
from literasi.gatherings.rules.totals import SMALLEST, Share, Totals, counted
from literasi.kernel.sentence import Sentence

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "found"),
    [(["3"], (3,)), ([" 14", "", "2 "], (2, 14)), (["7", "07"], (7,)), (["36"], (36,))],
)
def test_seats_are_read_in_order_and_once(typed: list[str], found: tuple[int, ...]) -> None:
    assert seats.read(typed) == found


@given(st.lists(st.text(max_size=6), max_size=6))
def test_whatever_is_typed_is_seats_or_a_sentence(typed: list[str]) -> None:
    found = seats.read(typed)
    assert isinstance(found, Sentence) or all(1 <= one <= seats.SEATS for one in found)


def test_a_phone_holds_four_seats_and_none_that_another_has() -> None:
    assert seats.refused([1, 2], [3, 4], []) is None
    assert seats.refused([1, 2], [3, 4, 5], []) is seats.TOO_MANY
    assert "3, 9" in str(seats.refused([3, 9], [], [9, 3]))


@given(st.integers(0, 36), st.integers(0, 36))
def test_the_flower_is_full_only_when_every_seat_has_handed_in(sent: int, more: int) -> None:
    petals = seats.petals(sent, sent + more)
    assert len(petals) == 8 and all(petals) is (sent > 0 and more == 0)
    assert petals == tuple(sorted(petals, reverse=True))


def test_the_plan_takes_forty_minutes() -> None:
    assert sum(plan.MINUTES.values()) == 40 and plan.begins(Step.TALK) == 32
    assert set(plan.NAMES) == set(plan.ADVICE) == set(plan.MINUTES) == set(Step)


@pytest.mark.parametrize(
    ("seconds", "step", "left"),
    [
        (0, Step.OPENING, 5),
        (299, Step.OPENING, 1),
        (300, Step.PRACTICE, 15),
        (1200, Step.QUIZ, 12),
        (1920, Step.TALK, 8),
        (2399, Step.TALK, 1),
        (2400, None, 0),
        (-60, Step.OPENING, 5),
    ],
)
def test_the_clock_says_which_step_it_is(seconds: int, step: Step | None, left: int) -> None:
    assert plan.where(NOW, NOW + timedelta(seconds=seconds)) == plan.Now(step, left)


def test_below_five_seats_there_is_no_share() -> None:
    assert Share("a", SMALLEST - 1, 4).percent is None
    assert Share("a", SMALLEST, 4).percent == 80


def test_two_languages_of_a_question_are_one_and_the_hardest_comes_first() -> None:
    found = counted(9, 9, [("q", Share("id", 4, 4)), ("q", Share("en", 3, 0)), ("r", Share("x", 7, 1))])
    assert found.questions == (Share("x", 7, 1), Share("id", 7, 4))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 4), st.integers(0, 4)), max_size=9))
def test_totals_come_back_as_they_were_kept_and_hold_no_small_cell(rows: list[tuple[str, int, int]]) -> None:
    shares = [(key, Share(key, size, min(size, right))) for key, size, right in rows]
    found = counted(36, 36, shares)
    assert Totals.from_data(found.to_data()) == found
    assert all(one.seats >= SMALLEST for one in found.questions)


def test_a_code_is_shown_again_under_an_old_key_and_not_without_it() -> None:
    code = codes.code_of(Purpose.SESSION, "garam", "lama")
    lookup = codes.lookup_of(Purpose.SESSION, code, "lama")
    assert codes.shown(Purpose.SESSION, "garam", lookup, ["baru", "lama"]) == code
    assert codes.shown(Purpose.SESSION, "garam", lookup, ["baru"]) == ""
    assert codes.code_of(Purpose.CLAIM, "garam", "lama") != code


def test_wrong_codes_are_counted_by_address_and_by_nobody_far_away() -> None:
    (here,), (there,) = codes.of_sessions("k", "10.0.0.1"), codes.of_sessions("k", "10.0.0.2")
    assert here.key != there.key and "10.0.0" not in here.key
    assert may_guess(Tally(NOW, 299), here.most, NOW) and not may_guess(Tally(NOW, 300), here.most, NOW)


def test_a_session_ends_its_phones_an_hour_later_and_its_rows_a_week_later() -> None:
    assert lasting.is_open(NOW + lasting.OPEN, NOW) and not lasting.is_open(NOW, NOW)
    assert lasting.lent_until(NOW) == NOW + timedelta(hours=1)
    assert lasting.over_before(NOW) == NOW - timedelta(days=7)
