"""Both servers side by side: rounds that take turns, medians over the rounds."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.bench import load
from tests.bench.hits import Hit
from tests.bench.routes import Route
from tests.bench.servers import Server
from tests.bench.sites import Anchor, Literasi


@dataclass(frozen=True)
class Measured:
    """One site on one route: a load and its server CPU milliseconds for each request."""

    load: load.Load
    cpu_ms: float


@dataclass(frozen=True)
class Row:
    """A route's medians on both sites."""

    route: Route
    anchor: Measured
    literasi: Measured

    @property
    def ratio(self) -> float:
        """Literasi's requests a second for each of the anchor's."""
        return self.literasi.load.per_second / self.anchor.load.per_second

    @property
    def p99_ratio(self) -> float:
        return self.literasi.load.p99 / self.anchor.load.p99

    @property
    def met(self) -> bool:
        """Whether the row reaches what its route asks for, without a single wrong answer."""
        slow = self.route.p99_at_most is not None and self.p99_ratio > self.route.p99_at_most
        return self.ratio >= self.route.at_least and not slow and not self.literasi.load.failed


def compare(
    route: Route, servers: tuple[Server, Server], sites: tuple[Anchor, Literasi], rounds: int, seconds: int
) -> Row:
    """Measure a route in `rounds` rounds, the anchor and literasi in turn (and in turn who is first)."""
    takes: tuple[list[Measured], list[Measured]] = ([], [])
    makers: tuple[Callable[[], Hit | list[Hit]], ...] = (
        lambda: route.anchor(sites[0]),
        lambda: route.literasi(sites[1]),
    )
    for turn in range(rounds):
        for which in (0, 1) if turn % 2 else (1, 0):
            takes[which].append(measure(servers[which], makers[which](), seconds))
    return Row(route, median(takes[0]), median(takes[1]))


def measure(server: Server, asked: Hit | Sequence[Hit], seconds: int) -> Measured:
    """One round on one server. Without wrk a page is asked for by our own generator, 1,000 times."""
    before = server.cpu_ms()
    if isinstance(asked, Hit):
        found = (
            load.wrk(server.port, asked, seconds)
            if load.has_wrk()
            else load.drive(server.port, [asked] * 1_000)
        )
    else:
        found = load.drive(server.port, asked)
    return Measured(found, (server.cpu_ms() - before) / max(1, found.answered))


def median(takes: Sequence[Measured]) -> Measured:
    """The median of each figure; failures are added up, for one is one too many."""

    def middle(figure: Callable[[Measured], float]) -> float:
        return statistics.median(map(figure, takes))

    return Measured(
        load.Load(
            middle(lambda take: take.load.per_second),
            middle(lambda take: take.load.p50),
            middle(lambda take: take.load.p99),
            sum(take.load.answered for take in takes),
            sum(take.load.failed for take in takes),
        ),
        middle(lambda take: take.cpu_ms),
    )
