"""A look around the site, which changes nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from literasi.config import Settings
from literasi.infra import jobs as queues
from literasi.operations import queries, rules
from literasi.pulse import queries as pulse
from literasi.pulse.rules import Heart, moving


def surroundings(session: Session, here: Settings, free: int, now: datetime) -> list[rules.Finding]:
    """What a look around tells at once, without reading the whole database. `free`: bytes left on the disk."""
    return [
        rules.disk(free),
        rules.clock_set(now.year, queries.newest_year(session)),
        *_jobs(session, here.redis_url, now),
        rules.https(here.https),
    ]


def _jobs(session: Session, url: str, now: datetime) -> list[rules.Finding]:
    """Whether jobs move, and whether their queue can be reached when it is Redis."""
    moves = moving(pulse.last_beat(session, Heart.JOBS), now)
    found = [rules.jobs(moves, elsewhere=bool(url))]
    return [rules.redis(queues.reachable(url)), *found] if url else found
