"""Time that a learner could not use is given back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from literasi.quizzes import queries
from literasi.quizzes.models import AnswerEvent, Attempt, Pause
from literasi.quizzes.rules.policy import GRACE, given_back


def pause(session: Session, began: datetime, ended: datetime) -> int:
    """Give back to every open attempt with an end what it lost between these moments. How many there were.

    An answer that was called late meanwhile counts again if it came before the new end.
    """
    running = queries.running(session, began, ended)
    for one in running:
        end = one.deadline_at + given_back(one.started_at, began, ended)
        session.add(Pause(attempt_id=one.attempt_id, began_at=max(began, one.started_at), ended_at=ended))
        session.execute(update(Attempt).where(Attempt.id == one.attempt_id).values(deadline_at=end))
        session.execute(
            update(AnswerEvent)
            .where(AnswerEvent.attempt_id == one.attempt_id, AnswerEvent.received_at <= end + GRACE)
            .values(late=False)
        )
    return len(running)
