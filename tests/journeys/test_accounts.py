"""From guest to account, on one phone and on two, with and without JavaScript, at 360 px."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from itertools import count

import pyotp
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.attacks.test_redirects_and_echoes import AWAY
from tests.journeys import ways
from tests.journeys.conftest import LAPTOP
from tests.journeys.site import Site

PASSWORD = "lereng lokon berkabut"
ROOM = re.compile("/ruang-belajar$")
_numbers = count(1)

Profile = Callable[..., BrowserContext]


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def handy(profile: Profile, request: pytest.FixtureRequest) -> Page:
    """A phone, once with JavaScript and once without."""
    return profile(java_script_enabled=request.param).new_page()


def new_name() -> str:
    """A user name that nobody on this site has."""
    return f"warga{next(_numbers)}"


def half_a_lesson(page: Page) -> str:
    """Read two parts; the words that tell where in the lesson she is."""
    page.goto(ways.LESSON)
    for _turn in range(2):
        with page.expect_navigation():
            page.locator(".bar.steps .go").click()
    return page.get_by_text("Bagian 3 dari").inner_text()


def sign_up(page: Page, username: str, age: str = "18 tahun ke atas", name: str = "Rini") -> None:
    """Fill in the form as a person does, from the page of signing in."""
    page.goto("/masuk")
    page.get_by_role("link", name="Buat akun").click()
    page.get_by_label("Nama panggilan").fill(name)
    page.get_by_label("Nama pengguna atau surel").fill(username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_label(age).check()
    page.get_by_label("Saya sudah membaca dan setuju").check()
    page.get_by_role("button", name="Buat akun").click()


def sign_in(page: Page, username: str) -> None:
    """Fill in the form of signing in."""
    page.goto("/masuk")
    page.get_by_label("Nama pengguna atau surel").fill(username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Masuk").click()


def fits(page: Page) -> bool:
    """Whether nothing stands out of the screen to the right."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_guest_half_through_signs_up_on_the_same_phone_and_goes_on(handy: Page) -> None:
    where = half_a_lesson(handy)
    attempt = ways.start_quiz(handy).partition("#")[0]
    sign_up(handy, new_name())
    expect(handy).to_have_url(ROOM)
    expect(handy.get_by_text("Semua yang sudah dikerjakan di perangkat ini ikut.")).to_be_visible()
    handy.goto(attempt)
    expect(handy.locator("#kuis")).to_be_visible()
    handy.goto(ways.LESSON)
    expect(handy.get_by_text(where)).to_be_visible()


def test_what_is_wrong_at_signing_up_is_said_and_nothing_typed_is_lost(handy: Page) -> None:
    handy.goto("/daftar")
    handy.get_by_label("Nama panggilan").fill("Rini")
    handy.get_by_label("Nama pengguna atau surel").fill("rini tomohon")
    handy.get_by_label("Kata sandi").fill("12345678")
    handy.get_by_role("button", name="Buat akun").click()
    expect(handy.get_by_role("alert")).to_have_count(4)
    expect(handy.get_by_label("Nama pengguna atau surel")).to_have_value("rini tomohon")
    expect(handy.get_by_label("Kata sandi")).to_have_value("")


def test_guest_work_on_another_phone_comes_over_once_and_the_page_says_so(
    handy: Page, profile: Profile
) -> None:
    username, laptop = new_name(), profile(viewport=LAPTOP).new_page()
    sign_up(laptop, username)
    expect(laptop).to_have_url(ROOM)
    first = ways.start_quiz(laptop).partition("#")[0]
    where = half_a_lesson(handy)
    second = ways.start_quiz(handy).partition("#")[0]
    sign_in(handy, username)
    expect(handy).to_have_url(ROOM)
    said = handy.get_by_role("status").filter(has_text="digabungkan")
    expect(said).to_contain_text("1 pengerjaan kuis")
    expect(said).to_contain_text("1 pelajaran")
    for page in (handy, laptop):
        for attempt in (first, second):
            page.goto(attempt)
            expect(page.locator("#kuis")).to_be_visible()
        page.goto(ways.LESSON)
        expect(page.get_by_text(where)).to_be_visible()
    handy.goto("/ruang-belajar")
    expect(said).to_have_count(0)


