"""What classes hold of a person, as she may see it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.classes.models import (
    Assignment,
    ClassExport,
    Classroom,
    ClassTeacher,
    Extension,
    Member,
    Recipient,
)
from literasi.infra.holdings import rows
from literasi.kernel.holding import Holding
from literasi.kernel.sentence import Sentence

_CLASS, _SINCE = Sentence("Kelas"), Sentence("Sejak")


def export(session: Session, person_id: int) -> list[Holding]:
    """The classes in which she learns and teaches, what only she was given, deadlines moved for her or by her, and files
    of marks that she asked for."""
    return [
        *_learning(session, person_id),
        *_given(session, person_id),
        *_teaching(session, person_id),
        *_exports(session, person_id),
    ]


def _learning(session: Session, person_id: int) -> list[Holding]:
    learns = (
        select(
            Classroom.name.label("class"),
            Member.name,
            Member.number,
            Member.joined_at,
            Member.made_here,
            Member.card.is_not(None).label("has_card"),
            Member.pin.is_not(None).label("has_pin"),
            Member.public_id,
        )
        .join(Classroom, Classroom.id == Member.class_id)
        .where(Member.person_id == person_id)
        .order_by(Member.id)
    )
    labels = {
        "class": _CLASS,
        "name": Sentence("Nama di kelas"),
        "number": Sentence("Nomor"),
        "joined_at": _SINCE,
        "has_card": Sentence("Punya kartu masuk"),
        "has_pin": Sentence("Punya PIN"),
    }
    return [Holding("class_member", Sentence("Kelas yang diikuti"), labels, rows(session, learns))]


def _given(session: Session, person_id: int) -> list[Holding]:
    hers = (
        select(Assignment.module_key, Assignment.due_at)
        .join(Recipient, Recipient.assignment_id == Assignment.id)
        .join(Member, Member.id == Recipient.member_id)
        .where(Member.person_id == person_id)
    )
    later = (
        select(Assignment.module_key, Extension.due_at, Extension.reason, Extension.given_at)
        .join(Extension, Extension.assignment_id == Assignment.id)
        .join(Member, Member.id == Extension.member_id)
        .where(Member.person_id == person_id)
        .order_by(Extension.id)
    )
    module, due = Sentence("Modul"), Sentence("Tenggat")
    given = {"module_key": module, "due_at": due}
    moved = {**given, "reason": Sentence("Alasan"), "given_at": Sentence("Diberikan")}
    return [
        Holding("assignment_recipient", Sentence("Tugas khusus untuk Anda"), given, rows(session, hers)),
        Holding("extension", Sentence("Perpanjangan untuk Anda"), moved, rows(session, later)),
    ]


def _teaching(session: Session, person_id: int) -> list[Holding]:
    teaches = (
        select(Classroom.name.label("class"), ClassTeacher.since)
        .join(Classroom, Classroom.id == ClassTeacher.class_id)
        .where(ClassTeacher.person_id == person_id)
    )
    labels = {"class": _CLASS, "since": _SINCE}
    return [Holding("class_teacher", Sentence("Kelas yang diajar"), labels, rows(session, teaches))]


def _exports(session: Session, person_id: int) -> list[Holding]:
    asked = (
        select(Classroom.name.label("class"), ClassExport.kind, ClassExport.asked_at)
        .join(Classroom, Classroom.id == ClassExport.class_id)
        .where(ClassExport.person_id == person_id)
        .order_by(ClassExport.id)
    )
    labels = {"class": _CLASS, "kind": Sentence("Bentuk"), "asked_at": Sentence("Diminta")}
    return [Holding("class_export", Sentence("Berkas rekap yang Anda minta"), labels, rows(session, asked))]
