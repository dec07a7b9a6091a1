"""What may be asked, on which day, and how a pupil stands: laws and examples."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.classes.rules import assigning, days, tasks
from literasi.classes.rules.assigning import Told, in_ranges, numbers
from literasi.classes.rules.deadline import counted_from, window
from literasi.classes.rules.tasks import State
from literasi.kernel import clock
from literasi.kernel.errors import Invalid
from literasi.quizzes.rules.mastery import Tried
from literasi.quizzes.rules.policy import AttemptPolicy, extended, handed_in_at

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOTHING = timedelta()
moments = st.timedeltas(timedelta(0), timedelta(days=365)).map(
    lambda since: NOW - timedelta(days=100) + since
)
spans = st.timedeltas(timedelta(0), timedelta(days=9))
dates = st.dates(date(2026, 1, 1), date(2027, 12, 31))
local = st.dictionaries(dates, st.just("Pengucapan"), max_size=5)


@pytest.fixture(scope="module", autouse=True)
def calendar() -> None:
    """Read once, before a law is tried: making the calendar of a year takes longer than an example may."""
    for year in (2026, 2027):
        days.free_day(date(year, 1, 2), {})


@given(moments, local)
def test_what_is_proposed_is_a_school_day_a_week_away_at_eight(now: datetime, free: dict[date, str]) -> None:
    due = days.usual_due(now, free)
    assert days.free_day(clock.wita_date(due), free) is None
    assert clock.wita(due).time() == time(20)
    assert clock.wita_date(due) >= clock.wita_date(now) + timedelta(days=7)


@pytest.mark.parametrize(
    ("day", "name", "estimated"),
    [
        (date(2026, 12, 6), "", False),
        (date(2026, 12, 25), "Hari Raya Natal", False),
        (date(2027, 3, 10), "Hari Raya Idul Fitri", True),
        (date(2027, 2, 1), "Hari Kota", False),
    ],
)
def test_days_without_school_are_known_by_name(day: date, name: str, estimated: bool) -> None:
    free = days.free_day(day, {date(2027, 2, 1): "Hari Kota"})
    assert free is not None
    assert (free.name, free.estimated, free.sunday) == (name, estimated, not name)


def test_a_monday_is_a_school_day() -> None:
    assert days.free_day(date(2026, 12, 7), {}) is None


@given(moments, spans, spans, st.lists(moments, max_size=4))
def test_an_extension_never_shortens(
    opens: datetime, length: timedelta, grace: timedelta, later: list[datetime]
) -> None:
    before, after = window(opens, opens + length, grace), window(opens, opens + length, grace, later)
    assert after.due_at >= before.due_at and after.closes_at >= before.closes_at
    assert after.closes_at - after.due_at == grace


@given(moments, moments, moments)
def test_terms_are_only_ever_extended(end: datetime, deadline: datetime, due: datetime) -> None:
    later = extended(AttemptPolicy(deadline_at=end, due_at=end), deadline, due)
    assert (later is None) == (deadline <= end)
    assert later is None or (
        later.deadline_at == deadline and later.due_at is not None and later.due_at >= end
    )


@given(moments, moments)
def test_nothing_counts_as_handed_in_long_after_its_end(end: datetime, now: datetime) -> None:
    assert handed_in_at(end, now) <= max(end + timedelta(seconds=30), end)


def test_tries_count_anew_only_when_an_extension_opens_again_what_had_closed() -> None:
    due, grace = NOW, HOUR
    before, after = (NOW + DAY, NOW - HOUR), (NOW + DAY, NOW + HOUR)
    assert counted_from(NOW - DAY, due, grace, [before]) == NOW - DAY
    assert counted_from(NOW - DAY, due, grace, [after]) == NOW + HOUR


@given(moments, st.lists(spans, min_size=1, max_size=4), moments)
def test_a_copied_plan_keeps_its_hours_and_is_not_due_already(
    begin: datetime, lengths: list[timedelta], now: datetime
) -> None:
    dues = [begin + length for length in lengths]
    shift = assigning.shift(begin, dues, now)
    assert shift % DAY == timedelta(0)
    assert all(due + shift > now for due in dues)


def told(**changed: object) -> Told:
    return Told(**{"module_key": "X01-01", "opens_at": NOW, "due_at": NOW + DAY, **changed})  # type: ignore[arg-type]  # named arguments of Told


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"due_at": NOW}, "due_day"),
        ({"due_at": NOW + 500 * DAY}, "due_day"),
        ({"opens_at": NOW + DAY}, "opens_day"),
        ({"members": frozenset()}, "audience"),
    ],
)
def test_what_cannot_be_given_is_said_beside_its_field(changed: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        assigning.check(told(**changed), NOW)
    assert refused.value.field == field


@pytest.mark.parametrize("later", [NOW - HOUR, NOW + HOUR, NOW + 2 * HOUR, NOW + 500 * DAY])
def test_an_extension_that_gives_nothing_is_refused(later: datetime) -> None:
    with pytest.raises(Invalid):
        assigning.check_extension(NOW + 2 * HOUR, later, NOW)


WINDOW = window(NOW, NOW + DAY, DAY)


@pytest.mark.parametrize(
    ("handed_in", "working", "at", "state"),
    [
        ([], None, NOW, State.NOT_BEGUN),
        ([], NOTHING, NOW, State.WORKING),
        ([], NOTHING, NOW + 3 * DAY, State.CLOSED),
        ([], 2 * DAY, NOW + 3 * DAY, State.WORKING),
        ([], 2 * DAY, NOW + 4 * DAY, State.CLOSED),
        ([(NOW + HOUR, False)], None, NOW + DAY, State.ON_TIME),
        ([(NOW + HOUR, False)], NOTHING, NOW + 2 * HOUR, State.WORKING),
        ([(NOW + 30 * HOUR, None)], None, NOW + 31 * HOUR, State.LATE),
        ([(NOW - DAY, True)], None, NOW, State.DONE),
        ([(NOW + 5 * DAY, True)], None, NOW + 6 * DAY, State.CLOSED),
        ([], None, NOW + 3 * DAY, State.CLOSED),
    ],
)
def test_how_a_pupil_stands_is_one_of_six_words(
    handed_in: list[tuple[datetime, bool | None]], working: timedelta | None, at: datetime, state: State
) -> None:
    assert tasks.state(WINDOW, [Tried(*one) for one in handed_in], working, at) is state
    assert state in tasks.WORDS


@given(st.sets(st.integers(0, 9999), min_size=1, max_size=80))
def test_numbers_are_read_as_they_are_written(chosen: set[int]) -> None:
    assert numbers(in_ranges(chosen)) == chosen


@pytest.mark.parametrize("odd", ["", "a", "1;2", "1-2-3", "-4", "5-", "9-3", "1,,2", "12345", "１"])
def test_what_is_no_number_of_a_list_is_none(odd: str) -> None:
    assert numbers(odd) is None
