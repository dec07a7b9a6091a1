"""Who teaches whom, asked of the feature that knows it: a line of wiring.py, as for holdings.

Marks are given below classes, so both questions are answered as SQL, to be part of whatever is asked there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Integer, Select, false, literal, select
from sqlalchemy.orm import Session

People = Select[int]
"""Finds ids of persons, never NULL."""


@dataclass(frozen=True)
class Pupils:
    """Two questions: whom this person teaches now, and who is in a class at all."""

    taught_by: Callable[[int], People]
    in_a_class: Callable[[], People]


def _none() -> People:
    return select(literal(0, Integer)).where(false())


NOBODY = Pupils(lambda _teacher: _none(), _none)
"""As long as there are no classes."""

_known: list[Pupils] = [NOBODY]


def subscribe(pupils: Pupils) -> None:
    """Take over the line of literasi/wiring.py. Called once by the application; replaces what was there."""
    _known[:] = [pupils]


def taught_by(teacher_id: int) -> People:
    """The people whom somebody teaches."""
    return _known[0].taught_by(teacher_id)


def in_a_class() -> People:
    """Everybody who is in a class."""
    return _known[0].in_a_class()


def teaches(session: Session, teacher_id: int) -> bool:
    """Whether somebody teaches anybody. Costs nothing where there are no classes."""
    if _known[0] is NOBODY:
        return False
    return session.execute(taught_by(teacher_id).limit(1)).first() is not None
