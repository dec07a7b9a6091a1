"""On which days nobody should have to hand in: Sundays, public holidays, and the library's own list of local ones.

A teacher is warned and decides herself. Dates that follow the moon are settled late: until then they are estimates, and
said to be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from literasi.kernel import clock

A_DAY = timedelta(days=1)
USUAL_DISTANCE = timedelta(days=7)
USUAL_HOUR = time(20)
"""Eight in the evening: after chores and supper, before bedtime."""
_SUNDAY = 6
_ESTIMATED = "(perkiraan)"
Local = Mapping[date, str]
"""Free days of this place, by day: their names."""


@dataclass(frozen=True)
class FreeDay:
    """A day without school. `name` is in Indonesian, as holidays are called here; `estimated`: the moon decides yet."""

    day: date
    name: str
    estimated: bool = False

    @property
    def sunday(self) -> bool:
        """Whether it is a Sunday and nothing else."""
        return not self.name


def free_day(day: date, local: Local) -> FreeDay | None:
    """What kind of day without school this is; None for a school day."""
    if name := local.get(day):
        return FreeDay(day, name)
    if name := _holidays(day.year).get(day):
        return FreeDay(day, name.replace(_ESTIMATED, "").strip(), _ESTIMATED in name)
    return FreeDay(day, "") if day.weekday() == _SUNDAY else None


def school_day(day: date, local: Local) -> date:
    """This day, or the first after it on which there is school."""
    while free_day(day, local):
        day += A_DAY
    return day


def school_time(due: datetime, local: Local) -> datetime:
    """This moment, or the same hour on the first day after it on which there is school."""
    here = clock.wita(due)
    return due_at(school_day(here.date(), local), here.time())


def usual_due(now: datetime, local: Local, weeks: int = 1) -> datetime:
    """When work is due unless the teacher says otherwise: at eight in the evening, so many weeks from now."""
    return due_at(school_day(clock.wita_date(now) + weeks * USUAL_DISTANCE, local), USUAL_HOUR)


def due_at(day: date, hour: time) -> datetime:
    """A moment as clocks and calendars in Tomohon name it."""
    return datetime.combine(day, hour, tzinfo=clock.WITA)


@lru_cache(maxsize=16)
def _holidays(year: int) -> Mapping[date, str]:
    """The public holidays and collective leave of a year in Indonesia, by day."""
    # 19 MB and a fifth of a second that only assigning needs
    from holidays.countries.indonesia import Indonesia

    found = Indonesia(years=year, language="id", categories=("public", "government"))
    return {day: name for day, name in found.items() if day.year == year}
