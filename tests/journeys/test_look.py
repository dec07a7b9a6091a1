"""What a reader can set, and what fits on the smallest screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from tests.journeys import tour, ways
from tests.journeys.conftest import LAPTOP
from tests.journeys.site import Site

TINY: ViewportSize = {"width": 320, "height": 568}
_TOO_WIDE = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth
  ? [...document.body.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
      .map(one => one.tagName + '.' + one.className).slice(0, 5)
  : []"""


@pytest.mark.parametrize("letters", ["A", "A++"])
def test_no_page_scrolls_sideways_at_320_pixels(
    profile: Callable[..., BrowserContext], site: Site, letters: str
) -> None:
    page, found = profile(viewport=TINY).new_page(), {}
    page.goto("/")
    page.get_by_role("button", name=f"Ukuran huruf {letters}", exact=True).click()
    for name in tour.everything(page, site):
        if wide := page.evaluate(_TOO_WIDE):
            found[name] = wide
    assert not found


def _size(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))


def test_larger_letters_stay_larger_on_every_page(phone: Page) -> None:
    phone.goto("/kursus")
    before = _size(phone)
    phone.get_by_role("button", name="Ukuran huruf A++").tap()
    expect(phone.get_by_role("button", name="Ukuran huruf A++")).to_have_attribute("aria-pressed", "true")
    phone.goto(ways.COURSE)
    assert _size(phone) > before * 1.2


def test_the_language_switches_in_place_and_back(phone: Page) -> None:
    phone.goto(ways.LESSON)
    phone.get_by_role("button", name="English").tap()
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Lateral Reading")
    expect(phone).to_have_url(ways.LESSON)
    phone.get_by_role("button", name="Bahasa Indonesia").tap()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Membaca Lateral")


def test_hemat_data_asks_before_it_loads_a_picture(profile: Callable[..., BrowserContext]) -> None:
    page, asked = profile(viewport=LAPTOP).new_page(), []
    page.goto(f"{ways.LESSON}?tampil=utuh")
    pictures = page.locator("main img").count()
    page.get_by_role("button", name="Hemat data").click()
    expect(page.get_by_role("button", name="Hemat data")).to_have_attribute("aria-pressed", "true")
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    links = page.get_by_role("link", name="Buka gambar (≈")
    assert links.count() == pictures > 0
    assert not [url for url in asked if "/media/" in url]
    links.first.click()
    expect(page).to_have_url("/media/" + page.url.rsplit("/", 1)[1])


def test_the_page_follows_the_device_into_the_dark(laptop: Page) -> None:
    laptop.goto("/")
    light = laptop.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    laptop.emulate_media(color_scheme="dark")
    assert laptop.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light
