"""Turns: whose request the application thread answers next, and who is asked to come back a little later.

At eight o'clock more come in than a small machine can answer. Without turns all would wait alike: an answer given
would stand behind a thousand pages, and phones that gave up would ask again and make the line longer. So what people
do goes before what they read, those under way before those who come in, and whoever would wait longer than is
bearable is told when to come instead of getting a place. Those told to come are given times one after the other, as
far apart as their visits need, so that they do not all come back at once.

Earliest deadline first (Liu and Layland, 1973): urgent ones have the nearer deadline, and nobody waits for ever.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from math import ceil
from typing import TypeVar

from literasi.infra.urgency import Urgency

T = TypeVar("T")


@dataclass(frozen=True)
class Bearable:
    """Seconds: `due` after which even the more urgent stand behind, `wait` past which a place is not worth having."""

    due: float
    wait: float


BEARABLE = {
    Urgency.ACT: Bearable(due=0.5, wait=15.0),
    Urgency.PAGE: Bearable(due=4.0, wait=2.0),
    Urgency.ARRIVAL: Bearable(due=6.0, wait=0.5),
}
# Half of what a visit costs, from a login card to the first answer saved: a time that nobody uses is lost, while
# somebody too many is only told once more. Simulated with 5,000 pupils: 0.75 of the time used at 7, nearly all at 4.
REQUESTS_AN_APPOINTMENT = 4
LONGEST_APPOINTMENT_SECONDS = 60
# One long export must not make everybody behind it look like an hour's wait.
_LONGEST_COUNTED_SECONDS = 0.1
_WEIGHT_OF_THE_NEWEST = 0.05


class Full(Exception):
    """One more would wait in vain; in `seconds` there should be room."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Pace:
    """How fast this process answers, learnt as it goes, and who has been told to come when. Times in seconds."""

    def __init__(self, mean: float = 0.01) -> None:
        self._mean = mean
        self._last_appointment = 0.0

    def took(self, seconds: float) -> None:
        """An answer took so long: an exponentially weighted mean."""
        self._mean += _WEIGHT_OF_THE_NEWEST * (min(seconds, _LONGEST_COUNTED_SECONDS) - self._mean)

    def admit(self, urgency: Urgency, ahead: int, now: float) -> None:
        """Let one in behind `ahead` others. Raises Full when the wait would be more than is bearable."""
        wait = ahead * self._mean
        if wait <= BEARABLE[urgency].wait:
            return
        raise Full(self._appointment(now, wait) if urgency is Urgency.ARRIVAL else ceil(wait) + 1)

    def _appointment(self, now: float, wait: float) -> int:
        """Seconds until it is the turn of a visit that has not begun; the next one comes after it."""
        later = max(self._last_appointment, now + wait) + REQUESTS_AN_APPOINTMENT * self._mean
        # Nobody is told to come later than that, so no time further off is taken.
        self._last_appointment = min(later, now + LONGEST_APPOINTMENT_SECONDS)
        return ceil(self._last_appointment - now)


class Turns:
    """The line before one application thread, which is the event loop's own. `clock` gives seconds."""

    def __init__(self, pace: Pace | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace, self._clock = pace or Pace(), clock
        self._line = list[tuple[float, int, Urgency, asyncio.Future[None]]]()
        self._numbers = count()
        self._waiting = dict.fromkeys(Urgency, 0)
        self._taken = False

    async def run(self, urgency: Urgency, work: Callable[[], T]) -> T:
        """What `work` returns or raises, once its turn has come. Raises Full at once when the line is too long.

        Whoever is cancelled while she waits gives her place back.
        """
        if self._taken:
            await self._wait(urgency)
        self._taken = True
        began = self._clock()
        try:
            return work()
        finally:
            self._pace.took(self._clock() - began)
            # Not at once: those who came meanwhile are to stand in the line before the next one is chosen.
            asyncio.get_running_loop().call_soon(self._call_next)

    async def _wait(self, urgency: Urgency) -> None:
        now, waiting = self._clock(), self._waiting
        self._pace.admit(urgency, sum(waiting[one] for one in Urgency if one <= urgency), now)
        called = asyncio.get_running_loop().create_future()
        heappush(self._line, (now + BEARABLE[urgency].due, next(self._numbers), urgency, called))
        waiting[urgency] += 1
        try:
            await called
        except asyncio.CancelledError:
            if called.done() and not called.cancelled():
                self._call_next()
            raise

    def _call_next(self) -> None:
        """Wake the first in the line; nobody there leaves the turn free."""
        while self._line:
            _due, _number, urgency, called = heappop(self._line)
            self._waiting[urgency] -= 1
            if not called.done():
                called.set_result(None)
                return
        self._taken = False
