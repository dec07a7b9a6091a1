"""What a running site does for itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from literasi.pulse import actions as pulse
from literasi.pulse import queries
from literasi.pulse.rules import Gap, Heart
from literasi.quizzes import actions as quizzes


def beat(session: Session, now: datetime) -> Gap | None:
    """Note that the site is alive. A time in which it was not is given back to whoever works against a clock.

    In the database rather than beside it, so that a full disk, a database that was gone and a restore from
    yesterday's backup show as gaps too.
    """
    gap = queries.outage(session, now)
    if gap is not None:
        quizzes.pause(session, gap.began, gap.ended)
    pulse.beat(session, Heart.SITE, now)
    return gap


def move(session: Session, now: datetime) -> None:
    """Note that jobs move: a worker took this one from the queue."""
    pulse.beat(session, Heart.JOBS, now)
