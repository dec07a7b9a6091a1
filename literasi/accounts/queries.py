"""Questions about people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from literasi.accounts.models import Counter, Device, Person
from literasi.accounts.rules import Tally
from literasi.kernel import ids
from literasi.kernel.visitor import Visitor

# Statements of the commonest requests are built once: building one costs more than running it.
_VISITOR = (
    select(Person.id, Device.id, Person.active_on, Device.shared, Person.resume_salt)
    .join(Person, Person.id == Device.person_id)
    .where(Device.token_digest == bindparam("digest"), Device.ended_at.is_(None))
)
_RESUME = select(Person.resume_salt, Person.resume_lookup).where(Person.id == bindparam("person"))
_CODE, _LOOKUP = "kode-lanjut", "cari-kode-lanjut"


def visitor_of(session: Session, token: str) -> Visitor | None:
    """The person behind a device token, or None when the device was signed out or its person is gone."""
    row = session.connection().execute(_VISITOR, {"digest": ids.digest(token)}).first()
    return Visitor(row[0], row[1], token, row[2], row[3], page_word(row[4])) if row else None


def page_word(salt: str) -> str:
    """What a person's pages carry to be told from another's. No secret key is in it: a key that is changed must not
    strand the answers that a browser still holds."""
    return ids.digest(f"halaman {salt}")[:12]


def salt_of(session: Session, person_id: int) -> str:
    """The random text that a person's code and page word follow from."""
    return str(session.execute(select(Person.resume_salt).where(Person.id == person_id)).scalar_one())


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
    """The person whose kode lanjut this is."""
    lookups = [lookup_of(code, key) for key in keys]
    return session.execute(select(Person.id).where(Person.resume_lookup.in_(lookups))).scalar()


def tally(session: Session, key: str) -> Tally | None:
    """A counter of failures as it stands."""
    row = session.execute(select(Counter.since, Counter.failures).where(Counter.key == key)).first()
    return Tally(*row) if row else None


def idle_guests(session: Session, before: date, limit: int) -> list[int]:
    """People who did nothing since the given day; at most `limit`, so that one transaction stays short."""
    found = session.execute(
        select(Person.id).where(Person.active_on < before).order_by(Person.id).limit(limit)
    )
    return list(found.scalars())
