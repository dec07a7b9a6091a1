"""Results follow the marks that people give: the item's mark, the verdict, the ledger, and so the flower."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from literasi.infra.news import announce
from literasi.kernel.events import ResultSettled, Settled
from literasi.progress import actions as ledger
from literasi.progress.actions import Correction
from literasi.quizzes import queries
from literasi.quizzes.models import Attempt, AttemptItem
from literasi.quizzes.queries import Asked, Sheet
from literasi.quizzes.rules import mastery
from literasi.quizzes.rules.mastery import Verdict

VERDICT = (
    update(Attempt.__table__)  # type: ignore[arg-type]  # a table, as models declare it
    .where(Attempt.id == bindparam("of"))
    .values(percent=bindparam("share"), passed=bindparam("so"))
)


def take_mark(
    session: Session, person_id: int, origin: str, position: int, share: float, now: datetime
) -> None:
    """Let a mark that a person gave count. What comes from elsewhere than a quiz is passed over."""
    sheet = queries.sheet(session, origin, person_id)
    if sheet is None or sheet.submitted_at is None:
        return
    _write_mark(session, sheet, position, share)
    verdict = mastery.judge(
        [mastery.result_of(one.question, one.mark) for one in _with_mark(sheet, position, share)],
        sheet.policy.threshold,
    )
    percent = verdict.percent if verdict.passed is not None else None
    session.connection().execute(VERDICT, {"of": sheet.id, "share": percent, "so": verdict.passed})
    note_completion(session, sheet.person_id, sheet.module_key, sheet.release_id, verdict, now)
    if verdict.passed is not None:
        why = Settled.MARKED if sheet.passed is None else Settled.CHANGED
        announce(session, ResultSettled(sheet.person_id, sheet.public_id, sheet.module_key, why, now))


def _with_mark(sheet: Sheet, position: int, share: float) -> list[Asked]:
    return [replace(one, mark=share) if one.position == position else one for one in sheet.asked]


def _write_mark(session: Session, sheet: Sheet, position: int, share: float) -> None:
    """Into the attempt and into the ledger, where the answer was noted when it was handed in."""
    session.execute(
        update(AttemptItem)
        .where(AttemptItem.attempt_id == sheet.id, AttemptItem.position == position)
        .values(mark=share)
    )
    assert sheet.submitted_at is not None
    digest = next(one.digest for one in sheet.asked if one.position == position)
    ledger.correct(session, [Correction(sheet.person_id, digest, sheet.submitted_at, share)])


def note_completion(
    session: Session, person_id: int, module_key: str, release_id: int, verdict: Verdict, now: datetime
) -> None:
    """Note a module as finished when its quiz is passed. What was finished once stays finished."""
    if verdict.passed:
        mark = 1.0 if verdict.percent is None else verdict.percent / 100
        ledger.complete(session, person_id, module_key, release_id, mark, now)
