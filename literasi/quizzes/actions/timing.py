"""Time that a learner could not use is given back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from literasi.pulse import queries as pulse
from literasi.quizzes import queries
from literasi.quizzes.models import AnswerEvent, Attempt, Pause
from literasi.quizzes.queries import Running, Sheet
from literasi.quizzes.rules.policy import GRACE, AttemptPolicy, closes_at, extended, owed


def pause(session: Session, began: datetime, ended: datetime) -> int:
    """Give back to every open attempt with an end what it lost between these moments. How many there were.

    An answer that was called late meanwhile counts again if it came before the new end.
    """
    running = queries.running(session, began, ended)
    return sum(_give_back(session, one, began, ended) is not None for one in running)


def catch_up(session: Session, attempt: Running, now: datetime) -> datetime:
    """The end of an open attempt after an outage that no beat has seen yet was given back.

    Asked before anything is called late or over. The beat that follows gives back only what is left of the outage.
    """
    gap = pulse.outage(session, now)
    moved = _give_back(session, attempt, gap.began, gap.ended) if gap else None
    return moved or attempt.deadline_at


def close(session: Session, public_id: str, person_id: int, end: datetime) -> None:
    """Let an open attempt end at this moment, if it would have gone on longer. What came late before stays late."""
    row = session.execute(
        select(Attempt).where(
            Attempt.public_id == public_id,
            Attempt.person_id == person_id,
            Attempt.submitted_at.is_(None),
        )
    ).scalar()
    if row is None or (row.deadline_at is not None and row.deadline_at <= end):
        return
    row.deadline_at = end
    row.policy = replace(AttemptPolicy.from_data(row.policy), deadline_at=end).to_data()
    session.flush()


def caught_up(session: Session, sheet: Sheet, now: datetime) -> Sheet:
    """An attempt with the end that it has once an outage that just ended is given back. Costs nothing without an end."""
    if sheet.deadline_at is None or sheet.submitted_at is not None:
        return sheet
    running = Running(sheet.id, sheet.started_at, sheet.deadline_at)
    if catch_up(session, running, now) == sheet.deadline_at:
        return sheet
    return queries.found_sheet(session, sheet.public_id, sheet.person_id)  # what was late may count now


def _give_back(session: Session, one: Running, began: datetime, ended: datetime) -> datetime | None:
    """Move the end of an attempt by what it lost and has not got back; the new end, or None when it lost nothing."""
    pause = owed(one.started_at, one.deadline_at, queries.paused_until(session, one.attempt_id), began, ended)
    if pause is None:
        return None
    end = one.deadline_at + (pause[1] - pause[0])
    session.add(Pause(attempt_id=one.attempt_id, began_at=pause[0], ended_at=pause[1]))
    _end_at(session, one.attempt_id, end)
    return end


def _end_at(session: Session, attempt_id: int, end: datetime, **changed: object) -> None:
    """Let an attempt end later; what came late counts again if it came before the new end."""
    session.execute(update(Attempt).where(Attempt.id == attempt_id).values(deadline_at=end, **changed))
    session.execute(
        update(AnswerEvent)
        .where(AnswerEvent.attempt_id == attempt_id, AnswerEvent.received_at <= end + GRACE)
        .values(late=False)
    )
    session.flush()


def extend(
    session: Session, person_ids: Collection[int], module_key: str, deadline: datetime, due: datetime
) -> int:
    """Let the open attempts of these people at a module end at `deadline`, and be late from `due` on; how many it moved.

    It never shortens, pauses that were given back stay given, and a limit of minutes stays a limit.
    """
    ending = queries.ending(session, person_ids, module_key)
    moved = [(one, extended(policy, deadline, due)) for one, policy in ending]
    given = [(one, policy) for one, policy in moved if policy is not None]
    for one, policy in given:
        end = closes_at(policy, one.started_at) or deadline
        end = max(end + queries.given_back(session, one.attempt_id), one.deadline_at)
        _end_at(session, one.attempt_id, end, policy=policy.to_data())
    return len(given)
