"""From the front page to a filled petal."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys import ways
from tests.journeys.site import Site


def test_three_taps_lead_from_beranda_to_a_lesson(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("button", name="Periksa dulu").tap()
    expect(phone.get_by_text("Tante Ros")).to_be_in_viewport()
    phone.get_by_role("link", name="Mulai belajar:").tap()
    expect(phone).to_have_url(f"{ways.COURSE}/berhenti-sejenak")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()


def test_a_lesson_is_also_three_taps_away_by_way_of_its_course(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("link", name="Membaca Seperti Pemeriksa Fakta").tap()
    phone.get_by_role("link", name="Mulai:").tap()
    expect(phone.get_by_text("Bagian 1 dari")).to_be_visible()


def test_a_whole_module_part_by_part_fills_its_petal(phone: Page, site: Site) -> None:
    practised = _read_everything(phone, site)
    attempt = _take_quiz(phone, site)
    phone.get_by_role("link", name="Lihat bunga dan modul berikutnya").tap()
    expect(phone.get_by_role("img", name="1 dari 6 modul tuntas").first).to_be_visible()
    expect(phone.get_by_role("listitem").filter(has_text="Tuntas").first).to_contain_text("Membaca Lateral")
    ledger = ways.responses(site, attempt)
    assert [mark for source, mark in ledger if source == "kuis"].count(1.0) == 6
    assert sum(source in ("latihan", "tebak") for source, _mark in ledger) == practised > 0


def _read_everything(page: Page, site: Site) -> int:
    """Read every part, answer every question in it; how many there were."""
    keys, answered = ways.practice_fields(site), 0
    page.goto(ways.LESSON)
    while page.get_by_role("link", name="Ke kuis").count() == 0:
        for form in page.locator("form[data-practice]").all():
            key = str(form.get_attribute("id")).removeprefix("soal-")
            ways.fill(form, "", keys[key])
            form.get_by_role("button", name="Periksa jawaban").tap()
            expect(form.locator("[data-answer]")).to_contain_text("Tersimpan pukul")
            answered += 1
        with page.expect_navigation():
            page.locator(".bar.steps .go").tap()
    return answered


def _take_quiz(page: Page, site: Site) -> str:
    """Answer every question right, one screen each, and hand in."""
    page.get_by_role("link", name="Ke kuis").tap()
    page.get_by_role("button", name="Mulai kuis").tap()
    page.wait_for_url("**/pengerjaan/*")
    attempt = page.url
    for position, fields in ways.right_fields(site, attempt).items():
        expect(page.locator(f"#soal-{position}")).to_be_visible()
        ways.fill(page, f"s{position}.", fields)
        page.locator(".quiz-bar [data-go='1']").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tuntas. Satu helai bunga terisi.")
    expect(page.get_by_text("100%")).to_be_visible()
    expect(page.get_by_text("Pembahasan").first).to_be_visible()
    return attempt
