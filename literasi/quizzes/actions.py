"""What happens to attempts: start, save, ask for a hint, flag, submit."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.question import Kind, Question
from literasi.catalogue.rules.shelf import ShelfModule
from literasi.kernel import ids
from literasi.kernel.errors import BadInput, Missing
from literasi.kernel.sentence import Sentence
from literasi.progress import actions as ledger
from literasi.progress import queries as progress
from literasi.querylang import Record
from literasi.quizzes import queries
from literasi.quizzes.models import AnswerEvent, Attempt, AttemptItem
from literasi.quizzes.queries import Asked, Sheet, Slot
from literasi.quizzes.rules import mastery, saving, selection
from literasi.quizzes.rules.answers import Answer, is_blank
from literasi.quizzes.rules.arrangement import arrange
from literasi.quizzes.rules.grading import Grade, grade, mark
from literasi.quizzes.rules.mastery import ItemResult, Verdict
from literasi.quizzes.rules.policy import AttemptPolicy, closes_at
from literasi.quizzes.rules.reading import Fields, read_answer
from literasi.quizzes.rules.saving import Decision, Save

GRACE = timedelta(seconds=30)
"""After the end an answer may still be on its way through a slow line."""
MOST_SAVES = 500
"""Of one question: far beyond any learner, near enough to stop a machine."""
ABSENT = Sentence("Pengerjaan ini tidak ada, atau bukan milik Anda.")
TOO_OFTEN = Sentence(
    "Jawaban ini sudah disimpan ratusan kali. Yang tersimpan tetap ada; kirim kuis ini bila sudah selesai."
)
REUSED = Sentence("Kiriman ini memakai tanda milik jawaban lain. Muat ulang halaman, lalu kirim lagi.")


_APPEND = insert(AnswerEvent.__table__)  # type: ignore[arg-type]  # a table, as models declare it
_MARK = (
    update(AttemptItem)
    .where(AttemptItem.attempt_id == bindparam("of"), AttemptItem.position == bindparam("at"))
    .values(mark=bindparam("share"))
)
_CLOSE = (
    update(Attempt)
    .where(Attempt.id == bindparam("of"))
    .values(submitted_at=bindparam("at"), percent=bindparam("percent"), passed=bindparam("passed"))
)


class NotNow(Exception):
    """No attempt may begin now; `refusal` says why and until when."""

    def __init__(self, refusal: mastery.Refusal) -> None:
        super().__init__(str(refusal.why))
        self.refusal = refusal


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


def start(
    session: Session, person_id: int, module: ShelfModule, language: str, policy: AttemptPolicy, now: datetime
) -> str:
    """The public id of the open attempt at this module's quiz, or of a new one.

    Raises NotNow when tries, deadline or cool-down forbid a new one. An open attempt whose time is over is handed in.
    """
    attempts = queries.past(session, person_id, module.key)
    unfinished = next((one for one in attempts if one.submitted_at is None), None)
    if unfinished is not None:
        sheet = found_sheet(session, unfinished.public_id, person_id)
        if not time_is_over(sheet.deadline_at, now):
            return sheet.public_id
        submit(session, unfinished.public_id, person_id, now)
        attempts = queries.past(session, person_id, module.key)
    if refusal := mastery.refusal(queries.tried(attempts), policy, now):
        raise NotNow(refusal)
    number = max((one.number for one in attempts), default=0) + 1
    return _begin(session, person_id, module, language, policy, number, now)


def _begin(
    session: Session,
    person_id: int,
    module: ShelfModule,
    language: str,
    policy: AttemptPolicy,
    number: int,
    now: datetime,
) -> str:
    terms = module.quiz
    assert terms is not None
    bank = catalogue.bank(session, module.id, language)
    seed = secrets.token_hex(8)
    chosen = selection.select(
        [selection.BankItem(one.question.key, one.question.indicators, one.question.critical, one.question.kind) for one in bank],
        terms.shown,
        seed,
        dict(terms.blueprint) or None,
        progress.last_seen(session, person_id, [one.question.key for one in bank]),
        terms.shuffle,
    )  # fmt: skip
    attempt = Attempt(
        public_id=ids.new_public_id(),
        person_id=person_id,
        module_key=module.key,
        module_id=module.id,
        number=number,
        language=language,
        seed=seed,
        shuffle=terms.shuffle,
        policy=policy.to_data(),
        started_at=now,
        deadline_at=closes_at(policy, now),
    )
    session.add(attempt)
    session.flush()
    digests = {one.question.key: one.digest for one in bank}
    rows = [
        {"attempt_id": attempt.id, "position": position, "item_digest": digests[item.key]}
        for position, item in enumerate(chosen, start=1)
    ]
    session.execute(insert(AttemptItem), rows)
    return attempt.public_id


def found_sheet(session: Session, public_id: str, person_id: int) -> Sheet:
    """The attempt, or Missing."""
    sheet = queries.sheet(session, public_id, person_id)
    if sheet is None:
        raise Missing(ABSENT)
    return sheet


def time_is_over(deadline_at: datetime | None, now: datetime) -> bool:
    """Whether an attempt ended, with a little patience for slow lines."""
    return deadline_at is not None and now > deadline_at + GRACE


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
    return _save(session, {position: slot}, {position: Sent(fields, save_id, base)}, now)[position]


def save_page(
    session: Session, public_id: str, person_id: int, sent: Mapping[int, Sent], now: datetime
) -> tuple[Sheet, dict[int, Outcome]]:
    """Store the answers of a whole page, each by the rule of `save`; the attempt as it is afterwards.

    Positions that the attempt lacks are passed over.
    """
    sheet = found_sheet(session, public_id, person_id)
    sent = {asked.position: sent[asked.position] for asked in sheet.asked if asked.position in sent}
    slots = {asked.position: _slot(sheet, asked) for asked in sheet.asked}
    if not _plain(session, sheet, sent, now):
        slots = queries.slots(session, public_id, person_id)
    outcomes = _save(session, slots, sent, now)
    return replace(
        sheet, asked=tuple(_after(asked, outcomes.get(asked.position), now) for asked in sheet.asked)
    ), outcomes


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
    late = slot.submitted_at is not None or time_is_over(slot.deadline_at, now)
    return Outcome(saving.decide(slot.current, slot.saves, save, slot.at(sent.base)), slot, answer, late)


def reveal_hint(session: Session, public_id: str, person_id: int, position: int) -> None:
    """Show one more hint of a question, if there is one."""
    asked = _asked_at(found_sheet(session, public_id, person_id), position)
    more = min(asked[1].hints + 1, len(asked[1].question.hints_html))
    _change_item(session, asked[0], position, {"hints": more})


def flag(session: Session, public_id: str, person_id: int, position: int, flagged: bool) -> None:
    """Mark a question as doubtful, or no longer."""
    asked = _asked_at(found_sheet(session, public_id, person_id), position)
    _change_item(session, asked[0], position, {"flagged": flagged})


def _asked_at(sheet: Sheet, position: int) -> tuple[int, Asked]:
    found = next((asked for asked in sheet.asked if asked.position == position), None)
    if found is None:
        raise Missing(ABSENT)
    return sheet.id, found


def _change_item(session: Session, attempt_id: int, position: int, values: Mapping[str, int | bool]) -> None:
    """Change an item of an open attempt; one that was handed in stays as it is."""
    still_open = select(Attempt.id).where(Attempt.id == attempt_id, Attempt.submitted_at.is_(None))
    session.execute(
        update(AttemptItem)
        .where(AttemptItem.attempt_id.in_(still_open), AttemptItem.position == position)
        .values(**values)
    )


def hand_in(session: Session, sheet: Sheet, now: datetime, *, incomplete: bool) -> tuple[int, ...]:
    """Submit an attempt in which everything is answered, or, with `incomplete`, as it is.

    The positions that are not answered, when it was not submitted for their sake. Handing in twice changes nothing.
    """
    unanswered = tuple(asked.position for asked in sheet.asked if not asked.answered)
    if sheet.submitted_at is not None:
        return ()
    if unanswered and not incomplete:
        return unanswered
    _submit(session, sheet, now)
    return ()


def submit(session: Session, public_id: str, person_id: int, now: datetime) -> Verdict:
    """Grade an attempt on what was saved in time. Handing in twice changes nothing."""
    sheet = found_sheet(session, public_id, person_id)
    if sheet.submitted_at is not None:
        return Verdict(sheet.percent, sheet.passed)
    return _submit(session, sheet, now)


def _submit(session: Session, sheet: Sheet, now: datetime) -> Verdict:
    grades = marked(session, sheet)
    results = [_result(asked, one) for asked, one in zip(sheet.asked, grades, strict=True)]
    verdict = mastery.judge(results, sheet.policy.threshold)
    _write_marks(session, sheet, grades)
    values = {
        "of": sheet.id,
        "at": now,
        "percent": verdict.percent if verdict.passed is not None else None,
        "passed": verdict.passed,
    }
    session.connection().execute(_CLOSE, values)
    ledger.record(session, sheet.person_id, _answered(sheet, grades), "kuis", now)
    if verdict.passed:
        mark = 1.0 if verdict.percent is None else verdict.percent / 100
        ledger.complete(session, sheet.person_id, sheet.module_key, sheet.release_id, mark, now)
    return verdict


def marked(session: Session, sheet: Sheet) -> list[Grade]:
    """The marks of an attempt's questions, in order."""
    records = _records(session, sheet)
    return [mark(asked.question, asked.answer, records) for asked in sheet.asked]


