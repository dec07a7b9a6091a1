"""The one table of what is compared with what, and what is asked of it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.hits import Hit
from tests.bench.sites import MODULE, Anchor, Literasi

SAVES, SUBMISSIONS = 600, 250


@dataclass(frozen=True)
class Route:
    """A row: the requests of both sites, and the least ratio of literasi's requests a second to the anchor's.

    One repeated request, or a list of requests that are sent once each. `p99_at_most` is a ratio too.
    """

    name: str
    anchor: Callable[[Anchor], Hit | list[Hit]]
    literasi: Callable[[Literasi], Hit | list[Hit]]
    at_least: float
    p99_at_most: float | None = None


ROUTES = (
    Route("GET pelajaran", Anchor.lesson, lambda site: site.page(MODULE), 0.8),
    Route("GET /kursus", Anchor.lesson, lambda site: site.page("/kursus"), 0.5),
    Route("GET /ruang-belajar", Anchor.lesson, lambda site: site.page("/ruang-belajar"), 0.5),
    Route("PUT satu jawaban", lambda site: site.rows(SAVES), lambda site: site.saves(SAVES), 0.8),
    Route(
        "POST kirim kuis",
        lambda site: site.attempts(SUBMISSIONS),
        lambda site: site.submissions(SUBMISSIONS),
        0.6,
        p99_at_most=1.5,
    ),
)
