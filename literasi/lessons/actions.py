"""What readers do: move on, mark as read, answer a practice question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from literasi.catalogue.rules.question import Question
from literasi.catalogue.rules.shelf import ShelfModule
from literasi.lessons import rules
from literasi.lessons.models import Place, PracticeAnswer
from literasi.progress import actions as ledger
from literasi.progress import rules as progress
from literasi.quizzes.rules.answers import Answer
from literasi.quizzes.rules.grading import Grade


def move_on(
    session: Session,
    person_id: int,
    module: ShelfModule,
    parts: Sequence[str],
    read: str,
    target: str,
    now: datetime,
) -> None:
    """Mark the part `read` as done and remember `target` as the place to open next time.

    A module without a scored quiz is finished here, when its last part is marked.
    """
    place = session.get(Place, (person_id, module.key))
    if place is None:
        place = Place(person_id=person_id, module_key=module.key, part_key="", done=[], at=now)
        session.add(place)
    place.done = rules.marked(place.done, read, parts)
    place.part_key = target if target in parts or target == rules.END else read
    place.at = now
    session.flush()
    if module.quiz is None and progress.module_finished(False, False, parts, place.done):
        ledger.complete(session, person_id, module.key, module.release_id, None, now)


def practise(
    session: Session,
    person_id: int,
    module: ShelfModule,
    item_digest: str,
    question: Question,
    answer: Answer,
    grade: Grade,
    save_id: str,
    source: str,
    now: datetime,
) -> None:
    """Keep the latest answer to a practice question. The same save again, by its UUID, changes and counts nothing.

    `source` is `latihan`, or `tebak` for guesses before reading, which carry no mark.
    """
    kept = session.execute(
        select(PracticeAnswer).where(
            PracticeAnswer.person_id == person_id,
            PracticeAnswer.module_key == module.key,
            PracticeAnswer.item_key == question.key,
        )
    ).scalar()
    if kept is not None and kept.client_uuid == save_id:
        return
    if kept is None:
        kept = PracticeAnswer(person_id=person_id, module_key=module.key, item_key=question.key)
        session.add(kept)
    kept.item_digest, kept.answer, kept.client_uuid, kept.at = item_digest, answer, save_id, now
    mark = grade.fraction if source == "latihan" else None
    ledger.record(
        session,
        person_id,
        [ledger.Answered(question.key, item_digest, question.indicators, mark)],
        source,
        now,
    )
    session.flush()


def merge(session: Session, from_id: int, into_id: int) -> int:
    """Give one person's places and practice answers to another: parts that either has read are read, and where both
    have something the newer stays. How many lessons came over.
    """
    _merge_practice(session, from_id, into_id)
    coming = session.execute(select(Place).where(Place.person_id == from_id)).scalars().all()
    for theirs in coming:
        hers = session.get(Place, (into_id, theirs.module_key))
        if hers is None:
            hers = Place(person_id=into_id, module_key=theirs.module_key, done=[], at=theirs.at)
            hers.part_key = theirs.part_key
            session.add(hers)
        hers.done = [*hers.done, *(part for part in theirs.done if part not in hers.done)]
        if theirs.at > hers.at:
            hers.part_key, hers.at = theirs.part_key, theirs.at
        session.delete(theirs)
    session.flush()
    return len(coming)


def _merge_practice(session: Session, from_id: int, into_id: int) -> None:
    rows = session.execute(
        select(PracticeAnswer)
        .where(PracticeAnswer.person_id.in_((from_id, into_id)))
        .order_by(PracticeAnswer.at, PracticeAnswer.id)
    ).scalars()
    newest = dict[tuple[str, str], PracticeAnswer]()
    for row in rows:
        if older := newest.get((row.module_key, row.item_key)):
            session.delete(older)
            session.flush()
        newest[row.module_key, row.item_key] = row
    for row in newest.values():
        row.person_id = into_id
    session.flush()


def erase(session: Session, person_ids: Sequence[int]) -> None:
    """Delete places and practice answers of these people."""
    for table in (Place, PracticeAnswer):
        session.execute(delete(table).where(table.person_id.in_(person_ids)))
