"""Coming back by code, and computers that others use next."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from tests.journeys import ways
from tests.journeys.conftest import LAPTOP
from tests.journeys.site import Site

IN_QUIZ = re.compile(r"/pengerjaan/[^/]+$")


def _code(page: Page) -> str:
    page.goto("/kode")
    return page.locator(".code").inner_text()


def test_the_code_opens_the_exact_part_on_another_device(
    phone: Page, profile: Callable[..., BrowserContext]
) -> None:
    phone.goto(ways.LESSON)
    for _turn in range(2):
        with phone.expect_navigation():
            phone.locator(".bar.steps .go").tap()
    where = phone.get_by_text("Bagian 3 dari").inner_text()
    code = _code(phone)
    other = profile(viewport=LAPTOP).new_page()
    other.goto("/lanjut")
    other.get_by_label("Kode lanjut").fill(code.lower().replace(" ", "-"))
    other.get_by_role("button", name="Lanjutkan").click()
    other.get_by_role("link", name="Lanjutkan:").click()
    expect(other.get_by_text(where)).to_be_visible()


def test_a_wrong_code_is_told_how_to_mend_it(phone: Page) -> None:
    phone.goto("/lanjut")
    phone.get_by_label("Kode lanjut").fill("AAAA AAAA")
    phone.get_by_role("button", name="Lanjutkan").tap()
    expect(phone.get_by_role("alert")).to_contain_text("Periksa lagi hurufnya")
    expect(phone.get_by_label("Kode lanjut")).to_have_value("AAAA AAAA")


@pytest.fixture
def shared(laptop: Page) -> Page:
    """An open quiz on a library's computer that others use next."""
    laptop.clock.install()
    laptop.goto("/")
    laptop.get_by_role("button", name="Perangkat bersama").click()
    ways.start_quiz(laptop)
    expect(laptop.get_by_role("link", name="Selesai & keluar")).to_be_visible()
    return laptop


def test_a_shared_computer_warns_before_it_ends_the_session(shared: Page) -> None:
    shared.clock.fast_forward("08:05")
    expect(shared.get_by_role("dialog")).to_contain_text("Masih di sini?")
    shared.get_by_role("button", name="Saya masih belajar").click()
    expect(shared.get_by_role("dialog")).to_be_hidden()
    shared.clock.fast_forward("07:00")
    expect(shared.get_by_role("dialog")).to_be_hidden()
    expect(shared).to_have_url(IN_QUIZ)


def test_ten_quiet_minutes_end_the_session_of_a_shared_computer(shared: Page) -> None:
    attempt = shared.url
    shared.clock.fast_forward("08:05")
    expect(shared.get_by_role("dialog")).to_be_visible()
    shared.clock.fast_forward("02:05")
    shared.wait_for_url("**/")
    shared.goto(attempt)
    expect(shared.get_by_role("heading", level=1)).to_have_text("Tidak ditemukan")


def test_work_in_another_tab_keeps_the_session_open(shared: Page) -> None:
    other = shared.context.new_page()
    other.goto("/kursus")
    shared.clock.fast_forward("05:00")
    other.locator("h1").click()
    shared.clock.fast_forward("04:00")
    expect(shared.get_by_role("dialog")).to_be_hidden()


def test_leaving_with_unsent_answers_asks_first(shared: Page, site: Site) -> None:
    shared.route("**/soal/*", lambda route: route.abort())
    fields = ways.right_fields(site, shared.url)
    ways.fill(shared, "s1.", fields[1])
    expect(ways.mark(shared)).to_contain_text("Menunggu jaringan: 1")
    shared.get_by_role("link", name="Selesai & keluar").click()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    shared.on("dialog", stay)
    expect(shared.locator("html.js")).to_be_attached()  # the script asks; without it the form just leaves
    shared.get_by_role("button", name="Selesai & keluar").click()
    assert "belum terkirim" in asked[0]
    expect(shared).to_have_url(re.compile("/keluar$"))
    assert ways.outbox(shared) >= 1


def test_after_leaving_the_back_button_shows_nothing_personal(shared: Page) -> None:
    code = _code(shared)
    shared.get_by_role("link", name="Selesai & keluar").click()
    shared.get_by_role("button", name="Selesai & keluar").click()
    shared.wait_for_url("**/")
    for _step in range(3):
        shared.go_back()
        expect(shared.locator("main")).not_to_contain_text(code)
        expect(shared.locator("[data-soal]")).to_have_count(0)
    assert ways.outbox(shared) == 0
    kept = "".join(cookie["value"] for cookie in shared.context.cookies() if cookie["name"] == "literasi")
    assert b"_user_id" not in base64.urlsafe_b64decode(kept.split(".")[0] + "==")
