"""What happens to people and devices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from literasi.accounts import queries, rules
from literasi.accounts.models import Counter, Device, Person
from literasi.infra.news import announce
from literasi.kernel import clock, ids
from literasi.kernel.errors import TooMany
from literasi.kernel.events import PersonsErased
from literasi.kernel.sentence import Sentence
from literasi.kernel.visitor import Visitor

_SITE = "lanjut:semua"
GUESSED_TOO_OFTEN = Sentence("Terlalu banyak kode yang keliru dari sini. Tunggu lima menit, lalu coba lagi.")


def recognise(
    session: Session, visitor: Visitor, key: str, now: datetime, *, shared: bool = False
) -> Visitor:
    """The visitor as a person: the one she is, or a new guest at her first answer. Notes the day as active."""
    today = clock.wita_date(now)
    if not visitor.known:
        return enter(session, _new_guest(session, key, now), now, shared=shared)
    if visitor.active_on != today:
        session.execute(update(Person).where(Person.id == visitor.person_id).values(active_on=today))
    return visitor


def _new_guest(session: Session, key: str, now: datetime) -> int:
    salt = ids.new_public_id()
    lookup = queries.lookup_of(queries.code_of(salt, key), key)
    row = Person(created_at=now, active_on=clock.wita_date(now), resume_salt=salt, resume_lookup=lookup)
    session.add(row)
    session.flush()
    return row.id


def enter(session: Session, person_id: int, now: datetime, *, shared: bool) -> Visitor:
    """Sign a person in on one more device."""
    token = ids.new_token()
    device = Device(person_id=person_id, token_digest=ids.digest(token), created_at=now, shared=shared)
    session.add(device)
    session.flush()
    today = clock.wita_date(now)
    session.execute(update(Person).where(Person.id == person_id).values(active_on=today))
    return Visitor(
        person_id, device.id, token, today, shared, queries.page_word(queries.salt_of(session, person_id))
    )


def guess(session: Session, typed: str, address: str, keys: Sequence[str], now: datetime) -> int | None:
    """Whose kode lanjut this is. None for a code that nobody has; the failure is counted and must be committed.

    Raises TooMany when the address, or everybody together, guessed too often. `address` is the caller's network
    address; only a keyed digest of it is kept, and only while the window lasts.
    """
    place = "lanjut:" + ids.keyed_digest(keys[0], "alamat", address)[:40]
    limits = ((place, rules.FAILURES_PER_ADDRESS), (_SITE, rules.FAILURES_IN_ALL))
    if not all(rules.may_guess(queries.tally(session, key), limit, now) for key, limit in limits):
        raise TooMany(GUESSED_TOO_OFTEN)
    code = ids.read_code(typed)
    person_id = queries.person_of_code(session, code, keys) if code else None
    if person_id is None:
        for key, _limit in limits:
            _count_failure(session, key, now)
    return person_id


def _count_failure(session: Session, key: str, now: datetime) -> None:
    tally = rules.counted(queries.tally(session, key), now)
    session.merge(Counter(key=key, since=tally.since, failures=tally.failures))
    session.flush()


def end_device(session: Session, device_id: int, now: datetime) -> None:
    """Sign this browser out; its token is dead from now on."""
    session.execute(update(Device).where(Device.id == device_id).values(ended_at=now))


def share_device(session: Session, device_id: int, *, shared: bool) -> None:
    """Say that others use this computer too, or that it is one's own again."""
    session.execute(update(Device).where(Device.id == device_id).values(shared=shared))


def erase_idle_guests(session: Session, now: datetime, limit: int = 500) -> int:
    """Delete guests idle for 90 days with all that is theirs, and counters whose window is over. How many people."""
    session.execute(delete(Counter).where(Counter.since < now - rules.WINDOW))
    gone = queries.idle_guests(session, rules.idle_since(clock.wita_date(now)), limit)
    if gone:
        announce(session, PersonsErased(gone))
        session.execute(delete(Device).where(Device.person_id.in_(gone)))
        session.execute(delete(Person).where(Person.id.in_(gone)))
    return len(gone)
