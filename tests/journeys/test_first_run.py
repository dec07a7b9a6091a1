"""A library's first day, and a guardian who changes her mind: each on a site of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import site as sites
from tests.journeys import ways
from tests.journeys.conftest import LAPTOP
from tests.journeys.site import ROOT, Site
from tests.makers import databases

PASSWORD = "lereng lokon berkabut"
CANARIES = ("kanarinama", "kanariwali", "kanaritanya")
Profile = Callable[..., BrowserContext]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A server on which nobody has been yet, as `make run` leaves it on the first day."""
    instance, port = tmp_path / "instance", sites.free_port()
    instance.mkdir()
    address = f"http://127.0.0.1:{port}"
    server = sites.begin(instance, port)
    try:
        sites.await_ready(address, server, instance / "log.txt")
        yield Site(address, sites.window(instance))
    finally:
        sites.finish(server)


def instance_of(site: Site) -> Path:
    """The folder of the served site."""
    return Path(site.app.extensions["literasi"].instance)


def first_link(site: Site) -> str:
    """The one-time link that the terminal shows."""
    found = re.search(r"(/pertama/\S+)", (instance_of(site) / "log.txt").read_text())
    assert found is not None
    return found[1]


def press(page: Page, name: str) -> None:
    """Press a button of the page itself and stand on what follows."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def fill(page: Page, **fields: str) -> None:
    """Write into the named fields of the page."""
    for name, value in fields.items():
        page.locator(f"main [name={name}]").fill(value)


def found_the_site(page: Page, link: str) -> None:
    """Make the first account by its link."""
    page.goto(link)
    fill(page, name="Bu Ester", login="bu.ester", password=PASSWORD)
    page.get_by_label("Saya sudah membaca dan setuju").check()
    press(page, "Buat akun pengelola")


def step_of(page: Page, title: str) -> None:
    """Open one of the first steps from their list."""
    page.goto("/pengelola/mulai")
    page.locator("main").get_by_role("link", name=title).click()


def test_a_librarian_finds_her_way_through_the_first_day(profile: Profile, site: Site) -> None:
    page, link = profile(viewport=LAPTOP).new_page(), first_link(site)
    found_the_site(page, link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Langkah awal")
    expect(page.locator("main .path li.on")).to_have_count(0)

    step_of(page, "Profil Perpustakaan")
    fill(page, name="Perpustakaan Contoh", short_name="Perpus Contoh", address="Jalan Contoh 1", hours="08.00",
         contact="Bu Ester", contact_email="data@contoh.example")  # fmt: skip
    press(page, "Simpan profil")
    step_of(page, "Petugas")
    page.get_by_label("Pustakawan").check()
    press(page, "Buat undangan")
    invited = page.locator("main").get_by_text(re.compile("/undangan/")).first.inner_text()
    step_of(page, "Sekolah")
    fill(page, name="SMP Contoh")
    press(page, "Tambahkan")
    press(page, "Buat undangan")
    step_of(page, "Kanal resmi")
    fill(
        page, name="Kanal Contoh", purpose="Memeriksa kabar", address="https://contoh.example", source="Surat"
    )
    press(page, "Tambahkan")
    step_of(page, "Pemeriksaan")
    press(page, "Sudah saya lihat semuanya")
    page.goto("/pengelola/mulai")
    expect(page.locator("main .path li.on")).to_have_count(5)

    colleague = profile().new_page()
    colleague.goto(re.search(r"/undangan/\S+", invited)[0])  # type: ignore[index]  # just found by it
    colleague.get_by_role("link", name="Buat akun").click()
    fill(colleague, name="Pak Joko", login="pak.joko", password=PASSWORD)
    colleague.get_by_label("18 tahun ke atas").check()
    colleague.get_by_label("Saya sudah membaca dan setuju").check()
    press(colleague, "Buat akun")
    press(colleague, "Terima undangan")
    expect(colleague.get_by_text("Peran Anda sekarang: Pustakawan")).to_be_visible()

    page.goto("/")
    expect(page.get_by_text("Perpus Contoh").first).to_be_visible()
    assert colleague.goto(link).status == 404  # type: ignore[union-attr]  # a page was asked for


def a_child_at_work(page: Page, guardian: Page) -> str:
    """A child signs up, her guardian agrees by the link, and she writes something; the guardian's way back."""
    page.goto("/daftar")
    fill(page, name="Kanarinama", login="kanarinama", password=PASSWORD)
    page.get_by_label("13–15 tahun").check()
    page.get_by_label("Saya sudah membaca dan setuju").check()
    press(page, "Buat akun")
    press(page, "Buat tautan")
    guardian.goto(page.locator("#tautan ~ p a").first.inner_text())
    fill(guardian, guardian="Kanariwali")
    guardian.locator("[name=relation]").first.check()
    guardian.locator("[name=decision]").first.check()
    press(guardian, "Kirim keputusan")
    page.goto("/akun/data")
    page.locator("main [name=kind]").select_option(index=1)
    fill(page, text="kanaritanya")
    press(page, "Kirim permintaan")
    ways.start_quiz(page)
    return guardian.locator("main .code").first.inner_text().replace(" ", "")


def literasi(instance: Path, *args: str) -> None:
    """A command of the terminal on an instance."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LITERASI_")}
    environment |= {"LITERASI_INSTANCE": str(instance), "LITERASI_DATABASE_URL": databases.url(instance)}
    command = [str(Path(sys.executable).with_name("literasi")), *args]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def left(instance: Path) -> list[str]:
    """Which canaries are still in the database or in a file of an instance, its log included."""
    files = (path.read_bytes() for path in instance.rglob("*") if path.is_file())
    held = (databases.contents(instance) + b"".join(files)).lower()
    return [word for word in CANARIES if word.encode() in held]


def test_a_consent_that_is_withdrawn_leaves_nothing_not_even_after_a_restore(
    profile: Profile, site: Site, tmp_path: Path
) -> None:
    instance, kept = instance_of(site), tmp_path / "sebelum.tar"
    child, guardian, admin = profile().new_page(), profile().new_page(), profile(viewport=LAPTOP).new_page()
    code = a_child_at_work(child, guardian)
    assert left(instance) == list(CANARIES)
    literasi(instance, "backup", str(kept))

    guardian.goto(f"/persetujuan/cabut/{code}")
    press(guardian, "Ya, cabut dan hapus")
    expect(guardian.get_by_text("Persetujuan dicabut")).to_be_visible()
    assert left(instance) == []
    found_the_site(admin, first_link(site))
    for path in (
        "/pengelola/orang?q=kanari",
        "/pengelola/persetujuan",
        "/pengelola/permintaan-data",
        "/pengelola/jejak",
    ):
        admin.goto(path)
        assert "kanari" not in admin.locator("main").inner_text().lower(), path
    admin.goto("/cari?q=kanaritanya")
    expect(admin.locator("main .card, main li").filter(has_text="kanari")).to_have_count(0)
    child.goto("/ruang-belajar")
    assert "kanari" not in child.content().lower()

    other = tmp_path / "mesin-lain"
    other.mkdir()
    databases.ready(other)
    literasi(other, "restore", str(kept), "--journal", str(instance / "erasures.jsonl"))
    assert left(other) == []
