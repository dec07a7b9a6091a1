"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
LAST = 9999
"""Beyond it nobody leafs, and no database counts as far as somebody can type."""


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a list: those of page `number`, from 1, and whether more come after them."""

    rows: tuple[T, ...]
    number: int
    more: bool


def number_of(text: str) -> int:
    """The page that an address asks for; the first for whatever is no number of a page."""
    plain = text.isascii() and text.isdigit() and len(text) <= len(str(LAST))
    return max(1, int(text)) if plain else 1


def before(number: int, size: int) -> int:
    """How many rows come before a page."""
    return (number - 1) * size


def page(rows: Sequence[T], number: int, size: int) -> Page[T]:
    """A page out of its rows; whoever asks for one row more than `size` learns whether another page follows."""
    return Page(tuple(rows[:size]), number, len(rows) > size)
