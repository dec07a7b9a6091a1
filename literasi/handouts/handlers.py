"""What papers do when something happens elsewhere."""

from __future__ import annotations

from sqlalchemy.orm import Session

from literasi.handouts import actions
from literasi.kernel.events import PersonsErased, PersonsMerged


def erase_persons(session: Session, news: PersonsErased) -> None:
    """People are deleted: so are the papers they made."""
    actions.erase(session, news.person_ids)


def merge_persons(session: Session, news: PersonsMerged) -> None:
    """A guest turned out to be somebody. Guests make no papers, but nothing of hers may be left behind."""
    actions.merge(session, news.from_id, news.into_id)
