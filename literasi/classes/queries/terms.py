"""On which terms a learner takes a quiz now, as her classes ask for it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from literasi.classes.models import Assignment, Classroom, Extension, Member, Recipient
from literasi.classes.queries.assignments import Given
from literasi.classes.rules.deadline import Asked, counted_from, on_paper, policy, window
from literasi.infra.policies import Terms
from literasi.quizzes.rules.policy import AttemptPolicy, ShowKeys

# Built once: asked whenever somebody with a name opens a quiz.
_ASKED = (
    select(
        Assignment.id,
        Assignment.opens_at,
        Assignment.due_at,
        Assignment.grace_minutes,
        Assignment.given_at,
        Assignment.threshold,
        Assignment.tries,
        Assignment.show_keys,
        Extension.due_at.label("later"),
        Extension.given_at.label("extended_at"),
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
        Assignment.module_key == bindparam("module"),
        Classroom.closed_at.is_(None),
        or_(Assignment.for_all, Recipient.member_id.is_not(None)),
    )
)


def terms(session: Session, person_id: int, module_key: str, own: Terms, now: datetime) -> Terms | None:
    """The terms that this person's classes ask for at this module now; None when nothing of it is open for her."""
    asked = _all_asked(session, person_id, module_key)
    found = policy(AttemptPolicy.from_data(own), list(asked.values()), now) if asked else None
    return found.to_data() if found else None


def terms_on_paper(
    session: Session, person_id: int, given: Given, own: AttemptPolicy, now: datetime
) -> tuple[AttemptPolicy, datetime] | None:
    """The terms on which this person's paper for an assignment is typed in, and as of when; None before it opens, and
    for somebody whom it does not mean."""
    asked = _all_asked(session, person_id, given.module_key).get(given.id)
    return on_paper(own, asked, now) if asked else None


def _all_asked(session: Session, person_id: int, module_key: str) -> dict[int, Asked]:
    """What is asked of somebody at a module, by assignment."""
    rows = session.connection().execute(_ASKED, {"person": person_id, "module": module_key}).all()
    later, given = defaultdict[int, list[tuple[datetime, datetime]]](list), {}
    for row in rows:
        given[row.id] = row
        if row.later is not None:
            later[row.id].append((row.later, row.extended_at))
    return {row.id: _asked(row, later[row.id]) for row in given.values()}


def _asked(row: Any, later: list[tuple[datetime, datetime]]) -> Asked:
    grace = timedelta(minutes=row.grace_minutes)
    return Asked(
        window(row.opens_at, row.due_at, grace, [due for due, _given_at in later]),
        counted_from(row.given_at, row.due_at, grace, later),
        row.threshold,
        row.tries,
        ShowKeys(row.show_keys) if row.show_keys else None,
    )
