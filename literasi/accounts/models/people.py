"""People, their devices, the secrets handed to them once, and the counters that limit guessing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, false
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
    lent: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A phone in the hands of several: nobody's person, so nobody makes an account of it or takes it over."""
    made_up: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Nobody at all: a pupil of a class that somebody tries things in. Found, counted and told of nowhere else."""


class Account(Base):
    """What a person told about herself when she signed up. A guest has none."""

    __tablename__ = "account"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    """What addresses of the librarians' pages show."""
    name: Mapped[str] = mapped_column(String(60))
    """What she wants to be called; need not be her real name."""
    username: Mapped[str | None] = mapped_column(String(40), unique=True)
    """Folded: small letters."""
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    """Confirmed: she opened a link sent to it. Folded."""
    email_asked: Mapped[str | None] = mapped_column(String(254), index=True)
    """Typed, and not confirmed yet. Not unique: beside a user name it is only where letters are to go."""
    password: Mapped[str] = mapped_column(String(160))
    """An argon2id hash; "" while the person has still to choose one."""
    age_band: Mapped[str] = mapped_column(String(8))
    """One of rules.ages.AgeBand; never a birth date."""
    consent: Mapped[str] = mapped_column(String(12))
    """One of rules.consent.State; follows from the consent events."""
    joined_at: Mapped[datetime] = mapped_column(Moment)
    suspended_at: Mapped[datetime | None] = mapped_column(Moment)
    second_step: Mapped[str | None] = mapped_column(String(200))
    """The secret of the authenticator app, encrypted under the secret key."""
    second_step_used: Mapped[int] = mapped_column(default=0)
    """The time step of the last code taken: a code counts once."""
    news: Mapped[int] = mapped_column(default=0)
    """How many notices she has not read."""


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
    label: Mapped[str] = mapped_column(String(40), default="", server_default="")
    """Browser and system in words, so that its owner knows it again: "Chrome di Android"."""


class Ticket(Base):
    """A secret that was handed to somebody, good once and for a while: reset, confirmation, invitation, consent."""

    __tablename__ = "ticket"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20))
    """One of rules.tickets.Purpose; a ticket for one thing opens nothing else."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    data: Mapped[Any] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class Counter(Base):
    """Failed guesses in a stretch of time. In the database, so that all processes count together and across restarts."""

    __tablename__ = "counter"

    key: Mapped[str] = mapped_column(String(96), primary_key=True)
    """What is counted, and for whom; addresses only as a keyed digest."""
    since: Mapped[datetime] = mapped_column(Moment, index=True)
    failures: Mapped[int]
