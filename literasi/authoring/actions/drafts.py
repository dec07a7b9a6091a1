"""Drafts are begun, saved file by file, settled where two wrote at once, and thrown away. Nothing typed is lost by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from literasi.authoring import queries
from literasi.authoring.models import Draft, DraftFile, DraftPast, DraftRival
from literasi.authoring.queries import Head
from literasi.authoring.rules.drafts import PASTS_KEPT, Change, keeps_past
from literasi.kernel.ids import new_public_id


@dataclass(frozen=True)
class Saved:
    """What came of a save: the file's newest number, and the address of the copy that waits beside it, "" for none."""

    seq: int
    rival: str = ""


def begin(session: Session, slug: str, base_release_id: int | None, person_id: int, now: datetime) -> Draft:
    """The draft of the course at this address: the open one, or a new one on top of a release."""
    if (there := queries.draft_of(session, slug)) is not None:
        return there
    draft = Draft(
        public_id=new_public_id(),
        slug=slug,
        base_release_id=base_release_id,
        made_by=person_id,
        made_at=now,
        changed_at=now,
    )
    session.add(draft)
    session.flush()
    return draft


@dataclass(frozen=True)
class Page:
    """Where a save comes from: the number of the file that the page began from, and what it calls itself, if it does."""

    base: int
    name: str = ""


def save(
    session: Session, draft: Draft, path: str, body: bytes | None, page: Page, person_id: int, now: datetime
) -> Saved:
    """Keep a file as it is typed; None removes it.

    When somebody else saved meanwhile, both stay: the newcomer waits beside the file until one of them is chosen.
    """
    _hold(session, draft)
    there = queries.head(session, draft, path)
    if there.body == body:
        return Saved(there.seq)
    if page.base != there.seq and not (page.name and page.name == there.page):
        return Saved(there.seq, _set_beside(session, draft, path, body, person_id, now))
    return Saved(_put(session, draft, path, there, body, person_id, now, page=page.name))


def settle(
    session: Session, draft: Draft, rival: DraftRival, keep: bool, person_id: int, now: datetime
) -> None:
    """Choose between a file and the copy beside it. The other one stays among its past states."""
    _hold(session, draft)
    there = queries.head(session, draft, rival.path)
    if keep:
        _keep_past(session, draft, rival.path, there)
        _put(session, draft, rival.path, there, rival.body, person_id, now, keep_past=False)
    else:
        _keep_past(session, draft, rival.path, Head(0, rival.body, rival.saved_by, rival.saved_at))
    session.delete(rival)


def discard(session: Session, draft: Draft) -> None:
    """Throw a draft away. What is published stays as it is."""
    session.delete(draft)


def _hold(session: Session, draft: Draft) -> None:
    """Two saves of one draft come one after the other."""
    session.execute(select(Draft.id).where(Draft.id == draft.id).with_for_update())


def _set_beside(
    session: Session, draft: Draft, path: str, body: bytes | None, person_id: int, now: datetime
) -> str:
    """One copy for each author and file: what she types on replaces her own."""
    mine = session.execute(
        select(DraftRival).where(
            DraftRival.draft_id == draft.id, DraftRival.path == path, DraftRival.saved_by == person_id
        )
    ).scalar()
    if mine is None:
        mine = DraftRival(public_id=new_public_id(), draft_id=draft.id, path=path, saved_by=person_id)
        session.add(mine)
    mine.body, mine.saved_at = body, now
    draft.changed_at = now
    session.flush()
    return mine.public_id


def _put(
    session: Session,
    draft: Draft,
    path: str,
    there: Head,
    body: bytes | None,
    person_id: int,
    now: datetime,
    *,
    keep_past: bool = True,
    page: str = "",
) -> int:
    """Make a text what the draft has; its number."""
    row = session.get(DraftFile, (draft.id, path))
    if row is None:
        row = DraftFile(draft_id=draft.id, path=path)
        session.add(row)
    elif keep_past and there.saved_at is not None:
        last = session.execute(
            select(DraftPast.saved_at)
            .where(DraftPast.draft_id == draft.id, DraftPast.path == path)
            .order_by(DraftPast.id.desc())
            .limit(1)
        ).scalar()
        before = Change(there.saved_at, there.saved_by or 0, len(there.body or b""))
        if keeps_past(before, Change(now, person_id, len(body or b"")), last):
            _keep_past(session, draft, path, there)
    row.seq, row.body, row.page = there.seq + 1, body, page
    row.saved_by, row.saved_at = person_id, now
    draft.changed_at = now
    session.flush()
    return row.seq


def _keep_past(session: Session, draft: Draft, path: str, was: Head) -> None:
    """Keep a state to go back to, and let go of the oldest beyond those that are kept."""
    if was.saved_at is None:
        return  # the release has it
    session.add(
        DraftPast(draft_id=draft.id, path=path, body=was.body, saved_by=was.saved_by, saved_at=was.saved_at)
    )
    session.flush()
    old = (
        select(DraftPast.id)
        .where(DraftPast.draft_id == draft.id, DraftPast.path == path)
        .order_by(DraftPast.id.desc())
        .offset(PASTS_KEPT)
    )
    ids = list(session.execute(old).scalars())
    if ids:
        session.execute(delete(DraftPast).where(DraftPast.id.in_(ids)))
