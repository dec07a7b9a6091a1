"""The demo on a phone: one tap makes somebody of whoever looks, and her pages are there, full of half a year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import site as sites
from tests.journeys.conftest import PHONE
from tests.journeys.site import Site
from tests.journeys.test_access import violations

pytestmark = pytest.mark.xdist_group("demo")
_BUILDING = 240.0
"""Seconds after which a demo that is still being built is one too many, on a machine that does other things too."""
GREETINGS = {
    "Warga": "Meiske (contoh)",
    "Murid": "Kezia (contoh)",
    "Guru": "Pak Ronny (contoh)",
    "Pustakawan": "Bu Yohana (contoh)",
    "Kepala": "Bu Vonny (contoh)",
    "Pengelola": "Pak Arif (contoh)",
}
STAFF = ("Pustakawan", "Kepala", "Pengelola")
DESKS = {
    "Tamu": ("/ruang-belajar", "/kode", "/masuk", "/daftar", "/privasi", "/privasi/anak", "/kanal-resmi"),
    "Warga": (
        "/akun",
        "/akun/perangkat",
        "/akun/dua-langkah",
        "/akun/data",
        "/akun/data/hapus",
        "/kabar",
        "/guru",
    ),
    "Murid": ("/ruang-belajar", "/kelas", "/gabung", "/masuk-kelas"),
    "Pustakawan": (
        *("/pengelola", "/pengelola/orang", "/pengelola/permintaan-peran", "/pengelola/persetujuan"),
        *("/pengelola/permintaan-data", "/pengelola/sekolah", "/pengelola/kanal", "/bantuan/pustakawan"),
    ),
    "Pengelola": (
        *("/pengelola/mulai", "/pengelola/profil", "/pengelola/petugas", "/pengelola/pemeriksaan"),
        "/pengelola/jejak",
    ),
}
"""Whose pages axe looks at."""
IN_CLASS = (
    *("", "/pendampingan", "/daftar", "/persetujuan", "/persetujuan/surat", "/kartu"),
    *("/kode", "/atur", "/rekap", "/tugas", "/tugas/baru", "/tugas/jalur"),
)
OF_LESSON = ("/cetak", "/panduan", "/kertas")
ON_PAPER = ("", "/soal/A", "/jawaban", "/kunci", "/layar", "/layar?soal=2&buka=ya")
IN_SESSION = ("", "/layar", "/poster")
"""The ends of addresses below a class, a lesson, a printed quiz and a class session."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, built once and served to all journeys of this file."""
    instance, port = tmp_path_factory.mktemp("contoh"), sites.free_port()
    address = f"http://127.0.0.1:{port}"
    server = sites.begin(instance, port, "demo")
    try:
        sites.await_ready(address, server, instance / "log.txt", _BUILDING)
        yield Site(address, sites.window(instance / "demo"))
    finally:
        sites.finish(server)


def tap(phone: Page, entry: str) -> None:
    """Be somebody by one tap."""
    phone.goto("/demo")
    phone.get_by_role("button", name=re.compile(f"^{entry}: ")).tap()
    phone.wait_for_url("**/ruang-belajar")


def stands(phone: Page, heading: str) -> None:
    """A page with this heading is open, and fits on the phone."""
    expect(phone.get_by_role("heading", level=1)).to_have_text(heading)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("entry", GREETINGS)
def test_one_tap_lands_where_she_is_greeted_and_has_something_to_read(phone: Page, entry: str) -> None:
    tap(phone, entry)
    stands(phone, "Ruang Belajar")
    expect(phone.get_by_text(f"Salam literasi, {GREETINGS[entry]}.")).to_be_visible()
    phone.get_by_role("link", name=re.compile("^Kabar")).tap()
    stands(phone, "Kabar")
    expect(phone.get_by_text("Baru", exact=True).first).to_be_visible()


@pytest.mark.parametrize("entry", STAFF)
def test_those_who_work_here_find_their_pages_full(phone: Page, entry: str) -> None:
    tap(phone, entry)
    phone.get_by_role("link", name="Halaman pengelola").tap()
    stands(phone, "Pengelola")
    expect(phone.get_by_text("Permintaan tentang data, 72 jam: 3")).to_be_visible()
    expect(phone.get_by_text("Akun aktif: 2")).to_be_visible()


