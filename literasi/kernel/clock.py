"""Time. Stored in UTC, shown in WITA (UTC+8, no daylight saving). Only doors ask for `now`; rules get it handed in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

WITA = timezone(timedelta(hours=8), "WITA")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def wita(moment: datetime) -> datetime:
    """The same moment on the clocks of Tomohon."""
    return moment.astimezone(WITA)


def wita_date(moment: datetime) -> date:
    """The calendar day in Tomohon; the unit in which idleness is counted."""
    return wita(moment).date()


def beginning_of(day: date) -> datetime:
    """The moment at which a day begins in Tomohon."""
    return datetime(day.year, day.month, day.day, tzinfo=WITA)
