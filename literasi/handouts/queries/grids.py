"""The grid of an assignment: its pupils whose work may be seen, and what of theirs was typed in already."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from literasi.classes import queries as classes
from literasi.classes.models import ClassTeacher
from literasi.classes.queries import Classmate, Given, Taught
from literasi.handouts.models import PaperClass, PaperQuiz
from literasi.handouts.queries.papers import ABSENT, Listed, Paper, listed, paper_from
from literasi.handouts.rules.grid import numbers_by_cell, rows_a_page
from literasi.handouts.rules.papers import Version
from literasi.kernel import paging
from literasi.kernel.errors import Missing
from literasi.kernel.paging import Page
from literasi.quizzes import queries as quizzes
from literasi.quizzes.queries import PastAttempt


@dataclass(frozen=True)
class Row:
    """A pupil's line; `stored` once her paper was typed in. She is called as on her sheet, by the number of the class list:
    a number of the page's own would shift by each pupil of whom nothing may be stored."""

    mate: Classmate
    stored: PastAttempt | None


@dataclass(frozen=True)
class Grid:
    """A class's assignment with one paper. `page` holds the rows of those whom one page shows; `waiting` counts those of
    whom nothing may be stored, since nobody has agreed to it."""

    one: Taught
    given: Given
    paper: Paper
    page: Page[Row]
    waiting: int

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the page."""
        return self.page.rows


def _of_class(class_id: int, module_key: str) -> Select[PaperQuiz]:
    teachers = select(ClassTeacher.person_id).where(ClassTeacher.class_id == class_id)
    left = select(PaperClass.paper_id).where(PaperClass.class_id == class_id)
    there = or_(PaperQuiz.person_id.in_(teachers), PaperQuiz.id.in_(left))
    return select(PaperQuiz).where(PaperQuiz.module_key == module_key, there)


def papers_of_class(session: Session, one: Taught, given: Given) -> list[Listed]:
    """The papers of a class from the module of its assignment, the newest first: of its teachers, and left to it by others."""
    found = session.execute(
        _of_class(one.id, given.module_key).order_by(PaperQuiz.made_at.desc(), PaperQuiz.id.desc())
    )
    return listed(found.scalars().all())


def grid(
    session: Session, one: Taught, given: Given, public_id: str, number: int, sent: Collection[str] = ()
) -> Grid:
    """The grid for a paper of the class, or Missing. Its page `number`; or, where rows were `sent`, the
    rows of these members, by public id: a list that changed meanwhile leaves nobody out who was typed."""
    row = session.execute(
        _of_class(one.id, given.module_key).where(PaperQuiz.public_id == public_id)
    ).scalar()
    if row is None:
        raise Missing(ABSENT)
    meant = classes.persons_of(session, given)
    mates = [mate for mate in classes.classmates(session, one.id) if mate.id in meant]
    seen = [mate for mate in mates if mate.visible]
    paper = paper_from(session, row)
    size = rows_a_page(len(numbers_by_cell(paper.versions[Version.A])))
    before = paging.before(number, size)
    here = [mate for mate in seen if mate.public_id in sent] if sent else seen[before : before + size]
    typed = quizzes.typed_from(session, public_id, [mate.person_id for mate in here])
    rows = tuple(Row(mate, typed.get(mate.person_id)) for mate in here)
    page = Page(rows, number, len(seen) > before + size)
    return Grid(one, given, paper, page, len(mates) - len(seen))
