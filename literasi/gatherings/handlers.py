"""What sessions do when something happens elsewhere."""

from __future__ import annotations

from sqlalchemy.orm import Session

from literasi.gatherings import actions
from literasi.kernel.events import NightFell, PersonsErased, PersonsMerged


def forget_old_sessions(session: Session, news: NightFell) -> None:
    """A week after a session only its totals are left."""
    actions.forget(session, news.at)


def erase_persons(session: Session, news: PersonsErased) -> None:
    """People are deleted: so are the sessions they held and the phones they were lent to."""
    actions.erase(session, news.person_ids, news.at)


def merge_persons(session: Session, news: PersonsMerged) -> None:
    """A guest turned out to be somebody. Guests hold no sessions, but nothing of hers may be left behind."""
    actions.merge(session, news.from_id, news.into_id)
