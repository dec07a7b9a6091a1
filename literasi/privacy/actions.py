"""What happens to personal data: it is asked about, erased, written into the journal, and forgotten when its time is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts import queries as people
from literasi.accounts.rules.roles import LAST_ADMIN, would_leave_nobody
from literasi.accounts.rules.trail import Act
from literasi.infra import holdings, mail
from literasi.infra.news import announce
from literasi.kernel import ids
from literasi.kernel.errors import Missing, Refusal
from literasi.kernel.events import DataRequestAnswered, DataRequested
from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence
from literasi.privacy import files, queries
from literasi.privacy.models import DataRequest, ErasureRow
from literasi.privacy.rules import journal, requests, retention
from literasi.privacy.rules.journal import Way

ANSWERED = Sentence("Permintaan ini sudah dijawab.")
NO_REQUEST = Sentence("Permintaan ini tidak ada, atau orangnya sudah menghapus datanya.")


@dataclass(frozen=True)
class Gone:
    """What was deleted: a kind of thing, and how many of it."""

    title: Sentence
    count: int


def erase(
    session: Session,
    person_id: int,
    way: Way,
    now: datetime,
    *,
    by: int | None,
    signed_on: date | None = None,
) -> list[Gone]:
    """Delete a person and everything of hers; what that was. Consent is withdrawn by it too, on paper with its date.

    Raises Refusal for the last one who runs the site, Missing when she is no more.
    """
    if not people.born(session, [person_id]):
        raise Missing(Sentence("Data ini sudah tidak ada."))
    able = people.holders(session, Role.ADMIN)
    if person_id in able and would_leave_nobody(Role.ADMIN, len(able)):
        raise Refusal(LAST_ADMIN)
    gone = [
        Gone(held.title, len(held.rows)) for held in holdings.of(session, person_id) if held.key != "trace"
    ]
    signed = {"signed_on": signed_on.isoformat()} if signed_on else {}
    accounts.note(session, Act.ERASED, by, person_id, now, way=way, **signed)
    accounts.erase(session, [person_id], now)
    return gone


def note_erasures(session: Session, person_ids: Sequence[int], now: datetime) -> None:
    """Write down who is about to be deleted, in the same transaction; the file follows after its commit."""
    for person_id, created_at in people.born(session, person_ids).items():
        session.add(ErasureRow(person=person_id, created_at=created_at, at=now, written=False))


def keep_journal(session: Session, instance: Path) -> int:
    """Bring the file of the journal up to the table; how many lines it got.

    The file comes first: a crash in between writes a line twice, and erasing somebody twice does nothing.
    """
    found = queries.unwritten(session)
    if found:
        files.append(instance / journal.FILE, journal.lines(one for _row, one in found))
        rows = [row for row, _one in found]
        session.execute(update(ErasureRow).where(ErasureRow.id.in_(rows)).values(written=True))
    return len(found)


def ask(session: Session, person_id: int, kind: requests.Kind, text: str, now: datetime) -> None:
    """Ask the library something about one's data. Raises Refusal while too much waits for an answer."""
    if queries.open_count(session, person_id) >= requests.MOST_OPEN:
        raise Refusal(requests.TOO_MANY)
    due_at = requests.due(now)
    session.add(
        DataRequest(
            public_id=ids.new_public_id(),
            person_id=person_id,
            kind=kind,
            text=text,
            asked_at=now,
            due_at=due_at,
        )
    )
    announce(session, DataRequested(person_id, due_at, now))


def answer(session: Session, public_id: str, text: str, now: datetime, *, by: int) -> None:
    """Answer a request, once. Raises Missing, and Refusal when somebody else answered it meanwhile."""
    asked = queries.request_by(session, public_id)
    if asked is None:
        raise Missing(NO_REQUEST)
    if asked.done_at is not None:
        raise Refusal(ANSWERED)
    session.execute(
        update(DataRequest)
        .where(DataRequest.public_id == public_id)
        .values(done_at=now, answer=text, answered_by=by)
    )
    accounts.note(session, Act.ANSWERED, by, asked.person_id, now, kind=asked.kind)
    announce(session, DataRequestAnswered(asked.person_id, now))


def tidy(session: Session, now: datetime) -> None:
    """Delete what has been kept long enough."""
    accounts.drop_waiting(session, now)
    accounts.forget_trail(session, retention.trail_before(now))
    session.execute(delete(DataRequest).where(DataRequest.done_at < retention.requests_before(now)))
    session.execute(
        delete(ErasureRow).where(ErasureRow.written, ErasureRow.at < retention.journal_before(now))
    )
    mail.give_up(session, now)


def erase_rows(session: Session, person_ids: Sequence[int]) -> None:
    """Delete what these people asked."""
    session.execute(delete(DataRequest).where(DataRequest.person_id.in_(person_ids)))


def merge(session: Session, from_id: int, into_id: int) -> int:
    """Give what a guest asked to somebody who has an account; how many requests."""
    moved = session.execute(
        update(DataRequest)
        .where(DataRequest.person_id == from_id)
        .values(person_id=into_id)
        .returning(DataRequest.id)
    )
    return len(moved.all())
