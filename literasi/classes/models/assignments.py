"""What a class is given to do, for whom and until when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId


class Assignment(Base):
    """A module that a class has to finish."""

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("classroom.id", ondelete="CASCADE"), index=True)
    module_key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    """Its place in the class's order, from 1."""
    given_at: Mapped[datetime] = mapped_column(Moment)
    opens_at: Mapped[datetime] = mapped_column(Moment)
    """Before it the assignment is not shown to learners."""
    told_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    """When those who are meant were told of it; none while it has not opened."""
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)
    grace_minutes: Mapped[int]
    """How long after the deadline work is still taken, as late (masa toleransi)."""
    tries: Mapped[int | None]
    """How many attempts count from when it was given; none for any number."""
    threshold: Mapped[int | None]
    """KKTP in percent; none for the quiz's own."""
    show_keys: Mapped[str | None] = mapped_column(String(16))
    """One of quizzes.rules.policy.ShowKeys; none for the quiz's own."""
    note: Mapped[str] = mapped_column(Text, default="")
    for_all: Mapped[bool] = mapped_column(default=True)
    """Whether it is for everybody in the class; otherwise for its recipients."""


class Recipient(Base):
    """A member who is meant by an assignment that is not for all."""

    __tablename__ = "assignment_recipient"

    assignment_id: Mapped[int] = mapped_column(
        ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True
    )
    member_id: Mapped[int] = mapped_column(
        ForeignKey("class_member.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Extension(Base):
    """A later deadline, for one member or for all. Rows are added, never changed; the latest deadline counts."""

    __tablename__ = "extension"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("class_member.id", ondelete="CASCADE"), index=True
    )
    """None: for all."""
    due_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(String(200))
    given_at: Mapped[datetime] = mapped_column(Moment)
    given_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
