"""Who needs support, and why, in words. A list in the class's own order: it ranks nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from literasi.classes.rules.deadline import Window
from literasi.classes.rules.gradebook import Cell, Standing
from literasi.kernel.sentence import Sentence

SOON = timedelta(days=2)
"""So long before a deadline it is worth a word that somebody has not begun."""
QUIET = timedelta(days=1)
"""So long without a step somebody has stopped."""
FAILS = 2
_DAY = timedelta(days=1)
_BEGUN = (Standing.READING, Standing.WORKING)


@dataclass(frozen=True)
class Given:
    """An assignment as one learner has it."""

    title: str
    window: Window
    cell: Cell


def reason(given: Sequence[Given], now: datetime) -> Sentence | None:
    """Why somebody needs support now; None when she does not. The most pressing reason: what fails, then what has not
    begun, then what stands still; of two alike the one that is due first."""
    current = sorted((one for one in given if one.window.open(now)), key=lambda one: one.window.due_at)
    found = [
        *map(_failing, current),
        *(_late(one, now) for one in current),
        *(_stopped(one, now) for one in current),
    ]
    return next((one for one in found if one is not None), None)


def _failing(one: Given) -> Sentence | None:
    if one.cell.done or one.cell.fails < FAILS:
        return None
    return Sentence(
        "%(count)s kali belum tuntas pada %(title)s", {"count": one.cell.fails, "title": one.title}
    )


def _late(one: Given, now: datetime) -> Sentence | None:
    if one.cell.standing is not Standing.NOT_BEGUN:
        return None
    left = one.window.due_at - now
    if left > SOON:
        return None
    if left <= timedelta():
        return Sentence("belum mulai %(title)s, tenggatnya sudah lewat", {"title": one.title})
    days = ceil(left / _DAY)
    if days <= 1:
        return Sentence("belum mulai %(title)s, tenggat kurang dari sehari lagi", {"title": one.title})
    return Sentence("belum mulai %(title)s, tenggat %(days)s hari lagi", {"title": one.title, "days": days})


def _stopped(one: Given, now: datetime) -> Sentence | None:
    last = one.cell.last_at
    if one.cell.standing not in _BEGUN or last is None or now - last < QUIET:
        return None
    days = (now - last) // _DAY
    told: dict[str, str | int] = {"title": one.title, "days": days, "part": one.cell.part}
    if one.cell.standing is Standing.READING:
        if days == 1:
            return Sentence("berhenti di bagian %(part)s dari %(title)s kemarin", told)
        return Sentence("berhenti di bagian %(part)s dari %(title)s %(days)s hari lalu", told)
    if days == 1:
        return Sentence("kuis %(title)s belum dikirim sejak kemarin", told)
    return Sentence("kuis %(title)s belum dikirim sejak %(days)s hari lalu", told)
