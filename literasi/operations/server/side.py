"""The side thread: where answers are made that compute for long, while the application thread goes on with others.

One thread a process and no more: what it does fills a core anyway, and threads of one process fight for SQLite's
write lock. It is made for hashing passwords, which lets go of Python's own lock meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from literasi.operations.server.turns import Full

T = TypeVar("T")

# A class of forty signs in at once, and may find itself on one process. Past this, nobody would wait for her turn.
MOST_WAITING = 64
COME_BACK_SECONDS = 10


class Side:
    """One thread and the queue before it; `most` counts the one under way too."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._most, self._held = most, 0
        self._thread = ThreadPoolExecutor(1, "samping")

    async def run(self, work: Callable[[], T]) -> T:
        """What `work` returns or raises, once its turn has come. Raises Full at once when the queue is.

        Whoever is cancelled while she waits gives her place back.
        """
        if self._held >= self._most:
            raise Full(COME_BACK_SECONDS)
        self._held += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        finally:
            self._held -= 1
