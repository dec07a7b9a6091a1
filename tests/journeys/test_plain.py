"""Without JavaScript, and with nothing but a keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import ways
from tests.journeys.site import Site
from tests.makers import quizzes

_FOCUS = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
}"""


@pytest.fixture
def plain(profile: Callable[..., BrowserContext]) -> Page:
    """A browser that runs no script."""
    return profile(java_script_enabled=False).new_page()


def _press(page: Page, name: str, number: int) -> None:
    with page.expect_navigation():
        page.locator(f"#soal-{number}").get_by_role("button", name=name, exact=True).click()


def test_without_javascript_the_whole_quiz_works(plain: Page, site: Site) -> None:
    attempt = ways.start_quiz(plain)
    keys = ways.right_fields(site, attempt)
    _press(plain, "Petunjuk", 1)
    expect(plain.locator("#soal-1 .hint")).to_contain_text("Petunjuk 1")
    _press(plain, "Tandai ragu-ragu", 2)
    expect(plain.get_by_role("link", name="2 belum dijawab, ragu-ragu")).to_be_visible()
    ways.fill(plain, "s1.", keys[1])
    _press(plain, "Simpan", 1)
    ways.wait_saved(plain)
    _hand_in_half(plain)
    for position in list(keys)[1:]:
        ways.fill(plain, f"s{position}.", keys[position])
    plain.get_by_role("button", name="Kirim jawaban").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Tuntas. Satu helai bunga terisi.")


def _hand_in_half(page: Page) -> None:
    """Handing in with gaps asks first."""
    with page.expect_navigation():
        page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_text("soal belum dijawab")).to_be_visible()
    expect(page.get_by_role("button", name="Kirim juga")).to_be_visible()


def test_without_javascript_a_stale_page_asks(plain: Page, site: Site) -> None:
    attempt = ways.start_quiz(plain)
    position = next(
        one.position
        for one in quizzes.sheet(site.app, attempt).asked
        if one.question.kind in ("choice", "true_false")
    )
    other = plain.context.new_page()
    other.goto(attempt)
    for page, option in ((other, 0), (plain, 1)):
        page.locator(f'[name="s{position}.j"]').nth(option).check()
        _press(page, "Simpan", position)
    expect(plain.get_by_text(f"Soal {position} perlu diperiksa")).to_be_visible()
    expect(plain.locator(f'[name="s{position}.j"]').nth(1)).to_be_checked()
    with plain.expect_navigation():
        plain.get_by_role("button", name="Pakai jawaban di halaman ini").click()
    assert len(ways.saves(site, attempt)) == 2


def test_without_javascript_the_stored_answer_can_be_kept(plain: Page, site: Site) -> None:
    attempt = ways.start_quiz(plain)
    position = next(
        one.position for one in quizzes.sheet(site.app, attempt).asked if one.question.kind == "choice"
    )
    other = plain.context.new_page()
    other.goto(attempt)
    for page, option in ((other, 0), (plain, 1)):
        page.locator(f'[name="s{position}.j"]').nth(option).check()
        _press(page, "Simpan", position)
    with plain.expect_navigation():
        plain.get_by_role("button", name="Pakai yang tersimpan").click()
    expect(plain.locator(f'[name="s{position}.j"]').nth(0)).to_be_checked()
    assert len(ways.saves(site, attempt)) == 1


def test_without_javascript_practice_is_answered_by_a_form(plain: Page, site: Site) -> None:
    plain.goto(f"{ways.LESSON}?tampil=utuh")
    form = plain.locator("form[data-practice]").first
    key = str(form.get_attribute("id")).removeprefix("soal-")
    ways.fill(form, "", ways.practice_fields(site)[key])
    form.get_by_role("button", name="Periksa jawaban").click()
    expect(plain.locator(f"#soal-{key} [data-answer]")).to_contain_text("Tersimpan pukul")


def _walk(page: Page, role: str, name: str, most: int = 80) -> None:
    """Tab until the control with this name has the focus; it must be seen to have it."""
    wanted = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    for _step in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("node => node === document.activeElement"):
            assert page.evaluate(_FOCUS), f"{name} has the focus, and nobody sees it"
            return
    raise AssertionError(f"Tab never reaches {name}")


def test_with_the_keyboard_alone_a_lesson_opens_and_goes_on(laptop: Page) -> None:
    laptop.goto("/")
    _walk(laptop, "link", "Langsung ke isi")
    laptop.keyboard.press("Enter")
    _walk(laptop, "button", "Periksa dulu")
    laptop.keyboard.press("Enter")
    _walk(laptop, "link", "Mulai belajar:")
    laptop.keyboard.press("Enter")
    _walk(laptop, "button", "Lanjut")
    laptop.keyboard.press("Enter")
    expect(laptop.get_by_text("Bagian 2 dari")).to_be_visible()


def test_with_the_keyboard_alone_practice_is_answered(laptop: Page) -> None:
    laptop.goto(f"{ways.LESSON}?tampil=utuh")
    form = laptop.locator("form[data-practice]").filter(has=laptop.locator("input[type=radio]")).first
    form.locator("input[type=radio]").first.focus()
    laptop.keyboard.press("Space")
    _walk(laptop, "button", "Periksa jawaban")
    laptop.keyboard.press("Enter")
    expect(form.locator("[data-answer]")).to_contain_text("Tersimpan pukul")


def test_with_the_keyboard_alone_a_quiz_is_answered_and_handed_in(laptop: Page, site: Site) -> None:
    laptop.goto(ways.QUIZ)
    _walk(laptop, "button", "Mulai kuis")
    laptop.keyboard.press("Enter")
    laptop.wait_for_url("**/pengerjaan/*")
    attempt = laptop.url
    _walk(laptop, "link", "2 belum dijawab")
    laptop.keyboard.press("Enter")
    assert laptop.evaluate("document.activeElement.id") == "soal-2"
    laptop.locator("#soal-1 :is(input, select):visible").first.focus()
    _answer_everything(laptop)
    _walk(laptop, "button", "Kirim jawaban")
    laptop.keyboard.press("Enter")
    expect(laptop.get_by_text("Soal demi soal").or_(laptop.get_by_text("soal belum dijawab"))).to_be_visible()
    assert len({position for position, _seq, _answer in ways.saves(site, attempt)}) >= 5


def _answer_everything(page: Page) -> None:
    """Give every control something, walking by Tab from the first one to the button that hands in."""
    for _step in range(120):
        kind = page.evaluate("document.activeElement.type || ''")
        if page.evaluate("document.activeElement.value === 'kirim'"):
            page.keyboard.press("Shift+Tab")
            return
        if kind in ("radio", "checkbox"):
            page.keyboard.press("Space")
        elif kind == "select-one":
            page.keyboard.press("ArrowDown")
        elif kind == "text":
            page.keyboard.type("lateral")
            page.keyboard.press("Enter")
        page.keyboard.press("Tab")


def test_enter_in_a_field_saves_and_presses_no_other_button(plain: Page, laptop: Page, site: Site) -> None:
    """The first button of the page asks for a hint; Enter must not press it."""
    for page in (plain, laptop):
        attempt = ways.start_quiz(page)
        sheet = quizzes.sheet(site.app, attempt)
        choice = next(one.position for one in sheet.asked if one.question.kind == "choice")
        page.locator(f'[name="s{choice}.j"]').first.check()
        page.keyboard.press("Enter")
        ways.wait_saved(page)
        assert [one.hints for one in quizzes.sheet(site.app, attempt).asked] == [0] * len(sheet.asked)
