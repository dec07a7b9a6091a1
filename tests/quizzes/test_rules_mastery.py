from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.quizzes.rules.mastery import (
    CLOSED,
    NO_TRIES_LEFT,
    RESTING,
    ItemResult,
    Refusal,
    Tried,
    Verdict,
    cooldown_until,
    judge,
    may_start,
    refusal,
)
from literasi.quizzes.rules.policy import AttemptPolicy

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

shares = st.sampled_from([0.0, 1 / 3, 0.5, 2 / 3, 0.75, 1.0])
results = st.lists(
    st.builds(
        ItemResult,
        key=st.text("abc", max_size=2),
        points=st.sampled_from([1.0, 2.0, 0.5]),
        fraction=shares,
        critical=st.booleans(),
        right=st.booleans(),
        scored=st.booleans(),
    )
)


def marks(*fractions: float) -> list[ItemResult]:
    return [ItemResult(f"s{n}", 1, fraction, right=fraction == 1) for n, fraction in enumerate(fractions)]


def history(*tries: tuple[int, bool | None]) -> list[Tried]:
    return [Tried(NOW - timedelta(minutes=ago), passed) for ago, passed in tries]


def test_four_of_five_is_eighty_and_passes() -> None:
    assert judge(marks(1, 1, 1, 1, 0)) == Verdict(80, True)


def test_seventy_nine_point_six_is_not_eighty() -> None:
    fractions = [1.0] * 199 + [0.0] * 51
    assert judge(marks(*fractions)) == Verdict(79, False)


def test_thirds_that_add_up_to_eighty_pass() -> None:
    assert judge([ItemResult("a", 3, 1 / 3), ItemResult("b", 7, 1.0)]) == Verdict(80, True)


def test_a_missed_critical_item_fails_whatever_the_percent() -> None:
    missed = ItemResult("inti", 1, 0.9, critical=True, right=False)
    assert judge([*marks(*[1.0] * 9), missed]) == Verdict(99, False, ("inti",))


def test_an_unmarked_essay_leaves_the_verdict_open() -> None:
    essay = ItemResult("uraian", 4, None, awaiting=True)
    assert judge([*marks(1, 0), essay]) == Verdict(50, None)


def test_surveys_do_not_count() -> None:
    survey = ItemResult("s", 5, None, scored=False)
    assert judge([*marks(1), survey]) == Verdict(100, True)
    assert judge([survey]) == Verdict(None, True)


@given(results, st.integers(0, 100))
def test_the_percent_shown_agrees_with_the_verdict(items: list[ItemResult], threshold: int) -> None:
    verdict = judge(items, threshold)
    reached = verdict.percent is None or verdict.percent >= threshold
    assert verdict.passed is (reached and not verdict.missed_critical)


@given(results, st.data())
def test_a_better_answer_never_lowers_the_verdict(items: list[ItemResult], data: st.DataObject) -> None:
    better = [
        replace(item, fraction=data.draw(st.sampled_from([item.fraction, 1.0])), right=True) for item in items
    ]
    before, after = judge(items), judge(better)
    assert (after.percent or 0) >= (before.percent or 0) and bool(after.passed) >= bool(before.passed)


@pytest.mark.parametrize(
    ("tries", "minutes_left"),
    [
        ([], None),
        ([(1, False)], None),
        ([(30, False), (4, False)], 6),
        ([(60, False), (30, False), (0, False)], 10),
        ([(30, False), (10, False)], None),
        ([(30, False), (20, True), (1, False)], None),
        ([(3, False), (2, False), (1, True)], None),
        ([(5, False), (30, False)], 5),
        ([(30, False), (9, None), (4, False)], 6),
    ],
)
def test_two_fails_in_a_row_ask_for_ten_minutes(
    tries: list[tuple[int, bool | None]], minutes_left: int | None
) -> None:
    until = None if minutes_left is None else NOW + timedelta(minutes=minutes_left)
    assert cooldown_until(history(*tries), NOW) == until


def test_a_clock_that_was_set_back_makes_nobody_wait() -> None:
    assert cooldown_until(history((-60, False), (-59, False)), NOW) is None


@given(st.lists(st.tuples(st.integers(-100, 100), st.sampled_from([True, False, None]))))
def test_nobody_waits_longer_than_ten_minutes(tries: list[tuple[int, bool | None]]) -> None:
    until = cooldown_until(history(*tries), NOW)
    assert until is None or NOW < until <= NOW + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("policy", "tries", "expected"),
    [
        (AttemptPolicy(), [(1, True)] * 50, None),
        (AttemptPolicy(tries=2), [(60, False), (50, True)], Refusal(NO_TRIES_LEFT)),
        (AttemptPolicy(tries=2), [(60, False)], None),
        (AttemptPolicy(deadline_at=NOW), [], Refusal(CLOSED)),
        (AttemptPolicy(), [(9, False), (8, False)], Refusal(RESTING, NOW + timedelta(minutes=2))),
    ],
)
def test_an_attempt_is_refused_for_one_told_reason(
    policy: AttemptPolicy, tries: list[tuple[int, bool]], expected: Refusal | None
) -> None:
    assert refusal(history(*tries), policy, NOW) == expected
    assert may_start(history(*tries), policy, NOW) is (expected is None)
