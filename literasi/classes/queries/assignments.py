"""Questions about what a class was given, as its teachers see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import DateTime, Integer, Select, cast, literal, null, select, type_coerce, union_all
from sqlalchemy.orm import Session

from literasi.classes.models import Assignment, Classroom, Extension, LocalDay, Member, Recipient
from literasi.classes.rules.days import Local
from literasi.classes.rules.deadline import Window, window
from literasi.kernel import ids
from literasi.kernel.errors import Missing
from literasi.kernel.sentence import Sentence
from literasi.quizzes.models import Attempt
from literasi.quizzes.rules.policy import ShowKeys

_GIVEN, _MEANT, _LATER = range(3)
"""What a row of the union is: an assignment, one whom it means, a deadline that was given instead."""
_ALL = 0
"""No member: everybody in the class."""
_COLUMNS = tuple(Assignment.__table__.columns)
NO_ASSIGNMENT = Sentence("Tugas ini tidak ada di kelas ini. Mungkin sudah ditarik.")


@dataclass(frozen=True)
class Given:
    """An assignment of a class. `recipients` are members, None for the whole class; `due_at` is its own deadline, before
    any extension; `later` the deadlines that were given instead, by member, those of all under 0."""

    id: int
    class_id: int
    public_id: str
    module_key: str
    given_at: datetime
    opens_at: datetime
    due_at: datetime
    grace: timedelta
    tries: int | None
    threshold: int | None
    show_keys: ShowKeys | None
    note: str
    recipients: frozenset[int] | None
    later: Mapping[int, tuple[datetime, ...]]

    @property
    def for_all(self) -> bool:
        """Whether it is for everybody in the class, also for those who come later."""
        return self.recipients is None

    @property
    def meant(self) -> int:
        """How many are meant when it is not for all."""
        return len(self.recipients or ())

    def meant_for(self, member_id: int) -> bool:
        """Whether this member was given it."""
        return self.recipients is None or member_id in self.recipients

    @cached_property
    def window(self) -> Window:
        """When it is open for whoever was given no extension of her own."""
        return self._until(self.for_everybody)

    @property
    def for_everybody(self) -> tuple[datetime, ...]:
        """The later deadlines that the whole class was given."""
        return self.later.get(_ALL, ())

    def window_of(self, member_id: int) -> Window:
        """When it is open for a member."""
        hers = self.later.get(member_id)
        return self._until((*self.for_everybody, *hers)) if hers else self.window

    def _until(self, later: tuple[datetime, ...]) -> Window:
        return window(self.opens_at, self.due_at, self.grace, later)

    def open_to_somebody(self, now: datetime) -> bool:
        """Whether anybody may still hand it in as something that was given."""
        return any(self.window_of(member).open(now) for member in (_ALL, *self.later))

    @property
    def digest(self) -> str:
        """Tells this state of an assignment from another: two teachers may have it open at once."""
        whom = None if self.recipients is None else sorted(self.recipients)
        return ids.digest(repr((replace(self, recipients=None, later={}), whom, sorted(self.later.items()))))


@dataclass(frozen=True)
class GivenExtension:
    """Time that somebody got; `name` is None for all."""

    name: str | None
    due_at: datetime
    reason: str
    given_at: datetime


def assignments(session: Session, class_id: int) -> list[Given]:
    """What a class was given, in its order, with whom it is for and who got more time; one statement."""
    of_class = select(Assignment.id).where(Assignment.class_id == class_id)
    own = select(
        literal(_GIVEN).label("kind"), *_COLUMNS, cast(null(), Integer).label("member"), _nothing("later")
    )
    rows = session.execute(
        union_all(
            own.where(Assignment.class_id == class_id),
            select(literal(_MEANT), *_empty(Recipient.assignment_id), Recipient.member_id, _nothing()).where(
                Recipient.assignment_id.in_(of_class)
            ),
            select(
                literal(_LATER), *_empty(Extension.assignment_id), Extension.member_id, Extension.due_at
            ).where(Extension.assignment_id.in_(of_class)),
        )
    ).all()
    return _given(rows)


def _nothing(name: str = "") -> Any:
    """An empty moment. A union has to be told the type of a column that its first part leaves empty."""
    return type_coerce(cast(null(), DateTime), Extension.due_at.type).label(name or None)


def _empty(assignment_id: Any) -> list[Any]:
    """The columns of an assignment of which only the number is known."""
    rest = [cast(null(), column.type) for column in Assignment.__table__.columns if column.name != "id"]
    return [assignment_id, *rest]


def _given(rows: Sequence[Any]) -> list[Given]:
    whom, later = defaultdict[int, set[int]](set), defaultdict[int, dict[int, tuple[datetime, ...]]](dict)
    for row in rows:
        if row.kind == _MEANT:
            whom[row.id].add(row.member)
        elif row.kind == _LATER:
            hers, member = later[row.id], row.member or _ALL
            hers[member] = (*hers.get(member, ()), row.later)
    ordered = sorted((row for row in rows if row.kind == _GIVEN), key=lambda row: (row.position, row.id))
    return [_one(row, frozenset(whom[row.id]), later[row.id]) for row in ordered]


def _one(row: Any, recipients: frozenset[int], later: Mapping[int, tuple[datetime, ...]]) -> Given:
    return Given(
        row.id,
        row.class_id,
        row.public_id,
        row.module_key,
        row.given_at,
        row.opens_at,
        row.due_at,
        timedelta(minutes=row.grace_minutes),
        row.tries,
        row.threshold,
        ShowKeys(row.show_keys) if row.show_keys else None,
        row.note,
        None if row.for_all else recipients,
        later,
    )


def assignment(session: Session, class_id: int, public_id: str) -> Given:
    """One assignment of a class, or Missing."""
    found = next((one for one in assignments(session, class_id) if one.public_id == public_id), None)
    if found is None:
        raise Missing(NO_ASSIGNMENT)
    return found


def persons_of(session: Session, one: Given, members: Collection[int] | None = None) -> dict[int, int]:
    """Whom an assignment means: person by member. `members` asks for these alone."""
    asked = _meant_by(one, Member.id, Member.person_id)
    if members is not None:
        asked = asked.where(Member.id.in_(members))
    return dict(session.execute(asked).all())


def _meant_by(one: Given, *columns: Any) -> Select[*tuple[Any, ...]]:
    asked = select(*columns).where(Member.class_id == one.class_id)
    if one.for_all:
        return asked
    return asked.join(Recipient, Recipient.member_id == Member.id).where(Recipient.assignment_id == one.id)


@dataclass(frozen=True)
class Opened:
    """Assignments of a class that opened and of which nobody was told yet, by public id."""

    class_id: int
    class_public_id: str
    class_name: str
    assignments: tuple[str, ...]


def opened_untold(session: Session, now: datetime, limit: int) -> list[Opened]:
    """What opened since it was given, by class; at most so many assignments, those of closed classes left out."""
    rows = session.execute(
        select(Classroom.id, Classroom.public_id, Classroom.name, Assignment.public_id)
        .join(Assignment, Assignment.class_id == Classroom.id)
        .where(Assignment.told_at.is_(None), Assignment.opens_at <= now, Classroom.closed_at.is_(None))
        .order_by(Classroom.id, Assignment.position)
        .limit(limit)
    )
    found = defaultdict[tuple[int, str, str], list[str]](list)
    for class_id, public_id, name, assignment_id in rows:
        found[class_id, public_id, name].append(assignment_id)
    return [Opened(*of, tuple(which)) for of, which in found.items()]


def begun(session: Session, one: Given) -> bool:
    """Whether somebody has begun its quiz since it was given."""
    found = session.execute(
        select(Attempt.id)
        .where(
            Attempt.person_id.in_(_meant_by(one, Member.person_id)),
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


def local_days(session: Session) -> Local:
    """Free days of this place, by day, in order."""
    return dict(session.execute(select(LocalDay.day, LocalDay.name).order_by(LocalDay.day)).all())
