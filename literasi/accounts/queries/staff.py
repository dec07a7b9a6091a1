"""Questions about those who work for the library, and who was asked to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.accounts.models import Account, Grant, Ticket
from literasi.accounts.rules.tickets import Purpose
from literasi.kernel.roles import STAFF, Role


@dataclass(frozen=True)
class Colleague:
    """Somebody who holds a role at the library. `roles` in the order of Role."""

    public_id: str
    name: str
    login: str
    """What she signs in with."""
    roles: Sequence[Role]
    suspended: bool
    second_step: bool


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation that nobody has used yet. Its digest names it without opening it."""

    digest: str
    role: Role
    made_at: datetime
    expires_at: datetime


def staff(session: Session) -> list[Colleague]:
    """Everybody who works here, by name."""
    rows = session.execute(
        select(Account, Grant.role)
        .join(Grant, Grant.person_id == Account.person_id)
        .where(Grant.ended_at.is_(None), Grant.role.in_(list(STAFF)))
    )
    held: dict[int, tuple[Account, set[Role]]] = {}
    for account, role in rows:
        held.setdefault(account.person_id, (account, set()))[1].add(Role(role))
    found = [_colleague(account, roles) for account, roles in held.values()]
    return sorted(found, key=lambda one: (one.name.casefold(), one.public_id))


def _colleague(row: Account, roles: set[Role]) -> Colleague:
    return Colleague(
        row.public_id,
        row.name,
        row.username or row.email or row.email_asked or "",
        [role for role in Role if role in roles],
        row.suspended_at is not None,
        row.second_step is not None,
    )


def open_invitations(session: Session, now: datetime) -> list[OpenInvitation]:
    """Invitations to the staff that can still be used, newest first."""
    rows = session.execute(
        select(Ticket)
        .where(Ticket.purpose == Purpose.INVITATION, Ticket.used_at.is_(None), Ticket.expires_at > now)
        .order_by(Ticket.made_at.desc(), Ticket.digest)
    ).scalars()
    return [OpenInvitation(row.digest, Role(row.data["role"]), row.made_at, row.expires_at) for row in rows]
