"""Answers arrive: each is stored once, in the order in which they were given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.question import Question
from literasi.kernel.errors import BadInput, Missing
from literasi.kernel.sentence import Sentence
from literasi.quizzes import queries
from literasi.quizzes.actions.timing import catch_up, caught_up
from literasi.quizzes.models import AnswerEvent
from literasi.quizzes.queries import ABSENT, Asked, Sheet, Slot, found_sheet
from literasi.quizzes.rules import saving
from literasi.quizzes.rules.answers import Answer
from literasi.quizzes.rules.arrangement import arrange
from literasi.quizzes.rules.policy import time_is_over
from literasi.quizzes.rules.reading import Fields, read_answer
from literasi.quizzes.rules.saving import Decision, Save

MOST_SAVES = 500
"""Of one question: far beyond any learner, near enough to stop a machine."""
TOO_OFTEN = Sentence(
    "Jawaban ini sudah disimpan ratusan kali. Yang tersimpan tetap ada; kirim kuis ini bila sudah selesai."
)
REUSED = Sentence("Kiriman ini memakai tanda milik jawaban lain. Muat ulang halaman, lalu kirim lagi.")


_APPEND = insert(AnswerEvent.__table__)  # type: ignore[arg-type]  # a table, as models declare it


@dataclass(frozen=True)
class Sent:
    """An answer as it arrives: its form fields, the browser's UUID of the save, the number its page last knew."""

    fields: Fields
    save_id: str
    base: int


@dataclass(frozen=True)
class Outcome:
    """What became of a save. `slot` is as it was before; `seq` the stored number now; `answer` what was sent."""

    decision: Decision | Sentence
    slot: Slot
    answer: Answer
    late: bool = False


def save(
    session: Session,
    public_id: str,
    person_id: int,
    position: int,
    fields: Fields,
    save_id: str,
    base: int,
    now: datetime,
) -> Outcome:
    """Store one answer, once. What comes after the end is stored as late: kept and told, not marked.

    `fields` are the question's form fields, `save_id` the browser's UUID of this save, `base` the number of the
    answer that its page last knew.
    """
    slot = queries.slot(session, public_id, person_id, position, base)
    if slot is None:
        raise Missing(ABSENT)
    slot = _on_time(session, slot, now)
    return _save(session, {position: slot}, {position: Sent(fields, save_id, base)}, now)[position]


def save_page(
    session: Session, public_id: str, person_id: int, sent: Mapping[int, Sent], now: datetime
) -> tuple[Sheet, dict[int, Outcome]]:
    """Store the answers of a whole page, each by the rule of `save`; the attempt as it is afterwards.

    Positions that the attempt lacks are passed over.
    """
    sheet = caught_up(session, found_sheet(session, public_id, person_id), now)
    sent = {asked.position: sent[asked.position] for asked in sheet.asked if asked.position in sent}
    slots = {asked.position: _slot(sheet, asked) for asked in sheet.asked}
    if not _plain(session, sheet, sent, now):
        slots = queries.slots(session, public_id, person_id)
    outcomes = _save(session, slots, sent, now)
    return replace(
        sheet, asked=tuple(_after(asked, outcomes.get(asked.position), now) for asked in sheet.asked)
    ), outcomes


def _on_time(session: Session, slot: Slot, now: datetime) -> Slot:
    """The slot as it stands once an outage that just ended is given back; asked only when it would be late."""
    if slot.deadline_at is None or slot.submitted_at is not None or not time_is_over(slot.deadline_at, now):
        return slot
    running = queries.Running(slot.attempt_id, slot.started_at, slot.deadline_at)
    return replace(slot, deadline_at=catch_up(session, running, now))


def _plain(session: Session, sheet: Sheet, sent: Mapping[int, Sent], now: datetime) -> bool:
    """Whether a page knows the newest answers and says nothing twice: then no older save has to be read."""
    if sheet.submitted_at is not None or time_is_over(sheet.deadline_at, now):
        return False
    newest = all(sent[asked.position].base == asked.seq for asked in sheet.asked if asked.position in sent)
    return newest and not queries.any_known(session, sheet.id, [one.save_id for one in sent.values()])


def _slot(sheet: Sheet, asked: Asked) -> Slot:
    return Slot(
        attempt_id=sheet.id,
        position=asked.position,
        digest=asked.digest,
        seed=asked.seed,
        shuffle=asked.shuffle,
        started_at=sheet.started_at,
        deadline_at=sheet.deadline_at,
        submitted_at=sheet.submitted_at,
        saves={},
        current=saving.Saved(asked.seq, asked.answer) if asked.seq else None,
        current_at=asked.saved_at,
    )


def _after(asked: Asked, outcome: Outcome | None, now: datetime) -> Asked:
    if outcome is None or outcome.late or not isinstance(outcome.decision, saving.Accept):
        return asked
    return replace(asked, seq=outcome.decision.seq, answer=outcome.answer, saved_at=now)


def _save(
    session: Session, slots: Mapping[int, Slot], sent: Mapping[int, Sent], now: datetime
) -> dict[int, Outcome]:
    """Decide on every answer, then append those that are taken. The write lock is held since before the reading, so
    only a row with the same UUID can be in the way."""
    questions = catalogue.questions(session, [slots[at].digest for at in sent])
    outcomes = {at: _outcome(slots[at], questions[slots[at].digest], one, now) for at, one in sent.items()}
    rows = [
        {
            "attempt_id": one.slot.attempt_id,
            "position": at,
            "seq": one.decision.seq,
            "client_uuid": sent[at].save_id,
            "answer": one.answer,
            "received_at": now,
            "late": one.late,
        }
        for at, one in outcomes.items()
        if isinstance(one.decision, saving.Accept)
    ]
    if any(
        isinstance(one.decision, saving.Accept) and one.decision.seq > MOST_SAVES for one in outcomes.values()
    ):
        raise BadInput(TOO_OFTEN)
    if rows:
        try:
            session.connection().execute(_APPEND, rows)
        except IntegrityError as error:
            raise BadInput(REUSED) from error
    return outcomes


def _outcome(slot: Slot, question: Question, sent: Sent, now: datetime) -> Outcome:
    answer = read_answer(question, sent.fields, arrange(question, slot.seed, slot.shuffle))
    if isinstance(answer, Sentence):
        return Outcome(answer, slot, None)
    save = Save(sent.save_id, sent.base, answer)
    closed = slot.submitted_at is not None
    decision = saving.decide(slot.current, slot.saves, save, slot.at(sent.base), closed=closed)
    return Outcome(decision, slot, answer, closed or time_is_over(slot.deadline_at, now))
