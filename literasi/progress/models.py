"""The two tables of the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId


class Response(Base):
    """One answer to one question. Written once; only its mark follows what a person or a corrected key says later."""

    __tablename__ = "response"
    __table_args__ = (Index("ix_response_person_item", "person_id", "item_key"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    item_key: Mapped[str] = mapped_column(String(80))
    item_digest: Mapped[str] = mapped_column(String(64))
    indicators: Mapped[list[Any]] = mapped_column(JSON)
    mark: Mapped[float | None]
    """0 to 1; none for what has no key or waits for a person's mark."""
    at: Mapped[datetime] = mapped_column(Moment)
    source: Mapped[str] = mapped_column(String(20))
    """`kuis`, `latihan`, `tebak`, or `sesi`: a quiz on a phone shared in a class session."""


class Completion(Base):
    """A module that a person finished: the first time and the best mark."""

    __tablename__ = "completion"
    __table_args__ = (UniqueConstraint("person_id", "key"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(40))
    release_id: Mapped[int] = mapped_column(RowId)
    """The release in which it was finished first."""
    mark: Mapped[float | None]
    at: Mapped[datetime] = mapped_column(Moment)
