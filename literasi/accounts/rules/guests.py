"""How long a guest is kept, and when a shared computer was left."""

from __future__ import annotations

from datetime import date, datetime, timedelta

IDLE_DAYS = 90
SHARED_IDLE = timedelta(minutes=10)


def idle_since(today: date) -> date:
    """Guests whose last active day lies before this are deleted."""
    return today - timedelta(days=IDLE_DAYS)


def shared_session_over(last_seen: datetime, now: datetime) -> bool:
    """Whether a shared computer was left alone for so long that the next person must not find the work open."""
    return now - last_seen >= SHARED_IDLE
