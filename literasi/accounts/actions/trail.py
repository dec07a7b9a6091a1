"""Writing the audit trail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from literasi.accounts.models import Trace
from literasi.accounts.rules import trail as rules
from literasi.accounts.rules.trail import Act


def note(
    session: Session,
    act: Act,
    actor_id: int | None,
    subject_id: int | None,
    now: datetime,
    **facts: str | int,
) -> None:
    """Write down who did what to whom, in the transaction in which it is done. No personal data among the facts.

    That there was no actor or subject is written too: later an empty place can also be somebody who was erased.
    """
    absent = dict.fromkeys(rules.absent(actor_id, subject_id), 1)
    session.add(Trace(at=now, act=act, actor_id=actor_id, subject_id=subject_id, facts={**facts, **absent}))


def note_each(session: Session, act: Act, actor_id: int, subject_ids: Iterable[int], now: datetime) -> None:
    """Write the same down for each of many, in one statement."""
    told = {"at": now, "act": act, "actor_id": actor_id, "facts": {}}
    if lines := [{**told, "subject_id": each} for each in subject_ids]:
        session.execute(insert(Trace), lines)


def forget_trail(session: Session, before: datetime) -> None:
    """Delete the lines of the trail that are older than this."""
    session.execute(delete(Trace).where(Trace.at < before))
