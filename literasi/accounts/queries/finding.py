"""Questions of those who help people with their accounts: who is there, who waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select
from sqlalchemy.orm import Session

from literasi.accounts.models import Account, Grant, Person, Request
from literasi.accounts.queries.real import real
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.names import fold
from literasi.accounts.rules.roles import may_hold
from literasi.accounts.rules.standing import Standing, standing_of
from literasi.kernel import paging
from literasi.kernel.paging import Page
from literasi.kernel.roles import Role

PEOPLE_A_PAGE = 25
_ROLES = (
    select(func.aggregate_strings(Grant.role, ","))
    .where(Grant.person_id == Account.person_id, Grant.ended_at.is_(None))
    .scalar_subquery()
)
_OPEN = Account.suspended_at.is_(None)
_STANDS: dict[Standing, ColumnElement[bool]] = {
    Standing.SUSPENDED: not_(_OPEN),
    Standing.ACTIVE: and_(_OPEN, Account.consent == State.GRANTED),
    Standing.WAITING: and_(_OPEN, Account.consent == State.ASKED),
    Standing.NOT_AGREED: and_(_OPEN, Account.consent.in_((State.REFUSED, State.WITHDRAWN))),
}
"""The same as rules.standing, said in SQL."""


@dataclass(frozen=True)
class Found:
    """Somebody on the list of people. Her address is not on it, except to whoever typed it to find her."""

    public_id: str
    name: str
    login: str | None
    """The user name; the address that was searched for, where she has no user name."""
    roles: tuple[Role, ...]
    standing: Standing


@dataclass(frozen=True)
class RoleRequest:
    """Somebody who asked for a role and waits."""

    number: int
    name: str
    username: str | None
    age_band: AgeBand
    role: Role
    school: str
    asked_at: datetime
    may_hold: bool
    """Whether the request can be granted at all."""


@dataclass(frozen=True)
class Census:
    """How many people there are: accounts in force, guests, who did something since two days."""

    accounts: int
    guests: int
    in_week: int
    in_month: int


def people_named(session: Session, typed: str, standing: Standing | None, number: int) -> Page[Found]:
    """People whose user name, or a word of whose name, begins like this, or whose address it is; everybody for "".

    By name.
    """
    address = case((_has_address(typed), fold(typed)))
    wanted = select(
        Account.public_id,
        Account.name,
        Account.username,
        address,
        Account.consent,
        Account.suspended_at,
        _ROLES,
    ).where(real(Account.person_id))
    if typed.strip():
        wanted = wanted.where(_begins(typed))
    if standing:
        wanted = wanted.where(_STANDS[standing])
    rows = session.execute(
        wanted.order_by(func.lower(Account.name), Account.person_id)
        .limit(PEOPLE_A_PAGE + 1)
        .offset(paging.before(number, PEOPLE_A_PAGE))
    )
    found = [
        Found(
            public_id,
            name,
            username or address,
            tuple(role for role in Role if role in (roles or "").split(",")),
            standing_of(State(consent), suspended_at is not None),
        )
        for public_id, name, username, address, consent, suspended_at, roles in rows
    ]
    return paging.page(found, number, PEOPLE_A_PAGE)


def _has_address(typed: str) -> ColumnElement[bool]:
    """Only the whole address finds her: a list of addresses cannot be leafed through."""
    return or_(Account.email == fold(typed), Account.email_asked == fold(typed))


def _begins(typed: str) -> ColumnElement[bool]:
    """SQLite folds ASCII letters only, so a name is compared both folded and as it was typed."""
    folded, plain, small = fold(typed), " ".join(typed.split()), func.lower(Account.name)
    return or_(
        _has_address(typed),
        Account.username.startswith(folded, autoescape=True),
        small.startswith(folded, autoescape=True),
        small.contains(f" {folded}", autoescape=True),
        Account.name.startswith(plain, autoescape=True),
        Account.name.contains(f" {plain}", autoescape=True),
    )


def role_requests(session: Session) -> list[RoleRequest]:
    """Requests that nobody has answered, the oldest first."""
    rows = session.execute(
        select(
            Request.id,
            Account.name,
            Account.username,
            Account.age_band,
            Request.role,
            Request.school,
            Request.asked_at,
            Account.consent,
        )
        .join(Account, Account.person_id == Request.person_id)
        .where(Request.decided_at.is_(None))
        .order_by(Request.asked_at, Request.id)
    )
    return [
        RoleRequest(
            number,
            name,
            username,
            AgeBand(age),
            Role(role),
            school,
            asked_at,
            may_hold(AgeBand(age), State(consent)),
        )
        for number, name, username, age, role, school, asked_at, consent in rows
    ]


def asked_for_role(session: Session, person_id: int, role: Role) -> bool:
    """Whether somebody asked for this role and nobody has answered."""
    waiting = select(Request.id).where(
        Request.person_id == person_id, Request.role == role, Request.decided_at.is_(None)
    )
    return session.execute(waiting).first() is not None


def requests_waiting(session: Session) -> int:
    """How many requests for a role nobody has answered."""
    return session.execute(select(func.count()).where(Request.decided_at.is_(None))).scalar_one()


def consents_waiting(session: Session) -> int:
    """How many accounts of children wait for their guardians."""
    child = Account.age_band != AgeBand.ADULT
    waiting = select(func.count()).where(_STANDS[Standing.WAITING], child, real(Account.person_id))
    return session.execute(waiting).scalar_one()


def census(session: Session, week: date, month: date) -> Census:
    """How many people there are. `week` and `month`: the first days (in Tomohon) that count as active of late."""
    agreed = Account.consent == State.GRANTED
    row = session.execute(
        select(
            func.count().filter(agreed),
            func.count().filter(or_(Account.person_id.is_(None), not_(agreed))),
            func.count().filter(Person.active_on >= week),
            func.count().filter(Person.active_on >= month),
        )
        .select_from(Person)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Person.made_up.is_(False))
    ).one()
    return Census(*row)
