"""Writing into the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from literasi.infra.news import announce
from literasi.kernel.events import ModuleCompleted
from literasi.progress import rules
from literasi.progress.models import Completion, Response

_RESPOND = insert(Response.__table__)  # type: ignore[arg-type]  # a table, as models declare it
_CORRECT = (
    update(Response.__table__)  # type: ignore[arg-type]  # a table, as models declare it
    .where(
        Response.person_id == bindparam("of_person"),
        Response.item_digest == bindparam("of_item"),
        Response.at == bindparam("noted_at"),
    )
    .values(mark=bindparam("share"))
)
_KNOWN = select(Completion.id, Completion.mark).where(
    Completion.person_id == bindparam("person"), Completion.key == bindparam("key")
)


@dataclass(frozen=True)
class Answered:
    """One marked answer. `mark` runs from 0 to 1, or is None for what is not marked (yet)."""

    item_key: str
    item_digest: str
    indicators: tuple[str, ...]
    mark: float | None


@dataclass(frozen=True)
class Correction:
    """Whose answer to which item, noted at which moment, earns which mark now (0 to 1)."""

    of_person: int
    of_item: str
    noted_at: datetime
    share: float


def record(session: Session, person_id: int, answers: Sequence[Answered], source: str, now: datetime) -> None:
    """Note marked answers. One statement for all of them."""
    rows = [
        {
            "person_id": person_id,
            "item_key": answer.item_key,
            "item_digest": answer.item_digest,
            "indicators": list(answer.indicators),
            "mark": answer.mark,
            "at": now,
            "source": source,
        }
        for answer in answers
    ]
    if rows:
        session.connection().execute(_RESPOND, rows)


def correct(session: Session, corrections: Sequence[Correction]) -> None:
    """Put the mark that counts now behind answers that were noted before. One statement for all of them."""
    if corrections:
        session.connection().execute(_CORRECT, [asdict(one) for one in corrections])


def complete(
    session: Session, person_id: int, module_key: str, release_id: int, mark: float | None, now: datetime
) -> None:
    """Note a module as finished; again, only a better mark changes anything. The first time is news."""
    found = session.connection().execute(_KNOWN, {"person": person_id, "key": module_key}).first()
    if found is None:
        session.add(Completion(person_id=person_id, key=module_key, release_id=release_id, mark=mark, at=now))
        session.flush()
        announce(session, ModuleCompleted(person_id, module_key, now))
    elif (best := rules.better(found.mark, mark)) != found.mark:
        session.execute(update(Completion).where(Completion.id == found.id).values(mark=best))


def copy(session: Session, from_id: int, into_id: int, taken: str, source: str) -> int:
    """Note again for one person what another answered (of the source `taken`) and finished, each at its own time.

    How many answers; 0 when she has them already under this `source`, so nothing is noted twice.
    """
    rows = session.execute(select(Response).where(Response.person_id == from_id, Response.source == taken))
    answers = rows.scalars().all()
    known = select(Response.id).where(
        Response.person_id == into_id,
        Response.source == source,
        Response.at.in_({one.at for one in answers}),
        Response.item_digest.in_({one.item_digest for one in answers}),
    )
    if not answers or session.execute(known).first():
        return 0
    for one in answers:
        answered = Answered(one.item_key, one.item_digest, tuple(one.indicators), one.mark)
        record(session, into_id, [answered], source, one.at)
    for done in session.execute(select(Completion).where(Completion.person_id == from_id)).scalars().all():
        complete(session, into_id, done.key, done.release_id, done.mark, done.at)
    return len(answers)


def merge(session: Session, from_id: int, into_id: int) -> int:
    """Give one person's responses and completions to another; of a module that both finished the first time and the
    best mark stay. How many finished modules came over that were new.
    """
    session.execute(update(Response).where(Response.person_id == from_id).values(person_id=into_id))
    rows = session.execute(select(Completion).where(Completion.person_id.in_((from_id, into_id)))).scalars()
    both = list(rows)
    hers = {row.key: row for row in both if row.person_id == into_id}
    fresh = 0
    for row in (row for row in both if row.person_id == from_id):
        if kept := hers.get(row.key):
            kept.mark = rules.better(kept.mark, row.mark)
            if row.at < kept.at:
                kept.at, kept.release_id = row.at, row.release_id
            session.delete(row)
        else:
            row.person_id = into_id
            fresh += 1
    session.flush()
    return fresh


def erase(session: Session, person_ids: Sequence[int]) -> None:
    """Delete everything the ledger holds of these people."""
    for table in (Response, Completion):
        session.execute(delete(table).where(table.person_id.in_(person_ids)))
