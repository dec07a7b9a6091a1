"""As of when what was written on paper counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from literasi.classes.rules.deadline import Asked, Timing, on_paper, timing, window
from literasi.quizzes.rules.policy import AttemptPolicy, closes_at, time_is_over

OPENS = datetime(2026, 11, 23, tzinfo=UTC)
DUE = OPENS + timedelta(days=7)
hours = st.integers(0, 24 * 60).map(lambda number: timedelta(hours=number))


def asked(grace: timedelta) -> Asked:
    return Asked(window(OPENS, DUE, grace), OPENS, threshold=75, tries=1)


@given(hours, hours)
def test_paper_is_never_too_late_and_never_timed(grace: timedelta, after: timedelta) -> None:
    found = on_paper(AttemptPolicy(minutes=5), asked(grace), OPENS + after)
    assert found is not None
    policy, as_of = found
    assert timing(asked(grace).window, as_of) is not Timing.AFTER
    assert as_of <= OPENS + after and not time_is_over(closes_at(policy, as_of), as_of)
    assert (policy.minutes, policy.threshold, policy.tries) == (None, 75, 1)


def test_what_is_typed_after_the_deadline_is_late() -> None:
    one = asked(timedelta(hours=24))
    for days in (7.5, 30):
        found = on_paper(AttemptPolicy(), one, OPENS + timedelta(days=days))
        assert found is not None and timing(one.window, found[1]) is Timing.LATE


def test_nothing_is_typed_before_the_assignment_opens() -> None:
    assert on_paper(AttemptPolicy(), asked(timedelta(0)), OPENS - timedelta(minutes=1)) is None
