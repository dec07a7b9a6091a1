"""Questions about classes: whose they are, who is in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from literasi.accounts.models import Account, School
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.roles import may_see_pupils
from literasi.classes.models import Classroom, ClassTeacher, Member
from literasi.classes.rules.calendar import Term
from literasi.kernel import ids, paging
from literasi.kernel.errors import Missing
from literasi.kernel.paging import Page
from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence

ABSENT = Sentence("Kelas ini tidak ada, atau Anda tidak mengajar di dalamnya.")
_CODE = "kode-kelas"
A_PAGE = 40
"""Members shown at once: a school class stands on one page, and a page of a lecture costs no more than that."""
_TWICE = timedelta(seconds=30)
IN_ORDER = (Member.number.is_(None), Member.number, Member.folded, Member.id)
"""The order of a class list: by number, then by name as names are compared."""


@dataclass(frozen=True)
class Taught:
    """A class as its teacher works with it. `school` is "" at the library itself; in a `sample` all pupils are made up."""

    id: int
    public_id: str
    name: str
    school: str
    year: int
    term: Term
    age_band: AgeBand
    code_salt: str
    code_lookup: str
    joining: bool
    archived_at: datetime | None
    closed_at: datetime | None
    sample: bool = False

    @property
    def open(self) -> bool:
        """Whether people may join and work may be assigned."""
        return self.closed_at is None

    def shows_pupils(self, roles: Collection[Role]) -> bool:
        """Whether a teacher of it who holds these roles may see who learns in it: those who are made up, in any case."""
        return self.sample or may_see_pupils(roles)


@dataclass(frozen=True)
class ListedClass:
    """A class on a list, with how many learn in it."""

    public_id: str
    name: str
    school: str
    year: int
    term: Term
    members: int
    archived: bool
    closed: bool
    sample: bool


@dataclass(frozen=True)
class Colleague:
    """Somebody who teaches a class."""

    person_id: int
    public_id: str
    name: str


@dataclass(frozen=True)
class Classmate:
    """Somebody who learns in a class. `consent` is None for a guest, who has not said who she is."""

    id: int
    public_id: str
    person_id: int
    name: str
    number: int | None
    made_here: bool
    has_card: bool
    has_pin: bool
    consent: State | None
    joined_at: datetime

    @property
    def visible(self) -> bool:
        """Whether her teachers may see her progress."""
        return self.consent is State.GRANTED


def join_code(salt: str, key: str) -> str:
    """The code with which people join a class: it follows from a salt under a secret key."""
    return ids.code_from(key, _CODE, salt)


def code_lookup(code: str, key: str) -> str:
    """What is stored to find the class of a code."""
    return ids.keyed_digest(key, _CODE, code)


def code_of(one: Taught, keys: Sequence[str]) -> str:
    """The join code of a class. After a change of the secret key the old key still tells it; "" when none here does."""
    codes = ((join_code(one.code_salt, key), key) for key in keys)
    return next((code for code, key in codes if code_lookup(code, key) == one.code_lookup), "")


def taught(session: Session, public_id: str, teacher_id: int) -> Taught:
    """A class that this person teaches, or Missing: another's class does not exist for her."""
    row = session.execute(
        select(Classroom, School.name)
        .join(ClassTeacher, ClassTeacher.class_id == Classroom.id)
        .outerjoin(School, School.id == Classroom.school_id)
        .where(Classroom.public_id == public_id, ClassTeacher.person_id == teacher_id)
    ).first()
    if row is None:
        raise Missing(ABSENT)
    return _taught(row[0], row[1])


def _taught(row: Classroom, school: str | None) -> Taught:
    return Taught(
        row.id,
        row.public_id,
        row.name,
        school or "",
        row.year,
        Term(row.term),
        AgeBand(row.age_band),
        row.code_salt,
        row.code_lookup,
        row.joining,
        row.archived_at,
        row.closed_at,
        row.sample,
    )


def taught_by(session: Session, teacher_id: int, *, archived: bool = False) -> list[ListedClass]:
    """The classes that somebody teaches, the newest first; those put away instead, when asked for."""
    count = select(func.count()).where(Member.class_id == Classroom.id).scalar_subquery()
    rows = session.execute(
        select(Classroom, School.name, count)
        .join(ClassTeacher, ClassTeacher.class_id == Classroom.id)
        .outerjoin(School, School.id == Classroom.school_id)
        .where(
            ClassTeacher.person_id == teacher_id,
            Classroom.archived_at.is_not(None) if archived else Classroom.archived_at.is_(None),
        )
        .order_by(Classroom.made_at.desc(), Classroom.id.desc())
    )
    return [
        ListedClass(
            one.public_id,
            one.name,
            school or "",
            one.year,
            Term(one.term),
            members,
            one.archived_at is not None,
            one.closed_at is not None,
            one.sample,
        )
        for one, school, members in rows
    ]


def sample_of(session: Session, teacher_id: int) -> Taught | None:
    """The Kelas Contoh of somebody, if she has opened it."""
    row = session.execute(
        select(Classroom, School.name)
        .join(ClassTeacher, ClassTeacher.class_id == Classroom.id)
        .outerjoin(School, School.id == Classroom.school_id)
        .where(ClassTeacher.person_id == teacher_id, Classroom.sample)
    ).first()
    return _taught(row[0], row[1]) if row else None


