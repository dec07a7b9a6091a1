"""Questions about the end of attempts: which run, which are over, what was given back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from literasi.pulse.queries import outage
from literasi.quizzes.models import Attempt, Pause
from literasi.quizzes.queries.attempts import Sheet
from literasi.quizzes.rules.policy import GRACE, AttemptPolicy, owed, time_is_over

_TOO_LONG = timedelta(hours=1)
_PAUSES = select(Pause.began_at, Pause.ended_at).where(Pause.attempt_id == bindparam("attempt"))


@dataclass(frozen=True)
class Running:
    """An open attempt that has an end."""

    attempt_id: int
    started_at: datetime
    deadline_at: datetime


def running(session: Session, began: datetime, ended: datetime) -> list[Running]:
    """Attempts with an end that were open at some moment of this time."""
    rows = session.execute(
        select(Attempt.id, Attempt.started_at, Attempt.deadline_at).where(
            Attempt.submitted_at.is_(None), Attempt.deadline_at >= began - GRACE, Attempt.started_at < ended
        )
    )
    return [Running(row.id, row.started_at, end) for row in rows if (end := row.deadline_at)]


def over(session: Session, now: datetime, limit: int, but: Collection[str] = ()) -> list[tuple[str, int]]:
    """Open attempts whose end has passed, the oldest end first: public id and owner. `but`: without these."""
    rows = session.execute(
        select(Attempt.public_id, Attempt.person_id)
        .where(
            Attempt.submitted_at.is_(None),
            Attempt.deadline_at < now - GRACE,
            Attempt.public_id.not_in(but),
        )
        .order_by(Attempt.deadline_at, Attempt.id)
        .limit(limit)
    )
    return [(public_id, person_id) for public_id, person_id in rows]


def count_stuck(session: Session, now: datetime) -> int:
    """Open attempts that ended an hour ago. What is over is handed in every minute, so these could not be."""
    asked = select(func.count()).select_from(Attempt)
    ended = Attempt.deadline_at < now - _TOO_LONG
    return session.execute(asked.where(Attempt.submitted_at.is_(None), ended)).scalar_one()


def ending(
    session: Session, person_ids: Collection[int], module_key: str
) -> list[tuple[Running, AttemptPolicy]]:
    """Open attempts with an end that these people have at a module, with their terms."""
    rows = session.execute(
        select(Attempt.id, Attempt.started_at, Attempt.deadline_at, Attempt.policy).where(
            Attempt.person_id.in_(person_ids),
            Attempt.module_key == module_key,
            Attempt.submitted_at.is_(None),
        )
    )
    return [
        (Running(row.id, row.started_at, end), AttemptPolicy.from_data(row.policy))
        for row in rows
        if (end := row.deadline_at)
    ]


def paused_until(session: Session, attempt_id: int) -> datetime | None:
    """Up to when an attempt got its pauses back; None when it had none."""
    return session.execute(select(func.max(Pause.ended_at)).where(Pause.attempt_id == attempt_id)).scalar()


def end_of(session: Session, sheet: Sheet, now: datetime) -> datetime | None:
    """When an attempt ends, an outage included that nobody has given back yet; None for one without an end."""
    if sheet.deadline_at is None or not time_is_over(sheet.deadline_at, now):
        return sheet.deadline_at
    gap = outage(session, now)
    given = paused_until(session, sheet.id)
    pause = owed(sheet.started_at, sheet.deadline_at, given, gap.began, gap.ended) if gap else None
    return sheet.deadline_at + (pause[1] - pause[0]) if pause else sheet.deadline_at


def given_back(session: Session, attempt_id: int) -> timedelta:
    """How much time an attempt got back for pauses of the server."""
    rows = session.connection().execute(_PAUSES, {"attempt": attempt_id})
    return sum((ended - began for began, ended in rows), timedelta())
