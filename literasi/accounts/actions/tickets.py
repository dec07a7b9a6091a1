"""Secrets that are good once: made, looked at, used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from literasi.accounts.models import Ticket
from literasi.accounts.rules.tickets import GONE, LASTS, Purpose, good
from literasi.kernel import ids
from literasi.kernel.errors import Missing

LENGTH = 12
_TICKET = "tiket"


@dataclass(frozen=True)
class Shown:
    """A ticket that opens what it was shown for: whose it is, and what was written on it."""

    person_id: int | None
    data: Mapping[str, Any]


def make_ticket(
    session: Session,
    purpose: Purpose,
    person_id: int | None,
    key: str,
    now: datetime,
    data: Mapping[str, str] | None = None,
) -> str:
    """A new secret; an earlier one of the same purpose for the same person is void from now on."""
    if person_id is not None:
        void_tickets(session, purpose, person_id)
    code = ids.new_code(LENGTH)
    session.add(
        Ticket(
            digest=ids.keyed_digest(key, _TICKET, code),
            purpose=purpose,
            person_id=person_id,
            data=dict(data or {}),
            made_at=now,
            expires_at=now + LASTS[purpose],
        )
    )
    return code


def void_tickets(session: Session, purpose: Purpose, person_id: int) -> None:
    """Let nothing of this purpose that a person was handed open anything any more."""
    session.execute(delete(Ticket).where(Ticket.person_id == person_id, Ticket.purpose == purpose))


def make_first_ticket(session: Session, key: str, now: datetime) -> str:
    """The secret with which the first one who runs the site comes in; the one of an earlier start is void."""
    session.execute(delete(Ticket).where(Ticket.purpose == Purpose.FIRST_RUN))
    return make_ticket(session, Purpose.FIRST_RUN, None, key, now)


def look_at_ticket(
    session: Session, purpose: Purpose, typed: str, keys: Sequence[str], now: datetime
) -> Shown:
    """What a ticket opens, without using it. Raises Missing, in the same words whatever the reason."""
    found = _found(session, purpose, typed, keys, now)
    return Shown(found.person_id, found.data)


def use_ticket(session: Session, purpose: Purpose, typed: str, keys: Sequence[str], now: datetime) -> Shown:
    """What a ticket opens; it opens nothing a second time. Raises Missing like `look_at_ticket`."""
    found = _found(session, purpose, typed, keys, now)
    session.execute(update(Ticket).where(Ticket.digest == found.digest).values(used_at=now))
    return Shown(found.person_id, found.data)


def _found(session: Session, purpose: Purpose, typed: str, keys: Sequence[str], now: datetime) -> Ticket:
    code = ids.read_code(typed, LENGTH)
    digests = [ids.keyed_digest(key, _TICKET, code) for key in keys] if code else []
    found = session.execute(select(Ticket).where(Ticket.digest.in_(digests))).scalar()
    if found is None or not good(purpose, found.purpose, found.expires_at, found.used_at, now):
        raise Missing(GONE)
    return found
