"""What classes cost: a page alone and among many, a lecture beside a class, the marks of thousands as a file."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import schools
from tests.bench.compare import Measured, measure, median
from tests.bench.growth import DATABASE
from tests.bench.hits import Hit
from tests.bench.schools import Classes
from tests.bench.servers import Server, literasi
from tests.bench.sites import MODULE, Account, account_on
from tests.bench.visitor import Visitor

TEACHER = "bu.guru"
SLUG = MODULE.rpartition("/")[2]
ALONE = Classes(1, 40, 30, 30)
SMALL = Classes(1, 30, 30, 30)
LECTURE = Classes(1, 3_000, 30, 30)
LARGEST = Classes(1, 3_000, 60, 60)
_PATIENCE_SECONDS = 120
_ASKED = 60
"""Pages of a round, asked for by number: one costs as much as fifty others, and none may be cut off by the clock."""


@dataclass(frozen=True)
class Pair:
    """One page twice: where little is, and where much is."""

    name: str
    little: Measured
    much: Measured

    @property
    def ratio(self) -> float:
        """How many times the server CPU the page costs where much is."""
        return self.much.cpu_ms / self.little.cpu_ms


@dataclass(frozen=True)
class Taken:
    """A file of marks: seconds from the button to the file, what the page said meanwhile, and the memory of the process
    that wrote it, at its peak."""

    kind: str
    seconds: float
    steps: int
    peak_mb: float
    size: int


@contextmanager
def taught(instance: Path, database: str) -> Iterator[tuple[Server, Account, str]]:
    """Literasi with a teacher; also the address of its database."""
    url = database or f"sqlite:///{instance / DATABASE}"
    with literasi(instance, database) as server:
        me = account_on(server.port, TEACHER)
        schools.make_teacher(url, TEACHER)
        yield server, me, url


def compare_pages(folder: Path, many: Classes, databases: tuple[str, str], rounds: int) -> list[Pair]:
    """A class alone and the same among many; there also a lecture beside a class of thirty."""
    with (
        taught(folder / "sendiri", databases[0]) as (small, her, alone),
        taught(folder / "ramai", databases[1]) as (large, me, crowd),
    ):
        single = schools.fill(alone, ALONE, SLUG, TEACHER).addresses[0]
        among = schools.fill(crowd, ALONE, SLUG, TEACHER).addresses[0]
        schools.fill(crowd, many, SLUG)
        class_of_30 = schools.fill(crowd, SMALL, SLUG, TEACHER).addresses[0]
        lecture = schools.fill(crowd, LECTURE, SLUG, TEACHER).addresses[0]
        asked = [
            ("40 siswa x 30 tugas, sendiri dan di antara banyak", (small, her, single), (large, me, among)),
            ("30 siswa dan 3.000 siswa x 30 tugas", (large, me, class_of_30), (large, me, lecture)),
        ]
        return [Pair(name, *_in_turn(pair, rounds)) for name, *pair in asked]


def _in_turn(pair: list[tuple[Server, Account, str]], rounds: int) -> tuple[Measured, Measured]:
    takes: tuple[list[Measured], list[Measured]] = ([], [])
    for _ in range(rounds):
        for which, (server, account, path) in enumerate(pair):
            takes[which].append(measure(server, [Hit("GET", path, account.cookie)] * _ASKED, 0))
    return median(takes[0]), median(takes[1])


def take_marks(folder: Path, database: str) -> list[Taken]:
    """The marks of 3,000 pupils at 60 modules, as CSV and as XLSX."""
    with taught(folder / "rekap", database) as (server, me, url):
        address = schools.fill(url, LARGEST, SLUG, TEACHER).addresses[0]
        return [_taken(server, me, address, kind) for kind in ("csv", "xlsx")]


def _taken(server: Server, me: Account, address: str, kind: str) -> Taken:
    visitor, seen = Visitor(server.port, me.cookie), set[str]()
    try:
        form = visitor.get(f"{address}/rekap").form(f"{address}/rekap").fields
        began = time.perf_counter()
        page = visitor.post(f"{address}/rekap", {**form, "bentuk": kind})
        while "/berkas" not in page.text:
            seen.update(re.findall(r"\d+ dari \d+ siswa", page.text))
            if time.perf_counter() - began > _PATIENCE_SECONDS:
                raise RuntimeError(f"no file after {_PATIENCE_SECONDS} s: {page.text[-500:]}")
            time.sleep(0.05)
            page = visitor.get(page.path)
        took = time.perf_counter() - began
        file = visitor.get(f"{page.path}/berkas")
        return Taken(kind, took, len(seen), max(map(_peak_mb, server.pids())), len(file.body))
    finally:
        visitor.close()


def _peak_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)
