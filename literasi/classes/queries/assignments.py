"""Questions about what a class was given, as its teachers see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from literasi.classes.models import Assignment, Extension, LocalDay, Member, Recipient
from literasi.classes.rules.days import Local
from literasi.classes.rules.deadline import Window, window
from literasi.kernel.errors import Missing
from literasi.kernel.sentence import Sentence
from literasi.quizzes.models import Attempt
from literasi.quizzes.rules.policy import ShowKeys

NO_ASSIGNMENT = Sentence("Tugas ini tidak ada di kelas ini. Mungkin sudah ditarik.")


@dataclass(frozen=True)
class Given:
    """An assignment. `window` holds for whoever was given no extension of her own; `meant` counts its recipients when it
    is not for all."""

    id: int
    class_id: int
    public_id: str
    module_key: str
    given_at: datetime
    window: Window
    grace: timedelta
    tries: int | None
    threshold: int | None
    show_keys: ShowKeys | None
    note: str
    for_all: bool
    meant: int


@dataclass(frozen=True)
class GivenExtension:
    """Time that somebody got; `name` is None for all."""

    name: str | None
    due_at: datetime
    reason: str
    given_at: datetime


def assignments(session: Session, class_id: int) -> list[Given]:
    """What a class was given, in its order."""
    meant = (
        select(func.count())
        .where(Recipient.assignment_id == Assignment.id)
        .correlate(Assignment)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Assignment, meant)
        .where(Assignment.class_id == class_id)
        .order_by(Assignment.position, Assignment.id)
    ).all()
    later = _extended(session, [row[0].id for row in rows])
    return [_given(one, count, later.get(one.id)) for one, count in rows]


def _extended(session: Session, ids: Collection[int]) -> Mapping[int, datetime]:
    """The latest deadline that all got, by assignment."""
    found = session.execute(
        select(Extension.assignment_id, func.max(Extension.due_at))
        .where(Extension.assignment_id.in_(ids), Extension.member_id.is_(None))
        .group_by(Extension.assignment_id)
    )
    return dict(found.all())


def _given(row: Assignment, meant: int, later: datetime | None) -> Given:
    grace = timedelta(minutes=row.grace_minutes)
    return Given(
        row.id,
        row.class_id,
        row.public_id,
        row.module_key,
        row.given_at,
        window(row.opens_at, row.due_at, grace, [later] if later else []),
        grace,
        row.tries,
        row.threshold,
        ShowKeys(row.show_keys) if row.show_keys else None,
        row.note,
        row.for_all,
        meant,
    )


def assignment(session: Session, class_id: int, public_id: str) -> Given:
    """One assignment of a class, or Missing."""
    found = next((one for one in assignments(session, class_id) if one.public_id == public_id), None)
    if found is None:
        raise Missing(NO_ASSIGNMENT)
    return found


def persons_of(session: Session, one: Given, members: Collection[int] | None = None) -> dict[int, int]:
    """Whom an assignment means: person by member. `members` asks for these alone."""
    asked = select(Member.id, Member.person_id).where(Member.class_id == one.class_id)
    if not one.for_all:
        asked = asked.join(Recipient, Recipient.member_id == Member.id).where(
            Recipient.assignment_id == one.id
        )
    if members is not None:
        asked = asked.where(Member.id.in_(members))
    return dict(session.execute(asked).all())


def begun(session: Session, one: Given) -> bool:
    """Whether somebody has begun its quiz since it was given."""
    persons = persons_of(session, one).values()
    found = session.execute(
        select(Attempt.id)
        .where(
            Attempt.person_id.in_(persons),
            Attempt.module_key == one.module_key,
            Attempt.started_at >= one.given_at,
        )
        .limit(1)
    )
    return found.first() is not None


def extensions(session: Session, assignment_id: int) -> list[GivenExtension]:
    """Time that was given, in order."""
    rows = session.execute(
        select(Member.name, Extension.due_at, Extension.reason, Extension.given_at)
        .outerjoin(Member, Member.id == Extension.member_id)
        .where(Extension.assignment_id == assignment_id)
        .order_by(Extension.id)
        .select_from(Extension)
    )
    return [GivenExtension(*row) for row in rows]


def own_deadlines(session: Session, assignment_id: int, members: Collection[int]) -> list[datetime]:
    """The deadlines that these members were given for themselves."""
    asked = select(Extension.due_at).where(
        Extension.assignment_id == assignment_id, Extension.member_id.in_(members)
    )
    return list(session.execute(asked).scalars())


def local_days(session: Session) -> Local:
    """Free days of this place, by day, in order."""
    return dict(session.execute(select(LocalDay.day, LocalDay.name).order_by(LocalDay.day)).all())
