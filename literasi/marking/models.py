"""Pieces of work that people mark, the marks they gave, and the corrections of keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId


class Piece(Base):
    """An answer that waits for a person's mark, or has one."""

    __tablename__ = "piece"
    __table_args__ = (
        UniqueConstraint("origin", "position"),
        Index("ix_piece_marked_at_handed_in_at", "marked_at", "handed_in_at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    """Whose work it is."""
    origin: Mapped[str] = mapped_column(String(16))
    """The public id of what was handed in; infra.works reads it."""
    position: Mapped[int]
    module_key: Mapped[str] = mapped_column(String(40))
    item_digest: Mapped[str] = mapped_column(ForeignKey("item.digest"))
    """The question with its rubric, as it was handed in."""
    handed_in_at: Mapped[datetime] = mapped_column(Moment)
    marked_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the newest mark was given; none while it waits."""


class Regrade(Base):
    """A corrected key was applied to what had been handed in before."""

    __tablename__ = "regrade"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    module_key: Mapped[str] = mapped_column(String(40))
    item_key: Mapped[str] = mapped_column(String(80))
    from_digest: Mapped[str] = mapped_column(ForeignKey("item.digest"))
    to_digest: Mapped[str] = mapped_column(ForeignKey("item.digest"))
    reason: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)


class Mark(Base):
    """A mark as it was given. Rows are added and never changed; the newest counts."""

    __tablename__ = "mark_given"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("piece.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    """One of rules.Kind."""
    levels: Mapped[list[Any]] = mapped_column(JSON)
    """The level of each criterion, by its number in rules.LEVELS; empty where no rubric was used."""
    before: Mapped[float | None]
    """What the answer had earned until then, 0 to 1; none while nobody had marked it."""
    share: Mapped[float]
    """What it earns from then on, 0 to 1."""
    comment: Mapped[str]
    reason: Mapped[str]
    """Why a mark was changed; "" for the first one."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    by_role: Mapped[str] = mapped_column(String(12))
    """One of kernel.roles.Role: as what she marked, which is all that learners are told of her."""
    regrade_id: Mapped[int | None] = mapped_column(ForeignKey("regrade.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
