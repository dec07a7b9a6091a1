"""Every kind of page that a learner meets, in one walk through the site."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.journeys import ways
from tests.journeys.site import Site
from tests.makers import quizzes

NEW = {
    "front": "/",
    "courses": "/kursus",
    "filters": "/kursus?khalayak=umum&menit=20&bahasa=en",
    "filters, nothing": "/kursus?khalayak=pustakawan&menit=20&bahasa=en",
    "course": ways.COURSE,
    "lesson part": f"{ways.LESSON}?bagian=pemantik",
    "room, empty": "/ruang-belajar",
    "search": "/cari",
    "search, hits": "/cari?q=membaca",
    "search, nothing": "/cari?q=qwrtz",
    "resume": "/lanjut",
    "style guide": "/gaya",
    "absent": "/tidak-ada",
}
KNOWN = {
    "lesson whole": f"{ways.LESSON}?tampil=utuh",
    "end card": f"{ways.LESSON}?bagian=akhir",
    "quiz intro": ways.QUIZ,
    "room, full": "/ruang-belajar",
    "code card": "/kode",
    "leave": "/keluar",
}


def everything(page: Page, site: Site) -> Iterator[str]:
    """Stand on one page after the other; yields what it is called."""
    for name, path in NEW.items():
        page.goto(path)
        yield name
    yield from _answered(page, site)
    yield from _quiz(page, site)
    for name, path in KNOWN.items():
        page.goto(path)
        yield name


def _answered(page: Page, site: Site) -> Iterator[str]:
    """A front page and a practice question with their answers."""
    page.goto("/")
    page.get_by_role("button", name="Sebarkan").click()
    yield "front, answered"
    keys = ways.practice_fields(site)
    page.goto(f"{ways.LESSON}?tampil=utuh")
    for form in page.locator("form[data-practice]").all():
        ways.fill(form, "", keys[str(form.get_attribute("id")).removeprefix("soal-")])
        form.get_by_role("button", name="Periksa jawaban").click()
        expect(form.locator("[data-answer]")).to_contain_text("Tersimpan pukul")
    yield "practice, answered"


def _quiz(page: Page, site: Site) -> Iterator[str]:
    """An attempt: open, with a clash of two devices, handed in with gaps, and its result."""
    attempt = ways.start_quiz(page)
    yield "attempt"
    choice = next(one for one in quizzes.sheet(site.app, attempt).asked if one.question.kind == "choice")
    assert page.context.browser is not None
    device = page.context.browser.new_context()
    device.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    other = device.new_page()
    other.goto(attempt)
    for tab, option in ((other, 0), (page, 1)):
        tab.get_by_role("link", name=f"{choice.position} belum dijawab").click()
        tab.locator(f'[name="s{choice.position}.j"]').nth(option).check()
        expect(ways.mark(tab)).not_to_have_text("Belum ada jawaban")
        expect(ways.mark(tab)).not_to_have_text("Menyimpan …")
    expect(page.locator(".bentrok")).to_be_visible()
    yield "attempt, clash"
    device.close()
    page.get_by_role("button", name="Pakai yang tersimpan").click()
    ways.wait_saved(page)
    page.get_by_role("link", name="7").click()
    page.locator("button[value=kirim]:visible, .quiz-bar [data-go='1']:visible").first.click()
    yield "attempt, gaps"
    page.get_by_role("button", name="Kirim juga").click()
    expect(page.get_by_text("Soal demi soal")).to_be_visible()
    yield "result"
