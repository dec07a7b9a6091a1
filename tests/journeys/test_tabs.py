"""Two pages of one attempt: the older one asks, and the learner decides."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import ways
from tests.journeys.site import Site
from tests.makers import quizzes


@pytest.fixture
def pair(laptop: Page, site: Site) -> tuple[Page, Page, int]:
    """Two tabs of one attempt and the number of a question with options; the second tab answered it first."""
    attempt = ways.start_quiz(laptop)
    other = laptop.context.new_page()
    other.goto(attempt)
    position = next(
        one.position
        for one in quizzes.sheet(site.app, attempt).asked
        if one.question.kind in ("choice", "true_false")
    )
    other.locator(f'[name="s{position}.j"]').nth(0).check()
    ways.wait_saved(other)
    laptop.locator(f'[name="s{position}.j"]').nth(1).check()
    return laptop, other, position


def _stored(site: Site, page: Page) -> list[object]:
    return [answer for _position, _seq, answer in ways.saves(site, page.url)]


def _meant(page: Page, site: Site, position: int, shown: int) -> int:
    asked = quizzes.sheet(site.app, page.url.split("#")[0]).asked[position - 1]
    return asked.arrangement.order[shown]


def test_a_stale_tab_asks_before_it_changes_anything(pair: tuple[Page, Page, int], site: Site) -> None:
    stale, _other, position = pair
    expect(stale.locator(f"#soal-{position}")).to_contain_text("sudah dijawab di halaman atau perangkat lain")
    expect(ways.mark(stale)).to_have_text("Satu soal menunggu pilihan Anda")
    assert _stored(site, stale) == [_meant(stale, site, position, 0)]


def test_a_stale_tab_can_insist(pair: tuple[Page, Page, int], site: Site) -> None:
    stale, _other, position = pair
    stale.get_by_role("button", name="Pakai jawaban di halaman ini").click()
    ways.wait_saved(stale)
    expect(stale.get_by_role("button", name="Pakai jawaban di halaman ini")).to_have_count(0)
    assert _stored(site, stale)[-1] == _meant(stale, site, position, 1)


def test_a_stale_tab_can_give_way(pair: tuple[Page, Page, int], site: Site) -> None:
    stale, _other, position = pair
    stale.get_by_role("button", name="Pakai yang tersimpan").click()
    expect(stale.locator(f'[name="s{position}.j"]').nth(0)).to_be_checked()
    assert _stored(site, stale) == [_meant(stale, site, position, 0)]
    assert ways.outbox(stale) == 0
