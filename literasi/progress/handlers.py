"""What the ledger does when something happens elsewhere."""

from __future__ import annotations

from sqlalchemy.orm import Session

from literasi.kernel.events import PersonsErased
from literasi.progress import actions


def erase_persons(session: Session, news: PersonsErased) -> None:
    """People are deleted: so is what they answered and finished."""
    actions.erase(session, news.person_ids)
