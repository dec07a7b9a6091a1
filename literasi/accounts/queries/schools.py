"""Questions about schools and their printed invitations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from literasi.accounts.models import Grant, School
from literasi.kernel import ids
from literasi.kernel.roles import Role

_INVITATION = "undangan-sekolah"


@dataclass(frozen=True)
class ListedSchool:
    """A school of the list. `invited_until` is None when no printed invitation is in force."""

    public_id: str
    name: str
    invited_until: datetime | None
    teachers: int


@dataclass(frozen=True)
class SchoolInvitation:
    """What is printed for a school."""

    name: str
    code: str
    until: datetime


def invitation_code(salt: str, key: str) -> str:
    """The code on a school's printed invitation: it follows from a salt under a secret key."""
    return ids.code_from(key, _INVITATION, salt)


def invitation_digest(code: str, key: str) -> str:
    """What is stored to find the school of a code."""
    return ids.keyed_digest(key, _INVITATION, code)


def schools(session: Session, now: datetime) -> list[ListedSchool]:
    """All schools in alphabetical order, with how many teachers came by their invitation."""
    teachers = (
        select(func.count(Grant.id))
        .where(Grant.school_id == School.id, Grant.role == Role.TEACHER, Grant.ended_at.is_(None))
        .scalar_subquery()
    )
    rows = session.execute(select(School.public_id, School.name, School.invited_until, teachers))
    found = [
        ListedSchool(public_id, name, until if until and until > now else None, count)
        for public_id, name, until, count in rows
    ]
    return sorted(found, key=lambda one: (one.name.casefold(), one.public_id))


def count_schools(session: Session) -> int:
    """How many schools the library knows."""
    return session.execute(select(func.count(School.id))).scalar_one()


def school_invitation(
    session: Session, public_id: str, keys: Sequence[str], now: datetime
) -> SchoolInvitation | None:
    """The invitation of a school, to be printed again; None when none is in force or its key is known no longer."""
    row = session.execute(select(School).where(School.public_id == public_id)).scalar()
    if row is None or row.invitation_salt is None or row.invited_until is None or row.invited_until <= now:
        return None
    codes = ((invitation_code(row.invitation_salt, key), key) for key in keys)
    code = next((code for code, key in codes if invitation_digest(code, key) == row.invitation), None)
    return SchoolInvitation(row.name, code, row.invited_until) if code else None
