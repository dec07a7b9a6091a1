"""What marking does when something happens elsewhere."""

from __future__ import annotations

from sqlalchemy.orm import Session

from literasi.kernel.events import PersonsErased, PersonsMerged
from literasi.marking import actions


def erase_persons(session: Session, news: PersonsErased) -> None:
    """People are deleted: so is what was marked of theirs."""
    actions.erase(session, news.person_ids)


def merge_persons(session: Session, news: PersonsMerged) -> None:
    """A guest turned out to be somebody: what waits or was marked is hers. It is counted with her attempts."""
    actions.merge(session, news.from_id, news.into_id)
