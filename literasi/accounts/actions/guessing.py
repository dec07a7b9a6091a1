"""Limits on guessing, kept in the database so that every process counts with the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from literasi.accounts import queries
from literasi.accounts.models import Counter
from literasi.accounts.rules.limits import Limit, counted, may_guess
from literasi.kernel.errors import TooMany
from literasi.kernel.sentence import Sentence

TOO_OFTEN = Sentence("Terlalu banyak percobaan yang keliru. Tunggu lima menit, lalu coba lagi.")


def admit(session: Session, limits: Sequence[Limit], now: datetime, message: Sentence = TOO_OFTEN) -> None:
    """Raise TooMany when one of these counters is full."""
    if not all(may_guess(queries.tally(session, one.key), one.most, now) for one in limits):
        raise TooMany(message)


def count_failure(session: Session, limits: Sequence[Limit], now: datetime) -> None:
    """Count one more failure on every counter."""
    for one in limits:
        tally = counted(queries.tally(session, one.key), now)
        session.merge(Counter(key=one.key, since=tally.since, failures=tally.failures))
    session.flush()


def forgive(session: Session, limits: Sequence[Limit]) -> None:
    """Forget the failures of somebody who has got it right."""
    session.execute(delete(Counter).where(Counter.key.in_([one.key for one in limits])))
