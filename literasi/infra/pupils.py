"""Who teaches whom what, asked of the feature that knows it: a line of wiring.py, as for holdings.

Marks are given below classes, so both questions are answered as SQL, to be part of whatever is asked there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Integer, Select, String, false, literal, select
from sqlalchemy.orm import Session

Given = Select[int, str]
"""Finds ids of persons with keys of modules, never NULL: what somebody was given to learn by a class."""


@dataclass(frozen=True)
class Pupils:
    """Two questions: what this person's pupils were given by her now, and what anybody was given by a class where some
    teacher may see her work."""

    given_by: Callable[[int], Given]
    given: Callable[[], Given]


def _none() -> Given:
    return select(literal(0, Integer), literal("", String)).where(false())


NOBODY = Pupils(lambda _teacher: _none(), _none)
"""As long as there are no classes."""

_known: list[Pupils] = [NOBODY]


def subscribe(pupils: Pupils) -> None:
    """Take over the line of literasi/wiring.py. Called once by the application; replaces what was there."""
    _known[:] = [pupils]


def given_by(teacher_id: int) -> Given:
    """Whom somebody teaches, with each module that she gave them: of the rest of their work she sees nothing."""
    return _known[0].given_by(teacher_id)


def given() -> Given:
    """Everybody to whom a class gave a module and whose work a teacher of it may see, with that module."""
    return _known[0].given()


def teaches(session: Session, teacher_id: int) -> bool:
    """Whether somebody teaches anybody. Costs nothing where there are no classes."""
    if _known[0] is NOBODY:
        return False
    return session.execute(given_by(teacher_id).limit(1)).first() is not None