def graded(session: Session, sheet: Sheet) -> list[Grade]:
    """The marks with all that the review page says, in order."""
    records = _records(session, sheet)
    language: Literal["id", "en"] = "en" if sheet.language == "en" else "id"
    return [grade(asked.question, asked.answer, records, language) for asked in sheet.asked]


def _records(session: Session, sheet: Sheet) -> tuple[Record, ...]:
    asks_query = any(asked.question.kind is Kind.QUERY for asked in sheet.asked)
    return catalogue.records(session) if asks_query else ()


def _result(asked: Asked, one: Grade) -> ItemResult:
    question = asked.question
    scored = question.kind is not Kind.SURVEY
    return ItemResult(
        question.key, question.points, one.fraction, question.critical, one.right, scored, one.awaiting
    )


def _write_marks(session: Session, sheet: Sheet, grades: Sequence[Grade]) -> None:
    rows = [
        {"of": sheet.id, "at": asked.position, "share": one.fraction}
        for asked, one in zip(sheet.asked, grades, strict=True)
    ]
    session.connection().execute(_MARK, rows)


def _answered(sheet: Sheet, grades: Sequence[Grade]) -> list[ledger.Answered]:
    """What goes into the ledger: every scored question, and surveys that were answered."""
    return [
        ledger.Answered(asked.question.key, asked.digest, asked.question.indicators, one.fraction)
        for asked, one in zip(sheet.asked, grades, strict=True)
        if asked.question.kind is not Kind.SURVEY or not is_blank(asked.question, asked.answer)
    ]


def erase(session: Session, person_ids: Sequence[int]) -> None:
    """Delete all attempts of these people."""
    attempts = select(Attempt.id).where(Attempt.person_id.in_(person_ids))
    for table in (AnswerEvent, AttemptItem):
        session.execute(delete(table).where(table.attempt_id.in_(attempts)))
    session.execute(delete(Attempt).where(Attempt.person_id.in_(person_ids)))
