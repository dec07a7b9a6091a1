"""What a cell says, and who needs support."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.classes.rules.deadline import Timing, window
from literasi.classes.rules.gradebook import Cell, Place, Standing, Tried, cell, words
from literasi.classes.rules.helping import Given, reason
from literasi.classes.rules.tasks import State, state
from literasi.kernel.sentence import Sentence
from literasi.quizzes.rules import mastery

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OPEN = window(NOW - 5 * DAY, NOW + DAY, DAY)
TITLE = "Membaca lateral"


def _tried(percent: int | None, passed: bool | None, days: float = 1, number: int = 1) -> Tried:
    at = NOW - days * DAY
    return Tried(f"p{number}", number, at, at, percent, passed)


def test_who_did_nothing_has_not_begun() -> None:
    assert cell(OPEN, None, [], None) == Cell(Standing.NOT_BEGUN)


def test_who_reads_is_told_by_the_part() -> None:
    found = cell(OPEN, None, [], Place(3, NOW))
    assert found.standing is Standing.READING
    assert words(found) == Sentence("Bagian %(part)s", {"part": 3})


def test_the_best_attempt_in_time_counts() -> None:
    found = cell(OPEN, None, [_tried(60, False, 3), _tried(90, True, 2, 2), _tried(80, True, 1, 3)], None)
    assert (found.standing, found.percent, found.timing) == (Standing.DONE, 90, Timing.ON_TIME)


def test_passing_before_it_was_given_counts() -> None:
    assert cell(OPEN, None, [_tried(85, True, 300)], None).done


def test_a_higher_threshold_of_the_class_has_to_be_reached() -> None:
    assert cell(OPEN, 90, [_tried(85, True)], None).standing is Standing.NOT_YET


def test_what_comes_after_the_end_is_told_and_not_counted() -> None:
    over = window(NOW - 9 * DAY, NOW - 5 * DAY, DAY)
    found = cell(over, None, [_tried(95, True)], None)
    assert (found.standing, found.percent, found.after) == (Standing.NOT_BEGUN, None, 95)


def test_an_essay_that_waits_is_no_fail() -> None:
    found = cell(OPEN, None, [_tried(None, None)], None)
    assert (found.standing, found.fails) == (Standing.AWAITING, 0)


def test_nobody_is_late_by_a_pause_of_the_server() -> None:
    over = window(NOW - 9 * DAY, NOW - 2 * DAY, DAY)
    paused = _tried(90, True, 0.5)._replace(given_back=DAY)
    assert cell(over, None, [paused], None).timing is Timing.LATE
    assert cell(over, None, [paused._replace(given_back=2 * DAY)], None).timing is Timing.ON_TIME
    asked = [mastery.Tried(NOW - DAY / 2, True, DAY)]
    assert state(over, asked, None, NOW) is State.DONE


def test_late_work_says_so() -> None:
    passed_due = window(NOW - 9 * DAY, NOW - 2 * DAY, 3 * DAY)
    assert cell(passed_due, None, [_tried(90, True)], None).timing is Timing.LATE


attempts = st.lists(
    st.builds(
        lambda percent, passed, days: (percent, passed, days),
        st.integers(0, 100),
        st.booleans(),
        st.floats(0.1, 4.0),
    ),
    max_size=6,
)


@given(attempts, st.integers(0, 100))
def test_one_more_attempt_never_makes_a_cell_worse(
    given: list[tuple[int, bool, float]], percent: int
) -> None:
    tried = [_tried(points, passed, days, number) for number, (points, passed, days) in enumerate(given, 1)]
    before = cell(OPEN, None, tried, None)
    after = cell(OPEN, None, [*tried, _tried(percent, False, 0.05, len(tried) + 1)], None)
    assert after.done or not before.done
    assert (after.percent or 0) >= (before.percent or 0)


def _why(found: Cell, due: timedelta = DAY) -> Sentence | None:
    return reason([Given(TITLE, window(NOW - 5 * DAY, NOW + due, 3 * DAY), found)], NOW)


def test_who_is_done_needs_nothing() -> None:
    assert _why(Cell(Standing.DONE, 90, fails=2)) is None


def test_who_has_not_begun_is_told_of_when_it_is_due_soon() -> None:
    assert _why(Cell(Standing.NOT_BEGUN), 5 * DAY) is None
    said = _why(Cell(Standing.NOT_BEGUN), 2 * DAY)
    assert said is not None and said.values == {"title": TITLE, "days": 2}


def test_after_the_deadline_it_is_said_that_it_passed() -> None:
    said = _why(Cell(Standing.NOT_BEGUN), -DAY)
    assert said is not None and "sudah lewat" in said.text


def test_failing_twice_comes_before_all_else() -> None:
    two = [
        Given("Dua", window(NOW, NOW + DAY, DAY), Cell(Standing.NOT_BEGUN)),
        Given("Satu", window(NOW, NOW + 2 * DAY, DAY), Cell(Standing.NOT_YET, 50, fails=2, last_at=NOW)),
    ]
    said = reason(two, NOW)
    assert said is not None and said.values == {"count": 2, "title": "Satu"}


@pytest.mark.parametrize(("standing", "part"), [(Standing.READING, 3), (Standing.WORKING, 0)])
def test_who_stopped_yesterday_is_told_of(standing: Standing, part: int) -> None:
    stopped = Cell(standing, part=part, last_at=NOW - DAY)
    assert _why(Cell(standing, part=part, last_at=NOW - DAY / 2), 5 * DAY) is None
    said = _why(stopped, 5 * DAY)
    assert said is not None and "kemarin" in said.text


def test_what_has_closed_troubles_nobody() -> None:
    over = Given(TITLE, window(NOW - 9 * DAY, NOW - 5 * DAY, DAY), Cell(Standing.NOT_BEGUN))
    assert reason([over], NOW) is None
