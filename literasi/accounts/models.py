"""Tables of people, their devices, and the counters that limit guessing."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId


class Person(Base):
    """Somebody who learns here; a guest until she signs up."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    active_on: Mapped[date] = mapped_column(index=True)
    """The day in Tomohon on which she last did something; guests are deleted after 90 idle days."""
    resume_salt: Mapped[str] = mapped_column(String(32))
    """The kode lanjut follows from this and the secret key, so it can be shown again and a stolen backup does not tell it."""
    resume_lookup: Mapped[str] = mapped_column(String(64), unique=True)
    """A keyed digest of the kode lanjut, to find the person when it is typed."""


class Device(Base):
    """A browser in which a person is signed in."""

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    shared: Mapped[bool]
    """A computer that others use next: the session ends with the browser, or when nobody touches it."""
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Counter(Base):
    """Failed guesses in a stretch of time. In the database, so that all processes count together and across restarts."""

    __tablename__ = "counter"

    key: Mapped[str] = mapped_column(String(96), primary_key=True)
    """What is counted, and for whom; addresses only as a keyed digest."""
    since: Mapped[datetime] = mapped_column(Moment, index=True)
    failures: Mapped[int]
