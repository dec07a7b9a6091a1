"""Eight o'clock: thousands of pupils come in by their cards, open a quiz and save an answer, all within a minute."""

import asyncio
import statistics
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, select

from literasi.quizzes.models import AnswerEvent, Attempt
from tests.bench import classrooms, schools
from tests.bench.phones import Phone, Saved, Tally
from tests.bench.schools import Classes
from tests.bench.sites import MODULE

CLASSES = 150
LONGEST_SECONDS = 300
"""After it the phones give up, whatever is left."""


@dataclass(frozen=True)
class Morning:
    """What came of it. `seconds`: from the first card to the last answer; `p95` of every request by its name, in ms;
    `lost`: acknowledged answers that are not in the database once, under the right pupil; `cpu_ms`: of the server, a
    pupil."""

    pupils: int
    spread: float
    seconds: float
    saved: int
    p50: float
    p95: dict[str, float]
    paced: int
    wrong: dict[str, int]
    lost: int
    cpu_ms: float


def morning(folder: Path, database: str, pupils: int, spread: float) -> Morning:
    """Seed 150 classes with an assignment, let `pupils` of them in evenly over `spread` seconds, and look afterwards
    whether every acknowledged answer is there."""
    with classrooms.taught(folder / "pagi", database) as (server, _me, url):
        size = Classes(CLASSES, -(-pupils // CLASSES), 1)
        persons = schools.fill(url, size, classrooms.SLUG, classrooms.TEACHER).pupils[:pupils]
        tally, before, began = Tally(), server.cpu_ms(), time.perf_counter()
        asyncio.run(_all(server.port, persons, spread, tally))
        seconds, cpu_ms = time.perf_counter() - began, server.cpu_ms() - before
        return Morning(
            pupils,
            spread,
            seconds,
            len(tally.saved),
            statistics.median(tally.times.get("simpan", [0.0])),
            {name: _p95(times) for name, times in tally.times.items()},
            tally.paced,
            dict(tally.wrong),
            _lost(url, tally.saved),
            cpu_ms / pupils,
        )


async def _all(port: int, persons: range, spread: float, tally: Tally) -> None:
    """Every pupil at her moment, whether those before her are done or not."""

    async def one(at: int, person: int) -> None:
        comes = at * spread / len(persons)
        await asyncio.sleep(comes)
        async with asyncio.timeout(LONGEST_SECONDS - comes):
            await Phone(port, person, tally).go(schools.ticket(person), f"{MODULE}/kuis")

    found = await asyncio.gather(*(one(*each) for each in enumerate(persons)), return_exceptions=True)
    for error in filter(None, found):
        tally.wrong[type(error).__name__] += 1


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[18] if len(times) > 1 else sum(times)


def _lost(url: str, saved: list[Saved]) -> int:
    """Acknowledged answers that are not stored exactly once, in time, at the attempt of the pupil who sent them."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(
            select(Attempt.person_id, Attempt.public_id, AnswerEvent.client_uuid)
            .join(Attempt, Attempt.id == AnswerEvent.attempt_id)
            .where(AnswerEvent.late.is_(False))
        ).all()
    engine.dispose()
    stored = Counter(Saved(*row) for row in rows)
    return sum(stored[one] != 1 for one in saved)
