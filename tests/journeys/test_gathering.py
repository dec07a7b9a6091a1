"""A lesson with a projector, twelve phones and 32 seats; one pupil takes her results home once she may."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from literasi.accounts.rules.consent import State
from literasi.kernel.roles import Role
from tests.journeys import ways
from tests.journeys.conftest import LAPTOP
from tests.journeys.site import Site
from tests.makers import classes, people

Profile = Callable[..., BrowserContext]


@pytest.fixture
def teacher(site: Site, profile: Profile) -> Page:
    """A teacher's laptop, signed in."""
    people.account(site.app, "bu.sesi", Role.TEACHER)
    return _signed_in(profile, "bu.sesi")


def _signed_in(profile: Profile, username: str) -> Page:
    page = profile(viewport=LAPTOP).new_page()
    page.goto("/masuk")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(people.PASSWORD)
    page.locator("main").get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/ruang-belajar")
    return page


def _open_session(teacher: Page) -> str:
    """From the page of a lesson to the code on the screen."""
    teacher.goto(ways.LESSON)
    teacher.get_by_role("link", name="Adakan sesi kelas dengan modul ini").click()
    teacher.get_by_role("button", name="Buka sesi").click()
    teacher.get_by_role("link", name="Tampilkan di layar").click()
    return teacher.locator(".code").inner_text()


def _sit(page: Page, code: str, *seats: int) -> None:
    page.goto("/sesi")
    page.get_by_label("Kode sesi").fill(code.lower())
    page.get_by_role("button", name="Ikut sesi").click()
    for field, seat in zip(page.locator("[name=kursi]").all(), seats, strict=False):
        field.fill(str(seat))
    page.get_by_role("button", name="Duduk dan mulai").click()
    expect(page.get_by_text("Ponsel ini dipakai kursi")).to_be_visible()


def _begin_quiz(page: Page) -> str:
    page.get_by_role("link", name="Kerjakan kuis bersama").click()
    expect(page.get_by_text("Kesempatan: 1 kali")).to_be_visible()
    page.get_by_role("button", name="Mulai kuis").click()
    page.wait_for_url("**/pengerjaan/*")
    return page.url


def _answer_all(site: Site, page: Page) -> None:
    """Every question on one page, as a phone without JavaScript shows them."""
    for position, fields in ways.right_fields(site, _begin_quiz(page)).items():
        ways.fill(page, f"s{position}.", fields)
    page.get_by_role("button", name="Kirim jawaban").click()
    page.wait_for_url("**/hasil")


def _answer_on_a_bad_line(site: Site, page: Page) -> None:
    """One answer while the line is cut: it waits in the phone and arrives; the rest stays empty."""
    attempt = _begin_quiz(page)
    page.context.set_offline(True)
    ways.fill(page, "s1.", ways.right_fields(site, attempt)[1])
    expect(ways.mark(page)).to_contain_text("Menunggu jaringan")
    page.context.set_offline(False)
    ways.wait_saved(page)
    page.goto(f"{attempt}#soal-99")
    page.evaluate("document.querySelector('[name=aksi][value=kirim]').click()")
    page.get_by_role("button", name="Kirim juga").click()
    page.wait_for_url("**/hasil")


def _seats() -> list[range]:
    """Three seats at each of eight phones, two at each of four."""
    sizes = [3] * 8 + [2] * 4
    return [range(1 + sum(sizes[:k]), 1 + sum(sizes[: k + 1])) for k in range(len(sizes))]


def test_a_class_with_twelve_phones_sees_its_flower_and_a_pupil_takes_her_results_home(
    site: Site, teacher: Page, profile: Profile
) -> None:
    code = _open_session(teacher)
    plain = [profile(java_script_enabled=False).new_page() for _phone in range(10)]
    script = [profile(has_touch=True).new_page() for _phone in range(2)]
    for page, seats in zip([*plain, *script], _seats(), strict=True):
        _sit(page, code, *seats)
    for page in plain:
        _answer_all(site, page)
    teacher.reload()
    expect(teacher.get_by_text("28 dari 32 kursi sudah mengirim.")).to_be_visible()
    for page in script:
        _answer_on_a_bad_line(site, page)
    teacher.reload()
    expect(teacher.get_by_text("32 dari 32 kursi sudah mengirim.")).to_be_visible()
    shares = teacher.locator("table").inner_text()
    assert "100" in shares and "87" in shares  # everybody, and all but the four who left a question empty
    assert "Bu.Sesi" not in teacher.content()
    _take_home(site, plain[0], profile)


def _take_home(site: Site, phone: Page, profile: Profile) -> None:
    people.account(site.app, "murid.sesi")
    phone.get_by_role("link", name="Ke halaman sesi").click()
    code = phone.locator("dd .code").first.inner_text()
    pupil = _signed_in(profile, "murid.sesi")
    classes.consent_becomes(site.app, "murid.sesi", State.ASKED)
    pupil.goto("/sesi/klaim")
    expect(pupil).to_have_url(
        re.compile("/masuk")
    )  # until her guardian agrees she has no account to keep them in
    classes.consent_becomes(site.app, "murid.sesi", State.GRANTED)
    pupil.goto("/sesi/klaim")
    pupil.get_by_label("Kode hasil").fill(code)
    pupil.get_by_role("button", name="Ambil hasil").click()
    expect(pupil.get_by_text(re.compile(r"\d+ jawaban dari sesi kelas"))).to_be_visible()
    phone.get_by_role("button", name="Selesai").click()
    phone.goto("/ruang-belajar")
    expect(phone.get_by_text("Sudah punya kode lanjut?")).to_be_visible()
