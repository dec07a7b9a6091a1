"""Files of marks: asked for, written a part at a time, forgotten within hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.rules.trail import Act
from literasi.classes import queries
from literasi.classes.models import ClassExport, Member
from literasi.classes.rules.exports import Export
from literasi.kernel import ids


def ask_export(
    session: Session, class_id: int, kind: str, language: str, total: int, now: datetime, *, by: int
) -> str:
    """Ask for a file of marks; its public id. Asking again while it is being written asks for the same one."""
    if there := queries.export_under_way(session, class_id, by, kind):
        return there.public_id
    public_id = ids.new_public_id()
    session.add(
        ClassExport(
            public_id=public_id,
            class_id=class_id,
            person_id=by,
            kind=kind,
            language=language,
            asked_at=now,
            total=total,
        )
    )
    return public_id


def note_marks_taken(session: Session, person_ids: Iterable[int], now: datetime, *, by: int) -> None:
    """Write into the trail of everybody whose marks are in a file who took them."""
    accounts.note_each(session, Act.EXPORTED, by, person_ids, now)


def note_progress(
    session: Session, one: Export, done: int, total: int, person_ids: Sequence[int], now: datetime
) -> None:
    """So many pupils are in the file; these have just come into it with their marks."""
    session.execute(
        update(ClassExport).where(ClassExport.id == one.id).values(done=done, total=max(done, total))
    )
    note_marks_taken(session, person_ids, now, by=one.person_id)


def finish_export(session: Session, one: Export, now: datetime) -> None:
    """The file lies ready."""
    session.execute(update(ClassExport).where(ClassExport.id == one.id).values(ready_at=now))


def fail_export(session: Session, one: Export, now: datetime) -> None:
    """It could not be written; whoever asked reads so, and may ask again."""
    session.execute(update(ClassExport).where(ClassExport.id == one.id).values(failed_at=now))


def forget_exports(session: Session, now: datetime) -> None:
    """Forget what has lain long enough; the files go after their rows."""
    over = [one.id for one in queries.exports(session) if one.over(now)]
    session.execute(delete(ClassExport).where(ClassExport.id.in_(over)))


def forget_exports_of(session: Session, class_id: int) -> None:
    """Forget the files of a class: somebody whose marks may be in them has left it."""
    session.execute(delete(ClassExport).where(ClassExport.class_id == class_id))


def forget_exports_with(session: Session, person_ids: Sequence[int]) -> None:
    """Forget the files of the classes in which these people learn: their marks are in them."""
    classes = select(Member.class_id).where(Member.person_id.in_(person_ids))
    session.execute(delete(ClassExport).where(ClassExport.class_id.in_(classes)))


def erase_exports(session: Session, person_ids: Sequence[int]) -> None:
    """Forget the files that these people asked for, and those with their marks."""
    session.execute(delete(ClassExport).where(ClassExport.person_id.in_(person_ids)))
    forget_exports_with(session, person_ids)
