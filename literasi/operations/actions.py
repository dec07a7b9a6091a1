"""What a running site does for itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from literasi.config import Settings
from literasi.operations import queries, rules
from literasi.operations.models import Pulse
from literasi.quizzes import actions as quizzes


def beat(session: Session, now: datetime) -> rules.Gap | None:
    """Note that the site is alive. A time in which it was not is given back to whoever works against a clock.

    In the database rather than beside it, so that a full disk, a database that was gone and a restore from
    yesterday's backup show as gaps too.
    """
    gap = rules.gap(queries.last_beat(session), now)
    if gap is not None:
        quizzes.pause(session, gap.began, gap.ended)
    session.merge(Pulse(id=1, at=now))
    return gap


def surroundings(session: Session, here: Settings, free: int, now: datetime) -> list[rules.Finding]:
    """What a look around tells at once, without reading the whole database. `free`: bytes left on the disk."""
    return [
        rules.disk(free),
        rules.clock_set(now.year, queries.newest_year(session)),
        rules.jobs(rules.moving(queries.last_beat(session), now)),
        rules.https(here.https),
    ]
