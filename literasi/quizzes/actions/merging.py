"""Attempts change hands when a guest turns out to be somebody."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from literasi.quizzes.models import Attempt


def merge(session: Session, from_id: int, into_id: int) -> int:
    """Give one person's attempts to another, renumbered by when they began. How many came over.

    Two open attempts at one quiz stay both: answers in them were acknowledged, and each can be handed in.
    """
    rows = session.execute(
        select(Attempt.id, Attempt.person_id, Attempt.module_key, Attempt.number)
        .where(Attempt.person_id.in_((from_id, into_id)))
        .order_by(Attempt.started_at, Attempt.id)
    ).all()
    coming = [row.id for row in rows if row.person_id == from_id]
    if not coming:
        return 0
    touched = {row.module_key for row in rows if row.person_id == from_id}
    numbers: dict[str, int] = defaultdict(int)
    wanted = list[tuple[int, int]]()
    for row in (row for row in rows if row.module_key in touched):
        numbers[row.module_key] += 1
        wanted.append((row.id, numbers[row.module_key]))
    for attempt_id, _number in wanted:  # below zero first: no two may share a number at any moment
        session.execute(update(Attempt).where(Attempt.id == attempt_id).values(number=-attempt_id))
    for attempt_id, number in wanted:
        session.execute(
            update(Attempt).where(Attempt.id == attempt_id).values(number=number, person_id=into_id)
        )
    return len(coming)
