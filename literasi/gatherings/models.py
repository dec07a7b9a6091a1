"""Sessions, the phones in them, and the seats that sit at a phone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId


class Gathering(Base):
    """One lesson held with a code."""

    __tablename__ = "gathering"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    """The teacher who holds it."""
    module_key: Mapped[str] = mapped_column(String(40))
    code_salt: Mapped[str] = mapped_column(String(32))
    """The code follows from this and the secret key, so it can be shown again."""
    code_lookup: Mapped[str] = mapped_column(String(64), unique=True)
    """A keyed digest of the code, to find the session when it is typed."""
    started_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment, index=True)
    """Moved forward when the teacher ends it earlier."""
    totals: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    """What rules.totals.Totals.to_data writes, once the phones are forgotten; none before."""


class Phone(Base):
    """A phone in a session. Its person is lent, and is deleted with it."""

    __tablename__ = "gathering_phone"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    gathering_id: Mapped[int] = mapped_column(ForeignKey("gathering.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    joined_at: Mapped[datetime] = mapped_column(Moment)


class Seat(Base):
    """A seat of the room, at one phone. The key lets nobody have it twice."""

    __tablename__ = "gathering_seat"

    gathering_id: Mapped[int] = mapped_column(
        ForeignKey("gathering.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """1 to 36."""
    phone_id: Mapped[int] = mapped_column(ForeignKey("gathering_phone.id", ondelete="CASCADE"), index=True)
    claim_salt: Mapped[str] = mapped_column(String(32))
    claim_lookup: Mapped[str] = mapped_column(String(64), unique=True)
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    """When somebody took the results. Who it was is not kept."""
