"""A class from its making to its marks: printed cards, a pupil on a bad line, an essay, more time, a file of marks."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import zxingcpp
from playwright.sync_api import BrowserContext, Locator, Page, expect
from python_calamine import CalamineWorkbook

from literasi.kernel import clock, ids
from literasi.kernel.roles import Role
from tests.journeys import ways
from tests.journeys.site import Site
from tests.makers import classes, databases, people, quizzes

Profile = Callable[..., BrowserContext]
KEY = "L01-01"
"""A module whose quiz may ask for an essay."""
CANARY = "Kanarisiti"
NAMES = ("Maria", "Josua", "Siti")
_GREY = """image => {
    const canvas = Object.assign(document.createElement('canvas'), {width: image.naturalWidth * 4, height: image.naturalHeight * 4});
    const pen = canvas.getContext('2d');
    pen.imageSmoothingEnabled = false;
    pen.fillStyle = 'white';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const {data} = pen.getImageData(0, 0, canvas.width, canvas.height);
    return [canvas.width, canvas.height, Array.from({length: data.length / 4}, (_, k) => data[4 * k])];
}"""


def scanned(picture: Locator) -> str:
    """What a phone's camera reads from a picture on a page."""
    width, height, grey = picture.evaluate(_GREY)
    found = zxingcpp.read_barcodes(memoryview(bytes(grey)).cast("B", (height, width)))
    return str(found[0].text)


@pytest.fixture
def teacher(site: Site, phone: Page) -> Page:
    """A teacher with a phone, signed in."""
    name = f"bu.{ids.new_public_id()}"
    people.account(site.app, name, Role.TEACHER)
    phone.goto("/masuk")
    phone.locator("[name=login]").fill(name)
    phone.locator("[name=password]").fill(people.PASSWORD)
    phone.locator("main").get_by_role("button", name="Masuk").click()
    phone.wait_for_url("**/ruang-belajar")
    return phone


def _make_class(page: Page) -> str:
    page.goto("/kelas/baru")
    page.get_by_label("Nama kelas").fill("VIII-B")
    page.get_by_label("Usia kebanyakan siswa").select_option(index=1)
    page.get_by_role("button", name="Buat kelas").click()
    page.wait_for_url(re.compile(r"/kelas/\w{16}"))
    return page.url


def _take_in(page: Page, classroom: str, *names: str) -> str:
    """The list is pasted, looked at, and stored; the letters came back signed. The code that takes the last one back."""
    page.goto(f"{classroom}/daftar")
    page.get_by_label("Daftar siswa").fill("\n".join(f"{n};{name}" for n, name in enumerate(names, start=1)))
    page.get_by_role("button", name="Periksa daftar").click()
    page.get_by_role("button", name=f"Simpan {len(names)} siswa baru").click()
    page.goto(f"{classroom}/persetujuan")
    for name in names:
        page.get_by_label(name).check()
    page.get_by_label("Tanggal").fill(clock.wita(clock.now()).date().isoformat())
    page.get_by_role("button", name="Catat persetujuan").click()
    expect(page.get_by_text(f"Persetujuan untuk {len(names)} siswa dicatat.")).to_be_visible()
    return page.locator("main .code").last.inner_text().replace(" ", "")


def _assign(page: Page, classroom: str) -> str:
    """Due this very hour of tomorrow; the address of the assignment."""
    page.goto(f"{classroom}/tugas/baru")
    due = clock.wita(clock.now() + timedelta(days=1))
    page.locator("#module").select_option(KEY)
    page.locator("#due_day").fill(due.date().isoformat())
    page.locator("#due_time").fill(due.strftime("%H:%M"))
    page.get_by_role("button", name="Beri tugas").click()
    if page.get_by_role("button", name="Tetap hari itu").is_visible():
        page.get_by_role("button", name="Tetap hari itu").click()
    return str(
        page.locator(f"h2 a[href^='{classroom[classroom.index('/kelas/') :]}/tugas/']").last.get_attribute(
            "href"
        )
    )


def _print_cards(page: Page, classroom: str) -> dict[str, str]:
    """The addresses in the pictures on the cards, by name."""
    page.goto(f"{classroom}/kartu")
    page.get_by_role("button", name="Buat kartu untuk semua").click()
    cards = page.locator(".slip").all()
    return {card.locator("h2").inner_text(): scanned(card.locator("img")) for card in cards}


def _enter(profile: Profile, address: str) -> Page:
    """A pupil with her card and another browser."""
    page = profile(has_touch=True).new_page()
    page.goto(address)
    page.get_by_role("button", name="Ya, masuk").click()
    page.wait_for_url("**/saya")
    page.goto("/ruang-belajar")
    return page


