"""What a first visit costs, and that nothing on the way breaks a rule of the browser's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import tour, ways
from tests.journeys.site import Site

_ENTRIES = """() => ['navigation', 'resource'].flatMap(type => performance.getEntriesByType(type))
  .map(one => [new URL(one.name).pathname, one.transferSize ? one.encodedBodySize : 0])"""


def _ending(path: str) -> str:
    return path.rpartition(".")[2] if "." in path else "html"


def _load(page: Page, path: str) -> tuple[int, dict[str, int]]:
    """Open a page: how many requests it takes, and the compressed bytes of each kind of file without headers."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path, wait_until="networkidle")
    weights: dict[str, int] = defaultdict(int)
    for name, size in page.evaluate(_ENTRIES):
        weights[_ending(name)] += size
    return len(asked), weights


def test_a_first_lesson_view_fits_its_budget(phone: Page) -> None:
    requests, weights = _load(phone, ways.LESSON)
    assert requests <= 4
    assert 0 < weights["html"] + weights["css"] <= 14_000
    assert 0 < weights["js"] <= 6_000


def test_a_lesson_with_its_pictures_stays_under_150_kilobytes(laptop: Page) -> None:
    laptop.goto("/")
    _requests, weights = _load(laptop, f"{ways.LESSON}?tampil=utuh")
    assert weights["svg"] > 0
    assert sum(weights.values()) < 150_000


def test_the_whole_way_through_nothing_is_reported_to_the_console(
    profile: Callable[..., BrowserContext], site: Site
) -> None:
    """Failed loads count too here, save those that are meant: the page that does not exist, and the clash."""
    page, said = profile().new_page(), []
    meant = ("/tidak-ada", "/soal/")
    page.on("console", lambda message: said.append((message.text, message.location["url"])))
    names = list(tour.everything(page, site))
    assert not [one for one in said if not any(path in one[1] for path in meant)]
    assert len(names) > 20


def test_a_second_lesson_page_fetches_nothing_but_itself(phone: Page) -> None:
    phone.goto(ways.LESSON)
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    _requests, weights = _load(phone, f"{ways.COURSE}/berhenti-sejenak?bagian=akhir")
    assert weights["html"] > 0
    assert weights["css"] == weights["js"] == 0
