"""Who stands behind a device. Asked in every request, so it is one statement, built once."""

from __future__ import annotations

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session

from literasi.accounts.models import Account, Device, Grant, Person, Request
from literasi.accounts.queries.guests import page_word
from literasi.accounts.rules.consent import State, in_force
from literasi.accounts.rules.roles import may_prepare
from literasi.kernel import ids
from literasi.kernel.roles import Role
from literasi.kernel.visitor import Visitor

_ROLES = (
    select(func.aggregate_strings(Grant.role, ","))
    .where(Grant.person_id == Person.id, Grant.ended_at.is_(None))
    .scalar_subquery()
)
_ASKED = exists().where(
    Request.person_id == Person.id, Request.role == Role.TEACHER, Request.decided_at.is_(None)
)
_VISITOR = (
    select(
        Person.id,
        Device.id,
        Person.active_on,
        Device.shared,
        Account.name,
        Account.consent,
        Account.suspended_at,
        Account.news,
        _ROLES.label("roles"),
        Person.resume_salt,
        _ASKED.label("asked"),
        Person.lent,
    )
    .join(Person, Person.id == Device.person_id)
    .outerjoin(Account, Account.person_id == Person.id)
    .where(Device.token_digest == bindparam("digest"), Device.ended_at.is_(None))
)


def visitor_of(session: Session, token: str) -> Visitor | None:
    """The person behind a device token, or None when the device was signed out or its person is gone.

    Somebody whose account is suspended is nobody, and told so; one whose consent is still asked is a guest.
    """
    row = session.connection().execute(_VISITOR, {"digest": ids.digest(token)}).first()
    if row is None:
        return None
    person_id, device_id, active_on, shared, name, consent, suspended_at, news, roles, salt, asked, lent = row
    if suspended_at is not None:
        return Visitor(device_id=device_id, token=token, suspended=True, suspended_id=person_id)
    if consent is None or not in_force(State(consent)):
        return Visitor(person_id, device_id, token, active_on, shared, page_word(salt), lent=lent)
    held = frozenset(Role(role) for role in (roles or "").split(",") if role)
    return Visitor(
        person_id,
        device_id,
        token,
        active_on,
        shared,
        page_word(salt),
        True,
        name,
        held,
        news,
        teaches=may_prepare(held, asked),
    )
