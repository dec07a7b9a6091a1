"""Attempts and the append-only answers given in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId


class Attempt(Base):
    """One try of one person at a module's quiz."""

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("person_id", "module_key", "number"),
        Index("ix_attempt_person_id_paper", "person_id", "paper", unique=True),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    module_key: Mapped[str] = mapped_column(String(40))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    """The module of the release that the attempt began with."""
    number: Mapped[int]
    """The how-manieth try, from 1. Unique, so that two starts at once make one attempt."""
    language: Mapped[str] = mapped_column(String(5))
    seed: Mapped[str] = mapped_column(String(16))
    """Decides items and the order of options. Never sent."""
    shuffle: Mapped[bool]
    """Whether options are shuffled (`acak`)."""
    policy: Mapped[dict[str, Any]] = mapped_column(JSON)
    paper: Mapped[str | None] = mapped_column(String(16))
    """The paper it was written on, and typed in from; none for one taken here. Once for each person and paper, so that a
    row typed twice counts once."""
    started_at: Mapped[datetime] = mapped_column(Moment)
    deadline_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    """When it ends; moves on when the server paused."""
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    percent: Mapped[int | None]
    """0 to 100, rounded down; none before submission and while a person's mark is awaited."""
    passed: Mapped[bool | None]
    """None before submission and while a person's mark is awaited."""


class AttemptItem(Base):
    """An item of an attempt, at its place."""

    __tablename__ = "attempt_item"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    """From 1."""
    item_digest: Mapped[str] = mapped_column(ForeignKey("item.digest"))
    hints: Mapped[int] = mapped_column(default=0)
    """How many hints were shown."""
    flagged: Mapped[bool] = mapped_column(default=False)
    """Tandai ragu-ragu."""
    mark: Mapped[float | None]
    """0 to 1, from submission on; none for a survey and while a person's mark is awaited."""
    key_digest: Mapped[str | None] = mapped_column(String(64))
    """The item by whose key it is marked, once the one that was asked turned out to have a wrong one."""


class AnswerEvent(Base):
    """One acknowledged save of one answer. Rows are added and no answer is changed; the newest `seq` counts."""

    __tablename__ = "answer_event"
    __table_args__ = (
        UniqueConstraint("attempt_id", "position", "seq"),
        UniqueConstraint("attempt_id", "client_uuid"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    position: Mapped[int]
    seq: Mapped[int]
    """From 1, without gaps, per question."""
    client_uuid: Mapped[str] = mapped_column(String(36))
    """Made by the browser: the same save sent twice is stored once."""
    answer: Mapped[Any] = mapped_column(JSON)
    received_at: Mapped[datetime] = mapped_column(Moment)
    late: Mapped[bool] = mapped_column(default=False)
    """Received after the end: kept and shown, not counted; taken back when a pause moves the end past it."""


class Pause(Base):
    """A time in which an attempt with an end could not go on, since the server answered nobody. It was given back."""

    __tablename__ = "pause"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), index=True)
    began_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime] = mapped_column(Moment)
