"""Questions about pieces and marks. Each asks for the marker too: what she may not mark does not exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    SQLColumnExpression,
    String,
    and_,
    case,
    func,
    literal,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from literasi.accounts import queries as people
from literasi.accounts.models import Account, Person
from literasi.accounts.rules.ages import AgeBand, minor
from literasi.accounts.rules.consent import State
from literasi.infra import pupils
from literasi.infra.holdings import rows
from literasi.kernel import paging
from literasi.kernel.errors import Missing
from literasi.kernel.holding import Holding
from literasi.kernel.paging import Page
from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence
from literasi.marking.models import Mark, Piece
from literasi.marking.rules import BY_PEOPLE, Kind

A_PAGE = 30
ABSENT = Sentence("Jawaban ini tidak ada, atau bukan untuk Anda nilai.")
_PERSON, _MODULE = Piece.person_id, Piece.module_key
PersonColumn = SQLColumnExpression[int]
ModuleColumn = SQLColumnExpression[str]


@dataclass(frozen=True)
class Marker:
    """Somebody who marks. `library`: she works for it, so she marks learners who are in no class."""

    person_id: int
    library: bool


@dataclass(frozen=True)
class Learner:
    """Whose work it is, as markers see her. `name` "" : a guest, or somebody whose consent is not in force. `made_up`: of a
    class that its teacher tries things in."""

    person_id: int
    name: str
    minor: bool
    made_up: bool = False


@dataclass(frozen=True)
class Found:
    """A piece with its learner. `role` is what the marker is to her; `marks` counts the marks it has."""

    id: int
    public_id: str
    learner: Learner
    origin: str
    position: int
    module_key: str
    item_digest: str
    handed_in_at: datetime
    marked_at: datetime | None
    role: Role
    marks: int


@dataclass(frozen=True)
class Given:
    """A mark of the history. `name` is for markers alone, "" where it is no longer known; a learner sees `role`."""

    kind: Kind
    levels: tuple[int, ...]
    before: float | None
    share: float
    comment: str
    reason: str
    role: Role
    name: str
    at: datetime


def _among(given: pupils.Given, person: PersonColumn, module: ModuleColumn) -> ColumnElement[bool]:
    """Whether a class gave this module to this person. Asked of each piece by itself, which finds her by an index: the
    list of everybody with everything that was given, looked through for a few pieces, takes minutes in a large city."""
    those = given.subquery()
    somebody, something = those.c
    return _by_itself(select(somebody).where(somebody == person, something == module))


def _by_itself(asked: Select[int]) -> ColumnElement[bool]:
    """Whether there is such a row. OFFSET keeps PostgreSQL from making a list of all that there are after all:
    its simplify_EXISTS_query leaves such a question alone."""
    return asked.offset(0).exists()


def _taught(by: Marker, person: PersonColumn, module: ModuleColumn) -> ColumnElement[bool]:
    """Whether the marker gave this module to this person, and consent for her is in force: otherwise no teacher sees
    her work."""
    hers = aliased(Account)
    consenting = _by_itself(
        select(hers.person_id).where(hers.person_id == person, hers.consent == State.GRANTED)
    )
    return and_(_among(pupils.given_by(by.person_id), person, module), consenting)


def _outside(person: PersonColumn, module: ModuleColumn) -> ColumnElement[bool]:
    """What no teacher marks, of somebody who is there."""
    return and_(not_(_among(pupils.given(), person, module)), people.real(person))


def may_mark(
    by: Marker, person: PersonColumn = _PERSON, module: ModuleColumn = _MODULE
) -> ColumnElement[bool]:
    """What somebody may mark: what she gave to those she teaches; for the library what no teacher marks; nobody's own."""
    hers = _taught(by, person, module)
    allowed = or_(hers, _outside(person, module)) if by.library else hers
    return and_(person != by.person_id, allowed)


