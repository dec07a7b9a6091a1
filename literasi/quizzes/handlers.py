"""What quizzes do when something happens elsewhere."""

from __future__ import annotations

from sqlalchemy.orm import Session

from literasi.kernel.events import MarkGiven, PersonsErased, PersonsMerged
from literasi.kernel.sentence import Sentence
from literasi.quizzes import actions


def mark_given(session: Session, news: MarkGiven) -> None:
    """A person marked an answer: the result follows."""
    actions.take_mark(session, news.person_id, news.origin, news.position, news.share, news.at)


def erase_persons(session: Session, news: PersonsErased) -> None:
    """People are deleted: so is everything of theirs that is kept here."""
    actions.erase(session, news.person_ids)


def merge_persons(session: Session, news: PersonsMerged) -> Sentence | None:
    """A guest turned out to be somebody: her attempts are hers."""
    count = actions.merge(session, news.from_id, news.into_id)
    return Sentence("%(count)s pengerjaan kuis", {"count": count}) if count else None
