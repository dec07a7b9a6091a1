"""Questions to the trail: who looked at whose data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from literasi.accounts.models import Account, Person, Trace
from literasi.accounts.queries.people import roles_of
from literasi.accounts.queries.real import real
from literasi.accounts.rules.trail import Act
from literasi.kernel.roles import Role

_LOOKING = (Act.LOOKED, Act.EXPORTED)
_SHOWN = 100


@dataclass(frozen=True)
class Look:
    """Somebody of the staff saw a person's data. `by` "" : her account is no more; `roles` are those she holds now."""

    at: datetime
    act: Act
    by: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class Exposed:
    """A person whose data was looked at or taken out. `name` "" : a guest, or somebody who was erased since.

    `person_id` 0 where there is no account; `login` is what she signs in with, or asked to.
    """

    at: datetime
    act: Act
    person_id: int
    login: str
    name: str
    by: str


def looks(session: Session, person_id: int) -> list[Look]:
    """Who else saw this person's data, the latest first."""
    rows = session.execute(
        select(Trace.at, Trace.act, Trace.actor_id, Account.name)
        .outerjoin(Account, Account.person_id == Trace.actor_id)
        .where(Trace.subject_id == person_id, Trace.act.in_(_LOOKING))
        .where(Trace.actor_id.is_distinct_from(person_id))
        .order_by(Trace.id.desc())
        .limit(_SHOWN)
    ).all()
    held = {actor: roles_of(session, actor) for _at, _act, actor, _name in rows if actor}
    nothing = frozenset[Role]()
    return [Look(at, Act(act), name or "", held.get(actor or 0, nothing)) for at, act, actor, name in rows]


def looked_at(session: Session, since: datetime, until: datetime) -> list[Exposed]:
    """Whose data was seen or taken out in a stretch of time, by whom, in its order: for telling them of a breach."""
    actor = aliased(Account)
    login = func.coalesce(Account.username, Account.email, Account.email_asked)
    rows = session.execute(
        select(Trace.at, Trace.act, Account.person_id, login, Account.name, actor.name)
        .outerjoin(Person, Person.id == Trace.subject_id)
        .outerjoin(Account, Account.person_id == Person.id)
        .outerjoin(actor, actor.person_id == Trace.actor_id)
        .where(Trace.act.in_(_LOOKING), Trace.at >= since, Trace.at < until, real(Trace.subject_id))
        .order_by(Trace.id)
    )
    return [
        Exposed(at, Act(act), person_id or 0, login or "", name or "", by or "")
        for at, act, person_id, login, name, by in rows
    ]
