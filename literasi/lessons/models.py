"""Where readers are, and what they answered on the way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId


class Place(Base):
    """A reader in a module."""

    __tablename__ = "place"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    module_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    part_key: Mapped[str] = mapped_column(String(120))
    """The part to open next time."""
    done: Mapped[list[str]] = mapped_column(JSON)
    """Keys of the parts marked as read, in the order of marking."""
    at: Mapped[datetime] = mapped_column(Moment)


class PracticeAnswer(Base):
    """The latest answer to a question inside a lesson. Outside every mark."""

    __tablename__ = "practice_answer"
    __table_args__ = (UniqueConstraint("person_id", "module_key", "item_key"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    module_key: Mapped[str] = mapped_column(String(40))
    item_key: Mapped[str] = mapped_column(String(80))
    item_digest: Mapped[str] = mapped_column(String(64))
    answer: Mapped[Any] = mapped_column(JSON)
    client_uuid: Mapped[str] = mapped_column(String(36))
    """Of the save that wrote it: the same save again is not counted twice."""
    at: Mapped[datetime] = mapped_column(Moment)
