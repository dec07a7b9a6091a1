"""When the marks of a class are written aside, and how long the file lies there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The kinds of files, with what a browser is told of them."""
AT_ONCE = 200
"""Pupils whose marks are written while their teacher waits; for more the file is written aside."""
KEPT = timedelta(hours=1)
"""How long a file lies ready. It holds the marks of children."""


@dataclass(frozen=True)
class Export:
    """A file that somebody asked for. `done` of `total` pupils are in it so far."""

    id: int
    public_id: str
    class_id: int
    person_id: int
    kind: str
    language: str
    asked_at: datetime
    done: int
    total: int
    ready_at: datetime | None
    failed_at: datetime | None

    @property
    def waiting(self) -> bool:
        """Whether it is still to be written, or being written."""
        return self.ready_at is None and self.failed_at is None

    @property
    def file(self) -> str:
        """The name of its file in the instance."""
        return f"{self.public_id}.{self.kind}"

    @property
    def until(self) -> datetime:
        """When it goes."""
        return (self.ready_at or self.asked_at) + KEPT

    def over(self, now: datetime) -> bool:
        """Whether it has lain long enough."""
        return self.until <= now


def batches(ids: list[int], size: int = AT_ONCE) -> list[list[int]]:
    """Members a part at a time: so much of them is in memory, and so often the page moves on."""
    return [ids[at : at + size] for at in range(0, len(ids), size)]
