"""Courses that are being written. What learners see lies in `catalogue` and is never changed from here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId


class Draft(Base):
    """A course on its way: changes to the files of the release it began from. There is one for each address."""

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    base_release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"))
    """What was published when the draft began; None for a course that never was."""
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)


class DraftFile(Base):
    """A file that differs from the release. `body` is None for one that was removed."""

    __tablename__ = "draft_file"

    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    path: Mapped[str] = mapped_column(String(300), primary_key=True)
    seq: Mapped[int]
    """Counts the saves of this file. A page tells which one it began from, so that no save overwrites another unseen."""
    page: Mapped[str] = mapped_column(String(36), default="")
    """The page that saved last, by a number it made itself: it knows what it sent although the answer was lost."""
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    saved_at: Mapped[datetime] = mapped_column(Moment)


class DraftPast(Base):
    """How a file was at some time before: what an author can go back to."""

    __tablename__ = "draft_past"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    path: Mapped[str] = mapped_column(String(300))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    saved_at: Mapped[datetime] = mapped_column(Moment)


class DraftRival(Base):
    """What somebody saved from a page that did not know of another save yet. It waits until one of them is chosen."""

    __tablename__ = "draft_rival"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    path: Mapped[str] = mapped_column(String(300))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    saved_at: Mapped[datetime] = mapped_column(Moment)
