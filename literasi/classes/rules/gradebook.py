"""How a learner stands with what she was given: one word a cell, and nobody compared with anybody.

What counts is the best attempt handed in before the assignment closed, whenever it was begun: whoever finished a module
before it was assigned has finished it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

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


class Tried(NamedTuple):
    """An attempt at the module. `percent` and `passed` are None while it is open or waits for a person's mark;
    `given_back`: by how much pauses of the server moved its end. A tuple, since the marks of a lecture make 180,000."""

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
    now did not pass; `part` where she stopped reading; `last_at` when she did something last, told of what is begun and
    not handed in; `after` the best percent of what came after it had closed."""

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


_BEGUN = (Standing.READING, Standing.WORKING)
NOT_MEANT = Cell(Standing.NOT_MEANT)
NOT_BEGUN = Cell(Standing.NOT_BEGUN)


class _Came(NamedTuple):
    """An attempt that was handed in, as its deadline saw it."""

    number: int
    timing: Timing
    percent: int | None
    passed: bool | None


def cell(one: Window, threshold: int | None, tried: Sequence[Tried], place: Place | None) -> Cell:
    """How somebody stands with an assignment. `threshold` in percent, None for the quiz's own; `tried` in the order of
    their beginning."""
    if not tried:
        return NOT_BEGUN if place is None else Cell(Standing.READING, part=place.part, last_at=place.at)
    came = tuple([_came(one, each) for each in _handed_in(tried)])
    found = _decided(came, len(came) < len(tried), threshold, place.part if place else 0)
    return replace(found, last_at=_last(tried, place)) if found.standing in _BEGUN else found


def _handed_in(tried: Sequence[Tried]) -> Sequence[Tried]:
    """What was handed in, in that order."""
    done = [each for each in tried if each.submitted_at is not None]
    return done if len(done) < 2 else sorted(done, key=_end)


def _came(one: Window, each: Tried) -> _Came:
    return _Came(each.number, timing(one, _end(each), each.given_back), each.percent, each.passed)


@lru_cache(maxsize=4096)
def _decided(came: tuple[_Came, ...], working: bool, threshold: int | None, part: int) -> Cell:
    """A cell from what was handed in, in that order. Thousands of pupils share a few stories: each is decided once."""
    counted = [each for each in came if each.timing is not Timing.AFTER]
    passed = [each for each in counted if _passed(each, threshold)]
    best = max(passed or counted, key=lambda each: (each.percent or 0, -each.number), default=None)
    told = min(passed, key=lambda each: each.number) if passed else best
    late = [each.percent for each in came if each.timing is Timing.AFTER and each.percent is not None]
    return Cell(
        Standing.DONE if passed else _standing(counted, working, part),
        best.percent if best else None,
        told.timing if told else None,
        _fails(counted, threshold),
        part,
        after=max(late, default=None),
    )


def _standing(counted: Sequence[_Came], working: bool, part: int) -> Standing:
    """Of somebody of whom nothing that counts has passed."""
    if working:
        return Standing.WORKING
    if any(each.passed is None for each in counted):
        return Standing.AWAITING
    if counted:
        return Standing.NOT_YET
    return Standing.READING if part else Standing.NOT_BEGUN


def _last(tried: Sequence[Tried], place: Place | None) -> datetime:
    moments = [each.submitted_at or each.started_at for each in tried]
    return max([*moments, place.at] if place else moments)


def _end(one: Tried) -> datetime:
    assert one.submitted_at is not None
    return one.submitted_at


def _passed(one: _Came, threshold: int | None) -> bool:
    """Whether an attempt fills the petal. One that was begun on other terms has to reach the class's threshold too."""
    return bool(one.passed) and (threshold is None or one.percent is None or one.percent >= threshold)


def _fails(counted: Sequence[_Came], threshold: int | None) -> int:
    """How many in a row before now did not pass."""
    fails = 0
    for one in counted:
        if one.passed is not None:
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


@dataclass(frozen=True)
class Look:
    """What a page shows of a cell, in the reader's language; `done` and `after` as in the cell."""

    done: bool
    words: str
    late: bool
    after: int | None


def looks(say: Callable[[Sentence], str]) -> Callable[[Cell], Look]:
    """What says how a cell looks. A thousand cells share a few looks: each is decided and said once."""

    @cache
    def look(standing: Standing, percent: int | None, part: int, late: bool, after: int | None) -> Look:
        seen = Cell(standing, percent, part=part)
        return Look(seen.done, say(words(seen)), late, after)

    return lambda cell: look(
        cell.standing, cell.percent, cell.part, cell.timing in (Timing.LATE, Timing.AFTER), cell.after
    )
