"""What counts as finished, as one rule, and the flower that shows it.

A module with a scored quiz is finished (*tuntas*) when that quiz was passed once. A module without one is
finished when every part of its lesson is marked done. What was finished once stays finished.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

_ONE_RING = 8
"""More petals than this stand in two rings."""
_LENGTHS = (46, 30)
"""Of a petal in the outer and the inner ring, in the units of the drawing."""
_BREADTHS = {1: 26, 2: 26, 3: 26, 4: 24, 5: 22, 6: 19, 7: 17}
"""Half of a petal's breadth where so few stand in a ring; more of them are slimmer still."""
_SLIM = 15


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


def drawing(petals: Sequence[bool]) -> Iterable[tuple[bool, tuple[str, str, str]]]:
    """Whether each petal is filled, with the outline, the vein of a filled one, and the turn of it, as SVG says them."""
    return zip(petals, _shapes(len(petals)), strict=True)


@cache
def _shapes(n: int) -> tuple[tuple[str, str, str], ...]:
    """A class page draws forty flowers of thirty petals, so the shapes of so many are worked out once."""
    outer = n if n <= _ONE_RING else (n + 1) // 2
    first = [_petal(at, outer, _LENGTHS[0]) for at in range(outer)]
    return *first, *(_petal(at + 0.5, n - outer, _LENGTHS[1]) for at in range(n - outer))


def _petal(at: float, ring: int, length: int) -> tuple[str, str, str]:
    breadth, tip = _BREADTHS.get(ring, _SLIM) * length / _LENGTHS[0], length * 0.78
    outline = f"M0-8C{breadth:.0f} -14 {breadth:.0f} -{tip:.0f} 0-{length}C-{breadth:.0f} -{tip:.0f} -{breadth:.0f} -14 0-8Z"
    return outline, f"M0-16V-{length - 12}", f"rotate({360 / ring * at:.1f})"
