"""Kelas Contoh: who is made up for it, what each of them did, and when its assignments are due.

The names are invented and of many homes. Nothing here knows a course: whatever is published is put into the slots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from literasi.kernel import clock
from literasi.kernel.sentence import Sentence

NAME = "Contoh"
"""Pages put the word for a class before it."""
SEED = "kelas-contoh"
NOTHING_TO_GIVE = Sentence("Kelas Contoh memerlukan sedikitnya satu modul yang sudah terbit dan punya kuis. Saat ini belum ada.")  # fmt: skip
_DAY = timedelta(days=1)


class Did(StrEnum):
    """What somebody did with an assignment."""

    NOTHING = "-"
    DONE = "D"
    RETRIED = "F"  # failed once, passed then
    TWICE = "T"  # failed twice
    LATE = "L"  # passed, after it was due
    ESSAY = "E"  # handed in an essay that waits for a mark
    STOPPED = "R"  # stopped in the middle of the lesson
    OPEN = "O"  # began the quiz and did not send it


class Slot(StrEnum):
    """Where an assignment stands in time."""

    PAST = "lewat"
    RECENT = "baru lewat"
    CURRENT = "sekarang"
    NEXT = "nanti"


_BY_NUMBER = {
    1: (Slot.CURRENT,),
    2: (Slot.PAST, Slot.CURRENT),
    3: (Slot.PAST, Slot.RECENT, Slot.CURRENT),
}
"""Which slots so few modules fill."""


@dataclass(frozen=True)
class Times:
    """When an assignment opens and is due."""

    opens_at: datetime
    due_at: datetime


@dataclass(frozen=True)
class Pupil:
    """Somebody made up. `did`: one letter of `Did` for each of `Slot`; `agreed`: whether consent for her is in force."""

    name: str
    did: str
    agreed: bool = True

    def at(self, slot: Slot) -> Did:
        """What she did in a slot."""
        return Did(self.did[list(Slot).index(slot)])


PUPILS = (
    Pupil("Aisyah", "DDD-"),
    Pupil("Bagas", "DD--"),
    Pupil("Christian", "EDT-"),
    Pupil("Dewi", "DFD-"),
    Pupil("Fatimah", "EDR-"),
    Pupil("Gabriel", "DLD-"),
    Pupil("Ketut", "-DD-"),
    Pupil("Marlon", "EDD-"),
    Pupil("Meilani", "EDO-"),
    Pupil("Putri", "DDDD"),
    Pupil("Rahmat", "DTD-"),
    Pupil("Yosina", "----", agreed=False),
)
"""In the slot that comes first stands a module with an essay, where there is one."""


def slots(modules: int) -> tuple[Slot, ...]:
    """The slots that so many modules fill, in the order of time."""
    return _BY_NUMBER.get(modules, tuple(Slot))


def times(slot: Slot, now: datetime) -> Times:
    """When the assignment of a slot opened and is due, counted from today in Tomohon."""
    today = clock.beginning_of(clock.wita_date(now))
    opened, due = {
        Slot.PAST: (16, today - 8 * _DAY),
        Slot.RECENT: (9, today - _DAY),
        Slot.CURRENT: (6, today + _DAY),
        Slot.NEXT: (2, today + 8 * _DAY),
    }[slot]
    hour = timedelta(hours=23 if slot is Slot.CURRENT else 20)
    return Times(today - opened * _DAY + timedelta(hours=7), due + hour)


def sat_down(slot: Slot, did: Did, number: int, now: datetime) -> datetime:
    """When the pupil of this number on the list sat down to the lesson or the quiz. Always before now."""
    when = times(slot, now)
    if did is Did.LATE:
        return min(now - timedelta(hours=2), when.due_at + timedelta(hours=3))
    days = {Did.STOPPED: 1, Did.OPEN: 1, Did.TWICE: 2}.get(did, 1 + number % 3)
    return when.opens_at + days * _DAY / 2 + timedelta(minutes=5 * (number % 32))


def from_essay(essays: Sequence[bool]) -> list[int]:
    """The places of a course's modules in their order, beginning with the first whose quiz may ask for an essay."""
    first = essays.index(True) if True in essays else 0
    return [*range(first, len(essays)), *range(first)]
