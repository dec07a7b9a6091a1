"""Attempts end with their person."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from literasi.quizzes.models import AnswerEvent, Attempt, AttemptItem, Pause


def erase(session: Session, person_ids: Sequence[int]) -> None:
    """Delete all attempts of these people."""
    attempts = select(Attempt.id).where(Attempt.person_id.in_(person_ids))
    for table in (AnswerEvent, AttemptItem, Pause):
        session.execute(delete(table).where(table.attempt_id.in_(attempts)))
    session.execute(delete(Attempt).where(Attempt.person_id.in_(person_ids)))
