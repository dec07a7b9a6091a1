"""A key was wrong: what was answered before is marked again by the corrected one, as an event that says who and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.question import Kind, Question
from literasi.infra.news import announce
from literasi.kernel.events import ResultSettled, Settled
from literasi.marking import actions as marking
from literasi.marking import queries as marks_given
from literasi.marking.actions import Handed, Regraded
from literasi.progress import actions as ledger
from literasi.progress.actions import Correction
from literasi.querylang import Record
from literasi.quizzes import queries
from literasi.quizzes.actions.settling import VERDICT, note_completion
from literasi.quizzes.models import AttemptItem
from literasi.quizzes.queries import Corrected, Touched
from literasi.quizzes.rules.carrying import carried
from literasi.quizzes.rules.grading import mark
from literasi.quizzes.rules.recount import Recount, recounted

_BY_NEW_KEY = (
    update(AttemptItem.__table__)  # type: ignore[arg-type]  # a table, as models declare it
    .where(AttemptItem.attempt_id == bindparam("of"), AttemptItem.position == bindparam("at"))
    .values(mark=bindparam("share"), key_digest=bindparam("key"))
)


@dataclass(frozen=True)
class Line:
    """An attempt that a correction touches, with what it does to it."""

    touched: Touched
    recount: Recount


def recount(session: Session, found: Sequence[Corrected]) -> list[Line]:
    """What a correction would do to each attempt that was handed in with the old key. Nothing is changed."""
    touched = queries.touched(session, found)
    digests = {digest for one in touched for _at, digest, _mark in one.marks} | {
        one.asked_digest for one in touched
    }
    questions = catalogue.questions(session, sorted(digests))
    records = catalogue.records(session) if found[0].corrected.kind is Kind.QUERY else ()
    by_people = marks_given.marked_by_people(session, [one.public_id for one in touched])
    return [
        Line(
            one,
            _recount(one, questions, found[0].corrected, records, (one.public_id, one.position) in by_people),
        )
        for one in touched
    ]


def _recount(
    one: Touched,
    questions: dict[str, Question],
    corrected: Question,
    records: Sequence[Record],
    kept: bool,
) -> Recount:
    before = one.mark or 0.0
    answer = carried(questions[one.asked_digest], corrected, one.answer)
    after = before if kept else mark(corrected, answer, records).fraction or 0.0
    marks = [
        (corrected, after) if at == one.position else (questions[digest], share)
        for at, digest, share in one.marks
    ]
    return Recount(before, after, one.verdict, recounted(marks, one.verdict, one.threshold), kept)


def regrade(session: Session, before: str, now_digest: str, reason: str, by_id: int, now: datetime) -> int:
    """Mark what was handed in with one key again by another; how many results are different from now on.

    Doing it twice changes nothing: after the first time no attempt is marked by the old key. Raises Missing when the
    published question is not the one with the corrected key.
    """
    found = queries.correction(session, before, now_digest)
    lines = recount(session, found)
    if not lines:
        return 0
    _write(session, lines, now_digest)
    _complete(session, lines, found[0].module_key, now)
    changed = [_regraded(line, found[0]) for line in lines if not line.recount.kept]
    key = found[0].corrected.key
    marking.note_regrade(session, found[0].module_key, key, (before, now_digest), changed, reason, by_id, now)
    anew = [line.touched for line in lines if line.recount.settled_anew]
    for one in anew:
        announce(
            session, ResultSettled(one.person_id, one.public_id, found[0].module_key, Settled.REGRADED, now)
        )
    return len(anew)


def _write(session: Session, lines: Sequence[Line], key: str) -> None:
    """Marks, verdicts and the ledger, a statement each."""
    items = [
        {
            "of": line.touched.attempt_id,
            "at": line.touched.position,
            "share": line.recount.after,
            "key": key,
        }
        for line in lines
    ]
    session.connection().execute(_BY_NEW_KEY, items)
    verdicts = [
        {
            "of": line.touched.attempt_id,
            "share": line.recount.becomes.percent,
            "so": line.recount.becomes.passed,
        }
        for line in lines
    ]
    session.connection().execute(VERDICT, verdicts)
    corrections = [
        Correction(
            line.touched.person_id,
            line.touched.asked_digest,
            line.touched.submitted_at,
            line.recount.after,
        )
        for line in lines
    ]
    ledger.correct(session, corrections)


def _complete(session: Session, lines: Sequence[Line], module_key: str, now: datetime) -> None:
    for line in lines:
        if line.recount.settled_anew:
            one = line.touched
            note_completion(session, one.person_id, module_key, one.release_id, line.recount.becomes, now)


def _regraded(line: Line, found: Corrected) -> Regraded:
    one = line.touched
    piece = Handed(one.public_id, one.person_id, found.module_key, one.position, found.now, one.submitted_at)
    return Regraded(piece, line.recount.before, line.recount.after)
