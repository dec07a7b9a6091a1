"""How far everybody in a class is with what it was given: one statement, whatever the number of learners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial
from typing import Any

from sqlalchemy import (
    DateTime,
    Integer,
    String,
    and_,
    cast,
    exists,
    literal,
    not_,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from literasi.catalogue.rules.shelf import Shelf
from literasi.classes.queries.assignments import Given
from literasi.classes.queries.classrooms import Classmate
from literasi.classes.rules import gradebook
from literasi.classes.rules.gradebook import NOT_MEANT, Cell, Tried
from literasi.lessons.models import Place
from literasi.quizzes.models import Attempt, Pause

_PLACE, _PAUSE = 0, -1
"""What a row of the union is that is no attempt, whose number counts from 1."""
_NOTHING = timedelta()


@dataclass(frozen=True)
class Row:
    """A member with her cells, in the order of the assignments. None while her consent is not in force: nothing of her
    is shown then."""

    mate: Classmate
    cells: tuple[Cell, ...] | None

    @property
    def petals(self) -> list[bool]:
        """Her flower: a petal for each assignment that she was given, filled where it is done."""
        return [cell.done for cell in self.cells or () if cell is not NOT_MEANT]


def titles(given: Sequence[Given], shelf: Shelf, language: str) -> list[str]:
    """What the modules of these assignments are called; the key of one that is no longer published."""
    found = ((one.module_key, shelf.by_key(one.module_key)) for one in given)
    return [module.title(language) if module else key for key, module in found]


def rows_of(
    session: Session,
    mates: Sequence[Classmate],
    given: Sequence[Given],
    shelf: Shelf,
    *,
    marks_only: bool = False,
) -> list[Row]:
    """How every member stands with every assignment; one statement, and none when there is nothing to know.

    `marks_only`: what a sheet of marks says, and not since when somebody who tried stands still. Half the rows are read.
    """
    visible = [one.person_id for one in mates if one.visible]
    keys = sorted({one.module_key for one in given})
    tried, places = work(session, visible, keys, shelf, marks_only=marks_only)
    return [
        Row(
            mate,
            tuple(_cell(mate, one, tried, places) for one in given) if mate.visible else None,
        )
        for mate in mates
    ]


def _cell(
    mate: Classmate,
    one: Given,
    tried: Mapping[tuple[int, str], list[Tried]],
    places: Mapping[tuple[int, str], gradebook.Place],
) -> Cell:
    if not one.meant_for(mate.id):
        return NOT_MEANT
    key = (mate.person_id, one.module_key)
    return gradebook.cell(one.window_of(mate.id), one.threshold, tried.get(key, ()), places.get(key))


def work(
    session: Session,
    person_ids: Sequence[int],
    module_keys: Sequence[str],
    shelf: Shelf,
    *,
    marks_only: bool = False,
) -> tuple[dict[tuple[int, str], list[Tried]], dict[tuple[int, str], gradebook.Place]]:
    """The attempts and places of these people at these modules, by person and module."""
    tried, places = defaultdict[tuple[int, str], list[Tried]](list), dict[tuple[int, str], gradebook.Place]()
    if not person_ids or not module_keys:
        return tried, places
    rows = session.connection().execute(_work(person_ids, module_keys, marks_only=marks_only)).all()
    given_back = defaultdict[str, timedelta](timedelta)
    for row in rows:
        if row.number == _PAUSE:
            given_back[row.public_id] += row.submitted_at - row.started_at
    number_of = cache(partial(_number_of, shelf))
    for person, module, name, number, started_at, submitted_at, percent, passed, part, read_at in rows:
        if part is not None:
            places[person, module] = gradebook.Place(number_of(module, part), read_at)
        if number > 0:
            back = given_back.get(name, _NOTHING)
            tried[person, module].append(Tried(name, number, started_at, submitted_at, percent, passed, back))
    for attempts in tried.values():
        if len(attempts) > 1:
            attempts.sort(key=lambda one: one.number)
    return tried, places


def _work(person_ids: Sequence[int], module_keys: Sequence[str], *, marks_only: bool) -> Any:
    """Attempts, each with the place in the lesson where that is asked; places of those who have not tried; pauses."""
    of_attempt = Attempt.person_id.in_(person_ids), Attempt.module_key.in_(module_keys)
    same = and_(Place.person_id == Attempt.person_id, Place.module_key == Attempt.module_key)
    place = _no_place() if marks_only else [Place.part_key.label("part_key"), Place.at.label("at")]
    attempts = select(
        Attempt.person_id,
        Attempt.module_key,
        Attempt.public_id,
        Attempt.number,
        Attempt.started_at.label("started_at"),
        Attempt.submitted_at.label("submitted_at"),
        Attempt.percent,
        Attempt.passed,
        *place,
    ).where(*of_attempt)
    places = select(
        Place.person_id,
        Place.module_key,
        literal(""),
        literal(_PLACE),
        cast(null(), DateTime),
        cast(null(), DateTime),
        cast(null(), Integer),
        literal(False),
        Place.part_key,
        Place.at,
    ).where(Place.person_id.in_(person_ids), Place.module_key.in_(module_keys), not_(exists().where(same)))
    pauses = (
        select(
            Attempt.person_id,
            Attempt.module_key,
            Attempt.public_id,
            literal(_PAUSE),
            Pause.began_at,
            Pause.ended_at,
            cast(null(), Integer),
            literal(False),
            *_no_place(),
        )
        .join(Pause, Pause.attempt_id == Attempt.id)
        .where(*of_attempt)
    )
    return union_all(attempts if marks_only else attempts.outerjoin(Place, same), places, pauses)


def _no_place() -> list[Any]:
    """The columns of a place where none is told. A union has to be told the types of what its first part leaves empty."""
    return [
        cast(null(), String).label("part_key"),
        type_coerce(cast(null(), DateTime), Place.at.type).label("at"),
    ]


def _number_of(shelf: Shelf, module_key: str, part_key: str) -> int:
    """Which part of a lesson this is, from 1; the last for what comes after all of them."""
    module = shelf.by_key(module_key)
    keys = [mark.key for mark in module.parts[module.spoken("id")]] if module and not module.soon else []
    return keys.index(part_key) + 1 if part_key in keys else max(len(keys), 1)
