"""What people are told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId


class Notice(Base):
    """Something that happened and that a person with an account should know."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_person_at", "person_id", "at"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    """One of rules.notices.Kind."""
    facts: Mapped[Any] = mapped_column(JSON)
    """What the sentence needs, by name: a role, a course's key. No ready text: it is made in the reader's language."""
    at: Mapped[datetime] = mapped_column(Moment)
    read_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
