"""Questions of those who learn in a class: which it is, and who sees what they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from literasi.accounts.models import Account, School
from literasi.classes.models import Classroom, ClassTeacher, Member
from literasi.kernel.errors import Missing
from literasi.kernel.sentence import Sentence

NOT_IN = Sentence("Kelas ini tidak ada, atau Anda tidak ada di dalamnya.")
# Built once: a pupil's class is the first page that she sees.
_JOINED = (
    select(
        Classroom.id,
        Classroom.public_id,
        Classroom.name,
        School.name.label("school"),
        Member.id.label("member_id"),
        Member.name.label("my_name"),
        Member.made_here,
        Classroom.closed_at,
    )
    .join(Member, Member.class_id == Classroom.id)
    .outerjoin(School, School.id == Classroom.school_id)
    .where(Member.person_id == bindparam("person"))
    .order_by(Member.joined_at.desc(), Member.id.desc())
)
_TEACHERS = (
    select(ClassTeacher.class_id, Account.name)
    .join(Account, Account.person_id == ClassTeacher.person_id)
    .where(ClassTeacher.class_id.in_(bindparam("classes", expanding=True)))
    .order_by(ClassTeacher.since, ClassTeacher.person_id)
)


@dataclass(frozen=True)
class JoinedClass:
    """A class in which somebody learns, as she sees it; `teachers` see her progress."""

    id: int
    public_id: str
    name: str
    school: str
    member_id: int
    my_name: str
    made_here: bool
    closed: bool
    teachers: tuple[str, ...]


def joined_by(session: Session, person_id: int) -> list[JoinedClass]:
    """The classes in which somebody learns, with who sees her progress. One statement for somebody in none."""
    rows = session.connection().execute(_JOINED, {"person": person_id}).all()
    names = _teachers_of(session, [row.id for row in rows]) if rows else {}
    return [
        JoinedClass(
            row.id,
            row.public_id,
            row.name,
            row.school or "",
            row.member_id,
            row.my_name,
            row.made_here,
            row.closed_at is not None,
            names.get(row.id, ()),
        )
        for row in rows
    ]


def joined(session: Session, public_id: str, person_id: int) -> JoinedClass:
    """A class in which this person learns, or Missing."""
    found = next((one for one in joined_by(session, person_id) if one.public_id == public_id), None)
    if found is None:
        raise Missing(NOT_IN)
    return found


def _teachers_of(session: Session, class_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    rows = session.connection().execute(_TEACHERS, {"classes": list(class_ids)})
    found: dict[int, tuple[str, ...]] = {}
    for class_id, name in rows:
        found[class_id] = (*found.get(class_id, ()), name)
    return found