def _pieces(by: Marker) -> Select[Any]:
    marks = select(func.count()).where(Mark.piece_id == Piece.id).scalar_subquery()
    role = case((_taught(by, _PERSON, _MODULE), Role.TEACHER.value), else_=Role.LIBRARIAN.value)
    return (
        select(
            Piece, Account.name, Account.age_band, Account.consent, role.label("role"), marks.label("marks")
        )
        .add_columns(Person.made_up)
        .join(Person, Person.id == Piece.person_id)
        .outerjoin(Account, Account.person_id == Piece.person_id)
        .where(may_mark(by))
    )


def _found(row: Row[Any]) -> Found:
    piece: Piece = row.Piece
    return Found(
        id=piece.id,
        public_id=piece.public_id,
        learner=_learner(piece.person_id, row.name, row.age_band, row.consent, row.made_up),
        origin=piece.origin,
        position=piece.position,
        module_key=piece.module_key,
        item_digest=piece.item_digest,
        handed_in_at=piece.handed_in_at,
        marked_at=piece.marked_at,
        role=Role(row.role),
        marks=row.marks,
    )


def _learner(
    person_id: int, name: str | None, band: str | None, consent: str | None, made_up: bool
) -> Learner:
    known = name if name and consent == State.GRANTED else ""
    return Learner(person_id, known, band is not None and minor(AgeBand(band)), made_up)


def waiting(session: Session, by: Marker, module_key: str, number: int) -> Page[Found]:
    """A page of what waits for this marker, the oldest first; of one module, or of all when none is named."""
    asked = _waiting(by, module_key).order_by(Piece.handed_in_at, Piece.id).limit(A_PAGE + 1)
    found = session.execute(asked.offset(paging.before(number, A_PAGE)))
    return paging.page([_found(row) for row in found], number, A_PAGE)


def _waiting(by: Marker, module_key: str) -> Select[Any]:
    asked = _pieces(by).where(Piece.marked_at.is_(None))
    return asked.where(Piece.module_key == module_key) if module_key else asked


def waiting_by_module(session: Session, by: Marker) -> dict[str, int]:
    """How many pieces wait for this marker, by module."""
    found = session.execute(
        select(Piece.module_key, func.count())
        .where(Piece.marked_at.is_(None), may_mark(by))
        .group_by(Piece.module_key)
    )
    return dict(sorted((key, count) for key, count in found))


def waiting_count(session: Session) -> int:
    """How many pieces wait for the library: what no teacher marks."""
    asked = (
        select(func.count()).select_from(Piece).where(Piece.marked_at.is_(None), _outside(_PERSON, _MODULE))
    )
    return session.execute(asked).scalar_one()


def done_since(session: Session, by: Marker, since: datetime) -> list[Found]:
    """The pieces that this marker marked since a moment, the latest first."""
    hers = select(Mark.piece_id).where(Mark.by_id == by.person_id, Mark.at >= since)
    asked = _pieces(by).where(Piece.id.in_(hers)).order_by(Piece.marked_at.desc(), Piece.id.desc())
    return [_found(row) for row in session.execute(asked.limit(A_PAGE))]


def piece(session: Session, public_id: str, by: Marker) -> Found:
    """A piece that this marker may mark, or Missing."""
    row = session.execute(_pieces(by).where(Piece.public_id == public_id)).first()
    if row is None:
        raise Missing(ABSENT)
    return _found(row)


def piece_at(session: Session, origin: str, position: int, by: Marker) -> Found | None:
    """The piece of one answer in what was handed in, where there is one that she may mark."""
    asked = _pieces(by).where(Piece.origin == origin, Piece.position == position)
    row = session.execute(asked).first()
    return _found(row) if row else None


def learner(session: Session, person_id: int, module_key: str, by: Marker) -> tuple[Learner, Role]:
    """Somebody whose work at a module this marker may mark and what she is to her, or Missing."""
    module = literal(module_key, String)
    hers = _taught(by, Person.id, module)
    row = session.execute(
        select(Person.id, Account.name, Account.age_band, Account.consent, Person.made_up, hers)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Person.id == person_id, may_mark(by, Person.id, module))
    ).first()
    if row is None:
        raise Missing(ABSENT)
    role = Role.TEACHER if row[5] else Role.LIBRARIAN
    return _learner(*row[:5]), role


