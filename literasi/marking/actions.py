"""Work waits, people mark it, and every mark stays: rows are added to the history, none is ever changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from literasi.infra import works
from literasi.infra.news import announce
from literasi.kernel import ids
from literasi.kernel.errors import Missing, Refusal
from literasi.kernel.events import MarkGiven
from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence
from literasi.kernel.work import Answered, Work
from literasi.marking import queries
from literasi.marking.models import Mark, Piece, Regrade
from literasi.marking.queries import ABSENT, Marker
from literasi.marking.rules import Kind

NOT_SCORED = Sentence("Soal ini tidak dinilai.")
MEANWHILE = Sentence("Sementara itu jawaban ini sudah dinilai; nilainya ada di bawah. Tulis alasan bila nilai Anda menggantikannya.")  # fmt: skip
STILL_WAITS = Sentence("Uraian ini belum dinilai. Nilai dulu dengan rubriknya.")


@dataclass(frozen=True)
class Judged:
    """What a person says of an answer: the level of each criterion, or none; the share that follows; words."""

    share: float
    levels: tuple[int, ...] = ()
    comment: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Handed:
    """A piece of what was handed in: where it stands, and which question it answers."""

    origin: str
    person_id: int
    module_key: str
    position: int
    item_digest: str
    handed_in_at: datetime


@dataclass(frozen=True)
class Regraded:
    """What a corrected key does to one answer."""

    piece: Handed
    before: float
    share: float


def put(session: Session, handed: Sequence[Handed]) -> None:
    """Lay answers into the queue: they wait for a person's mark from now on."""
    session.add_all(_piece(one, None) for one in handed)


def _piece(handed: Handed, marked_at: datetime | None) -> Piece:
    return Piece(
        public_id=ids.new_public_id(),
        person_id=handed.person_id,
        origin=handed.origin,
        position=handed.position,
        module_key=handed.module_key,
        item_digest=handed.item_digest,
        handed_in_at=handed.handed_in_at,
        marked_at=marked_at,
    )


class MarkedMeanwhile(Refusal):
    """There is a mark already, and nothing says why it should give way."""


def give(session: Session, public_id: str, judged: Judged, by: Marker, now: datetime) -> None:
    """Mark a piece. The same once more, by a double tap, changes nothing.

    A mark in the place of another needs its reason, also where the other came while this one was being written: raises
    MarkedMeanwhile without one. Every mark stays, and the newest counts.
    """
    found = queries.piece(session, public_id, by)
    if _said_already(session, found.id, judged, by.person_id):
        return
    if found.marks and not judged.reason:
        raise MarkedMeanwhile(MEANWHILE)
    answer = _answer(works.of(session, found.origin), found.position)
    kind = Kind.CHANGED if judged.reason else Kind.RUBRIC
    _append(session, found.id, kind, answer.share, judged, by.person_id, found.role, now)
    announce(session, MarkGiven(found.learner.person_id, found.origin, found.position, judged.share, now))


def _said_already(session: Session, piece_id: int, judged: Judged, by_id: int) -> bool:
    """Whether the newest mark of a piece is this one, by this person."""
    asked = select(Mark).where(Mark.piece_id == piece_id).order_by(Mark.id.desc()).limit(1)
    newest = session.execute(asked).scalar()
    return (
        newest is not None
        and newest.by_id == by_id
        and judged == Judged(newest.share, tuple(newest.levels), newest.comment, newest.reason)
    )


def change(session: Session, origin: str, position: int, judged: Judged, by: Marker, now: datetime) -> None:
    """Put another mark in the place of the one that an answer has, with the reason. Any answer of what was handed in.

    The same once more changes nothing. Refuses what has no mark: a survey, and an essay that still waits for its first one.
    """
    work = works.of(session, origin)
    answer = _answer(work, position)
    assert work is not None
    _learner, role = queries.learner(session, work.person_id, work.module_key, by)
    if not answer.scored:
        raise Refusal(NOT_SCORED)
    if answer.share is None:
        raise Refusal(STILL_WAITS)
    handed = Handed(origin, work.person_id, work.module_key, position, answer.item_digest, work.handed_in_at)
    piece_id = _piece_ids(session, [handed], now)[0]
    if _said_already(session, piece_id, judged, by.person_id):
        return
    _append(session, piece_id, Kind.CHANGED, answer.share, judged, by.person_id, role, now)
    announce(session, MarkGiven(work.person_id, origin, position, judged.share, now))


def _answer(work: Work | None, position: int) -> Answered:
    found = work.at(position) if work else None
    if found is None:
        raise Missing(ABSENT)
    return found


def _append(
    session: Session,
    piece_id: int,
    kind: Kind,
    before: float | None,
    judged: Judged,
    by_id: int,
    role: Role,
    now: datetime,
) -> None:
    session.add(
        Mark(
            piece_id=piece_id,
            kind=kind,
            levels=list(judged.levels),
            before=before,
            share=judged.share,
            comment=judged.comment,
            reason=judged.reason,
            by_id=by_id,
            by_role=role,
            at=now,
        )
    )
    session.flush()
    session.execute(update(Piece).where(Piece.id == piece_id).values(marked_at=now))


def _piece_ids(session: Session, handed: Sequence[Handed], now: datetime) -> list[int]:
    """The rows of these pieces, in their order; what no person has met yet gets one."""
    asked = select(Piece.id, Piece.origin, Piece.position).where(
        Piece.origin.in_({one.origin for one in handed})
    )
    known = {(row.origin, row.position): row.id for row in session.execute(asked)}
    fresh = [_piece(one, now) for one in handed if (one.origin, one.position) not in known]
    session.add_all(fresh)
    session.flush()
    known |= {(one.origin, one.position): one.id for one in fresh}
    return [known[one.origin, one.position] for one in handed]


def note_regrade(
    session: Session,
    module_key: str,
    item_key: str,
    digests: tuple[str, str],
    changed: Sequence[Regraded],
    reason: str,
    by_id: int,
    now: datetime,
) -> None:
    """Write down that a corrected key was applied, and for each answer what it earned before and earns now.

    `digests`: of the question as it was asked, and as it is published now.
    """
    regrade = Regrade(
        module_key=module_key,
        item_key=item_key,
        from_digest=digests[0],
        to_digest=digests[1],
        reason=reason,
        by_id=by_id,
        at=now,
    )
    session.add(regrade)
    session.flush()
    pieces = _piece_ids(session, [one.piece for one in changed], now)
    session.add_all(
        Mark(
            piece_id=piece_id,
            kind=Kind.REGRADED,
            levels=[],
            before=one.before,
            share=one.share,
            comment="",
            reason=reason,
            by_id=by_id,
            by_role=Role.LIBRARIAN,
            regrade_id=regrade.id,
            at=now,
        )
        for piece_id, one in zip(pieces, changed, strict=True)
    )


def merge(session: Session, from_id: int, into_id: int) -> None:
    """Give one person's pieces to another; their marks stay with them."""
    session.execute(update(Piece).where(Piece.person_id == from_id).values(person_id=into_id))


def erase(session: Session, person_ids: Collection[int]) -> None:
    """Delete the pieces of these people with all their marks. What they gave to others stays, without their name."""
    hers = select(Piece.id).where(Piece.person_id.in_(person_ids))
    session.execute(delete(Mark).where(Mark.piece_id.in_(hers)))
    session.execute(delete(Piece).where(Piece.person_id.in_(person_ids)))
