"""Which published questions have another key than they had, and whose answers that touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Executable, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from literasi.accounts import queries as people
from literasi.catalogue import queries as catalogue
from literasi.catalogue.models import BankEntry, Course, Item, Module
from literasi.catalogue.rules.question import Question
from literasi.kernel.errors import Missing
from literasi.kernel.sentence import Sentence
from literasi.quizzes.models import AnswerEvent, Attempt, AttemptItem
from literasi.quizzes.rules.answers import Answer
from literasi.quizzes.rules.carrying import asks_the_same, judges_otherwise
from literasi.quizzes.rules.mastery import Verdict
from literasi.quizzes.rules.policy import AttemptPolicy

NOT_CORRECTED = Sentence(
    "Koreksi ini tidak ada: soalnya tidak terbit lagi, atau yang berubah bukan hanya kuncinya."
)
_judged_by: ColumnElement[str] = func.coalesce(AttemptItem.key_digest, AttemptItem.item_digest)


@dataclass(frozen=True)
class Corrected:
    """A question of a module as it was asked, and as it is published now: the same but for its key."""

    module_key: str
    language: str
    before: str
    now: str
    asked: Question
    corrected: Question


@dataclass(frozen=True)
class Touched:
    """An attempt that was handed in with the old key. `marks` are those of all its answers, by position with digest."""

    attempt_id: int
    public_id: str
    person_id: int
    release_id: int
    submitted_at: datetime
    threshold: int
    verdict: Verdict
    position: int
    asked_digest: str
    answer: Answer
    marks: tuple[tuple[int, str, float | None], ...]

    @property
    def mark(self) -> float | None:
        """What the answer earned so far."""
        return next(mark for position, _digest, mark in self.marks if position == self.position)


def _changed_items() -> Select[str, str, str, str]:
    """Pairs of digests under one key of one bank: of any release, and of the one that is published now."""
    old_entry, old_module, old_item = aliased(BankEntry), aliased(Module), aliased(Item)
    return (
        select(Module.key, BankEntry.language, old_item.digest.label("before"), Item.digest.label("now"))
        .join(BankEntry, BankEntry.module_id == Module.id)
        .join(Item, Item.digest == BankEntry.item_digest)
        .join(Course, Course.release_id == Module.release_id)
        .join(old_module, old_module.key == Module.key)
        .join(
            old_entry,
            and_(old_entry.module_id == old_module.id, old_entry.language == BankEntry.language),
        )
        .join(
            old_item,
            and_(
                old_item.digest == old_entry.item_digest,
                old_item.key == Item.key,
                old_item.digest != Item.digest,
            ),
        )
        .distinct()
    )


def corrections(session: Session) -> list[Corrected]:
    """Every question whose key was corrected since it was first published, module by module."""
    return _corrected(session, _changed_items())


def correction(session: Session, before: str, now: str) -> list[Corrected]:
    """The correction between these two digests, in each bank that has it; Missing when there is none."""
    changed = _changed_items().subquery()
    found = _corrected(session, select(changed).where(changed.c.before == before, changed.c.now == now))
    if not found:
        raise Missing(NOT_CORRECTED)
    return found


def _corrected(session: Session, asked: Executable) -> list[Corrected]:
    pairs = sorted(tuple(row) for row in session.execute(asked))
    questions = catalogue.questions(session, sorted({digest for pair in pairs for digest in pair[2:]}))
    told = [
        Corrected(key, language, before, now, questions[before], questions[now])
        for key, language, before, now in pairs
    ]
    return [
        one
        for one in told
        if asks_the_same(one.asked, one.corrected) and judges_otherwise(one.asked, one.corrected)
    ]


def touched(session: Session, found: Sequence[Corrected]) -> list[Touched]:
    """Every attempt that was handed in and is marked by the old key, the oldest first. Three statements, however many."""
    before, module = found[0].before, found[0].module_key
    attempts = _attempts(before, module, [one.language for one in found])
    rows = session.execute(attempts.order_by(Attempt.submitted_at, Attempt.id)).all()
    chosen = attempts.with_only_columns(Attempt.id, AttemptItem.position).subquery()
    marks = _marks(session, chosen)
    answers = _answers(session, chosen)
    return [
        Touched(
            attempt_id=row.id,
            public_id=row.public_id,
            person_id=row.person_id,
            release_id=row.release_id,
            submitted_at=row.submitted_at,
            threshold=AttemptPolicy.from_data(row.policy).threshold,
            verdict=Verdict(row.percent, row.passed),
            position=row.position,
            asked_digest=row.item_digest,
            answer=answers.get(row.id),
            marks=tuple(marks[row.id]),
        )
        for row in rows
    ]


def _attempts(before: str, module_key: str, languages: Sequence[str]) -> Select[Any]:
    return (
        select(
            Attempt.id,
            Attempt.public_id,
            Attempt.person_id,
            Attempt.submitted_at,
            Attempt.policy,
            Attempt.percent,
            Attempt.passed,
            Module.release_id,
            AttemptItem.position,
            AttemptItem.item_digest,
        )
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .join(Module, Module.id == Attempt.module_id)
        .where(
            _judged_by == before,
            Attempt.module_key == module_key,
            Attempt.language.in_(languages),
            Attempt.submitted_at.is_not(None),
            people.real(Attempt.person_id),
        )
    )


def _marks(session: Session, chosen: Any) -> dict[int, list[tuple[int, str, float | None]]]:
    """By attempt the marks of all its answers, in order, with the digest by whose key each is judged."""
    asked = (
        select(AttemptItem.attempt_id, AttemptItem.position, _judged_by, AttemptItem.mark)
        .where(AttemptItem.attempt_id.in_(select(chosen.c.id)))
        .order_by(AttemptItem.attempt_id, AttemptItem.position)
    )
    found: dict[int, list[tuple[int, str, float | None]]] = {}
    for attempt_id, position, digest, mark in session.execute(asked):
        found.setdefault(attempt_id, []).append((position, digest, mark))
    return found


def _answers(session: Session, chosen: Any) -> dict[int, Answer]:
    """By attempt what counted as the answer: the newest save that was not late."""
    here = and_(AnswerEvent.attempt_id == chosen.c.id, AnswerEvent.position == chosen.c.position)
    asked = (
        select(AnswerEvent.attempt_id, AnswerEvent.answer)
        .join(chosen, here)
        .where(AnswerEvent.late.is_(False))
        .order_by(AnswerEvent.attempt_id, AnswerEvent.seq)
    )
    return {row.attempt_id: row.answer for row in session.execute(asked)}