def after(session: Session, here: Found, by: Marker, module_key: str) -> Found | None:
    """What waits next behind a piece; after the last one the first."""
    later = or_(
        Piece.handed_in_at > here.handed_in_at,
        and_(Piece.handed_in_at == here.handed_in_at, Piece.id > here.id),
    )
    asked = _waiting(by, module_key).where(Piece.id != here.id)
    asked = asked.order_by(later.desc(), Piece.handed_in_at, Piece.id)
    row = session.execute(asked.limit(1)).first()
    return _found(row) if row else None


def before(session: Session, here: Found, by: Marker, module_key: str) -> Found | None:
    """What waits right before a piece; None for the first."""
    earlier = or_(
        Piece.handed_in_at < here.handed_in_at,
        and_(Piece.handed_in_at == here.handed_in_at, Piece.id < here.id),
    )
    asked = _waiting(by, module_key).where(earlier)
    row = session.execute(asked.order_by(Piece.handed_in_at.desc(), Piece.id.desc()).limit(1)).first()
    return _found(row) if row else None


def history(session: Session, origin: str) -> dict[int, list[Given]]:
    """All marks given to what was handed in, by position, the newest first."""
    found = session.execute(
        select(Piece.position, Mark, Account.name)
        .join(Piece, Piece.id == Mark.piece_id)
        .outerjoin(Account, Account.person_id == Mark.by_id)
        .where(Piece.origin == origin)
        .order_by(Mark.id.desc())
    )
    told: dict[int, list[Given]] = {}
    for position, mark, name in found:
        told.setdefault(position, []).append(_given(mark, name or ""))
    return told


def _given(mark: Mark, name: str) -> Given:
    return Given(
        Kind(mark.kind),
        tuple(mark.levels),
        mark.before,
        mark.share,
        mark.comment,
        mark.reason,
        Role(mark.by_role),
        name,
        mark.at,
    )


def marked_by_people(session: Session, origins: Sequence[str]) -> set[tuple[str, int]]:
    """Which answers, by origin and position, have a mark that a person gave: no corrected key goes over it."""
    people = select(Mark.piece_id).where(Mark.kind.in_(BY_PEOPLE))
    asked = select(Piece.origin, Piece.position).where(Piece.origin.in_(origins), Piece.id.in_(people))
    return {(row.origin, row.position) for row in session.execute(asked)}


def export(session: Session, person_id: int) -> list[Holding]:
    """What was marked of hers by people, and what she said herself when she marked others; of them nothing."""
    marks = (
        select(Piece.module_key, Piece.origin, Piece.position, Piece.handed_in_at, Piece.marked_at)
        .add_columns(Mark.kind, Mark.levels, Mark.before, Mark.share, Mark.comment, Mark.reason)
        .add_columns(Mark.by_role, Mark.at)
        .outerjoin(Mark, Mark.piece_id == Piece.id)
        .where(Piece.person_id == person_id)
        .order_by(Piece.id, Mark.id)
    )
    given = select(Mark.kind, Mark.share, Mark.comment, Mark.reason, Mark.at).where(Mark.by_id == person_id)
    share, comment, reason = Sentence("Nilai (0 sampai 1)"), Sentence("Komentar"), Sentence("Alasan")
    labels = {
        "module_key": Sentence("Modul"),
        "position": Sentence("Soal"),
        "handed_in_at": Sentence("Dikirim"),
        "at": Sentence("Dinilai"),
        "share": share,
        "comment": comment,
        "reason": reason,
    }
    own = {"at": Sentence("Kapan"), "share": share, "comment": comment, "reason": reason}
    return [
        Holding("piece", Sentence("Jawaban yang dinilai orang"), labels, rows(session, marks)),
        Holding(
            "mark_given", Sentence("Penilaian yang Anda berikan"), own, rows(session, given.order_by(Mark.id))
        ),
    ]
