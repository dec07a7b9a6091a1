"""Schools, and roles granted by people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId


class School(Base):
    """A school or campus whose teachers the library knows."""

    __tablename__ = "school"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    invitation: Mapped[str | None] = mapped_column(String(64), unique=True)
    """The keyed digest of the code on its printed invitation; none when there is no invitation in force."""
    invitation_salt: Mapped[str | None] = mapped_column(String(32))
    """The code follows from this and the secret key, so it can be printed again."""
    invited_until: Mapped[datetime | None] = mapped_column(Moment)


class Grant(Base):
    """A role, from when and by whom, until it was taken back. Rows are added, and ended once."""

    __tablename__ = "role_grant"
    __table_args__ = (Index("ix_role_grant_person_role", "person_id", "role"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(12))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    granted_at: Mapped[datetime] = mapped_column(Moment)
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    """None: the terminal, or a printed school invitation."""
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Request(Base):
    """Somebody asks to be known as a teacher."""

    __tablename__ = "role_request"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(12))
    school: Mapped[str] = mapped_column(String(120))
    """As she typed it."""
    asked_at: Mapped[datetime] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    granted: Mapped[bool | None]
