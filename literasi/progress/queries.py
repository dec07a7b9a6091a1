"""Questions to the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from literasi.infra.holdings import rows
from literasi.kernel.holding import Holding
from literasi.kernel.sentence import Sentence
from literasi.progress.models import Completion, Response

_FINISHED = select(Completion.key, Completion.at, Completion.mark).where(
    Completion.person_id == bindparam("person")
)
_LAST_SEEN = (
    select(Response.item_key, func.max(Response.at).label("at"))
    .where(
        Response.person_id == bindparam("person"), Response.item_key.in_(bindparam("items", expanding=True))
    )
    .group_by(Response.item_key)
)


@dataclass(frozen=True)
class Finished:
    """A finished module: when first, and the best mark (0 to 1) where there was a quiz."""

    at: datetime
    mark: float | None


def finished(session: Session, person_id: int) -> dict[str, Finished]:
    """Every module that the person finished, by key. No statement for somebody of whom nothing is stored."""
    if not person_id:
        return {}
    found = session.connection().execute(_FINISHED, {"person": person_id})
    return {key: Finished(at, mark) for key, at, mark in found}


def last_seen(session: Session, person_id: int, item_keys: Iterable[str]) -> dict[str, datetime]:
    """When the person last answered each of these items; items never answered are absent."""
    found = session.connection().execute(_LAST_SEEN, {"person": person_id, "items": list(item_keys)})
    return {row.item_key: row.at for row in found}


def export(session: Session, person_id: int) -> list[Holding]:
    """What the ledger holds of a person."""
    finished_modules = select(Completion.key, Completion.release_id, Completion.mark, Completion.at).where(
        Completion.person_id == person_id
    )
    answered = (
        select(
            Response.item_key,
            Response.item_digest,
            Response.indicators,
            Response.mark,
            Response.at,
            Response.source,
        )
        .where(Response.person_id == person_id)
        .order_by(Response.id)
    )
    when, mark = Sentence("Kapan"), Sentence("Nilai (0 sampai 1)")
    modules = {"key": Sentence("Modul"), "at": when, "mark": mark}
    answers = {"item_key": Sentence("Soal"), "at": when, "mark": mark, "source": Sentence("Dari")}
    return [
        Holding("completion", Sentence("Modul tuntas"), modules, rows(session, finished_modules)),
        Holding("response", Sentence("Jawaban yang dinilai"), answers, rows(session, answered)),
    ]
