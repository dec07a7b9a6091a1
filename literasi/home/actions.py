"""Telling people what happened, and noting that they read it. The count on the account is kept in step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.home.models import Notice
from literasi.home.rules import notices as rules
from literasi.home.rules.notices import Kind


def tell(session: Session, person_ids: Collection[int], kind: Kind, now: datetime, **facts: object) -> None:
    """Leave a notice for each of these people who has an account; a guest has no Kabar to read it in."""
    for person_id in accounts.count_news(session, person_ids, 1):
        session.add(Notice(person_id=person_id, kind=kind, facts=facts, at=now))


def read_all(session: Session, person_id: int, until: datetime, now: datetime) -> None:
    """Note that a person has read her notices up to a moment."""
    marked = session.execute(
        update(Notice)
        .where(Notice.person_id == person_id, Notice.read_at.is_(None), Notice.at <= until)
        .values(read_at=now)
        .returning(Notice.id)
    ).all()
    accounts.count_news(session, [person_id], -len(marked))


def forget_old(session: Session, now: datetime) -> None:
    """Delete notices that were read and are half a year old."""
    session.execute(delete(Notice).where(Notice.read_at.is_not(None), Notice.at < rules.over(now)))


def erase(session: Session, person_ids: Sequence[int]) -> None:
    """Delete every notice of these people."""
    session.execute(delete(Notice).where(Notice.person_id.in_(person_ids)))
