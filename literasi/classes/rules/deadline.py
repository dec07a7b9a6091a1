"""Until when something is taken, and as what. The server's clock decides (P6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from literasi.quizzes.rules.policy import GRACE, AttemptPolicy, ShowKeys

USUAL_GRACE = timedelta(hours=24)
"""Masa toleransi unless the teacher says otherwise: a power cut lasts hours, not minutes."""
_STRICTNESS = (ShowKeys.AFTER_SUBMISSION, ShowKeys.AFTER_DEADLINE, ShowKeys.NEVER)


class Timing(StrEnum):
    """How a piece of work stands to its deadline."""

    ON_TIME = "tepat waktu"
    LATE = "terlambat"
    AFTER = "sesudah ditutup"


@dataclass(frozen=True)
class Window:
    """When an assignment is open for somebody: shown from `opens_at`, due at `due_at`, taken as late up to `closes_at`."""

    opens_at: datetime
    due_at: datetime
    closes_at: datetime

    def open(self, now: datetime) -> bool:
        """Whether work is taken now."""
        return self.opens_at <= now < self.closes_at


@dataclass(frozen=True)
class Asked:
    """What an assignment asks of an attempt: `threshold` in percent, `tries` from `given_at` on, `show_keys`; None
    where the quiz's own counts."""

    window: Window
    given_at: datetime
    threshold: int | None = None
    tries: int | None = None
    show_keys: ShowKeys | None = None


def window(opens_at: datetime, due_at: datetime, grace: timedelta, later: Iterable[datetime] = ()) -> Window:
    """The window of somebody: `later` are the deadlines that she was given instead. The latest counts: nobody loses by
    an extension, and grace comes on top."""
    due = max([due_at, *later])
    return Window(opens_at, due, due + grace)


def counted_from(
    given_at: datetime, due_at: datetime, grace: timedelta, later: Iterable[tuple[datetime, datetime]]
) -> datetime:
    """From when on tries count. `later`: deadlines with the moment at which each was given.

    What had closed handed everybody's work in by itself; an extension after that opens it anew, with all tries.
    """
    closes, begin = due_at + grace, given_at
    for due, at in sorted(later, key=lambda one: one[1]):
        begin = at if at >= closes else begin
        closes = max(closes, due + grace)
    return begin


def timing(one: Window, submitted_at: datetime, given_back: timedelta = timedelta()) -> Timing:
    """How work that was handed in stands to the deadline. A slow line is given the patience that its attempt had, and
    nobody is late by a pause of the server: `given_back` is what her attempt got for those."""
    patience = GRACE + given_back
    if submitted_at <= one.due_at + patience:
        return Timing.ON_TIME
    return Timing.LATE if submitted_at <= one.closes_at + patience else Timing.AFTER


def policy(own: AttemptPolicy, asked: Sequence[Asked], now: datetime) -> AttemptPolicy | None:
    """The terms of an attempt that begins now, from the quiz's own and what is asked of this learner; None when nothing
    is open for her.

    Two classes may ask for the same module: then it closes with the later one, the strictest showing of keys holds,
    and the higher threshold.
    """
    current = [one for one in asked if one.window.open(now)]
    return _terms(own, current) if current else None


def on_paper(own: AttemptPolicy, asked: Asked, now: datetime) -> tuple[AttemptPolicy, datetime] | None:
    """The terms on which what was written on paper is typed in, and as of when it counts as handed in; None before the
    assignment opens.

    The paper was written before it is typed. So after the close it counts as handed in at the close, like whatever an
    online attempt had saved by then: late where there was time for that, and never lost. Minutes were kept by a teacher
    with a clock.
    """
    if now < asked.window.opens_at:
        return None
    return replace(_terms(own, [asked]), minutes=None), min(now, asked.window.closes_at)


def _terms(own: AttemptPolicy, current: Sequence[Asked]) -> AttemptPolicy:
    last = max(current, key=lambda one: one.window.closes_at)
    return replace(
        own,
        threshold=max(one.threshold or own.threshold for one in current),
        tries=last.tries if last.tries is not None else own.tries,
        deadline_at=last.window.closes_at,
        show_keys=max((one.show_keys or own.show_keys for one in current), key=_STRICTNESS.index),
        since=last.given_at,
        due_at=last.window.due_at,
        essays=True,
    )
