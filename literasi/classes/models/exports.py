"""Files of marks that are being written, or lie ready for whoever asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId


class ClassExport(Base):
    """Somebody asked for the marks of a class too large to wait for. The row goes within hours, and its file with it."""

    __tablename__ = "class_export"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("classroom.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    """Who asked, and alone may take it."""
    kind: Mapped[str] = mapped_column(String(4))
    """One of rules.exports.KINDS."""
    language: Mapped[str] = mapped_column(String(2))
    """In which its words are."""
    asked_at: Mapped[datetime] = mapped_column(Moment)
    done: Mapped[int] = mapped_column(default=0)
    """Pupils written so far, of `total`."""
    total: Mapped[int]
    ready_at: Mapped[datetime | None] = mapped_column(Moment)
    failed_at: Mapped[datetime | None] = mapped_column(Moment)
