"""What privacy does when something happens elsewhere."""

from __future__ import annotations

from sqlalchemy.orm import Session

from literasi.kernel.events import PersonsErased, PersonsMerged
from literasi.kernel.sentence import Sentence
from literasi.privacy import actions


def erase_persons(session: Session, news: PersonsErased) -> None:
    """People are deleted: so is what they asked, and the journal notes that they are, once."""
    if not news.again:
        actions.note_erasures(session, news.person_ids, news.at)
    actions.erase_rows(session, news.person_ids)


def merge_persons(session: Session, news: PersonsMerged) -> Sentence | None:
    """A guest turned out to be somebody: what she asked is hers."""
    count = actions.merge(session, news.from_id, news.into_id)
    return Sentence("%(count)s permintaan tentang data", {"count": count}) if count else None
