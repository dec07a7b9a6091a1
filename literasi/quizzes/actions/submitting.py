"""An attempt is handed in: graded, closed, written into the ledger."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import bindparam, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.question import Kind
from literasi.marking import actions as marking
from literasi.marking.actions import Handed
from literasi.progress import actions as ledger
from literasi.querylang import Record
from literasi.quizzes import queries
from literasi.quizzes.actions.settling import note_completion
from literasi.quizzes.actions.timing import caught_up
from literasi.quizzes.models import Attempt, AttemptItem
from literasi.quizzes.queries import Sheet, found_sheet
from literasi.quizzes.rules import mastery
from literasi.quizzes.rules.answers import is_blank
from literasi.quizzes.rules.grading import Grade, as_stored, grade, mark
from literasi.quizzes.rules.mastery import Verdict
from literasi.quizzes.rules.policy import handed_in_at, time_is_over

_log = logging.getLogger("literasi.quizzes")
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


def hand_in_when_over(session: Session, public_id: str, person_id: int, now: datetime) -> bool:
    """Submit an attempt as it is once its time is over, for whoever could not; whether it was submitted by this."""
    sheet = caught_up(session, found_sheet(session, public_id, person_id), now)
    if sheet.submitted_at is not None or not time_is_over(sheet.deadline_at, now):
        return False
    _submit(session, sheet, now)
    return True


def submit(session: Session, public_id: str, person_id: int, now: datetime) -> Verdict:
    """Grade an attempt on what was saved in time. Handing in twice changes nothing."""
    sheet = found_sheet(session, public_id, person_id)
    if sheet.submitted_at is not None:
        return Verdict(sheet.percent, sheet.passed)
    return _submit(session, caught_up(session, sheet, now), now)


@dataclass(frozen=True)
class Collected:
    """What became of attempts whose time is over: how many were handed in by this, and which could not be marked."""

    done: int
    stuck: tuple[str, ...]


def collect(session: Session, waiting: Sequence[tuple[str, int]], now: datetime) -> Collected:
    """Hand in each of these attempts, by public id and owner, whose time is over.

    One that cannot be marked is left as it was and noted in the log, so that it keeps nobody else waiting.
    """
    done, stuck = 0, []
    for public_id, person_id in waiting:
        try:
            with session.begin_nested():
                done += hand_in_when_over(session, public_id, person_id, now)
        except DBAPIError:
            raise  # somebody else is in the way, or the line is cut: all of it is tried again
        except Exception:
            _log.exception("quizzes: attempt %s cannot be marked", public_id)
            stuck.append(public_id)
    return Collected(done, tuple(stuck))


def hand_in_over(
    session: Session, now: datetime, limit: int, but: Collection[str] = ()
) -> tuple[int, tuple[str, ...]]:
    """Hand in what was saved of attempts whose end has passed, the oldest first, at most `limit`; how many were looked
    at, and which of them could not be marked. `but`: those to be passed over.

    Time that an outage took is given back first, so an attempt may find itself open again. Doing it twice changes
    nothing.
    """
    over = queries.over(session, now, limit, but)
    return len(over), collect(session, over, now).stuck


def _submit(session: Session, sheet: Sheet, now: datetime) -> Verdict:
    grades = marked(session, sheet)
    results = [
        mastery.result_of(asked.question, one.fraction)
        for asked, one in zip(sheet.asked, grades, strict=True)
    ]
    verdict = mastery.judge(results, sheet.policy.threshold)
    _write_marks(session, sheet, grades)
    values = {
        "of": sheet.id,
        "at": handed_in_at(sheet.deadline_at, now),
        "percent": verdict.percent if verdict.passed is not None else None,
        "passed": verdict.passed,
    }
    session.connection().execute(_CLOSE, values)
    ledger.record(session, sheet.person_id, _answered(sheet, grades), "kuis", now)
    marking.put(session, _waiting(sheet, grades, now))
    note_completion(session, sheet.person_id, sheet.module_key, sheet.release_id, verdict, now)
    return verdict


def _waiting(sheet: Sheet, grades: Sequence[Grade], now: datetime) -> list[Handed]:
    """What a person has to mark."""
    return [
        Handed(sheet.public_id, sheet.person_id, sheet.module_key, asked.position, asked.digest, now)
        for asked, one in zip(sheet.asked, grades, strict=True)
        if one.awaiting
    ]


def marked(session: Session, sheet: Sheet) -> list[Grade]:
    """The marks of an attempt's questions, in order."""
    records = _records(session, sheet)
    return [mark(asked.question, asked.answer, records) for asked in sheet.asked]


def graded(session: Session, sheet: Sheet) -> list[Grade]:
    """The marks with all that the review page says, in order; a mark that is stored counts, whoever gave it."""
    records = _records(session, sheet)
    language: Literal["id", "en"] = "en" if sheet.language == "en" else "id"
    return [
        as_stored(grade(asked.question, asked.answer, records, language), asked.mark) for asked in sheet.asked
    ]


def _records(session: Session, sheet: Sheet) -> tuple[Record, ...]:
    asks_query = any(asked.question.kind is Kind.QUERY for asked in sheet.asked)
    return catalogue.records(session) if asks_query else ()


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
