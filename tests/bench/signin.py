"""Signing in: what of argon2id's own rate is left, and how a reader fares beside forty who sign in at once."""

import multiprocessing
import os
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event

from literasi.infra import passwords
from tests.bench import load
from tests.bench.hits import Hit
from tests.bench.servers import Server
from tests.bench.sites import MODULE, PASSWORD, Literasi, account_on
from tests.bench.stalled import visit

PROCESSES = 2
AT_ONCE = 40
TIMES_EACH = 6


@dataclass(frozen=True)
class Rates:
    """One turn: checks of a password a second by argon2id alone, and sign-ins a second of the site."""

    alone: float
    site: load.Load

    @property
    def ratio(self) -> float:
        return self.site.per_second / self.alone


@dataclass(frozen=True)
class Reader:
    """Milliseconds of a reader's lesson page, each on a fresh connection, while others sign in."""

    asked: int
    p50: float
    p95: float
    worst: float
    failed: int


def alone(seconds: float) -> float:
    """Checks of one password a second in as many processes as the server has, without anything else."""
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        return sum(pool.map(_checks, [seconds] * PROCESSES, chunksize=1))


def _checks(seconds: float) -> float:
    stored = passwords.hashed(PASSWORD)
    count, began = 0, time.perf_counter()
    while time.perf_counter() < began + seconds:
        assert passwords.matches(stored, PASSWORD)
        count += 1
    return count / (time.perf_counter() - began)


def class_of(port: int, count: int) -> list[Hit]:
    """One sign-in of each of so many new accounts, ready to send."""
    return [account_on(port, f"murid{os.getpid()}.{number}").signing_in for number in range(count)]


def rates(server: Server, hits: list[Hit], rounds: int, seconds: float) -> list[Rates]:
    """argon2id alone and the site, in turn."""
    asked = hits * TIMES_EACH
    return [Rates(alone(seconds), load.drive(server.port, asked, AT_ONCE)) for _ in range(rounds)]


def middle(turns: list[Rates]) -> Rates:
    """The turn whose ratio is the median one."""
    return sorted(turns, key=lambda turn: turn.ratio)[len(turns) // 2]


@contextmanager
def signing_in(port: int, hits: list[Hit]) -> Iterator[None]:
    """Forty sign in at once, and again as soon as all are in, until the block ends."""
    done = Event()

    def waves() -> None:
        while not done.is_set():
            load.drive(port, hits, AT_ONCE)

    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(waves)
        try:
            yield
        finally:
            done.set()
            running.result()


def reader(server: Server, site: Literasi, hits: list[Hit], asked: int = 300) -> Reader:
    """Ask for a lesson again and again while forty sign in at once."""
    times, failed = list[float](), 0
    with signing_in(server.port, hits):
        for _ in range(asked):
            began = time.perf_counter()
            failed += not visit(server.port, MODULE, site.cookie)
            times.append((time.perf_counter() - began) * 1000)
    cuts = statistics.quantiles(times, n=100)
    return Reader(asked, cuts[49], cuts[94], max(times), failed)
