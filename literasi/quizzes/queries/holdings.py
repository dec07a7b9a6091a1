"""What quizzes hold of a person: her attempts, and every answer in words as she gave it. No key is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.question import Question
from literasi.infra.holdings import rows
from literasi.kernel.holding import Holding
from literasi.kernel.sentence import Sentence
from literasi.markup.sanitise import plain_text
from literasi.quizzes.models import AnswerEvent, Attempt, AttemptItem, Pause
from literasi.quizzes.rules.answers import Answer
from literasi.quizzes.rules.describing import describe

_MODULE, _TRY, _ITEM = Sentence("Modul"), Sentence("Pengerjaan ke"), Sentence("Soal")
_SINCE, _UNTIL = Sentence("Sejak"), Sentence("Sampai")


def export(session: Session, person_id: int) -> list[Holding]:
    """Attempts, their questions, all saves of all answers, and time that was given back."""
    return [
        _attempts(session, person_id),
        _items(session, person_id),
        _answers(session, person_id),
        _pauses(session, person_id),
    ]


def _attempts(session: Session, person_id: int) -> Holding:
    """Attempts and their terms, without the seed: by it whoever has the bank could tell what others are asked."""
    asked = (
        select(
            Attempt.public_id,
            Attempt.module_key,
            Attempt.number,
            Attempt.language,
            Attempt.policy,
            Attempt.started_at,
            Attempt.deadline_at,
            Attempt.submitted_at,
            Attempt.percent,
            Attempt.passed,
            Attempt.paper,
        )
        .where(Attempt.person_id == person_id)
        .order_by(Attempt.id)
    )
    labels = {
        "module_key": _MODULE,
        "number": _TRY,
        "started_at": _SINCE,
        "submitted_at": Sentence("Dikirim"),
        "percent": Sentence("Nilai (persen)"),
        "passed": Sentence("Tuntas"),
        "paper": Sentence("Diketik dari kertas"),
    }
    found = [{**row, "policy": _unseeded(row["policy"])} for row in rows(session, asked)]
    return Holding("attempt", Sentence("Pengerjaan kuis"), labels, found)


def _unseeded(policy: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in policy.items() if name != "seed"}


def _items(session: Session, person_id: int) -> Holding:
    asked = (
        select(
            Attempt.module_key,
            Attempt.number,
            AttemptItem.position,
            AttemptItem.item_digest,
            AttemptItem.key_digest,
            AttemptItem.hints,
            AttemptItem.flagged,
            AttemptItem.mark,
        )
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .where(Attempt.person_id == person_id)
        .order_by(Attempt.id, AttemptItem.position)
    )
    found = rows(session, asked)
    questions = catalogue.questions(session, [row["item_digest"] for row in found])
    told = [{**row, "question": _asked(questions[row["item_digest"]])} for row in found]
    labels = {
        "module_key": _MODULE,
        "number": _TRY,
        "position": _ITEM,
        "question": Sentence("Pertanyaan"),
        "hints": Sentence("Petunjuk yang dibuka"),
        "flagged": Sentence("Ragu-ragu"),
    }
    return Holding("attempt_item", Sentence("Soal dalam pengerjaan"), labels, told)


def _answers(session: Session, person_id: int) -> Holding:
    here = and_(
        AttemptItem.attempt_id == AnswerEvent.attempt_id, AttemptItem.position == AnswerEvent.position
    )
    asked = (
        select(
            Attempt.module_key,
            Attempt.number,
            AnswerEvent.position,
            AnswerEvent.seq,
            AnswerEvent.answer,
            AnswerEvent.received_at,
            AnswerEvent.late,
            AttemptItem.item_digest,
        )
        .join(Attempt, Attempt.id == AnswerEvent.attempt_id)
        .join(AttemptItem, here)
        .where(Attempt.person_id == person_id)
        .order_by(AnswerEvent.id)
    )
    found = rows(session, asked)
    questions = catalogue.questions(session, [row["item_digest"] for row in found])
    told = [{**row, "given": _given(questions[row["item_digest"]], row["answer"])} for row in found]
    labels = {
        "module_key": _MODULE,
        "number": _TRY,
        "position": _ITEM,
        "given": Sentence("Jawaban"),
        "received_at": Sentence("Kapan"),
        "late": Sentence("Sesudah waktu habis"),
    }
    return Holding("answer_event", Sentence("Jawaban kuis, setiap kali disimpan"), labels, told)


def _pauses(session: Session, person_id: int) -> Holding:
    asked = (
        select(Attempt.module_key, Attempt.number, Pause.began_at, Pause.ended_at)
        .join(Attempt, Attempt.id == Pause.attempt_id)
        .where(Attempt.person_id == person_id)
        .order_by(Pause.id)
    )
    labels = {"module_key": _MODULE, "number": _TRY, "began_at": _SINCE, "ended_at": _UNTIL}
    return Holding("pause", Sentence("Waktu yang dikembalikan"), labels, rows(session, asked))


def _asked(question: Question) -> str:
    """What was asked, in plain words."""
    pieces = (question.stem_html or question.title_html, *question.cloze_html)
    return plain_text(" … ".join(piece for piece in pieces if piece))


def _given(question: Question, answer: Answer) -> list[str]:
    """An answer in plain words, line by line."""
    lines = (
        (plain_text(line.label_html), plain_text(line.given_html)) for line in describe(question, answer)
    )
    return [": ".join(part for part in line if part) for line in lines]
