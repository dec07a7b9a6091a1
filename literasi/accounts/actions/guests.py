"""What happens to people without a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from literasi.accounts import queries
from literasi.accounts.actions.devices import on_device
from literasi.accounts.actions.guessing import admit, count_failure
from literasi.accounts.models import (
    Account,
    ConsentEvent,
    Counter,
    Device,
    Grant,
    Person,
    Request,
    Ticket,
    Trace,
)
from literasi.accounts.rules import limits
from literasi.accounts.rules.guests import idle_since
from literasi.accounts.rules.limits import Limit
from literasi.infra import mail
from literasi.infra.news import announce
from literasi.kernel import clock, ids
from literasi.kernel.events import PersonsErased
from literasi.kernel.sentence import Sentence
from literasi.kernel.visitor import Visitor

GUESSED_TOO_OFTEN = Sentence("Terlalu banyak kode yang keliru dari sini. Tunggu lima menit, lalu coba lagi.")


def recognise(
    session: Session, visitor: Visitor, key: str, now: datetime, *, shared: bool = False, label: str = ""
) -> Visitor:
    """The visitor as a person: the one she is, or a new guest at her first answer. Notes the day as active."""
    today = clock.wita_date(now)
    if not visitor.known:
        return on_device(session, new_person(session, key, now), now, shared=shared, label=label)
    if visitor.active_on != today:
        session.execute(update(Person).where(Person.id == visitor.person_id).values(active_on=today))
    return visitor


def lend(session: Session, key: str, now: datetime, *, shared: bool) -> Visitor:
    """A person for a phone that several hold for a while, on a device of its own. Who was there before stays as she is."""
    return replace(
        on_device(session, new_person(session, key, now, lent=True), now, shared=shared), lent=True
    )


def new_person(
    session: Session, key: str, now: datetime, *, lent: bool = False, made_up: bool = False
) -> int:
    """A person of whom nothing is known; her row id."""
    salt = ids.new_public_id()
    lookup = queries.lookup_of(queries.code_of(salt, key), key)
    row = Person(
        created_at=now,
        active_on=clock.wita_date(now),
        resume_salt=salt,
        resume_lookup=lookup,
        lent=lent,
        made_up=made_up,
    )
    session.add(row)
    session.flush()
    return row.id


def renew_code(session: Session, person_id: int, keys: Sequence[str]) -> None:
    """Give a person a new kode lanjut where no key here tells the one she has; else nothing changes.

    The salt stays: the word of her pages follows from it, and answers that a browser still holds must find her.
    """
    if queries.resume_code(session, person_id, keys):
        return
    code = queries.code_of(queries.salt_of(session, person_id), keys[0])
    values = {"resume_lookup": queries.lookup_of(code, keys[0])}
    session.execute(update(Person).where(Person.id == person_id).values(**values))


def guess(session: Session, typed: str, address: str, keys: Sequence[str], now: datetime) -> int | None:
    """Whose kode lanjut this is. None for a code that nobody has; the failure is counted and must be committed.

    Raises TooMany when the address, or everybody together, guessed too often. `address` is the caller's network
    address; only a keyed digest of it is kept, and only while the window lasts.
    """
    counters = (
        Limit(f"lanjut:{ids.keyed_digest(keys[0], 'alamat', address)[:40]}", limits.FAILURES_PER_ADDRESS),
        Limit("lanjut:semua", limits.FAILURES_IN_ALL),
    )
    admit(session, counters, now, GUESSED_TOO_OFTEN)
    code = ids.read_code(typed)
    person_id = queries.person_of_code(session, code, keys) if code else None
    if person_id is None:
        count_failure(session, counters, now)
    return person_id


def erase_idle_guests(session: Session, now: datetime, limit: int = 500) -> int:
    """Delete guests idle for 90 days with all that is theirs, and what is over. How many people."""
    session.execute(delete(Counter).where(Counter.since < now - limits.WINDOW))
    session.execute(delete(Ticket).where(Ticket.expires_at < now))
    gone = queries.idle_guests(session, idle_since(clock.wita_date(now)), limit)
    erase(session, gone, now)
    return len(gone)


def erase(session: Session, person_ids: Sequence[int], now: datetime, *, again: bool = False) -> None:
    """Delete these people and everything that any feature holds of them, also letters that still wait for them.

    The audit trail keeps its lines without them; of people who were made up it never told anybody. `again`: they were
    deleted before, and a backup brought them back.
    """
    if not person_ids:
        return
    announce(session, PersonsErased(person_ids, now, again))
    mail.take_back(session, queries.addresses(session, person_ids))
    for table in (Device, Ticket, Request, Grant, ConsentEvent, Account):
        session.execute(delete(table).where(table.person_id.in_(person_ids)))
    nobody = select(Person.id).where(Person.id.in_(person_ids), Person.made_up)
    session.execute(delete(Trace).where(Trace.subject_id.in_(nobody)))
    session.execute(delete(Person).where(Person.id.in_(person_ids)))
