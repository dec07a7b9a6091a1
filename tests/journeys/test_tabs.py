"""Two pages of one attempt: what one of them saved the other shows or is asked about, and the learner decides."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import APIResponse, BrowserContext, Page, Route, expect

from tests.journeys import ways
from tests.journeys.conftest import PHONE
from tests.journeys.site import Site
from tests.makers import quizzes

MINE, THEIRS = "Pakai jawaban di halaman ini", "Pakai yang tersimpan"


def _same_person(profile: Callable[..., BrowserContext], page: Page, **options: object) -> BrowserContext:
    """Another device on which the same person is at work."""
    device = profile(**options)
    device.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    return device


def _choice(site: Site, attempt: str) -> int:
    """The number of a question with options."""
    return next(
        one.position
        for one in quizzes.sheet(site.app, attempt).asked
        if one.question.kind in ("choice", "true_false")
    )


def _pick(page: Page, position: int, shown: int) -> None:
    page.locator(f'[data-dot="{position}"]').click()
    page.locator(f'[name="s{position}.j"]').nth(shown).check()


@pytest.fixture
def pair(laptop: Page, profile: Callable[..., BrowserContext], site: Site) -> tuple[Page, Page, int]:
    """The same question answered on two devices, on the second one first."""
    attempt = ways.start_quiz(laptop)
    other = _same_person(profile, laptop).new_page()
    other.goto(attempt)
    position = _choice(site, attempt)
    _pick(other, position, 0)
    ways.wait_saved(other)
    _pick(laptop, position, 1)
    return laptop, other, position


@pytest.fixture
def tabs(laptop: Page, site: Site) -> tuple[Page, Page, int]:
    """Two tabs of one attempt in one browser, and the number of a question with options."""
    attempt = ways.start_quiz(laptop)
    other = laptop.context.new_page()
    other.goto(attempt)
    return laptop, other, _choice(site, attempt)


def _stored(site: Site, page: Page) -> list[object]:
    return [answer for _position, _seq, answer in ways.saves(site, page.url)]


def _meant(page: Page, site: Site, position: int, shown: int) -> int:
    asked = quizzes.sheet(site.app, page.url.split("#")[0]).asked[position - 1]
    return asked.arrangement.order[shown]


def test_a_stale_page_asks_before_it_changes_anything(pair: tuple[Page, Page, int], site: Site) -> None:
    stale, _other, position = pair
    expect(stale.get_by_role("button", name=MINE)).to_be_visible()
    expect(ways.mark(stale)).to_have_text(f"Menunggu pilihan Anda: soal {position}")
    assert _stored(site, stale) == [_meant(stale, site, position, 0)]


def test_a_stale_page_can_insist(pair: tuple[Page, Page, int], site: Site) -> None:
    stale, _other, position = pair
    stale.get_by_role("button", name=MINE).click()
    ways.wait_saved(stale)
    expect(stale.get_by_role("button", name=MINE)).to_have_count(0)
    assert _stored(site, stale)[-1] == _meant(stale, site, position, 1)


def test_a_stale_page_can_give_way(pair: tuple[Page, Page, int], site: Site) -> None:
    stale, _other, position = pair
    stale.get_by_role("button", name=THEIRS).click()
    expect(stale.locator(f'[name="s{position}.j"]').nth(0)).to_be_checked()
    assert _stored(site, stale) == [_meant(stale, site, position, 0)]
    assert ways.outbox(stale) == 0


def test_the_question_is_put_where_a_phone_shows_it(
    laptop: Page, profile: Callable[..., BrowserContext], site: Site
) -> None:
    attempt = ways.start_quiz(laptop)
    phone = _same_person(profile, laptop, viewport=PHONE).new_page()
    phone.goto(attempt)
    position = _choice(site, attempt)
    _pick(laptop, position, 0)
    ways.wait_saved(laptop)
    _pick(phone, position, 1)
    expect(phone.get_by_role("button", name=THEIRS)).to_be_in_viewport()


def test_what_one_tab_saves_the_other_shows(tabs: tuple[Page, Page, int], site: Site) -> None:
    first, second, position = tabs
    _pick(first, position, 1)
    expect(second.locator(f'[name="s{position}.j"]').nth(1)).to_be_checked()
    _pick(second, position, 0)
    ways.wait_saved(second)
    expect(first.locator(f'[name="s{position}.j"]').nth(0)).to_be_checked()
    assert _stored(site, first) == [_meant(first, site, position, 1), _meant(first, site, position, 0)]


def test_a_tab_that_sends_anothers_answer_does_not_blank_it(tabs: tuple[Page, Page, int], site: Site) -> None:
    first, second, position = tabs
    first.context.set_offline(True)
    _pick(first, position, 1)
    expect(ways.mark(first)).to_contain_text("Menunggu jaringan")
    first.context.set_offline(False)
    ways.wait_saved(second)
    other = next(one for one in range(1, 7) if one != position)
    with second.expect_navigation():
        second.locator(f"#soal-{other}").get_by_role("button", name="Tandai ragu-ragu").click()
    expect(second.locator(f'[name="s{position}.j"]').nth(1)).to_be_checked()
    assert _stored(site, first) == [_meant(first, site, position, 1)]


def test_a_tab_that_was_not_looking_shows_the_newer_answer_too(
    tabs: tuple[Page, Page, int], site: Site
) -> None:
    """With an older answer on both, the one that the tab did not give replaces it on its page."""
    first, second, position = tabs
    _pick(first, position, 0)
    ways.wait_saved(first)
    first.context.set_offline(True)
    _pick(first, position, 1)
    expect(ways.mark(first)).to_contain_text("Menunggu jaringan")
    first.context.set_offline(False)
    expect(second.locator(f'[name="s{position}.j"]').nth(1)).to_be_checked()
    assert _stored(site, first)[-1] == _meant(first, site, position, 1)


def test_two_tabs_without_a_line_keep_both_answers_and_ask(tabs: tuple[Page, Page, int], site: Site) -> None:
    first, second, position = tabs
    first.context.set_offline(True)
    _pick(first, position, 0)
    _pick(second, position, 1)
    ways.wait_outbox(first, 2)
    first.context.set_offline(False)
    expect(second.get_by_role("button", name=MINE)).to_be_visible()
    assert _stored(site, first) == [_meant(first, site, position, 0)]
    second.get_by_role("button", name=MINE).click()
    ways.wait_saved(second)
    ways.wait_saved(first)
    expect(first.locator(f'[name="s{position}.j"]').nth(1)).to_be_checked()
    assert _stored(site, first)[-1] == _meant(first, site, position, 1)
    assert ways.outbox(first) == 0


def test_what_was_chosen_in_one_tab_the_other_never_shows_undone(
    tabs: tuple[Page, Page, int], site: Site
) -> None:
    """Its page, asked for anew, comes slowly; the choice comes from the tab that made it only after it was asked for."""
    first, second, position = tabs
    first.context.set_offline(True)
    _pick(first, position, 0)
    _pick(second, position, 1)
    ways.wait_outbox(first, 2)
    first.context.set_offline(False)
    expect(first.get_by_role("button", name=MINE)).to_be_visible()
    expect(second.get_by_role("button", name=MINE)).to_be_visible()
    held, slow = list[Route](), list[tuple[Route, APIResponse]]()

    def asked_anew(route: Route) -> None:
        slow.append((route, route.fetch()))
        for one in held:
            one.continue_()

    second.route("**/soal/*", lambda route: held.append(route))
    first.route("**/pengerjaan/*", asked_anew)
    with first.expect_request(lambda request: request.is_navigation_request()):
        second.get_by_role("button", name=MINE).click()
    ways.wait_saved(second)
    while not slow:
        first.wait_for_timeout(10)  # lets the handler above come to its end
    slow[0][0].fulfill(response=slow[0][1])
    expect(first.locator(f'[name="s{position}.j"]').nth(1)).to_be_checked()
    expect(first.get_by_role("button", name=MINE)).to_have_count(0)


def test_changing_an_answer_that_another_tab_sent_asks_nothing(
    tabs: tuple[Page, Page, int], site: Site
) -> None:
    first, second, position = tabs
    first.context.set_offline(True)
    _pick(first, position, 0)
    first.context.set_offline(False)
    ways.wait_saved(first)
    _pick(first, position, 1)
    expect(second.locator(f'[name="s{position}.j"]').nth(1)).to_be_checked()
    expect(first.get_by_role("button", name=MINE)).to_have_count(0)
    assert _stored(site, first)[-1] == _meant(first, site, position, 1)


def _only_from_the_result(route: Route) -> None:
    """The line comes back only when the result is on the screen: what arrives before it is told by the page itself."""
    if route.request.frame.url.endswith("/hasil"):
        route.continue_()
    else:
        route.abort()


def test_an_answer_to_a_handed_in_attempt_is_told_and_blocks_no_other_quiz(
    tabs: tuple[Page, Page, int], site: Site
) -> None:
    first, second, position = tabs
    _pick(first, position, 0)
    ways.wait_saved(first)
    second.context.set_offline(True)
    _pick(second, position, 1)
    attempt = first.url.split("#")[0]
    first.route("**/soal/*", lambda route: route.abort())
    second.route("**/soal/*", _only_from_the_result)
    second.context.set_offline(False)
    device = second.context.browser.new_context()  # type: ignore[union-attr]
    device.add_cookies(second.context.cookies())  # type: ignore[arg-type]
    elsewhere = device.new_page()
    elsewhere.goto(attempt)
    with elsewhere.expect_navigation():
        elsewhere.get_by_role("button", name="Kirim jawaban").last.click()
    with elsewhere.expect_navigation():
        elsewhere.get_by_role("button", name="Kirim juga").click()
    device.close()
    second.goto(f"{attempt}/hasil")
    expect(second.get_by_role("alert")).to_contain_text("tidak dinilai")
    second.reload()
    expect(second.locator(f"#soal-{position}")).to_contain_text("tidak dinilai")
    assert ways.outbox(second) == 0
