"""Rows that were typed from paper: read, shown, and stored as attempts. What cannot be stored is told and kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.rules.trail import Act
from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.question import Kind
from literasi.classes import queries as classes
from literasi.handouts.queries import Grid, Paper, Row
from literasi.handouts.rules.grid import Became, Problem, Read, Typed, read_row
from literasi.kernel.sentence import Sentence
from literasi.querylang import Record
from literasi.quizzes import actions as quizzes
from literasi.quizzes import queries as attempts
from literasi.quizzes.rules import mastery
from literasi.quizzes.rules.grading import mark
from literasi.quizzes.rules.policy import AttemptPolicy

NOT_OPEN = Sentence("Tugas ini belum dibuka untuknya. Simpan lembar ini sesudah dibuka.")
STORED_OTHERWISE = Sentence("Lembarnya sudah tersimpan dengan jawaban lain, dan itu yang berlaku. Bila salah ketik, ubah nilainya dengan alasan di halaman Penilaian.")  # fmt: skip
STORED_BEFORE = Sentence("Lembar ini sudah tersimpan; dihitung sekali.")


@dataclass(frozen=True)
class Line:
    """What became of a row. `right` of `asked` questions are fully right, `percent` as the quiz counts; None where the
    row could not be read."""

    row: Row
    typed: Typed
    became: Became
    problems: tuple[Problem, ...] = ()
    read: Read | None = None
    right: int = 0
    asked: int = 0
    percent: int | None = None


def check(session: Session, grid: Grid, typed: Mapping[str, Typed]) -> list[Line]:
    """Every row as it would be taken, `typed` by the public id of the member; nothing is stored."""
    records = _records(session, grid.paper)
    return [_read(session, grid, row, typed.get(row.mate.public_id, Typed()), records) for row in grid.rows]


def take(
    session: Session,
    grid: Grid,
    typed: Mapping[str, Typed],
    seen: Collection[str],
    own: AttemptPolicy,
    now: datetime,
    *,
    by: int,
) -> list[Line]:
    """Store the rows whose reading was `seen`, by the public id of the member, where they can be read. The others are
    told and wait."""
    lines = check(session, grid, typed)
    return [
        _stored(session, grid, line, own, now, by)
        if line.became is Became.SHOWN and line.row.mate.public_id in seen
        else line
        for line in lines
    ]


def _records(session: Session, paper: Paper) -> tuple[Record, ...]:
    asks_query = any(one.question.kind is Kind.QUERY for one in paper.items)
    return catalogue.records(session) if asks_query else ()


def _read(session: Session, grid: Grid, row: Row, typed: Typed, records: tuple[Record, ...]) -> Line:
    if typed.blank:
        return Line(row, typed, Became.UNTOUCHED)
    read = read_row(typed, grid.paper.versions)
    if not isinstance(read, Read):
        return Line(row, typed, Became.FAULTY, read)
    if row.stored is not None:
        same = _is_stored(session, grid.paper, row, read)
        told = STORED_BEFORE if same else STORED_OTHERWISE
        return Line(row, typed, Became.AGAIN if same else Became.OTHER, (Problem(0, told),), read)
    asked = grid.paper.versions[read.version]
    marks = [mark(one.question, read.answers[one.number], records) for one in asked]
    results = [
        mastery.result_of(one.question, grade.fraction) for one, grade in zip(asked, marks, strict=True)
    ]
    right = sum(bool(grade.right) for grade in marks)
    return Line(row, typed, Became.SHOWN, (), read, right, len(asked), mastery.judge(results).percent)


def _is_stored(session: Session, paper: Paper, row: Row, read: Read) -> bool:
    """Whether a row says what is stored of this pupil: the same answers on the same version."""
    assert row.stored is not None
    sheet = attempts.found_sheet(session, row.stored.public_id, row.mate.person_id)
    version = all(one.seed == paper.seeds[read.version] for one in sheet.asked)
    return version and {one.position: one.answer for one in sheet.asked} == dict(read.answers)


def _stored(session: Session, grid: Grid, line: Line, own: AttemptPolicy, now: datetime, by: int) -> Line:
    person_id, paper, read = line.row.mate.person_id, grid.paper, line.read
    assert read is not None
    terms = classes.terms_on_paper(session, person_id, grid.given, own, now)
    if terms is None:
        return replace(line, became=Became.REFUSED, problems=(Problem(0, NOT_OPEN),))
    drawn = quizzes.Drawn(
        paper.module_id,
        paper.module_key,
        paper.language,
        paper.seeds[read.version],
        paper.shuffle,
        tuple(one.digest for one in paper.versions[read.version]),
        paper.public_id,
    )
    policy, as_of = terms
    try:
        quizzes.take_printed(session, person_id, drawn, read.fields, policy, as_of, now)
    except quizzes.NotNow as refused:
        return replace(line, became=Became.REFUSED, problems=(Problem(0, refused.refusal.why),))
    accounts.note(session, Act.TYPED, by, person_id, now)
    return replace(line, became=Became.STORED)
