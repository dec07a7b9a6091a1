"""What quizzes do when something happens elsewhere."""

from __future__ import annotations

from sqlalchemy.orm import Session

from literasi.kernel.events import PersonsErased
from literasi.quizzes import actions


def erase_persons(session: Session, news: PersonsErased) -> None:
    """People are deleted: so is everything of theirs that is kept here."""
    actions.erase(session, news.person_ids)
