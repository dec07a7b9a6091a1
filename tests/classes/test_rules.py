"""School years, names of classes, and until when something is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.classes.rules import calendar, naming
from literasi.classes.rules.calendar import Term
from literasi.classes.rules.deadline import Asked, Timing, policy, timing, window
from literasi.quizzes.rules.policy import GRACE, AttemptPolicy, ShowKeys

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OPEN = window(NOW - DAY, NOW + DAY, DAY)
moments = st.integers(0, 500_000).map(lambda minutes: NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("day", "year", "term"),
    [
        (date(2026, 7, 1), 2026, Term.ODD),
        (date(2026, 12, 31), 2026, Term.ODD),
        (date(2027, 1, 1), 2026, Term.EVEN),
        (date(2027, 6, 30), 2026, Term.EVEN),
    ],
)
def test_a_school_year_begins_in_july(day: date, year: int, term: Term) -> None:
    assert (calendar.year_of(day), calendar.term_of(day)) == (year, term)


def test_a_school_year_is_written_with_both_of_its_years() -> None:
    assert calendar.label(2026) == "2026/2027"


@pytest.mark.parametrize("name", ["", "  ", "—", "x" * 41, "VIII\u202eB"])
def test_names_of_classes_that_nobody_could_read_are_refused(name: str) -> None:
    assert naming.class_problem(name) is not None


def test_the_second_rini_of_a_class_is_told_apart() -> None:
    assert naming.free("Rini", frozenset({"rini", "rini 2"})) == "Rini 3"


@given(st.text(min_size=1, max_size=60), st.frozensets(st.text(max_size=60), max_size=5))
def test_a_free_name_is_taken_by_nobody(name: str, taken: frozenset[str]) -> None:
    folded = frozenset(naming.names.fold(one) for one in taken)
    assert naming.names.fold(naming.free(name, folded)) not in folded


@given(moments, moments, st.lists(moments, max_size=4))
def test_more_time_never_takes_time_away(opens: datetime, due: datetime, later: list[datetime]) -> None:
    assert window(opens, due, DAY, later).closes_at >= window(opens, due, DAY).closes_at


def test_grace_comes_on_top_of_an_extension() -> None:
    assert window(NOW, NOW, DAY, [NOW + 3 * DAY]).closes_at == NOW + 4 * DAY


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (OPEN.due_at + GRACE, Timing.ON_TIME),
        (OPEN.due_at + GRACE + timedelta(seconds=1), Timing.LATE),
        (OPEN.closes_at + GRACE, Timing.LATE),
        (OPEN.closes_at + GRACE + timedelta(seconds=1), Timing.AFTER),
    ],
)
def test_a_slow_line_is_not_late(at: datetime, found: Timing) -> None:
    assert timing(OPEN, at) is found


OWN = AttemptPolicy(80, None, None, 20, ShowKeys.AFTER_SUBMISSION)


def test_nothing_open_leaves_the_quiz_its_own_terms() -> None:
    over = Asked(window(NOW - 3 * DAY, NOW - 2 * DAY, DAY), NOW - 3 * DAY)
    assert policy(OWN, [over], NOW) is None


def test_a_class_says_what_it_wants_and_the_quiz_the_rest() -> None:
    found = policy(replace(OWN, essays=False), [Asked(OPEN, NOW - DAY, threshold=70, tries=2)], NOW)
    assert found == AttemptPolicy(
        70, 2, OPEN.closes_at, 20, ShowKeys.AFTER_SUBMISSION, NOW - DAY, OPEN.due_at
    )


def test_of_two_classes_the_later_end_and_the_stricter_rest_hold() -> None:
    long = window(NOW - DAY, NOW + 5 * DAY, DAY)
    both = [
        Asked(OPEN, NOW, threshold=90, show_keys=ShowKeys.NEVER),
        Asked(long, NOW, threshold=70, show_keys=ShowKeys.AFTER_DEADLINE),
    ]
    found = policy(OWN, both, NOW)
    assert found is not None
    assert (found.threshold, found.deadline_at, found.show_keys) == (90, long.closes_at, ShowKeys.NEVER)


@given(st.permutations([Asked(OPEN, NOW, 70), Asked(window(NOW, NOW + 2 * DAY, DAY), NOW, 90, 3)]))
def test_the_order_of_classes_decides_nothing(asked: list[Asked]) -> None:
    assert policy(OWN, asked, NOW) == policy(OWN, asked[::-1], NOW)
