"""What the two databases have in common, as `db` sees them: `sqlite` and `postgres` are both a `Kind`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any, Protocol

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError


class Trouble(Enum):
    """What a refusal of the database means for whoever writes."""

    OURS = auto()
    """A mistake in what was asked. Asking again changes nothing."""
    AGAIN = auto()
    """Somebody else was in the way and nothing was done; it may work at once."""
    LATER = auto()
    """Writing is impossible just now: no room, no right, no connection free, waited too long."""
    LOST = auto()
    """The line broke. Nothing was done, unless it broke during the commit: then nobody here knows."""


@dataclass(frozen=True)
class Hold:
    """What a transaction that writes wants: the lock by `until` on the monotonic clock, and whose rows it touches."""

    until: float
    of: int | None
    """A person's id, 0 for somebody who becomes a person now, None for everything."""


class Kind(Protocol):
    """One kind of database."""

    def prepare(self, connection: Any) -> None:
        """Set a new connection of the driver up."""

    def moment(self, stored: Any) -> datetime | None:
        """A moment in UTC, from what is stored without its zone."""

    def check(self, connection: Any) -> bool:
        """Whether a connection that lay idle can be used, without asking the server."""

    def begin(self, connection: Connection) -> None:
        """Begin a transaction that reads."""

    def begin_writing(self, connection: Connection, hold: Hold) -> None:
        """Begin a transaction that writes and take its lock. Busy, or the driver's error, when it cannot be had."""

    def trouble(self, error: DBAPIError) -> Trouble:
        """What a refusal means."""