def test_a_child_is_told_to_wait_and_goes_on_learning(handy: Page) -> None:
    where = half_a_lesson(handy)
    sign_up(handy, new_name(), age="13–15 tahun")
    expect(handy.get_by_role("heading", level=1)).to_have_text("Menunggu persetujuan")
    expect(handy.locator(".code").last).to_be_visible()
    handy.goto(ways.LESSON)
    expect(handy.get_by_text(where)).to_be_visible()


def test_signing_out_of_a_shared_computer_leaves_nothing_to_the_next_person(profile: Profile) -> None:
    page = profile(viewport=LAPTOP).new_page()
    page.goto("/")
    page.get_by_role("button", name="Perangkat bersama").click()
    sign_up(page, new_name())
    page.goto("/akun")
    expect(page.get_by_label("Nama panggilan")).to_have_value("Rini")
    page.get_by_role("link", name="Selesai & keluar").click()
    page.get_by_role("button", name="Selesai & keluar").click()
    page.wait_for_url("**/")
    for _step in range(4):
        page.go_back()
        expect(page.locator("body")).not_to_contain_text("Rini")
        expect(page.locator("input[value='Rini']")).to_have_count(0)
    page.goto("/akun")
    expect(page).to_have_url(re.compile(r"/masuk\?kembali="))


def test_the_second_step_from_the_picture_to_the_next_sign_in(handy: Page) -> None:
    username = new_name()
    sign_up(handy, username)
    handy.goto("/akun/dua-langkah")
    expect(handy.get_by_alt_text("Kode QR untuk aplikasi autentikasi")).to_be_visible()
    clock = pyotp.TOTP(handy.locator("figcaption code").inner_text().replace(" ", ""))
    handy.get_by_label("Kode", exact=True).fill(clock.now())
    handy.get_by_label("Kata sandi sekarang").fill(PASSWORD)
    handy.get_by_role("button", name="Pasang").click()
    expect(handy.get_by_text("Dua langkah masuk sudah dipasang.")).to_be_visible()
    handy.context.clear_cookies()
    sign_in(handy, username)
    expect(handy.get_by_role("heading", level=1)).to_have_text("Langkah kedua")
    handy.get_by_label("Kode", exact=True).fill("000000")
    handy.get_by_role("button", name="Lanjutkan").click()
    expect(handy.get_by_role("alert")).to_contain_text("belum cocok")
    handy.get_by_label("Kode", exact=True).fill(clock.at(int(time.time()) + 30))  # the one before was taken
    handy.get_by_role("button", name="Lanjutkan").click()
    expect(handy).to_have_url(ROOM)


def test_signing_in_leads_back_and_never_away(profile: Profile, site: Site) -> None:
    username, page = new_name(), profile().new_page()
    sign_up(page, username)
    expect(page).to_have_url(ROOM)
    for target in (one for one in AWAY if "\x00" not in one):
        page.context.clear_cookies()
        page.goto("/masuk")
        page.locator("main input[name=kembali]").evaluate("(field, to) => { field.value = to }", target)
        page.get_by_label("Nama pengguna atau surel").fill(username)
        page.get_by_label("Kata sandi").fill(PASSWORD)
        with page.expect_navigation():
            page.locator("main").get_by_role("button", name="Masuk").click()
        assert page.url.startswith(f"{site.address}/") and "/masuk" not in page.url, target


PAGES = (
    *("/masuk", "/daftar", "/lupa-sandi", "/sandi-baru", "/surel"),
    *("/akun", "/akun/perangkat", "/akun/dua-langkah", "/guru", "/keluar"),
    *("/ruang-belajar", "/kabar", "/akun/data"),
)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_of_accounts_fits_a_small_phone(phone: Page, site: Site, language: str) -> None:
    sign_up(phone, new_name(), name="W" * 60)
    expect(phone).to_have_url(ROOM)
    phone.context.add_cookies([{"name": "tampilan", "value": f"{language}.2.0.0", "url": site.address}])
    for path in PAGES:
        phone.goto(path)
        assert fits(phone), path
