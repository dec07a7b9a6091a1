"""Questions about accounts: how somebody signs in, what she told, where she is signed in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from literasi.accounts.models import Account, Device, Grant, Person
from literasi.accounts.queries.real import real
from literasi.accounts.rules.ages import AgeBand, minor
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.names import fold
from literasi.accounts.rules.roles import may_hold
from literasi.infra.site import site_of
from literasi.kernel.roles import Role

_CREDENTIALS = select(
    Account.person_id,
    Account.password,
    Account.consent,
    Account.suspended_at,
    Account.second_step,
    Account.second_step_used,
)
_HERS = or_(Account.username == bindparam("login"), Account.email == bindparam("login"))
_ONLY_ASKED = and_(
    Account.email_asked == bindparam("login"), Account.username.is_(None), Account.email.is_(None)
)
"""Nothing but an address that no letter has confirmed: until one does for anybody, she signs in with it."""
# Built once: forty may sign in at eight o'clock.
_BY_LOGIN = _CREDENTIALS.add_columns(_HERS.label("hers")).where(or_(_HERS, _ONLY_ASKED))
_ASKED = select(Account.person_id).where(_ONLY_ASKED)
_BY_PERSON = _CREDENTIALS.where(Account.person_id == bindparam("person"))
_BAND = select(Account.age_band).where(Account.person_id == bindparam("person"))


@dataclass(frozen=True)
class Credentials:
    """What is compared when somebody signs in. `password` "" matches nothing."""

    person_id: int
    password: str
    consent: State
    suspended: bool
    second_step: str | None
    second_step_used: int


@dataclass(frozen=True)
class Profile:
    """An account as its owner and those who help her see it. `email_asked` waits for confirmation."""

    person_id: int
    public_id: str
    name: str
    username: str | None
    email: str | None
    email_asked: str | None
    has_password: bool
    age_band: AgeBand
    consent: State
    joined_at: datetime
    suspended: bool
    second_step: bool
    roles: frozenset[Role]

    @property
    def login(self) -> str:
        """What she signs in with."""
        return self.username or self.email or self.email_asked or ""


@dataclass(frozen=True)
class OwnDevice:
    """A browser in which a person is signed in."""

    id: int
    label: str
    created_at: datetime
    shared: bool


def credentials(session: Session, login: str) -> Credentials | None:
    """Whom a typed user name or confirmed address belongs to; else the only one who signed up with this address.

    Where several signed up with it, it is nobody's: a password must not decide between them.
    """
    rows = session.connection().execute(_BY_LOGIN, {"login": fold(login)}).all()
    found = [row for row in rows if row.hers] or rows
    return _credentials(found[0]) if len(found) == 1 else None


def credentials_of(session: Session, person_id: int) -> Credentials | None:
    """The same for somebody who is known already."""
    row = session.connection().execute(_BY_PERSON, {"person": person_id}).first()
    return _credentials(row) if row else None


def _credentials(row: Row[*tuple[Any, ...]]) -> Credentials:
    return Credentials(
        row.person_id,
        row.password,
        State(row.consent),
        row.suspended_at is not None,
        row.second_step,
        row.second_step_used,
    )


def profile(session: Session, person_id: int) -> Profile | None:
    """The account of a person, or None for a guest."""
    row = session.get(Account, person_id)
    return _profile(session, row) if row else None


def is_minor(session: Session, person_id: int) -> bool:
    """Whether somebody with an account is a child in the sense of the law."""
    band = session.connection().execute(_BAND, {"person": person_id}).scalar()
    return band is not None and minor(AgeBand(band))


def profile_by(session: Session, public_id: str) -> Profile | None:
    """The account that an address of the librarians' pages names; none for somebody made up."""
    row = session.execute(
        select(Account).where(Account.public_id == public_id, real(Account.person_id))
    ).scalar()
    return _profile(session, row) if row else None


def _profile(session: Session, row: Account) -> Profile:
    return Profile(
        person_id=row.person_id,
        public_id=row.public_id,
        name=row.name,
        username=row.username,
        email=row.email,
        email_asked=row.email_asked,
        has_password=bool(row.password),
        age_band=AgeBand(row.age_band),
        consent=State(row.consent),
        joined_at=row.joined_at,
        suspended=row.suspended_at is not None,
        second_step=row.second_step is not None,
        roles=roles_of(session, row.person_id),
    )


def born(session: Session, person_ids: Sequence[int]) -> dict[int, datetime]:
    """When the rows of these people were made, of those who are real; with it, a number that is given again is not taken
    for the same person."""
    wanted = (Person.id.in_(person_ids), real(Person.id))
    rows = session.execute(select(Person.id, Person.created_at).where(*wanted))
    return {row.id: row.created_at for row in rows}


def roles_of(session: Session, person_id: int) -> frozenset[Role]:
    """The roles that a person holds now."""
    held = select(Grant.role).where(Grant.person_id == person_id, Grant.ended_at.is_(None))
    return frozenset(Role(role) for role in session.execute(held).scalars())


def may_hold_role(session: Session, person_id: int) -> bool:
    """Whether a person may be given a role; a guest may not."""
    row = session.execute(
        select(Account.age_band, Account.consent).where(Account.person_id == person_id)
    ).first()
    return row is not None and may_hold(AgeBand(row.age_band), State(row.consent))


def holders(session: Session, role: Role) -> frozenset[int]:
    """Who holds a role and can use it: neither suspended, nor still waiting for consent."""
    able = (Account.suspended_at.is_(None), Account.consent == State.GRANTED)
    held = select(Grant.person_id).join(Account, Account.person_id == Grant.person_id)
    found = held.where(Grant.role == role, Grant.ended_at.is_(None), *able)
    return frozenset(session.execute(found).scalars())


def agrees_from_17(session: Session) -> bool:
    """Whether the library has decided that people of 17 agree for themselves."""
    return site_of(session).agrees_from == 17


def holding(session: Session, roles: Collection[Role]) -> set[int]:
    """Everybody who holds one of these roles and can sign in."""
    found = session.execute(
        select(Grant.person_id)
        .join(Account, Account.person_id == Grant.person_id)
        .where(Grant.role.in_(roles), Grant.ended_at.is_(None), Account.suspended_at.is_(None))
    )
    return set(found.scalars())


def name_taken(session: Session, username: str) -> bool:
    """Whether somebody has this folded user name."""
    return session.execute(select(Account.person_id).where(Account.username == username)).first() is not None


def login_taken(session: Session, address: str) -> bool:
    """Whether somebody signed up with this folded address, which no letter has confirmed yet, and has no other login."""
    return session.execute(_ASKED, {"login": address}).first() is not None


def person_with_email(session: Session, address: str) -> int | None:
    """Who confirmed this folded address."""
    return session.execute(select(Account.person_id).where(Account.email == address)).scalar()


def devices(session: Session, person_id: int) -> list[OwnDevice]:
    """Where a person is signed in, newest first."""
    rows = session.execute(
        select(Device.id, Device.label, Device.created_at, Device.shared)
        .where(Device.person_id == person_id, Device.ended_at.is_(None))
        .order_by(Device.created_at.desc(), Device.id.desc())
    )
    return [OwnDevice(*row) for row in rows]
