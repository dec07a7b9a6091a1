"""A quiz is put on paper, and the paper stays with the classes that have it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session, aliased

from literasi.catalogue.rules.shelf import ShelfModule
from literasi.classes.models import Assignment, ClassTeacher
from literasi.handouts import queries
from literasi.handouts.models import PaperClass, PaperQuiz
from literasi.handouts.rules.papers import Item, first_seed, second_seed
from literasi.kernel import ids
from literasi.kernel.errors import BadInput
from literasi.kernel.sentence import Sentence
from literasi.quizzes.rules import selection
from literasi.quizzes.rules.selection import BankItem

NOTHING_SUITED = Sentence("Kuis ini tidak punya soal yang dapat dikerjakan di kertas. Pakailah di layar.")


def make(
    session: Session, teacher_id: int, module: ShelfModule, language: str, now: datetime, *, seed: str = ""
) -> str:
    """The public id of a new paper with two versions. `seed`, 16 hexadecimal digits, settles it; without it nobody can
    foresee what is asked. Raises BadInput when paper can carry nothing of the bank."""
    seed = seed or secrets.token_hex(8)
    items = _chosen(queries.draft(session, module, language).suited, module, seed)
    if not items:
        raise BadInput(NOTHING_SUITED)
    terms = module.quiz
    assert terms is not None
    seed = first_seed(items, seed, terms.shuffle)
    paper = PaperQuiz(
        public_id=ids.new_public_id(),
        person_id=teacher_id,
        module_key=module.key,
        module_id=module.id,
        language=language,
        seed_a=seed,
        seed_b=second_seed(items, seed, terms.shuffle),
        shuffle=terms.shuffle,
        digests=[one.digest for one in items],
        made_at=now,
    )
    session.add(paper)
    session.flush()
    return paper.public_id


def _chosen(suited: Sequence[Item], module: ShelfModule, seed: str) -> list[Item]:
    """The questions of a paper as an attempt would choose them, in the order of the bank."""
    terms = module.quiz
    assert terms is not None
    bank = [
        BankItem(one.question.key, one.question.indicators, one.question.critical, one.question.kind)
        for one in suited
    ]
    asked = {item.key for item in selection.select(bank, terms.shown, seed, dict(terms.blueprint) or None)}
    return [one for one in suited if one.question.key in asked]


def leave_to_classes(session: Session, person_ids: Sequence[int], class_id: int | None = None) -> None:
    """Let classes keep what these people made of the modules given there: all that somebody else teaches too, or the one
    of `class_id`."""
    colleague, gone = aliased(ClassTeacher), ClassTeacher.person_id.in_(person_ids)
    taught = select(colleague.person_id).where(
        colleague.class_id == ClassTeacher.class_id, colleague.person_id.not_in(person_ids)
    )
    kept = (
        select(ClassTeacher.class_id, PaperQuiz.id)
        .join(PaperQuiz, PaperQuiz.person_id == ClassTeacher.person_id)
        .join(Assignment, Assignment.class_id == ClassTeacher.class_id)
        .outerjoin(
            PaperClass, (PaperClass.paper_id == PaperQuiz.id) & (PaperClass.class_id == ClassTeacher.class_id)
        )
        .where(
            gone,
            taught.exists(),
            Assignment.module_key == PaperQuiz.module_key,
            PaperClass.paper_id.is_(None),
        )
        .distinct()
    )
    if class_id is not None:
        kept = kept.where(ClassTeacher.class_id == class_id)
    session.execute(insert(PaperClass).from_select(["class_id", "paper_id"], kept))


def erase(session: Session, person_ids: Sequence[int]) -> None:
    """Delete the papers of these people, but those that a class has: these name nobody any more. What was typed in from
    them stays with those who wrote it."""
    leave_to_classes(session, person_ids)
    theirs = PaperQuiz.person_id.in_(person_ids)
    kept = PaperQuiz.id.in_(select(PaperClass.paper_id))
    session.execute(update(PaperQuiz).where(theirs, kept).values(person_id=None))
    session.execute(delete(PaperQuiz).where(theirs))


def merge(session: Session, from_id: int, into_id: int) -> None:
    """Give one person's papers to another."""
    session.execute(update(PaperQuiz).where(PaperQuiz.person_id == from_id).values(person_id=into_id))
