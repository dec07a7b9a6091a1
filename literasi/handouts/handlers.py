"""What papers do when something happens elsewhere."""

from __future__ import annotations

from sqlalchemy.orm import Session

from literasi.handouts import actions
from literasi.kernel.events import PersonsErased, PersonsMerged, TeacherLeaves


def erase_persons(session: Session, news: PersonsErased) -> None:
    """People are deleted: so are the papers they made that no class has."""
    actions.erase(session, news.person_ids)


def teacher_leaves(session: Session, news: TeacherLeaves) -> None:
    """Somebody is about to teach a class no more: what she printed for it stays there."""
    actions.leave_to_classes(session, [news.person_id], news.class_id)


def merge_persons(session: Session, news: PersonsMerged) -> None:
    """A guest turned out to be somebody. Guests make no papers, but nothing of hers may be left behind."""
    actions.merge(session, news.from_id, news.into_id)
