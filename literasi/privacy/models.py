"""What people asked about their data, and who was erased."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId


class DataRequest(Base):
    """A question of a person about her data, answered once."""

    __tablename__ = "data_request"
    __table_args__ = (Index("ix_data_request_done_at_due_at", "done_at", "due_at"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    """What addresses of the librarians' pages show."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    """One of rules.requests.Kind."""
    text: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)


class ErasureRow(Base):
    """Somebody who was erased, written in the transaction that erased her; the file of the journal is made from it.

    No foreign key: the person is no more. Nothing here says who she was.
    """

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person: Mapped[int] = mapped_column(RowId)
    """The number that her row had."""
    created_at: Mapped[datetime] = mapped_column(Moment)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    written: Mapped[bool] = mapped_column(default=False, index=True)
    """Whether the file has it."""
