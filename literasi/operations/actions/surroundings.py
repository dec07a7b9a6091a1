"""A look around the site, which changes nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from literasi.accounts import queries as people
from literasi.backups.files import record
from literasi.backups.rules.record import fresh
from literasi.config import Settings
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
        rules.mail(here.mail_url),
    ]


def safety(session: Session, here: Settings, now: datetime) -> list[rules.Finding]:
    """What would be left after a bad day: the last backup, where backups go, and who can read the key."""
    last, nightly = record.read(here.instance), here.backup_dir is not None
    covered = fresh(last, queries.first_arrival(session), now, nightly=nightly)
    key = here.instance / "secret_key"
    return [
        rules.backup(last, covered=covered, nightly=nightly),
        rules.backup_place(_shares_disk(here)),
        rules.secret_key(key.stat().st_mode & 0o777 if key.exists() else None),
        rules.opening(people.shut(session, here.secret_keys)),
    ]


def _shares_disk(here: Settings) -> bool | None:
    """Whether backups lie on the disk of what they protect; None when there is no folder for them."""
    if here.backup_dir is None or not here.backup_dir.is_dir():
        return None
    return here.backup_dir.stat().st_dev == here.instance.stat().st_dev


def _jobs(session: Session, url: str, now: datetime) -> list[rules.Finding]:
    """Whether jobs move, and whether their queue can be reached when it is Redis."""
    moves = moving(pulse.last_beat(session, Heart.JOBS), now)
    found = [rules.jobs(moves, elsewhere=bool(url))]
    if not url:
        return found
    from literasi.infra import jobs as queues  # 17 MB that only whoever runs jobs needs

    return [rules.redis(queues.reachable(url)), *found]
