"""How far everybody in a class is with what it was given: one statement, whatever the number of learners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import DateTime, Integer, cast, literal, null, select, union_all
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


@dataclass(frozen=True)
class Row:
    """A member with her cells, in the order of the assignments. None while her consent is not in force: nothing of her
    is shown then."""

    mate: Classmate
    cells: tuple[Cell, ...] | None


def rows_of(session: Session, mates: Sequence[Classmate], given: Sequence[Given], shelf: Shelf) -> list[Row]:
    """How every member stands with every assignment; one statement, and none when there is nothing to know."""
    visible = [one.person_id for one in mates if one.visible]
    tried, places = work(session, visible, sorted({one.module_key for one in given}), shelf)
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
    return gradebook.cell(one.window_of(mate.id), one.threshold, tried.get(key, []), places.get(key))


def work(
    session: Session, person_ids: Sequence[int], module_keys: Sequence[str], shelf: Shelf
) -> tuple[dict[tuple[int, str], list[Tried]], dict[tuple[int, str], gradebook.Place]]:
    """The attempts and places of these people at these modules, by person and module."""
    tried, places = defaultdict[tuple[int, str], list[Tried]](list), dict[tuple[int, str], gradebook.Place]()
    if not person_ids or not module_keys:
        return tried, places
    rows = session.execute(_work(person_ids, module_keys)).all()
    given_back = defaultdict[str, timedelta](timedelta)
    for row in rows:
        if row.number == _PAUSE:
            given_back[row.public_id] += row.submitted_at - row.started_at
    for row in rows:
        key = (row.person_id, row.module_key)
        if row.number > 0:
            known = (row.public_id, row.number, row.started_at, row.submitted_at, row.percent, row.passed)
            tried[key].append(Tried(*known, given_back[row.public_id]))
        elif row.number == _PLACE:
            places[key] = gradebook.Place(_number_of(shelf, row.module_key, row.public_id), row.started_at)
    for attempts in tried.values():
        attempts.sort(key=lambda one: one.number)
    return tried, places


def _work(person_ids: Sequence[int], module_keys: Sequence[str]) -> Any:
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
    return union_all(attempts, places, pauses)


def _number_of(shelf: Shelf, module_key: str, part_key: str) -> int:
    """Which part of a lesson this is, from 1; the last for what comes after all of them."""
    module = shelf.by_key(module_key)
    keys = [mark.key for mark in module.parts[module.spoken("id")]] if module and not module.soon else []
    return keys.index(part_key) + 1 if part_key in keys else max(len(keys), 1)
