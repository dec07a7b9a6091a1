"""What a class may know of itself: how many handed in, and the share right, once it points at nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SMALLEST = 5
"""Seats. A phone has at most four, so a share never tells what one phone answered."""


@dataclass(frozen=True)
class Share:
    """A question of the quiz: how many seats answered it, and how many of them fully right."""

    digest: str
    seats: int
    right: int

    @property
    def percent(self) -> int | None:
        """The share right, in whole percent; None while too few answered."""
        return 100 * self.right // self.seats if self.seats >= SMALLEST else None


@dataclass(frozen=True)
class Totals:
    """A class as numbers: its seats, those that handed in, and the questions that enough of them answered."""

    seats: int
    sent: int
    questions: tuple[Share, ...]

    def to_data(self) -> dict[str, Any]:
        """The totals as plain JSON."""
        questions = [[one.digest, one.seats, one.right] for one in self.questions]
        return {"seats": self.seats, "sent": self.sent, "questions": questions}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Totals:
        """The totals from what `to_data` wrote."""
        return cls(data["seats"], data["sent"], tuple(Share(*one) for one in data["questions"]))


def counted(seats: int, sent: int, shares: Sequence[tuple[str, Share]]) -> Totals:
    """The totals of a class. `shares` come by the question's key: two languages of one question are one question.

    What too few answered is left out; the hardest stands first, since the class talks about that.
    """
    found: dict[str, Share] = {}
    for key, one in shares:
        before = found.get(key, Share(one.digest, 0, 0))
        found[key] = Share(before.digest, before.seats + one.seats, before.right + one.right)
    told = [(share.percent, key, share) for key, share in found.items() if share.percent is not None]
    return Totals(
        seats, sent, tuple(share for _percent, _key, share in sorted(told, key=lambda row: row[:2]))
    )
