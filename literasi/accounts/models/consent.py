"""What people agreed to, and the words they agreed to: provable years later."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId


class ConsentText(Base):
    """A version of the words that are agreed to. Its digest is its name, so it cannot change."""

    __tablename__ = "consent_text"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    """`dewasa` or `anak`."""
    language: Mapped[str] = mapped_column(String(5))
    body: Mapped[str] = mapped_column(Text)
    first_shown_at: Mapped[datetime] = mapped_column(Moment)


class ConsentEvent(Base):
    """Consent asked, granted, refused or withdrawn. Rows are added, never changed."""

    __tablename__ = "consent_event"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(12))
    """One of rules.consent.State."""
    way: Mapped[str] = mapped_column(String(12))
    """One of rules.consent.Way: herself, a guardian's link, paper."""
    text_digest: Mapped[str] = mapped_column(ForeignKey("consent_text.digest"))
    at: Mapped[datetime] = mapped_column(Moment)
    signed_on: Mapped[date | None]
    """The date on the paper."""
    guardian: Mapped[str] = mapped_column(String(80), default="")
    """Who agreed for a child, as written; "" when the person herself did."""
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    """Who of the staff recorded the paper."""
