"""What a running site does for itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from literasi.operations import queries, rules
from literasi.operations.models import Pulse
from literasi.quizzes import actions as quizzes


def beat(session: Session, now: datetime) -> rules.Gap | None:
    """Note that the site is alive. A time in which it was not is given back to whoever works against a clock.

    In the database rather than beside it, so that a full disk, a database that was gone and a restore from
    yesterday's backup show as gaps too.
    """
    gap = rules.gap(queries.last_beat(session, rules.Heart.SITE), now)
    if gap is not None:
        quizzes.pause(session, gap.began, gap.ended)
    session.merge(Pulse(id=rules.Heart.SITE, at=now))  # leaves the mark of the demo as it is
    return gap


def move(session: Session, now: datetime) -> None:
    """Note that jobs move: a worker took this one from the queue."""
    session.merge(Pulse(id=rules.Heart.JOBS, at=now))
