"""What a learner does to a question beside answering it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from literasi.kernel.errors import Missing
from literasi.quizzes.models import Attempt, AttemptItem
from literasi.quizzes.queries import ABSENT, Asked, Sheet, found_sheet


def reveal_hint(session: Session, public_id: str, person_id: int, position: int) -> None:
    """Show one more hint of a question, if there is one."""
    asked = _asked_at(found_sheet(session, public_id, person_id), position)
    more = min(asked[1].hints + 1, len(asked[1].question.hints_html))
    _change_item(session, asked[0], position, {"hints": more})


def flag(session: Session, public_id: str, person_id: int, position: int, flagged: bool) -> None:
    """Mark a question as doubtful, or no longer."""
    asked = _asked_at(found_sheet(session, public_id, person_id), position)
    _change_item(session, asked[0], position, {"flagged": flagged})


def _asked_at(sheet: Sheet, position: int) -> tuple[int, Asked]:
    found = next((asked for asked in sheet.asked if asked.position == position), None)
    if found is None:
        raise Missing(ABSENT)
    return sheet.id, found


def _change_item(session: Session, attempt_id: int, position: int, values: Mapping[str, int | bool]) -> None:
    """Change an item of an open attempt; one that was handed in stays as it is."""
    still_open = select(Attempt.id).where(Attempt.id == attempt_id, Attempt.submitted_at.is_(None))
    session.execute(
        update(AttemptItem)
        .where(AttemptItem.attempt_id.in_(still_open), AttemptItem.position == position)
        .values(**values)
    )
