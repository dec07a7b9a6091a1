"""Quizzes as they were printed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId


class PaperQuiz(Base):
    """A module's quiz on paper: its questions, and the seed of each version. Never changed, since it may lie in a bag."""

    __tablename__ = "paper_quiz"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    """The teacher who made it; None once she is forgotten and a class still has it."""
    module_key: Mapped[str] = mapped_column(String(40), index=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    """The module of the release that it was made from."""
    language: Mapped[str] = mapped_column(String(5))
    seed_a: Mapped[str] = mapped_column(String(16))
    seed_b: Mapped[str] = mapped_column(String(16))
    shuffle: Mapped[bool]
    """Whether questions and options are shuffled (`acak`)."""
    digests: Mapped[list[str]] = mapped_column(JSON)
    """Its questions by the digest of their content, in the order of the bank."""
    made_at: Mapped[datetime] = mapped_column(Moment)


class PaperClass(Base):
    """A paper stays with a class whose teacher made it and teaches it no more: its sheets may lie in a colleague's bag."""

    __tablename__ = "paper_class"

    class_id: Mapped[int] = mapped_column(ForeignKey("classroom.id", ondelete="CASCADE"), primary_key=True)
    paper_id: Mapped[int] = mapped_column(
        ForeignKey("paper_quiz.id", ondelete="CASCADE"), primary_key=True, index=True
    )
