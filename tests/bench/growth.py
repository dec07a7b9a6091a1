"""Whether the lesson page and a save cost the same among 200,000 people as among 1,000."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import people
from tests.bench.compare import Measured, measure, median
from tests.bench.hits import Hit
from tests.bench.people import Crowd
from tests.bench.routes import SAVES
from tests.bench.servers import Server, literasi
from tests.bench.sites import MODULE, Literasi, guest_of_literasi

DATABASE = "literasi.db"


@dataclass(frozen=True)
class Grown:
    """One kind of request among few and among many people."""

    name: str
    few: Measured
    many: Measured

    @property
    def ratio(self) -> float:
        """How many times the server CPU a request costs among many."""
        return self.many.cpu_ms / self.few.cpu_ms


@contextmanager
def crowded(instance: Path, crowd: Crowd) -> Iterator[Server]:
    """Literasi with a crowd in its database. It is started once before, so that it migrates and publishes."""
    with literasi(instance):
        pass
    people.fill(instance / DATABASE, crowd, MODULE.rpartition("/")[2])
    with literasi(instance) as server:
        yield server


def grow(folder: Path, few: Crowd, many: Crowd, rounds: int, seconds: int) -> list[Grown]:
    """Measure the lesson page and the save among few and among many people, in turn."""
    with crowded(folder / "few", few) as small, crowded(folder / "many", many) as large:
        pairs = [(server, guest_of_literasi(server)) for server in (small, large)]
        return [
            Grown("GET pelajaran", *_taken(pairs, "lesson", rounds, seconds)),
            Grown("PUT satu jawaban", *_taken(pairs, "save", rounds, seconds)),
        ]


def _taken(
    pairs: list[tuple[Server, Literasi]], kind: str, rounds: int, seconds: int
) -> tuple[Measured, Measured]:
    takes: list[list[Measured]] = [[] for _ in pairs]
    for _ in range(rounds):
        for which, (server, site) in enumerate(pairs):
            asked: Hit | list[Hit] = site.page(MODULE) if kind == "lesson" else site.saves(SAVES)
            takes[which].append(measure(server, asked, seconds))
    return median(takes[0]), median(takes[1])
