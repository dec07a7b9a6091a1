"""How far everybody in a class is with what it was given: one statement, whatever the number of learners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import DateTime, Integer, cast, exists, literal, not_, null, select, union_all
from sqlalchemy.orm import Session

from literasi.catalogue.rules.shelf import Shelf
from literasi.classes.queries.assignments import Given
from literasi.classes.queries.classrooms import Classmate
from literasi.classes.rules import gradebook
from literasi.classes.rules.deadline import Window
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
    asked = [(one, one.window) for one in given]
    return [
        Row(
            mate,
            tuple(_cell(mate, one, common, tried, places) for one, common in asked) if mate.visible else None,
        )
        for mate in mates
    ]


def _cell(
    mate: Classmate,
    one: Given,
    common: Window,
    tried: Mapping[tuple[int, str], list[Tried]],
    places: Mapping[tuple[int, str], gradebook.Place],
) -> Cell:
    """`common`: the window of those who got no time of their own."""
    if not one.meant_for(mate.id):
        return NOT_MEANT
    key = (mate.person_id, one.module_key)
    window = one.window_of(mate.id) if mate.id in one.later else common
    return gradebook.cell(window, one.threshold, tried.get(key, ()), places.get(key))


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
    for _person, _module, name, number, began_at, ended_at, *_rest in rows:
        if number == _PAUSE:
            given_back[name] += ended_at - began_at
    for person, module, name, number, started_at, submitted_at, percent, passed in rows:
        if number > 0:
            one = Tried(
                name, number, started_at, submitted_at, percent, passed, given_back.get(name, _NOTHING)
            )
            tried[person, module].append(one)
        elif number == _PLACE:
            places[person, module] = gradebook.Place(_number_of(shelf, module, name), started_at)
    for attempts in tried.values():
        if len(attempts) > 1:
            attempts.sort(key=lambda one: one.number)
    return tried, places


def _work(person_ids: Sequence[int], module_keys: Sequence[str], *, marks_only: bool) -> Any:
    attempts = select(
        Attempt.person_id,
        Attempt.module_key,
        Attempt.public_id,
        Attempt.number,
        Attempt.started_at.label("started_at"),
        Attempt.submitted_at.label("submitted_at"),
        Attempt.percent,
        Attempt.passed,
    ).where(Attempt.person_id.in_(person_ids), Attempt.module_key.in_(module_keys))
    places = select(
        Place.person_id,
        Place.module_key,
        Place.part_key,
        literal(_PLACE),
        Place.at,
        cast(null(), DateTime),
        cast(null(), Integer),
        literal(False),
    ).where(Place.person_id.in_(person_ids), Place.module_key.in_(module_keys))
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
        )
        .join(Pause, Pause.attempt_id == Attempt.id)
        .where(Attempt.person_id.in_(person_ids), Attempt.module_key.in_(module_keys))
    )
    if marks_only:
        tried = exists().where(Attempt.person_id == Place.person_id, Attempt.module_key == Place.module_key)
        places = places.where(not_(tried))
    return union_all(attempts, places, pauses)


def _number_of(shelf: Shelf, module_key: str, part_key: str) -> int:
    """Which part of a lesson this is, from 1; the last for what comes after all of them."""
    module = shelf.by_key(module_key)
    keys = [mark.key for mark in module.parts[module.spoken("id")]] if module and not module.soon else []
    return keys.index(part_key) + 1 if part_key in keys else max(len(keys), 1)
