"""The journal of erasures: who was deleted since a backup was made stays deleted when it is brought back.

One JSON object a line: `person` (the row's id), `created` (when that row was made) and `at` (when it was deleted).
An id may be given again to somebody else, so the row is known by both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from literasi.backups.rules.manifest import Unusable


@dataclass(frozen=True)
class Erasure:
    """Somebody deleted at `at`, whose row was made at `created`; both aware, in UTC."""

    at: datetime
    person: int
    created: datetime


def read(text: str, name: str) -> list[Erasure]:
    """The lines of a journal. `name` is said when one is broken. Raises Unusable.

    Two broken lines do no harm: the last one, cut while it was written, for then nobody acted on it; and one that was
    cut and written again whole further down, which is how a journal goes on after a power cut.
    """
    *whole, _cut = text.split("\n")
    lines = [(number, line) for number, line in enumerate(whole, 1) if line.strip()]
    return [
        _erasure(line, f"{name}:{number}")
        for number, line in lines
        if not _written_again(line, number, lines)
    ]


def _written_again(line: str, number: int, lines: Sequence[tuple[int, str]]) -> bool:
    """Whether a line without its end stands whole further down."""
    return not line.endswith("}") and any(
        later > number and other != line and other.startswith(line) for later, other in lines
    )


def _erasure(line: str, place: str) -> Erasure:
    try:
        said = json.loads(line)
        person = said["person"]
        if not isinstance(person, int):
            raise TypeError(type(person))
        return Erasure(_moment(said["at"]), person, _moment(said["created"]))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise Unusable(
            f"{place}: baris jurnal penghapusan ini tidak dapat dibaca. Betulkan dulu, supaya tidak ada "
            "orang yang sudah dihapus kembali lagi."
        ) from error


def _moment(text: str) -> datetime:
    """A moment; without a zone it is UTC, as the database keeps it."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def merged(*journals: Iterable[Erasure]) -> list[Erasure]:
    """All of them once, the oldest first."""
    every = {erasure for journal in journals for erasure in journal}
    return sorted(every, key=lambda one: (one.at, one.person, one.created))


def written(erasures: Iterable[Erasure]) -> str:
    """A journal with these lines."""
    return "".join(f"{json.dumps(_said(one))}\n" for one in erasures)


def _said(one: Erasure) -> dict[str, object]:
    return {"person": one.person, "created": one.created.isoformat(), "at": one.at.isoformat()}


def returned(erasures: Sequence[Erasure], present: Mapping[int, datetime]) -> list[int]:
    """Which of the people that are present (id -> when the row was made) were deleted once."""
    return sorted({one.person for one in erasures if present.get(one.person) == one.created})