def samples_of(session: Session, person_ids: Sequence[int]) -> list[int]:
    """The rows of the Kelas Contoh of these people."""
    asked = select(Classroom.id).join(ClassTeacher, ClassTeacher.class_id == Classroom.id)
    return list(
        session.execute(asked.where(ClassTeacher.person_id.in_(person_ids), Classroom.sample)).scalars()
    )


def class_of_code(session: Session, code: str, keys: Sequence[str]) -> Taught | None:
    """The class that a code opens: not closed, letting people in, and none whose pupils are made up."""
    lookups = [code_lookup(code, key) for key in keys]
    row = session.execute(
        select(Classroom, School.name)
        .outerjoin(School, School.id == Classroom.school_id)
        .where(Classroom.code_lookup.in_(lookups), Classroom.joining, Classroom.closed_at.is_(None))
        .where(Classroom.sample.is_(False))
    ).first()
    return _taught(row[0], row[1]) if row else None


def colleagues(session: Session, class_id: int) -> list[Colleague]:
    """Who teaches a class, the first one first."""
    rows = session.execute(
        select(Account.person_id, Account.public_id, Account.name)
        .join(ClassTeacher, ClassTeacher.person_id == Account.person_id)
        .where(ClassTeacher.class_id == class_id)
        .order_by(ClassTeacher.since, ClassTeacher.person_id)
    )
    return [Colleague(*row) for row in rows]


def _mates(*among: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Member.id,
            Member.public_id,
            Member.person_id,
            Member.name,
            Member.number,
            Member.made_here,
            Member.card.is_not(None).label("has_card"),
            Member.pin.is_not(None).label("has_pin"),
            Account.consent,
            Member.joined_at,
        )
        .outerjoin(Account, Account.person_id == Member.person_id)
        .where(*among)
        .order_by(*IN_ORDER)
    )


def classmates(session: Session, class_id: int) -> list[Classmate]:
    """Everybody who learns in a class, in the order of its list."""
    return [_classmate(row) for row in session.execute(_mates(Member.class_id == class_id))]


def classmates_on(session: Session, class_id: int, number: int) -> Page[Classmate]:
    """Page `number` of those who learn in a class. Who stands on it is decided before accounts are looked up."""
    ids_of = select(Member.id).where(Member.class_id == class_id).order_by(*IN_ORDER)
    here = ids_of.limit(A_PAGE + 1).offset(paging.before(number, A_PAGE)).scalar_subquery()
    rows = session.execute(_mates(Member.id.in_(here)))
    return paging.page([_classmate(row) for row in rows], number, A_PAGE)


def classmates_among(session: Session, members: Sequence[int]) -> list[Classmate]:
    """Those of these members who are still in their class."""
    return [_classmate(row) for row in session.execute(_mates(Member.id.in_(members)))]


def _classmate(row: Row[*tuple[Any, ...]]) -> Classmate:
    return Classmate(
        row.id,
        row.public_id,
        row.person_id,
        row.name,
        row.number,
        row.made_here,
        row.has_card,
        row.has_pin,
        State(row.consent) if row.consent else None,
        row.joined_at,
    )


def classmate(session: Session, class_id: int, public_id: str) -> Classmate:
    """One member of a class, or Missing."""
    row = session.execute(_mates(Member.class_id == class_id, Member.public_id == public_id)).first()
    if row is None:
        raise Missing(ABSENT)
    return _classmate(row)


def just_made(session: Session, teacher_id: int, now: datetime, *, school: str, **told: object) -> str | None:
    """The class, of which the same was `told`, that she made a moment ago and in which nobody is: the same button pressed
    twice. `school` is a public id, "" for the library itself; the rest are columns."""
    asked = (
        select(Classroom.public_id)
        .filter_by(**told)
        .join(ClassTeacher, ClassTeacher.class_id == Classroom.id)
        .outerjoin(School, School.id == Classroom.school_id)
        .where(ClassTeacher.person_id == teacher_id, Classroom.closed_at.is_(None))
        .where(func.coalesce(School.public_id, "") == school)
        .where(Classroom.made_at > now - _TWICE, ~exists().where(Member.class_id == Classroom.id))
    )
    return session.execute(asked).scalar()


def count_members(session: Session, class_id: int) -> int:
    """How many learn in a class."""
    return session.execute(
        select(func.count()).select_from(Member).where(Member.class_id == class_id)
    ).scalar_one()


def folded_names(session: Session, class_id: int) -> frozenset[str]:
    """The names in use in a class, folded."""
    return frozenset(session.execute(select(Member.folded).where(Member.class_id == class_id)).scalars())


def membership(session: Session, class_id: int, person_id: int) -> int | None:
    """The row of somebody in a class, or None."""
    return session.execute(
        select(Member.id).where(Member.class_id == class_id, Member.person_id == person_id)
    ).scalar()


def teacher_named(session: Session, login: str) -> int | None:
    """Somebody by her whole user name or confirmed address, who might teach along; None for nobody."""
    return session.execute(
        select(Account.person_id).where(
            or_(Account.username == login, Account.email == login), Account.suspended_at.is_(None)
        )
    ).scalar()