def _work(site: Site, page: Page) -> str:
    """The line is cut while she answers, and comes back before she hands in; the address of the attempt."""
    page.get_by_role("link", name=re.compile("Langsung ke kuis|Lanjutkan kuis")).click()
    page.get_by_role("button", name=re.compile("Mulai kuis|Lanjutkan pengerjaan")).click()
    page.wait_for_url("**/pengerjaan/*")
    attempt, fields = page.url, ways.right_fields(site, page.url)
    page.context.set_offline(True)
    for position in fields:
        page.evaluate("place => { location.hash = `soal-${place}`; }", position)
        ways.fill(page, f"s{position}.", fields[position])
    expect(ways.mark(page)).to_contain_text(f"Menunggu jaringan: {len(fields)}")
    page.context.set_offline(False)
    ways.wait_saved(page)
    page.locator("[name=aksi][value=kirim]").last.evaluate("button => button.click()")
    page.wait_for_url("**/hasil")
    return attempt


def _mark_essay(page: Page, classroom: str) -> None:
    """The teacher finds it waiting, reads it, and gives all points with a word."""
    page.goto(classroom)
    expect(page.get_by_role("row").filter(has_text="Maria")).to_contain_text("Menunggu dinilai")
    page.get_by_role("link", name="Nilai uraian").click()
    page.get_by_role("button", name="Nilai: Maria").click()
    for criterion in page.locator("main fieldset").all():
        criterion.get_by_role("radio").first.check()
    page.get_by_label("Komentar untuk peserta").fill("Batasnya jelas. Sebutkan juga ukuran cukupnya.")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Nilai tersimpan.")).to_be_visible()


def _extend(page: Page, assignment: str) -> None:
    page.goto(assignment)
    page.get_by_label("Alasan", exact=True).select_option(index=1)
    page.locator("#lebih-hari").fill((clock.wita(clock.now()) + timedelta(days=4)).date().isoformat())
    page.locator("#lebih-jam").fill("20:00")
    page.get_by_role("button", name="Beri waktu lagi").click()
    expect(page.locator("form").filter(has_text="Perpanjang").locator("li")).to_contain_text("Semua siswa")


def _exported(page: Page, classroom: str) -> dict[str, list[object]]:
    """The sheet of marks as another program reads it: the cells of each row by the pupil's name."""
    page.goto(f"{classroom}/rekap")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Unduh XLSX").click()
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken.value.path().read_bytes()))
    rows = book.get_sheet_by_index(0).to_python()
    return {name: row for row in rows for name in NAMES if name in row}


def test_a_class_from_its_making_to_its_marks(site: Site, teacher: Page, profile: Profile) -> None:
    classroom = _make_class(teacher)
    _take_in(teacher, classroom, *NAMES)
    assignment = _assign(teacher, classroom)
    pupil = _enter(profile, _print_cards(teacher, classroom)["Maria"])
    quizzes.begin_with_essay(site.app, classes.person_of(site.app, classroom, "Maria"), KEY)
    pupil.reload()
    attempt = _work(site, pupil)
    assert len(ways.saves(site, attempt)) >= len(ways.right_fields(site, attempt))
    _mark_essay(teacher, classroom)
    teacher.goto(classroom)
    expect(teacher.get_by_role("row").filter(has_text="Maria")).to_contain_text("Tuntas, 100%")
    pupil.goto("/kabar")
    pupil.locator("main").get_by_role("link").first.click()
    expect(pupil.get_by_text("Sebutkan juga ukuran cukupnya.")).to_be_visible()
    _extend(teacher, assignment)
    rows = _exported(teacher, classroom)
    assert set(rows) == set(NAMES)
    assert 100 in rows["Maria"] and 100 not in rows["Josua"]


def test_a_pupil_whose_consent_is_withdrawn_is_gone(site: Site, teacher: Page, profile: Profile) -> None:
    """Her guardian has the code that the school gave with the letter; nobody else has to do anything."""
    classroom = _make_class(teacher)
    code = _take_in(teacher, classroom, CANARY)
    _assign(teacher, classroom)
    address = _print_cards(teacher, classroom)[CANARY]
    pupil = _enter(profile, address)
    _work(site, pupil)
    assert _left(site)
    guardian = profile().new_page()
    guardian.goto(f"/persetujuan/cabut/{code}")
    guardian.get_by_role("button", name="Ya, cabut dan hapus").click()
    expect(guardian.get_by_text("Persetujuan dicabut")).to_be_visible()
    assert not _left(site)
    for page in ("", "/daftar", "/rekap", "/tugas"):
        teacher.goto(f"{classroom}{page}")
        expect(teacher.locator("main")).not_to_contain_text(CANARY)
    assert profile().new_page().goto(address).status == 404  # type: ignore[union-attr]  # a page was asked for
    pupil.goto("/ruang-belajar")
    expect(pupil.locator("main")).not_to_contain_text("VIII-B")


def _left(site: Site) -> bool:
    """Whether the canary is still in the database or in a file of the instance, its log included."""
    instance = Path(site.app.extensions["literasi"].instance)
    files = (path.read_bytes() for path in instance.rglob("*") if path.is_file())
    return CANARY.lower().encode() in (databases.contents(instance) + b"".join(files)).lower()
