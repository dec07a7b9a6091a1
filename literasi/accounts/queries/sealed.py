"""Whether the secret keys here open what the database sealed; after a restore without its keys they do not."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.accounts.models import Account, Person
from literasi.accounts.queries.guests import code_of, lookup_of
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.sealed import Shut
from literasi.infra import vault

_LOOKED_AT = 200
"""The oldest come first: whoever came under a lost key came before those who came under the present one."""


def shut(session: Session, keys: Sequence[str]) -> Shut:
    """How much none of these keys opens, of the oldest codes of guests and of the oldest second steps."""
    guests = session.execute(
        select(Person.resume_salt, Person.resume_lookup)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Account.person_id.is_(None) | (Account.consent != State.GRANTED))
        .order_by(Person.id)
        .limit(_LOOKED_AT)
    )
    steps = session.execute(
        select(Account.second_step)
        .where(Account.second_step.is_not(None))
        .order_by(Account.person_id)
        .limit(_LOOKED_AT)
    ).scalars()
    return Shut(
        codes=sum(not _tells(salt, lookup, keys) for salt, lookup in guests),
        second_steps=sum(vault.opened(box or "", keys) is None for box in steps),
    )


def _tells(salt: str, lookup: str, keys: Sequence[str]) -> bool:
    return any(lookup_of(code_of(salt, key), key) == lookup for key in keys)
