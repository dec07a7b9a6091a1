"""How a learner stands with what she was given: one word a cell, and nobody compared with anybody.

What counts is the best attempt handed in before the assignment closed, whenever it was begun: whoever finished a module
before it was assigned has finished it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from literasi.classes.rules.deadline import Timing, Window, timing
from literasi.kernel.sentence import Sentence


class Standing(StrEnum):
    """How far somebody is; the value names the look of a cell."""

    NOT_MEANT = "bukan"
    NOT_BEGUN = "belum"
    READING = "membaca"
    WORKING = "mengerjakan"
    AWAITING = "menunggu"
    NOT_YET = "belum-tuntas"
    DONE = "tuntas"


@dataclass(frozen=True)
class Tried:
    """An attempt at the module. `percent` and `passed` are None while it is open or waits for a person's mark;
    `given_back`: by how much pauses of the server moved its end."""

    public_id: str
    number: int
    started_at: datetime
    submitted_at: datetime | None
    percent: int | None
    passed: bool | None
    given_back: timedelta = timedelta()


@dataclass(frozen=True)
class Place:
    """Where she is in the lesson: the part to open next, from 1, and since when."""

    part: int
    at: datetime


@dataclass(frozen=True)
class Cell:
    """One learner and one assignment. `percent` is that of the attempt that counts; `fails` how many in a row before
    now did not pass; `part` where she stopped reading; `after` the best percent of what came after it had closed."""

    standing: Standing
    percent: int | None = None
    timing: Timing | None = None
    fails: int = 0
    part: int = 0
    last_at: datetime | None = None
    after: int | None = None

    @property
    def done(self) -> bool:
        """Whether the petal is filled."""
        return self.standing is Standing.DONE


NOT_MEANT = Cell(Standing.NOT_MEANT)
NOT_BEGUN = Cell(Standing.NOT_BEGUN)


def cell(one: Window, threshold: int | None, tried: Sequence[Tried], place: Place | None) -> Cell:
    """How somebody stands with an assignment. `threshold` in percent, None for the quiz's own; `tried` in the order of
    their beginning."""
    if not tried:
        return NOT_BEGUN if place is None else Cell(Standing.READING, part=place.part, last_at=place.at)
    handed_in = [each for each in tried if each.submitted_at is not None]
    counted = [each for each in handed_in if _timing(one, each) is not Timing.AFTER]
    passed = [each for each in counted if _passed(each, threshold)]
    best = max(passed or counted, key=lambda each: (each.percent or 0, -each.number), default=None)
    moments = [each.submitted_at or each.started_at for each in tried] + ([place.at] if place else [])
    return Cell(
        _standing(tried, counted, bool(passed), place),
        best.percent if best else None,
        _timing(one, passed[0] if passed else best) if best else None,
        _fails(counted, threshold),
        place.part if place else 0,
        max(moments),
        _after(handed_in, counted),
    )


def _after(handed_in: Sequence[Tried], counted: Sequence[Tried]) -> int | None:
    """The best percent of what came when it had closed."""
    if len(counted) == len(handed_in):
        return None
    late = [each.percent for each in handed_in if each not in counted and each.percent is not None]
    return max(late, default=None)


def _standing(
    tried: Sequence[Tried], counted: Sequence[Tried], passed: bool, place: Place | None
) -> Standing:
    if passed:
        return Standing.DONE
    if any(each.submitted_at is None for each in tried):
        return Standing.WORKING
    if any(each.passed is None for each in counted):
        return Standing.AWAITING
    if counted:
        return Standing.NOT_YET
    return Standing.READING if place else Standing.NOT_BEGUN


def _timing(one: Window, each: Tried) -> Timing:
    return timing(one, _end(each), each.given_back)


def _end(one: Tried) -> datetime:
    assert one.submitted_at is not None
    return one.submitted_at


def _passed(one: Tried, threshold: int | None) -> bool:
    """Whether an attempt fills the petal. One that was begun on other terms has to reach the class's threshold too."""
    return bool(one.passed) and (threshold is None or one.percent is None or one.percent >= threshold)


def _fails(counted: Sequence[Tried], threshold: int | None) -> int:
    known = [one for one in counted if one.passed is not None]
    fails = 0
    for one in sorted(known, key=_end):
        fails = 0 if _passed(one, threshold) else fails + 1
    return fails


_WORDS = {
    Standing.NOT_MEANT: Sentence("–"),
    Standing.NOT_BEGUN: Sentence("Belum"),
    Standing.WORKING: Sentence("Mengerjakan"),
    Standing.AWAITING: Sentence("Menunggu dinilai"),
}
"""What is said without a number."""


def words(one: Cell) -> Sentence:
    """What a cell says; colour says the same once more."""
    if one.standing is Standing.DONE:
        if one.percent is None:
            return Sentence("Tuntas")
        return Sentence("Tuntas, %(percent)s%%", {"percent": one.percent})
    if one.standing is Standing.READING:
        return Sentence("Bagian %(part)s", {"part": one.part})
    if one.standing is Standing.NOT_YET:
        return Sentence("Belum tuntas, %(percent)s%%", {"percent": one.percent or 0})
    return _WORDS[one.standing]
