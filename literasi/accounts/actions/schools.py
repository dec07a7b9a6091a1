"""Schools whose teachers the library knows, and the printed invitations with which they come in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from literasi.accounts import queries
from literasi.accounts.actions.roles import give_role
from literasi.accounts.actions.trail import note
from literasi.accounts.models import School
from literasi.accounts.rules.tickets import GONE
from literasi.accounts.rules.trail import Act
from literasi.kernel import ids
from literasi.kernel.errors import Invalid, Missing
from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence

LASTS = timedelta(days=180)
"""A printed invitation serves for a term."""
UNKNOWN = Sentence("Sekolah ini tidak ada dalam daftar.")
THERE_ALREADY = Sentence("Sekolah dengan nama ini sudah ada dalam daftar.")


def save_school(session: Session, name: str, now: datetime, *, by: int | None) -> str:
    """Put a school on the list; its public id. Raises Invalid when it stands there already."""
    if session.execute(select(School.id).where(School.name == name)).first():
        raise Invalid("name", THERE_ALREADY)
    row = School(public_id=ids.new_public_id(), name=name, created_at=now)
    session.add(row)
    session.flush()
    note(session, Act.SCHOOL, by, None, now, school=row.id)
    return row.public_id


def invite_school(session: Session, public_id: str, key: str, now: datetime, *, by: int) -> str:
    """A new code for a school's printed invitation; the one before is void. Raises Missing for an unknown school."""
    row = session.execute(select(School).where(School.public_id == public_id)).scalar()
    if row is None:
        raise Missing(UNKNOWN)
    salt = ids.new_public_id()
    code = queries.invitation_code(salt, key)
    row.invitation, row.invitation_salt = queries.invitation_digest(code, key), salt
    row.invited_until = now + LASTS
    note(session, Act.INVITED, by, None, now, school=row.id)
    return code


def join_school(session: Session, person_id: int, typed: str, keys: Sequence[str], now: datetime) -> str:
    """Become a teacher by a school's printed invitation; the school's name. Raises Missing when it opens nothing."""
    code = ids.read_code(typed)
    digests = [queries.invitation_digest(code, key) for key in keys] if code else []
    row = session.execute(select(School).where(School.invitation.in_(digests))).scalar()
    if row is None or row.invited_until is None or row.invited_until <= now:
        raise Missing(GONE)
    give_role(session, person_id, Role.TEACHER, now, by=None, actor=None, school_id=row.id)
    return row.name


def end_invitation(session: Session, public_id: str) -> None:
    """Take a printed invitation out of force. Raises Missing for an unknown school."""
    done = session.execute(
        update(School)
        .where(School.public_id == public_id)
        .values(invitation=None, invitation_salt=None, invited_until=None)
        .returning(School.id)
    )
    if done.first() is None:
        raise Missing(UNKNOWN)
