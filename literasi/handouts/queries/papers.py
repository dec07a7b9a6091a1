"""Questions about quizzes on paper. Each asks for the teacher too, so somebody else's paper does not exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.question import Question
from literasi.catalogue.rules.shelf import ShelfModule
from literasi.classes.models import Assignment, Classroom, ClassTeacher
from literasi.gatherings import queries as gatherings
from literasi.handouts.models import PaperQuiz
from literasi.handouts.rules.papers import Asked, Item, Version, short_name, unsuited, version
from literasi.kernel.errors import Missing
from literasi.kernel.sentence import Sentence

ABSENT = Sentence("Kuis kertas ini tidak ada, atau bukan buatan Anda.")

may_make = gatherings.may_hold
"""Whether somebody may make a quiz on paper: the same who may hold a class session."""


@dataclass(frozen=True)
class Paper:
    """A quiz as it was printed. Not hashed, not compared: it is one row."""

    public_id: str
    module_key: str
    module_id: int
    language: str
    seeds: dict[Version, str]
    shuffle: bool
    items: tuple[Item, ...]
    made_at: datetime

    @property
    def name(self) -> str:
        """What it is called on paper."""
        return short_name(self.public_id)

    @cached_property
    def versions(self) -> dict[Version, tuple[Asked, ...]]:
        """The questions of each version in its order."""
        return {one: version(self.items, seed, self.shuffle) for one, seed in self.seeds.items()}


@dataclass(frozen=True)
class Listed:
    """A paper in a list."""

    public_id: str
    questions: int
    made_at: datetime

    @property
    def name(self) -> str:
        """What it is called on paper."""
        return short_name(self.public_id)


@dataclass(frozen=True)
class Draft:
    """The bank of a quiz as paper sees it: what can be asked, and what is left out and why."""

    suited: tuple[Item, ...]
    left_out: tuple[tuple[Question, Sentence], ...]


def draft(session: Session, module: ShelfModule, language: str) -> Draft:
    """What paper can carry of a module's bank."""
    bank = catalogue.bank(session, module.id, language)
    why = [(one, unsuited(one.question)) for one in bank]
    return Draft(
        tuple(Item(one.digest, one.question) for one, reason in why if reason is None),
        tuple((one.question, reason) for one, reason in why if reason is not None),
    )


def paper(session: Session, public_id: str, teacher_id: int) -> Paper:
    """A paper that this teacher made, or Missing."""
    wanted = (PaperQuiz.public_id == public_id, PaperQuiz.person_id == teacher_id)
    row = session.execute(select(PaperQuiz).where(*wanted)).scalar()
    if row is None:
        raise Missing(ABSENT)
    return paper_from(session, row)


def paper_from(session: Session, row: PaperQuiz) -> Paper:
    """A paper with its questions."""
    questions = catalogue.questions(session, row.digests)
    return Paper(
        row.public_id,
        row.module_key,
        row.module_id,
        row.language,
        {Version.A: row.seed_a, Version.B: row.seed_b},
        row.shuffle,
        tuple(Item(digest, questions[digest]) for digest in row.digests),
        row.made_at,
    )


def papers_of(session: Session, teacher_id: int, module_key: str) -> list[Listed]:
    """The papers that a teacher made from a module, the newest first."""
    rows = session.execute(
        select(PaperQuiz)
        .where(PaperQuiz.person_id == teacher_id, PaperQuiz.module_key == module_key)
        .order_by(PaperQuiz.made_at.desc(), PaperQuiz.id.desc())
    ).scalars()
    return listed(rows.all())


def listed(rows: Sequence[PaperQuiz]) -> list[Listed]:
    """Papers as lists show them."""
    return [Listed(row.public_id, len(row.digests), row.made_at) for row in rows]


def session_running(session: Session, teacher_id: int, module_key: str, now: datetime) -> bool:
    """Whether a class session of this teacher with this module is open."""
    held = gatherings.held_by(session, teacher_id)
    return any(one.module_key == module_key and now < one.ends_at for one in held)


def assigned_now(session: Session, teacher_id: int, module_key: str, now: datetime) -> list[str]:
    """The names of this teacher's classes in which the module is an assignment that is not due yet."""
    rows = session.execute(
        select(Classroom.name)
        .join(ClassTeacher, ClassTeacher.class_id == Classroom.id)
        .join(Assignment, Assignment.class_id == Classroom.id)
        .where(
            ClassTeacher.person_id == teacher_id,
            Assignment.module_key == module_key,
            Assignment.due_at > now,
            Classroom.closed_at.is_(None),
        )
        .distinct()
    )
    return sorted(rows.scalars())
