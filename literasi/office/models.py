"""Official channels."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId


class OfficialChannel(Base):
    """A place where citizens check what they were told. The list starts empty: nothing here is invented."""

    __tablename__ = "official_channel"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    purpose: Mapped[str] = mapped_column(String(300))
    """What one checks there."""
    address: Mapped[str] = mapped_column(String(300))
    """A web address, a telephone number, or a place."""
    source: Mapped[str] = mapped_column(String(300))
    """Where the library has it from."""
    checked_on: Mapped[date]
    """The day in Tomohon on which somebody saw that it still holds."""
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
