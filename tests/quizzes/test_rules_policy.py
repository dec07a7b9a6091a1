import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.quizzes.rules.policy import (
    GRACE,
    AttemptPolicy,
    ShowKeys,
    closes_at,
    keys_visible,
    owed,
    time_is_over,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)

policies = st.builds(
    AttemptPolicy,
    threshold=st.integers(0, 100),
    tries=st.none() | st.integers(1, 9),
    deadline_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    minutes=st.none() | st.integers(1, 300),
    show_keys=st.sampled_from(ShowKeys),
    due_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    essays=st.booleans(),
    seed=st.just("") | st.text("0123456789abcdef", min_size=16, max_size=16),
)


@given(policies)
def test_terms_survive_being_stored(policy: AttemptPolicy) -> None:
    assert AttemptPolicy.from_data(json.loads(json.dumps(policy.to_data()))) == policy


def test_absent_terms_have_their_defaults_and_unknown_ones_are_left_aside() -> None:
    assert AttemptPolicy.from_data({"kelak": 1}) == AttemptPolicy()


@pytest.mark.parametrize(
    "data",
    [{"tries": 0}, {"minutes": "x"}, {"threshold": True}, {"show_keys": "ya"}, {"deadline_at": "besok"}],
)
def test_nonsense_is_not_taken_for_terms(data: dict[str, str | int]) -> None:
    with pytest.raises(ValueError):
        AttemptPolicy.from_data(data)


@given(policies)
def test_no_key_is_shown_before_handing_in(policy: AttemptPolicy) -> None:
    assert not keys_visible(policy, submitted=False, now=NOW)


@pytest.mark.parametrize(
    ("show", "deadline", "visible"),
    [
        (ShowKeys.AFTER_SUBMISSION, None, True),
        (ShowKeys.AFTER_DEADLINE, NOW + HOUR, False),
        (ShowKeys.AFTER_DEADLINE, NOW, True),
        (ShowKeys.AFTER_DEADLINE, None, False),
        (ShowKeys.NEVER, NOW - HOUR, False),
    ],
)
def test_keys_show_when_the_terms_say(show: ShowKeys, deadline: datetime | None, visible: bool) -> None:
    assert keys_visible(AttemptPolicy(deadline_at=deadline, show_keys=show), True, NOW) is visible


@pytest.mark.parametrize(
    ("policy", "end"),
    [
        (AttemptPolicy(), None),
        (AttemptPolicy(minutes=30), NOW + HOUR / 2),
        (AttemptPolicy(minutes=90, deadline_at=NOW + HOUR), NOW + HOUR),
    ],
)
def test_an_attempt_ends_by_its_minutes_or_the_deadline(policy: AttemptPolicy, end: datetime | None) -> None:
    assert closes_at(policy, started_at=NOW) == end


moments = st.integers(-10_000, 10_000).map(lambda minutes: NOW + timedelta(minutes=minutes))


def test_an_attempt_without_an_end_is_never_over() -> None:
    assert not time_is_over(None, NOW)


def test_a_slow_line_has_a_little_patience() -> None:
    late = GRACE + timedelta(seconds=1)
    assert [time_is_over(NOW, NOW + after) for after in (GRACE, late)] == [False, True]


@given(moments, moments, moments)
def test_a_pause_gives_back_what_was_lost_and_never_takes(
    started: datetime, began: datetime, ended: datetime
) -> None:
    back = owed(started, NEVER, None, began, ended)
    assert back is None or (began <= back[0] < back[1] == ended and back[0] >= started)
    assert (back is None) is (ended <= max(began, started))


@given(moments, moments, moments)
def test_a_pause_seen_twice_is_given_back_once(began: datetime, seen: datetime, ended: datetime) -> None:
    began, seen, ended = sorted((began, seen, ended))
    parts = [owed(began, NEVER, None, began, seen), owed(began, NEVER, seen, began, ended)]
    assert sum((part[1] - part[0] for part in parts if part), timedelta()) == ended - began


def test_who_began_during_a_pause_gets_back_the_rest_of_it() -> None:
    assert owed(NOW, NOW + HOUR, None, NOW - HOUR, NOW + HOUR) == (NOW, NOW + HOUR)


def test_what_was_over_before_a_pause_stays_over() -> None:
    assert owed(NOW - 3 * HOUR, NOW - 2 * HOUR, None, NOW - HOUR, NOW) is None
