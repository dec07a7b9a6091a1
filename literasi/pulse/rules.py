"""What the time between two beats says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

SILENT = timedelta(minutes=5)
"""Jobs that did not move for so long are not moving."""
MISSED = timedelta(seconds=90)
"""A beat comes every minute; when the next is later than this, nobody could work meanwhile."""


class Heart(IntEnum):
    """What beats: the site, and the jobs, which may run on another machine."""

    SITE = 1
    JOBS = 2


@dataclass(frozen=True)
class Gap:
    """A time in which the site answered nobody, or a jump of its clock, which costs a learner as much."""

    began: datetime
    ended: datetime


def gap(last: datetime | None, now: datetime) -> Gap | None:
    """What lies between the last beat and now, if more than it should be. A clock set back costs nobody time."""
    return Gap(last, now) if last is not None and now - last > MISSED else None


def moving(last: datetime | None, now: datetime) -> bool:
    """Whether jobs moved of late."""
    return last is not None and now - last < SILENT
