"""What counts as finished, as one rule, and the flower that shows it.

A module with a scored quiz is finished (*tuntas*) when that quiz was passed once. A module without one is
finished when every part of its lesson is marked done. What was finished once stays finished.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Flower:
    """A course as a flower: one petal a module, in their order, True where the module is finished."""

    petals: tuple[bool, ...]

    @property
    def n(self) -> int:
        """How many petals there are."""
        return len(self.petals)

    @property
    def filled(self) -> int:
        """How many are filled."""
        return sum(self.petals)

    @property
    def done(self) -> bool:
        """Whether the heart is filled: the whole course is finished. A course without modules never is."""
        return self.n > 0 and self.filled == self.n


def module_finished(
    has_scored_quiz: bool, quiz_passed: bool, parts: Collection[str], parts_done: Collection[str]
) -> bool:
    """Whether a module is finished. Marks on parts that the lesson no longer has neither help nor harm."""
    if has_scored_quiz:
        return quiz_passed
    return bool(parts) and set(parts) <= set(parts_done)


def petals(module_keys: Sequence[str], finished: Collection[str]) -> Flower:
    """The flower of a course whose modules are these, some of them finished."""
    return Flower(tuple(key in finished for key in module_keys))


def better(old: float | None, new: float | None) -> float | None:
    """The mark of a finished module to keep, 0 to 1: the higher; None only where there was no quiz."""
    if old is None or new is None:
        return new if old is None else old
    return max(old, new)
