"""Limits on guessing, kept in the database so that every process counts with the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete
from sqlalchemy.orm import Session

from literasi.accounts import queries
from literasi.accounts.models import Counter
from literasi.accounts.rules.limits import Limit, Tally, counted, may_guess
from literasi.kernel.errors import TooMany
from literasi.kernel.sentence import Sentence

# Built once: whoever signs in waits for it.
_FORGIVE = delete(Counter.__table__).where(  # type: ignore[arg-type]  # a table, as models declare it
    Counter.key.in_(bindparam("keys", expanding=True))
)
TOO_OFTEN = Sentence("Terlalu banyak percobaan yang keliru. Tunggu lima menit, lalu coba lagi.")


def admit(
    session: Session, limits: Sequence[Limit], now: datetime, message: Sentence = TOO_OFTEN
) -> dict[str, Tally]:
    """Raise TooMany when one of these counters is full; otherwise those that have counted anything.

    Asked before a password is tried, to spare the work; and again in the transaction that lets somebody in, since
    others may have guessed meanwhile.
    """
    found = queries.tallies(session, [one.key for one in limits])
    if not all(may_guess(found.get(one.key), one.most, now) for one in limits):
        raise TooMany(message)
    return found


def count_failure(session: Session, limits: Sequence[Limit], now: datetime) -> None:
    """Count one more failure on every counter. Raises TooMany when one of them is full already."""
    found = admit(session, limits, now)
    for one in limits:
        tally = counted(found.get(one.key), now)
        session.merge(Counter(key=one.key, since=tally.since, failures=tally.failures))
    session.flush()


def forgive(session: Session, limits: Sequence[Limit]) -> None:
    """Forget the failures of somebody who has got it right."""
    session.connection().execute(_FORGIVE, {"keys": [one.key for one in limits]})
