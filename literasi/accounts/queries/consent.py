"""Questions about consent: who waits for it, and what was decided."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import Session

from literasi.accounts.models import Account, ConsentEvent, Trace
from literasi.accounts.queries.people import agrees_from_17, roles_of
from literasi.accounts.queries.real import real
from literasi.accounts.rules.ages import AgeBand, agrees_herself
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.names import fold
from literasi.accounts.rules.roles import may_help
from literasi.accounts.rules.trail import Act
from literasi.kernel.errors import Forbidden, Missing
from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence

NO_CHILD = Sentence("Akun anak ini tidak ada, atau sudah dihapus.")
ADMIN_ONLY = Sentence("Akun petugas hanya dapat dibantu oleh pengelola.")
_LISTED = 50
# Built once: asked of everybody who comes in by card.
_STANDING = select(Account.consent, Account.age_band).where(Account.person_id == bindparam("person"))


@dataclass(frozen=True)
class ChildAccount:
    """A minor's account as those who record consent see it."""

    person_id: int
    public_id: str
    name: str
    username: str | None
    age_band: AgeBand
    consent: State
    joined_at: datetime

    @property
    def waits(self) -> bool:
        """Whether somebody has still to agree."""
        return self.consent is State.ASKED


def waiting(session: Session, limit: int = _LISTED) -> list[ChildAccount]:
    """Accounts that wait for a guardian, the longest first."""
    return _children(session, [Account.consent == State.ASKED], limit)


def child_accounts(session: Session, login: str) -> list[ChildAccount]:
    """Minors' accounts whose user name begins like this or whose address it is, whatever was decided.

    The longest waiting first.
    """
    begins, typed = Account.username.startswith(fold(login), autoescape=True), fold(login)
    address = or_(Account.email == typed, Account.email_asked == typed)
    return _children(session, [or_(begins, address)], _LISTED)


def child_to_help(session: Session, public_id: str, actor: Collection[Role]) -> ChildAccount:
    """The minor's account that an address of the librarians' pages names, for somebody with these roles.

    Raises Missing, and Forbidden where only an admin may decide.
    """
    found = _children(session, [Account.public_id == public_id], 1)
    if not found:
        raise Missing(NO_CHILD)
    if not may_help(actor, roles_of(session, found[0].person_id)):
        raise Forbidden(ADMIN_ONLY)
    return found[0]


def _children(session: Session, conditions: Sequence[ColumnElement[bool]], limit: int) -> list[ChildAccount]:
    rows = session.execute(
        select(Account)
        .where(Account.age_band != AgeBand.ADULT, *conditions, real(Account.person_id))
        .order_by(Account.joined_at, Account.person_id)
        .limit(limit)
    ).scalars()
    return [
        ChildAccount(
            row.person_id,
            row.public_id,
            row.name,
            row.username,
            AgeBand(row.age_band),
            State(row.consent),
            row.joined_at,
        )
        for row in rows
    ]


def waited_too_long(session: Session, before: datetime, limit: int) -> list[int]:
    """People for whose account nobody agreed, though the last step of consent is older than this moment."""
    last = select(func.max(ConsentEvent.at)).where(ConsentEvent.person_id == Account.person_id)
    since = func.coalesce(last.scalar_subquery(), Account.joined_at)
    found = session.execute(
        select(Account.person_id)
        .where(Account.consent != State.GRANTED, Account.joined_at < before, since < before)
        .where(real(Account.person_id))
        .order_by(Account.person_id)
        .limit(limit)
    )
    return list(found.scalars())


def was_refused(session: Session, person_id: int) -> bool:
    """Whether the last thing decided about a person's account was a guardian's no. Only the trail remembers it.

    Asking again decides nothing, so a no stands until somebody says yes.
    """
    steps = session.execute(
        select(Trace.facts)
        .where(Trace.subject_id == person_id, Trace.act == Act.CONSENT)
        .order_by(Trace.id.desc())
    ).scalars()
    last = next((facts["state"] for facts in steps if facts["state"] != State.ASKED), None)
    return last == State.REFUSED


def agrees_now(session: Session, person_id: int) -> bool:
    """Whether an account waits for nobody but its own person: a teacher made it, and she is old enough.

    Where a guardian refused, her word alone makes nobody old enough; a librarian confirms it.
    """
    found = session.connection().execute(_STANDING, {"person": person_id}).first()
    return (
        found is not None
        and found.consent == State.ASKED
        and agrees_herself(AgeBand(found.age_band), agrees_from_17(session))
        and not was_refused(session, person_id)
    )
