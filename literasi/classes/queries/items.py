"""What a class made of a quiz, question by question; three statements, whatever the number of learners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.question import Kind, Question
from literasi.classes.rules import items as rules
from literasi.classes.rules.items import Summary
from literasi.quizzes.models import AnswerEvent, Attempt, AttemptItem


@dataclass(frozen=True)
class ItemLine:
    """A question with what the class made of it."""

    question: Question
    summary: Summary


@dataclass(frozen=True)
class Items:
    """Every question that was met, those most often missed first, and by whom; what one alone did tells of her."""

    lines: tuple[ItemLine, ...]
    persons: frozenset[int]


def items(session: Session, person_ids: Sequence[int], module_key: str) -> Items:
    """What these people met in attempts they handed in."""
    handed_in = (
        Attempt.person_id.in_(person_ids),
        Attempt.module_key == module_key,
        Attempt.submitted_at.is_not(None),
    )
    asked = session.execute(
        select(
            AttemptItem.attempt_id,
            AttemptItem.position,
            AttemptItem.item_digest,
            AttemptItem.mark,
            Attempt.started_at,
            Attempt.paper,
            Attempt.person_id,
        )
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .where(*handed_in)
    ).all()
    began = {row.attempt_id: row.started_at for row in asked}
    answers, took = _saves(session, select(Attempt.id).where(*handed_in), began)
    typed = {row.attempt_id for row in asked if row.paper}  # whoever types thirty rows took no time to think
    met = defaultdict[str, list[rules.Given]](list)
    for row in asked:
        at = (row.attempt_id, row.position)
        seconds = None if row.attempt_id in typed else took.get(at)
        met[row.item_digest].append(rules.Given(row.mark, answers.get(at), seconds))
    questions = catalogue.questions(session, list(met))
    lines = [
        ItemLine(questions[digest], rules.summary(questions[digest], given)) for digest, given in met.items()
    ]
    scored = [line for line in lines if line.question.kind is not Kind.SURVEY]
    scored.sort(key=lambda line: (line.summary.right / line.summary.asked, line.question.key))
    return Items(tuple(scored), frozenset(row.person_id for row in asked))


def _saves(
    session: Session, attempts: Select[int], began: dict[int, datetime]
) -> tuple[dict[tuple[int, int], Any], dict[tuple[int, int], float | None]]:
    """The last answer in time to each question, and how long the first one took, by attempt and position."""
    answers, first = dict[tuple[int, int], Any](), defaultdict[int, dict[int, datetime]](dict)
    rows = session.execute(
        select(AnswerEvent.attempt_id, AnswerEvent.position, AnswerEvent.answer, AnswerEvent.received_at)
        .where(AnswerEvent.attempt_id.in_(attempts), AnswerEvent.late.is_(False))
        .order_by(AnswerEvent.attempt_id, AnswerEvent.position, AnswerEvent.seq)
    )
    for attempt, position, answer, at in rows:
        if attempt not in began:  # handed in between the two statements
            continue
        answers[attempt, position] = answer
        first[attempt].setdefault(position, at)
    took = {
        (attempt, position): seconds
        for attempt, saved in first.items()
        for position, seconds in rules.seconds(began[attempt], saved).items()
    }
    return answers, took
