"""Work that was handed in, as whoever marks it reads it: the same for a quiz, a lab or a paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Answered:
    """One answer. `lines` are pairs of safe HTML: what was asked (or ""), what was given.

    `share` is what it earned, 0 to 1; None for what nobody has marked yet, and for what has no mark (`scored` False).
    """

    position: int
    item_key: str
    item_digest: str
    lines: tuple[tuple[str, str], ...]
    share: float | None
    scored: bool


@dataclass(frozen=True)
class Work:
    """Everything that a person handed in at one moment. `origin` is its public id where it came from."""

    origin: str
    person_id: int
    module_key: str
    language: str
    handed_in_at: datetime
    percent: int | None
    passed: bool | None
    answers: tuple[Answered, ...]

    def at(self, position: int) -> Answered | None:
        """The answer at this place."""
        return next((one for one in self.answers if one.position == position), None)
