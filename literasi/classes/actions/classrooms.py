"""Classes are made, shared with colleagues, copied, put away, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts import queries as people
from literasi.accounts.models import School
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.names import fold
from literasi.accounts.rules.roles import may_see_pupils
from literasi.accounts.rules.trail import Act
from literasi.classes import queries
from literasi.classes.actions.plans import copy_plan
from literasi.classes.models import Classroom, ClassTeacher
from literasi.classes.rules.calendar import Term
from literasi.infra.news import announce
from literasi.kernel import ids
from literasi.kernel.errors import Invalid, Missing, Refusal
from literasi.kernel.events import TeacherLeaves
from literasi.kernel.sentence import Sentence

NOT_A_TEACHER = Sentence(
    "Tidak ada guru dengan nama pengguna atau surel ini. Ia perlu punya akun dan sudah dikenal sebagai guru."
)
LAST_TEACHER = Sentence(
    "Kelas ini perlu sedikitnya satu guru. Tambahkan guru lain dulu, atau tutup kelasnya."
)
UNKNOWN_TEACHER = Sentence("Guru ini tidak mengajar di kelas ini.")
UNKNOWN_SCHOOL = Sentence("Pilih sekolah dari daftar.")


@dataclass(frozen=True)
class NewClass:
    """What a teacher says of a class. `school` is a public id, "" for the library itself."""

    name: str
    school: str
    year: int
    term: Term
    age_band: AgeBand


def make_class(
    session: Session, told: NewClass, key: str, now: datetime, *, by: int, sample: bool = False
) -> str:
    """Make a class and let its maker teach it; its public id. Raises Invalid for a school that is not listed.

    The code of a `sample` lets nobody in.
    """
    row = Classroom(
        public_id=ids.new_public_id(),
        name=told.name,
        school_id=_school(session, told.school),
        year=told.year,
        term=told.term,
        age_band=told.age_band,
        joining=not sample,
        made_at=now,
        sample=sample,
        **_new_code(key),
    )
    session.add(row)
    session.flush()
    session.add(ClassTeacher(class_id=row.id, person_id=by, since=now))
    session.flush()
    return row.public_id


def _school(session: Session, public_id: str) -> int | None:
    if not public_id:
        return None
    found = session.execute(select(School.id).where(School.public_id == public_id)).scalar()
    if found is None:
        raise Invalid("school", UNKNOWN_SCHOOL)
    return found


def _new_code(key: str) -> dict[str, str]:
    salt = ids.new_public_id()
    return {"code_salt": salt, "code_lookup": queries.code_lookup(queries.join_code(salt, key), key)}


def change_class(session: Session, class_id: int, told: NewClass) -> None:
    """Say anew what a class is. Raises Invalid like `make_class`."""
    values = {
        "name": told.name,
        "school_id": _school(session, told.school),
        "year": told.year,
        "term": told.term,
        "age_band": told.age_band,
    }
    session.execute(update(Classroom).where(Classroom.id == class_id).values(**values))


def renew_code(session: Session, class_id: int, key: str) -> None:
    """A new join code; the one before opens nothing any more."""
    session.execute(update(Classroom).where(Classroom.id == class_id).values(**_new_code(key)))


def let_join(session: Session, class_id: int, joining: bool) -> None:
    """Let the code bring people in, or no longer."""
    session.execute(update(Classroom).where(Classroom.id == class_id).values(joining=joining))


def archive(session: Session, class_id: int, now: datetime | None) -> None:
    """Put a class away, or take it out again (None). Nothing in it changes."""
    session.execute(update(Classroom).where(Classroom.id == class_id).values(archived_at=now))


def close(session: Session, class_id: int, now: datetime | None) -> None:
    """End a class, or open it again (None): nobody joins, nothing new is assigned."""
    session.execute(update(Classroom).where(Classroom.id == class_id).values(closed_at=now))


def add_teacher(session: Session, class_id: int, login: str, now: datetime, *, by: int) -> None:
    """Let a colleague teach along; the trail says who let her see these pupils. Raises Invalid when nobody by this name is known as a teacher.

    Said in the same words whether the account is missing or is no teacher's: nobody's role is told.
    """
    found = queries.teacher_named(session, fold(login))
    if found is None or not may_see_pupils(people.roles_of(session, found)):
        raise Invalid("login", NOT_A_TEACHER)
    if session.get(ClassTeacher, (class_id, found)) is None:
        session.add(ClassTeacher(class_id=class_id, person_id=found, since=now))
        session.flush()
        accounts.note(session, Act.TEACHES, by, found, now)


def remove_teacher(session: Session, class_id: int, public_id: str, now: datetime, *, by: int) -> None:
    """Let somebody no longer teach a class; her sight of it ends with her next request. Raises Refusal for the last, Missing for
    somebody who does not teach it."""
    present = queries.colleagues(session, class_id)
    found = next((one for one in present if one.public_id == public_id), None)
    if found is None:
        raise Missing(UNKNOWN_TEACHER)
    if len(present) == 1:
        raise Refusal(LAST_TEACHER)
    announce(session, TeacherLeaves(found.person_id, class_id))
    session.execute(
        delete(ClassTeacher).where(
            ClassTeacher.class_id == class_id, ClassTeacher.person_id == found.person_id
        )
    )
    accounts.note(session, Act.TEACHES_NO_MORE, by, found.person_id, now)


def copy_class(
    session: Session, from_id: int, told: NewClass, key: str, now: datetime, *, by: int
) -> tuple[str, int]:
    """Make a class like another: its assignments, with as much time as they had there, and nobody in it.

    Its public id, and how many assignments came along. They begin today: a teacher copies a plan when she needs it.
    """
    public_id = make_class(session, told, key, now, by=by)
    into = queries.taught(session, public_id, by)
    return public_id, copy_plan(session, from_id, into, now)
