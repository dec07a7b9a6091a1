"""How long the people of a class that is over stay in it."""

from __future__ import annotations

from datetime import datetime, timedelta

MONTHS = 12
"""Unless the library sets another number: a school year and the time to ask about a mark."""
_MONTH = timedelta(days=30.44)


def closed_before(now: datetime, months: int) -> datetime:
    """Classes that were closed before this moment forget who was in them."""
    return now - months * _MONTH
