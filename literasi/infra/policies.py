"""Asks whoever stands above quizzes on which terms somebody takes one: a table of wiring.py, as for news.

So quizzes know no class, and a quiz is begun by one door whoever asked for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

Terms = Mapping[str, str | int | None]
"""What `AttemptPolicy.to_data` writes."""
Asked = Callable[[Session, int, str, Terms, datetime], Terms | None]
"""Session, person, module key, the quiz's own terms, now: the terms that hold instead, or None."""

_asked: list[Asked] = []


def subscribe(table: Sequence[Asked]) -> None:
    """Take over the table of literasi/wiring.py. Called once by the application; replaces what was there."""
    _asked[:] = table


def of(session: Session, person_id: int, module_key: str, own: Terms, now: datetime) -> Terms:
    """The terms on which a person begins this module's quiz now: the first that somebody names, else the quiz's own."""
    if not person_id:
        return own
    named = (ask(session, person_id, module_key, own, now) for ask in _asked)
    return next((one for one in named if one is not None), own)
