"""Roles given and taken, accounts suspended. Every step leaves a line in the trail."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from literasi.accounts import queries
from literasi.accounts.actions.tickets import make_ticket, use_ticket
from literasi.accounts.actions.trail import note
from literasi.accounts.models import Account, Grant, Request, Ticket
from literasi.accounts.rules import roles as rules
from literasi.accounts.rules.tickets import GONE, Purpose
from literasi.accounts.rules.trail import Act
from literasi.infra.news import announce
from literasi.kernel.errors import Forbidden, Missing, Refusal
from literasi.kernel.events import RoleAsked, RoleGiven, RoleRefused, RoleTaken
from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence

NOT_YOURS = Sentence("Peran ini hanya dapat diatur oleh pengelola.")
DECIDED = Sentence("Permintaan ini sudah diputuskan.")


def give_role(
    session: Session,
    person_id: int,
    role: Role,
    now: datetime,
    *,
    by: int | None,
    actor: Collection[Role] | None,
    school_id: int | None = None,
) -> None:
    """Let a person hold a role. `actor` holds the giver's roles; None is the terminal or a printed invitation.

    A role that she holds already is left as it is. Raises Forbidden when the giver may not give it, and Refusal when
    she is no adult whose account is in force, whichever way the role comes.
    """
    if actor is not None and not rules.may_give(actor, role):
        raise Forbidden(NOT_YOURS)
    if role in queries.roles_of(session, person_id):
        return
    _only_adults(session, person_id)
    session.add(Grant(person_id=person_id, role=role, school_id=school_id, granted_at=now, granted_by=by))
    session.flush()
    came_by = {} if school_id is None else {"by_school": school_id}
    note(session, Act.ROLE_GIVEN, by, person_id, now, role=role, **came_by)
    announce(session, RoleGiven(person_id, role, now))


def _only_adults(session: Session, person_id: int) -> None:
    if not queries.may_hold_role(session, person_id):
        raise Refusal(rules.ADULTS_ONLY)


def take_role(
    session: Session,
    person_id: int,
    role: Role,
    now: datetime,
    *,
    by: int | None,
    actor: Collection[Role] | None,
) -> None:
    """End a role from the next request on. Raises Forbidden, and Refusal for the last one who runs the site."""
    if actor is not None and not rules.may_give(actor, role):
        raise Forbidden(NOT_YOURS)
    if role not in queries.roles_of(session, person_id):
        return
    _keep_somebody(session, person_id, role)
    session.execute(
        update(Grant)
        .where(Grant.person_id == person_id, Grant.role == role, Grant.ended_at.is_(None))
        .values(ended_at=now)
    )
    note(session, Act.ROLE_TAKEN, by, person_id, now, role=role)
    announce(session, RoleTaken(person_id, role, now))


def _keep_somebody(session: Session, person_id: int, role: Role) -> None:
    """Raise Refusal when nobody would run the site without this person. One who cannot sign in does not run it."""
    able = queries.holders(session, role)
    if person_id in able and rules.would_leave_nobody(role, len(able)):
        raise Refusal(rules.LAST_ADMIN)


def suspend(
    session: Session,
    person_id: int,
    suspended: bool,
    now: datetime,
    *,
    by: int | None,
    actor: Collection[Role] | None,
) -> None:
    """Close an account for a while, or open it again; both from the next request on. Nothing is deleted."""
    held = queries.roles_of(session, person_id)
    if actor is not None and not rules.may_help(actor, held):
        raise Forbidden(NOT_YOURS)
    if suspended and by == person_id:
        raise Refusal(rules.NOT_ONESELF)
    if suspended and Role.ADMIN in held:
        _keep_somebody(session, person_id, Role.ADMIN)
    session.execute(
        update(Account).where(Account.person_id == person_id).values(suspended_at=now if suspended else None)
    )
    note(session, Act.SUSPENDED if suspended else Act.RESTORED, by, person_id, now)


def invite(session: Session, role: Role, key: str, now: datetime, *, by: int, actor: Collection[Role]) -> str:
    """A secret for somebody who is to work here: whoever shows it gets the role, once."""
    if not rules.may_give(actor, role):
        raise Forbidden(NOT_YOURS)
    note(session, Act.INVITED, by, None, now, role=role)
    return make_ticket(session, Purpose.INVITATION, None, key, now, {"role": role, "by": str(by)})


def cancel_invitation(session: Session, digest: str) -> None:
    """Void an invitation; `digest` names it without opening it. Raises Missing for one that was used or is gone."""
    done = session.execute(
        delete(Ticket)
        .where(Ticket.digest == digest, Ticket.purpose == Purpose.INVITATION, Ticket.used_at.is_(None))
        .returning(Ticket.digest)
    )
    if done.first() is None:
        raise Missing(GONE)


def accept_invitation(
    session: Session, person_id: int, typed: str, keys: tuple[str, ...], now: datetime
) -> Role:
    """Use an invitation; the role that it brought. Raises Missing when it opens nothing.

    Whoever wrote it must still be able to give the role: an invitation does not outlive the power behind it.
    """
    shown = use_ticket(session, Purpose.INVITATION, typed, keys, now)
    role, by = Role(shown.data["role"]), int(shown.data["by"])
    inviter = frozenset(
        held for held in queries.roles_of(session, by) if by in queries.holders(session, held)
    )
    give_role(session, person_id, role, now, by=by if inviter else None, actor=inviter)
    return role


def ask_for_role(session: Session, person_id: int, role: Role, school: str, now: datetime) -> None:
    """Ask to be known as a teacher. Asking again changes the school of a request that still waits.

    Raises Refusal when she may not hold the role: a request that can only be turned down wakes false hope.
    """
    if role in queries.roles_of(session, person_id):
        return
    _only_adults(session, person_id)
    waiting = session.execute(
        select(Request).where(
            Request.person_id == person_id, Request.role == role, Request.decided_at.is_(None)
        )
    ).scalar()
    if waiting is not None:
        waiting.school = school
        return
    session.add(Request(person_id=person_id, role=role, school=school, asked_at=now))
    note(session, Act.ASKED, person_id, person_id, now, role=role)
    announce(session, RoleAsked(person_id, role, now))


def decide_request(
    session: Session, request_id: int, granted: bool, now: datetime, *, by: int, actor: Collection[Role]
) -> None:
    """Answer somebody who asked for a role. Raises Missing, and Refusal when it was answered before."""
    row = session.get(Request, request_id)
    if row is None:
        raise Missing(DECIDED)
    role = Role(row.role)
    if not rules.may_give(actor, role):
        raise Forbidden(NOT_YOURS)
    if row.decided_at is not None:
        raise Refusal(DECIDED)
    row.decided_at, row.granted = now, granted
    if granted:
        give_role(session, row.person_id, role, now, by=by, actor=actor)
        return
    note(session, Act.REFUSED, by, row.person_id, now, role=role)
    announce(session, RoleRefused(row.person_id, role, now))
