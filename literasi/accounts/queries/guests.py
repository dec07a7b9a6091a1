"""Questions about people without a name, and about counters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from literasi.accounts.models import Account, Counter, Person
from literasi.accounts.queries.real import real
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.limits import Tally
from literasi.kernel import ids

# Built once: building a statement costs more than running it.
_RESUME = select(Person.resume_salt, Person.resume_lookup).where(Person.id == bindparam("person"))
_GUEST = and_(or_(Account.person_id.is_(None), Account.consent != State.GRANTED), real(Person.id))
"""One whose consent is still asked is a guest too."""
_TALLIES = select(Counter.key, Counter.since, Counter.failures).where(
    Counter.key.in_(bindparam("keys", expanding=True))
)
_CODE, _LOOKUP = "kode-lanjut", "cari-kode-lanjut"


def page_word(salt: str) -> str:
    """What a person's pages carry to be told from another's. No secret key is in it: a key that is changed must not
    strand the answers that a browser still holds."""
    return ids.digest(f"halaman {salt}")[:12]


def salt_of(session: Session, person_id: int) -> str:
    """The random text that a person's code and page word follow from."""
    return str(session.connection().execute(_RESUME, {"person": person_id}).one().resume_salt)


def resume_code(session: Session, person_id: int, keys: Sequence[str]) -> str:
    """The person's kode lanjut. After a change of the secret key the old key still tells it."""
    salt, lookup = session.connection().execute(_RESUME, {"person": person_id}).one()
    return next((code_of(salt, key) for key in keys if lookup_of(code_of(salt, key), key) == lookup), "")


def code_of(salt: str, key: str) -> str:
    """The kode lanjut that follows from a person's salt under a secret key."""
    return ids.code_from(key, _CODE, salt)


def lookup_of(code: str, key: str) -> str:
    """What is stored to find the person of a code."""
    return ids.keyed_digest(key, _LOOKUP, code)


def person_of_code(session: Session, code: str, keys: Sequence[str]) -> int | None:
    """The guest whose kode lanjut this is. Somebody with an account signs in by her password: eight letters are no
    match for it.
    """
    lookups = [lookup_of(code, key) for key in keys]
    return session.execute(
        select(Person.id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Person.resume_lookup.in_(lookups), _GUEST)
    ).scalar()


def tallies(session: Session, keys: Sequence[str]) -> dict[str, Tally]:
    """Counters of failures as they stand, those that exist."""
    rows = session.connection().execute(_TALLIES, {"keys": list(keys)})
    return {key: Tally(since, failures) for key, since, failures in rows}


def idle_guests(session: Session, before: date, limit: int) -> list[int]:
    """Guests who did nothing since the given day; at most `limit`, so that one transaction stays short."""
    found = session.execute(
        select(Person.id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Person.active_on < before, _GUEST)
        .order_by(Person.id)
        .limit(limit)
    )
    return list(found.scalars())
