"""What a class was given and how far everybody is: two statements, whatever the number of learners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    DateTime,
    Integer,
    String,
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
from literasi.classes.models import Assignment, Extension, Recipient
from literasi.classes.queries.classrooms import Classmate
from literasi.classes.rules import gradebook
from literasi.classes.rules.deadline import Window, window
from literasi.classes.rules.gradebook import NOT_MEANT, Cell, Tried
from literasi.lessons.models import Place
from literasi.quizzes.models import Attempt

_MOMENT = Extension.due_at.type
"""What a union has to be told of a column that its first part leaves empty."""


@dataclass(frozen=True)
class Assigned:
    """An assignment of a class. `recipients` are members, None for everybody; `later` deadlines for all are in
    `window` already, those of one member by her row in `later`."""

    id: int
    public_id: str
    module_key: str
    opens_at: datetime
    due_at: datetime
    grace: timedelta
    threshold: int | None
    note: str
    recipients: frozenset[int] | None
    for_all: tuple[datetime, ...]
    later: Mapping[int, tuple[datetime, ...]]

    def meant_for(self, member_id: int) -> bool:
        """Whether this member was given it."""
        return self.recipients is None or member_id in self.recipients

    def window(self, member_id: int = 0) -> Window:
        """When it is open for a member; without one, for the class."""
        mine = (*self.for_all, *self.later.get(member_id, ()))
        return window(self.opens_at, self.due_at, self.grace, mine)

    def open_to_somebody(self, now: datetime) -> bool:
        """Whether anybody may still hand it in as something that was given."""
        return any(self.window(member).open(now) for member in (0, *self.later))


@dataclass(frozen=True)
class Row:
    """A member with her cells, in the order of the assignments. None while her consent is not in force: nothing of her
    is shown then."""

    mate: Classmate
    cells: tuple[Cell, ...] | None


def given(session: Session, class_id: int) -> list[Assigned]:
    """The assignments of a class in its order, with whom they are for and who got more time; one statement."""
    of_class = select(Assignment.id).where(Assignment.class_id == class_id)
    nothing = type_coerce(cast(null(), DateTime), _MOMENT)
    rows = session.execute(
        union_all(
            select(literal(0).label("kind"), *_columns(Assignment), cast(null(), Integer).label("member"), nothing.label("later")).where(
                Assignment.class_id == class_id
            ),
            select(literal(1), *_empty(Recipient.assignment_id), Recipient.member_id, nothing).where(
                Recipient.assignment_id.in_(of_class)
            ),
            select(literal(2), *_empty(Extension.assignment_id), Extension.member_id, Extension.due_at).where(
                Extension.assignment_id.in_(of_class)
            ),
        )
    ).all()  # fmt: skip
    return _given(rows)


def _columns(table: type[Assignment]) -> list[Any]:
    return [
        table.id,
        table.public_id,
        table.module_key,
        table.position,
        table.opens_at.label("opens_at"),
        table.due_at.label("due_at"),
        table.grace_minutes,
        table.threshold,
        table.note,
        table.for_all,
    ]


def _empty(assignment_id: Any) -> list[Any]:
    """The columns of an assignment, of which only the number is known."""
    texts, moments, numbers = cast(null(), String), cast(null(), DateTime), cast(null(), Integer)
    return [assignment_id, texts, texts, numbers, moments, moments, numbers, numbers, texts, literal(False)]


def _given(rows: Sequence[Any]) -> list[Assigned]:
    recipients, later = defaultdict[int, set[int]](set), defaultdict[int, list[tuple[int, datetime]]](list)
    for row in rows:
        if row.kind == 1:
            recipients[row.id].add(row.member)
        elif row.kind == 2:
            later[row.id].append((row.member or 0, row.later))
    ordered = sorted((row for row in rows if row.kind == 0), key=lambda row: (row.position, row.id))
    return [_assignment(row, recipients[row.id], later[row.id]) for row in ordered]


def _assignment(row: Any, recipients: set[int], later: Sequence[tuple[int, datetime]]) -> Assigned:
    members = {member for member, _due in later if member}
    return Assigned(
        row.id,
        row.public_id,
        row.module_key,
        row.opens_at,
        row.due_at,
        timedelta(minutes=row.grace_minutes),
        row.threshold,
        row.note,
        None if row.for_all else frozenset(recipients),
        tuple(due for member, due in later if not member),
        {one: tuple(due for member, due in later if member == one) for one in members},
    )


def titles(given: Sequence[Assigned], shelf: Shelf, language: str) -> list[str]:
    """What the modules of these assignments are called; the key of one that is no longer published."""
    found = ((one.module_key, shelf.by_key(one.module_key)) for one in given)
    return [module.title(language) if module else key for key, module in found]


def rows_of(
    session: Session,
    mates: Sequence[Classmate],
    given: Sequence[Assigned],
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
    asked = [(one, one.window()) for one in given]
    return [
        Row(
            mate,
            tuple(_cell(mate, one, common, tried, places) for one, common in asked) if mate.visible else None,
        )
        for mate in mates
    ]


def _cell(
    mate: Classmate,
    one: Assigned,
    common: Window,
    tried: Mapping[tuple[int, str], list[Tried]],
    places: Mapping[tuple[int, str], gradebook.Place],
) -> Cell:
    """`common`: the window of those who got no time of their own."""
    if not one.meant_for(mate.id):
        return NOT_MEANT
    key = (mate.person_id, one.module_key)
    window = one.window(mate.id) if mate.id in one.later else common
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
    for person, module, name, number, started_at, submitted_at, percent, passed in rows:
        if number:
            one = Tried(name, number, started_at, submitted_at, percent, passed)
            tried[person, module].append(one)
        else:
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
        literal(0),
        Place.at,
        cast(null(), DateTime),
        cast(null(), Integer),
        literal(False),
    ).where(Place.person_id.in_(person_ids), Place.module_key.in_(module_keys))
    if marks_only:
        tried = exists().where(Attempt.person_id == Place.person_id, Attempt.module_key == Place.module_key)
        places = places.where(not_(tried))
    return union_all(attempts, places)


def _number_of(shelf: Shelf, module_key: str, part_key: str) -> int:
    """Which part of a lesson this is, from 1; the last for what comes after all of them."""
    module = shelf.by_key(module_key)
    keys = [mark.key for mark in module.parts[module.spoken("id")]] if module and not module.soon else []
    return keys.index(part_key) + 1 if part_key in keys else max(len(keys), 1)
