"""Which figures about people may be shown. A figure of a few could be about somebody one knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

FEWEST = 5


def shown(count: int) -> str:
    """A number of people as pages show it: below five it is only said that there are some."""
    return f"<{FEWEST}" if 0 < count < FEWEST else str(count)


@dataclass(frozen=True)
class Share:
    """How many people began something, and how many of them finished it."""

    begun: int = 0
    finished: int = 0


@dataclass(frozen=True)
class Bar:
    """A share as it is drawn and told: lengths in units of the drawing, numbers as pages show them."""

    number: int
    begun: str
    finished: str
    begun_length: int
    finished_length: int


def bars(shares: list[Share], width: int) -> list[Bar]:
    """Shares side by side; the largest fills `width`. What is not told as a number has no length either."""
    most = max([FEWEST, *(share.begun for share in shares)])

    def length(count: int) -> int:
        return round(width * count / most) if count >= FEWEST else 0

    return [
        Bar(number, shown(one.begun), shown(one.finished), length(one.begun), length(one.finished))
        for number, one in enumerate(shares, 1)
    ]


def since(today: date, days: int) -> date:
    """The first of so many days that end today."""
    return today - timedelta(days=days - 1)
