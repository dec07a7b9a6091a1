"""How long a guest is kept and how often a code may be guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

IDLE_DAYS = 90
SHARED_IDLE = timedelta(minutes=10)
WINDOW = timedelta(minutes=5)

# A class of 40 behind one address mistypes a few times each; a machine that guesses needs millions of tries for
# one of 2^40 codes. 1,000 failures in 5 minutes over the whole site is the ceiling that PyPI's warehouse uses.
FAILURES_PER_ADDRESS = 60
FAILURES_IN_ALL = 1000


@dataclass(frozen=True)
class Tally:
    """A counter as it stands: since when, how many failures."""

    since: datetime
    failures: int


def may_guess(tally: Tally | None, limit: int, now: datetime) -> bool:
    """Whether one more guess is allowed: fewer than `limit` failures in the present window."""
    return tally is None or now - tally.since >= WINDOW or tally.failures < limit


def counted(tally: Tally | None, now: datetime) -> Tally:
    """The counter after one more failure; a window that is over starts anew."""
    if tally is None or now - tally.since >= WINDOW:
        return Tally(now, 1)
    return Tally(tally.since, tally.failures + 1)


def idle_since(today: date) -> date:
    """Guests whose last active day lies before this are deleted."""
    return today - timedelta(days=IDLE_DAYS)


def shared_session_over(last_seen: datetime, now: datetime) -> bool:
    """Whether a shared computer was left alone for so long that the next person must not find the work open."""
    return now - last_seen >= SHARED_IDLE
