"""Questions about files of marks that somebody asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from literasi.accounts.models import Account, School
from literasi.classes.models import ClassExport, Classroom, ClassTeacher, Member
from literasi.classes.queries.classrooms import IN_ORDER
from literasi.classes.queries.sight import sees_pupils
from literasi.classes.rules.calendar import Term
from literasi.classes.rules.exports import Export
from literasi.kernel.errors import Missing
from literasi.kernel.sentence import Sentence

NO_FILE = Sentence(
    "Berkas ini sudah tidak ada. Ia dihapus paling lambat satu jam sesudah jadi; buat lagi dari halaman rekap."
)


@dataclass(frozen=True)
class Subject:
    """What the head of a file says: which class, and who asked for it."""

    name: str
    school: str
    year: int
    term: Term
    asker: str


def _exports() -> Select[*tuple[Any, ...]]:
    return select(
        ClassExport.id,
        ClassExport.public_id,
        ClassExport.class_id,
        ClassExport.person_id,
        ClassExport.kind,
        ClassExport.language,
        ClassExport.asked_at,
        ClassExport.done,
        ClassExport.total,
        ClassExport.ready_at,
        ClassExport.failed_at,
    ).order_by(ClassExport.id)


def exports(session: Session) -> list[Export]:
    """All that there are, the first asked first: a handful, since they live for an hour."""
    return [Export(*row) for row in session.execute(_exports())]


def export_of(session: Session, class_id: int, person_id: int, public_id: str) -> Export:
    """A file that this person asked for, or Missing: another's does not exist for her."""
    mine = ClassExport.class_id == class_id, ClassExport.person_id == person_id
    row = session.execute(_exports().where(*mine, ClassExport.public_id == public_id)).first()
    if row is None:
        raise Missing(NO_FILE)
    return Export(*row)


def export_under_way(session: Session, class_id: int, person_id: int, kind: str) -> Export | None:
    """What she asked for and has not got yet."""
    mine = ClassExport.class_id == class_id, ClassExport.person_id == person_id, ClassExport.kind == kind
    found = [Export(*row) for row in session.execute(_exports().where(*mine))]
    return next((one for one in found if one.waiting), None)


def subject_of(session: Session, one: Export) -> Subject | None:
    """What the file is about; None when whoever asked may not see the pupils of the class any more."""
    row = session.execute(
        select(Classroom.name, School.name, Classroom.year, Classroom.term, Account.name)
        .join(ClassTeacher, ClassTeacher.class_id == Classroom.id)
        .join(Account, Account.person_id == ClassTeacher.person_id)
        .outerjoin(School, School.id == Classroom.school_id)
        .where(Classroom.id == one.class_id, ClassTeacher.person_id == one.person_id)
        .where(Account.suspended_at.is_(None), sees_pupils(one.person_id))
    ).first()
    return Subject(row[0], row[1] or "", row[2], Term(row[3]), row[4]) if row else None


def member_ids(session: Session, class_id: int) -> list[int]:
    """The rows of everybody in a class, in the order of its list."""
    return list(
        session.execute(select(Member.id).where(Member.class_id == class_id).order_by(*IN_ORDER)).scalars()
    )