@pytest.mark.parametrize("entry", DESKS)
def test_axe_finds_nothing_on_her_pages(profile: Callable[..., BrowserContext], entry: str) -> None:
    phone = profile(viewport=PHONE, has_touch=True, reduced_motion="reduce").new_page()
    tap(phone, entry)
    found = []
    for path in DESKS[entry]:
        answer = phone.goto(path)
        assert answer is not None and answer.status == 200, path
        found += [f"{path} in {one}" for one in violations(phone)]
    assert not found, "\n".join(found)


def test_axe_finds_nothing_where_a_class_is_taught(profile: Callable[..., BrowserContext]) -> None:
    phone = profile(viewport=PHONE, has_touch=True, reduced_motion="reduce").new_page()
    tap(phone, "Guru")
    found = []
    for name in _teaching(phone):
        expect(phone.get_by_role("heading", level=1)).to_have_count(1)
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
        found += [f"{name} in {one}" for one in violations(phone)]
    assert not found, "\n".join(found)


def _teaching(phone: Page) -> Iterator[str]:
    """Stand on each page of class VIII-B, of what is printed, of marking and of a class session."""
    phone.goto("/kelas")
    yield "classes"
    classroom = _leads_to(phone, "VIII-B")
    yield from _below(phone, classroom, IN_CLASS)
    phone.goto(classroom)
    for kind in ("siswa", "butir"):
        phone.goto(_first(phone, f"{classroom}/{kind}/"))
        yield kind
        phone.goto(classroom)
    phone.goto(f"{classroom}/tugas")
    phone.goto(_first(phone, f"{classroom}/tugas/"))
    yield "assignment"
    lesson = _leads_to(phone, "Cetak kuis kertas").removesuffix("/kertas")
    grid = _leads_to(phone, "Ketik jawaban dari kertas")
    yield from _below(phone, lesson, OF_LESSON)
    phone.get_by_role("button", name="Buat versi A dan B").tap()
    phone.wait_for_url("**/lembar/*")
    yield from _below(phone, phone.url, ON_PAPER)
    phone.goto(grid)
    yield "grid"
    phone.goto("/penilaian")
    yield "queue"
    phone.get_by_role("button", name=re.compile("^Nilai:")).first.tap()
    phone.wait_for_url("**/penilaian/*")
    yield "essay"
    phone.goto("/sesi")
    yield "hold a session"
    phone.get_by_role("button", name="Buka sesi").tap()
    phone.wait_for_url("**/sesi/*")
    yield from _below(phone, phone.url, IN_SESSION)


def _below(phone: Page, address: str, ends: tuple[str, ...]) -> Iterator[str]:
    for end in ends:
        answer = phone.goto(f"{address}{end}")
        assert answer is not None and answer.status == 200, end
        yield f"{address}{end}"


def _leads_to(phone: Page, name: str) -> str:
    """Where the first link with this name leads."""
    return str(phone.get_by_role("link", name=name).first.get_attribute("href"))


def _first(phone: Page, begins: str) -> str:
    """The first address on the page below another."""
    return str(
        phone.locator(f"main a[href^='{begins}']:not([href$='/baru'], [href$='/jalur'])").first.get_attribute(
            "href"
        )
    )


def test_the_head_reads_in_the_trail_who_did_what(phone: Page) -> None:
    tap(phone, "Kepala")
    phone.goto("/pengelola/jejak")
    stands(phone, "Jejak")
    expect(phone.get_by_text("Bu Yohana (contoh)").first).to_be_visible()


def test_the_librarian_sees_which_request_is_late_and_which_channel_is_old(phone: Page) -> None:
    tap(phone, "Pustakawan")
    phone.goto("/pengelola/permintaan-data")
    stands(phone, "Permintaan tentang data")
    expect(phone.get_by_text("Terlambat")).to_have_count(1)
    phone.goto("/pengelola/kanal")
    expect(phone.get_by_text("Perlu dilihat lagi")).to_have_count(1)


def test_the_citizen_reads_the_answer_to_what_she_asked(phone: Page) -> None:
    tap(phone, "Warga")
    phone.goto("/kabar")
    phone.get_by_role("link", name="Permintaan Anda tentang data sudah dijawab.").tap()
    stands(phone, "Data saya")
    expect(phone.get_by_text("untuk meneruskan belajar")).to_be_visible()


def test_the_guest_goes_on_in_the_middle_of_l03(phone: Page) -> None:
    tap(phone, "Tamu")
    stands(phone, "Ruang Belajar")
    phone.get_by_role("link", name="Lanjutkan: Cari Liputan yang Lebih Baik").tap()
    expect(phone.get_by_text("Bagian 8 dari 14")).to_be_visible()
