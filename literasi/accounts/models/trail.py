"""The audit trail: who did what to whom, and who looked at whose data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId


class Trace(Base):
    """One line of the trail. Rows are added, never changed; a person who is erased leaves her lines without her name."""

    __tablename__ = "trace"
    __table_args__ = (Index("ix_trace_subject_at", "subject_id", "at"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    act: Mapped[str] = mapped_column(String(40))
    """One of rules.trail.Act."""
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    """None: the terminal, or a job."""
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    facts: Mapped[Any] = mapped_column(JSON)
    """What else is worth knowing, by name: a role, a school. No personal data."""
