"""A quiz is put on paper."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from literasi.catalogue.rules.shelf import ShelfModule
from literasi.handouts import queries
from literasi.handouts.models import PaperQuiz
from literasi.handouts.rules.papers import Item, second_seed
from literasi.kernel import ids
from literasi.kernel.errors import BadInput
from literasi.kernel.sentence import Sentence
from literasi.quizzes.rules.selection import BankItem, select

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
    asked = {item.key for item in select(bank, terms.shown, seed, dict(terms.blueprint) or None)}
    return [one for one in suited if one.question.key in asked]


def erase(session: Session, person_ids: Sequence[int]) -> None:
    """Delete the papers of these people. What was typed in from them stays with those who wrote it."""
    session.execute(delete(PaperQuiz).where(PaperQuiz.person_id.in_(person_ids)))


def merge(session: Session, from_id: int, into_id: int) -> None:
    """Give one person's papers to another."""
    session.execute(update(PaperQuiz).where(PaperQuiz.person_id == from_id).values(person_id=into_id))
