"""Questions about drafts, and what a course is checked against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from literasi.accounts.models import Account
from literasi.authoring.models import Draft, DraftFile, DraftPast, DraftRival
from literasi.authoring.rules.drafts import laid_over
from literasi.catalogue.models import ReleaseFile, Source


@dataclass(frozen=True)
class Head:
    """A file as a draft has it now. `seq` is 0 for one that nobody changed yet, `body` None for one that is not there."""

    seq: int
    body: bytes | None
    saved_by: int | None = None
    saved_at: datetime | None = None
    page: str = ""


@dataclass(frozen=True)
class Listed:
    """A draft in the list of those that are open. `names` are those who saved something, "" for those who are gone."""

    public_id: str
    slug: str
    changed_at: datetime
    is_new: bool
    names: tuple[str, ...]


def drafts(session: Session) -> list[Listed]:
    """All open drafts, the one changed last first."""
    found = session.execute(select(Draft).order_by(Draft.changed_at.desc(), Draft.id)).scalars().all()
    names = _authors(session, [draft.id for draft in found])
    return [
        Listed(
            draft.public_id,
            draft.slug,
            draft.changed_at,
            draft.base_release_id is None,
            names.get(draft.id, ()),
        )
        for draft in found
    ]


def _authors(session: Session, draft_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    rows = session.execute(
        select(DraftFile.draft_id, Account.name)
        .join(Account, Account.person_id == DraftFile.saved_by)
        .where(DraftFile.draft_id.in_(draft_ids))
        .distinct()
        .order_by(DraftFile.draft_id, Account.name)
    )
    names: dict[int, tuple[str, ...]] = {}
    for draft_id, name in rows:
        names[draft_id] = (*names.get(draft_id, ()), name)
    return names


def draft(session: Session, public_id: str) -> Draft | None:
    """The draft at this address."""
    return session.execute(select(Draft).where(Draft.public_id == public_id)).scalar()


def draft_of(session: Session, slug: str) -> Draft | None:
    """The open draft of the course at this address."""
    return session.execute(select(Draft).where(Draft.slug == slug)).scalar()


def files(session: Session, draft: Draft) -> dict[str, bytes]:
    """Every file of a course as its draft has it, by path."""
    changes = session.execute(
        select(DraftFile.path, DraftFile.body).where(DraftFile.draft_id == draft.id)
    ).all()
    return laid_over(base_files(session, draft), {row.path: row.body for row in changes})


def base_files(session: Session, draft: Draft) -> dict[str, bytes]:
    """The files of the release that a draft began from."""
    rows = session.execute(
        select(ReleaseFile.path, Source.body)
        .join(Source, Source.digest == ReleaseFile.digest)
        .where(ReleaseFile.release_id == draft.base_release_id)
    )
    return {row.path: row.body for row in rows}


def head(session: Session, draft: Draft, path: str) -> Head:
    """One file of a draft."""
    changed = session.get(DraftFile, (draft.id, path))
    if changed is not None:
        return Head(changed.seq, changed.body, changed.saved_by, changed.saved_at, changed.page)
    body = session.execute(
        select(Source.body)
        .join(ReleaseFile, Source.digest == ReleaseFile.digest)
        .where(ReleaseFile.release_id == draft.base_release_id, ReleaseFile.path == path)
    ).scalar()
    return Head(0, body)


def pasts(session: Session, draft: Draft, path: str) -> list[DraftPast]:
    """How a file was before, the latest first; bodies are fetched when they are looked at."""
    rows = session.execute(
        select(DraftPast)
        .where(DraftPast.draft_id == draft.id, DraftPast.path == path)
        .order_by(DraftPast.id.desc())
        .options(defer(DraftPast.body))
    )
    return list(rows.scalars())


def rivals(session: Session, draft: Draft) -> list[DraftRival]:
    """What waits to be chosen from, the oldest first."""
    rows = session.execute(select(DraftRival).where(DraftRival.draft_id == draft.id).order_by(DraftRival.id))
    return list(rows.scalars())


def rival(session: Session, draft: Draft, public_id: str) -> DraftRival | None:
    """One copy that waits to be chosen from."""
    return session.execute(
        select(DraftRival).where(DraftRival.draft_id == draft.id, DraftRival.public_id == public_id)
    ).scalar()
