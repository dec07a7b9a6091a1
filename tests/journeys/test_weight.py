"""What a first visit costs, and that nothing on the way breaks a rule of the browser's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.journeys import tour, ways
from tests.journeys.site import Site

_TYPES = {"document": "html", "stylesheet": "css", "script": "js"}


@dataclass
class Load:
    """What one page fetched: how often, and compressed bytes by type."""

    requests: int
    bytes: dict[str, int]


def _load(page: Page, path: str) -> Load:
    """Open a page in a fresh profile and weigh what came over the line, headers left out."""
    seen: list[Request] = []
    page.on("requestfinished", lambda request: seen.append(request))
    page.goto(path, wait_until="networkidle")
    weights = {"html": 0, "css": 0, "js": 0, "other": 0}
    for request in seen:
        weights[_TYPES.get(request.resource_type, "other")] += request.sizes()["responseBodySize"]
    return Load(len(seen), weights)


def test_a_first_lesson_view_fits_its_budget(phone: Page) -> None:
    load = _load(phone, ways.LESSON)
    assert load.requests <= 4
    assert load.bytes["html"] + load.bytes["css"] <= 14_000
    assert load.bytes["js"] <= 6_000


def test_a_lesson_with_its_pictures_stays_under_150_kilobytes(laptop: Page) -> None:
    laptop.goto("/")
    assert sum(_load(laptop, f"{ways.LESSON}?tampil=utuh").bytes.values()) < 150_000


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
    load = _load(phone, f"{ways.COURSE}/berhenti-sejenak?bagian=akhir")
    assert load.bytes["css"] == load.bytes["js"] == 0
