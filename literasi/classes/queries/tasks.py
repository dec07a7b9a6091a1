"""What a learner was given, as she sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from literasi.classes.models import Assignment, Classroom, Extension, Member, Recipient
from literasi.classes.rules import tasks as rules
from literasi.classes.rules.deadline import Window, window
from literasi.classes.rules.tasks import State
from literasi.quizzes import queries as quizzes
from literasi.quizzes.queries import PastAttempt

SHOWN_AFTER = timedelta(days=7)
"""How long Ruang Belajar still tells of what has closed; the page of the class tells of it always."""

_TASKS = (
    select(
        Assignment.id,
        Assignment.module_key,
        Assignment.opens_at,
        Assignment.due_at,
        Assignment.grace_minutes,
        Assignment.note,
        Classroom.public_id,
        Classroom.name,
        Extension.due_at.label("later"),
    )
    .join(Member, Member.class_id == Assignment.class_id)
    .join(Classroom, Classroom.id == Assignment.class_id)
    .outerjoin(Recipient, and_(Recipient.assignment_id == Assignment.id, Recipient.member_id == Member.id))
    .outerjoin(
        Extension,
        and_(
            Extension.assignment_id == Assignment.id,
            or_(Extension.member_id.is_(None), Extension.member_id == Member.id),
        ),
    )
    .where(
        Member.person_id == bindparam("person"),
        Assignment.opens_at <= bindparam("now"),
        or_(Assignment.for_all, Recipient.member_id.is_not(None)),
    )
    .order_by(Assignment.due_at, Assignment.id)
)
_OPEN = _TASKS.where(Classroom.closed_at.is_(None))
_OF_CLASS = _TASKS.where(Classroom.id == bindparam("class"))


@dataclass(frozen=True)
class Task:
    """A module that a learner was given: by which class, until when for her, and how she stands."""

    class_public_id: str
    class_name: str
    module_key: str
    note: str
    window: Window
    state: State


def tasks(session: Session, person_id: int, attempts: Sequence[PastAttempt], now: datetime) -> list[Task]:
    """What her classes ask of somebody, by due date; what closed a week ago no longer. One statement.

    `attempts` are hers at all modules.
    """
    if not person_id:
        return []
    found = _tasks(session, attempts, now, person_id)
    return [one for one in found if now < one.window.closes_at + SHOWN_AFTER]


def tasks_of_class(
    session: Session, class_id: int, person_id: int, attempts: Sequence[PastAttempt], now: datetime
) -> list[Task]:
    """What one class asked of somebody, by due date."""
    return _tasks(session, attempts, now, person_id, class_id)


def _tasks(
    session: Session, attempts: Sequence[PastAttempt], now: datetime, person_id: int, class_id: int = 0
) -> list[Task]:
    given: dict[str, object] = {"person": person_id, "now": now}
    statement, given = (_OF_CLASS, {**given, "class": class_id}) if class_id else (_OPEN, given)
    rows, later = {}, defaultdict[int, list[datetime]](list)
    for row in session.connection().execute(statement, given):
        rows[row.id] = row
        if row.later is not None:
            later[row.id].append(row.later)
    found = []
    for row in rows.values():
        hers = window(row.opens_at, row.due_at, timedelta(minutes=row.grace_minutes), later[row.id])
        state = _state(hers, row.module_key, attempts, now)
        found.append(Task(row.public_id, row.name, row.module_key, row.note, hers, state))
    return sorted(found, key=lambda one: one.window.due_at)


def _state(hers: Window, module_key: str, attempts: Sequence[PastAttempt], now: datetime) -> State:
    at_it = [one for one in attempts if one.module_key == module_key]
    working = next((one.given_back for one in at_it if one.submitted_at is None), None)
    return rules.state(hers, quizzes.tried(at_it), working, now)
