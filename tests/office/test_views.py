"""The desk's pages: every error keeps what was typed, every change shows at once."""

from __future__ import annotations

import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from literasi.kernel.roles import Role
from tests.makers import courses, people, sites
from tests.office.test_rules import PNG, SVG

PROFILE = {"name": "Perpustakaan Contoh", "agrees_from": "18", "contact": "Contoh Petugas"}
CHANNEL = {"name": "Kanal", "purpose": "Kabar", "address": "https://contoh.example", "source": "Surat"}
_CODE = re.compile(r'class="code">([0-9A-Z ]+)<')


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    """A browser of somebody who runs the site."""
    return people.account(app, "pak-urus", Role.ADMIN)


@pytest.fixture
def librarian(app: Flask) -> FlaskClient:
    """A browser of a librarian."""
    return people.account(app, "bu-pustaka", Role.LIBRARIAN)


def text(client: FlaskClient, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200, path
    return page.get_data(as_text=True)


def upload(client: FlaskClient, body: bytes) -> int:
    sent = {"logo": (io.BytesIO(body), "apa-saja.exe"), "csrf_token": sites.token(client)}
    return client.post("/pengelola/profil/logo", data=sent).status_code


def test_the_profile_stands_on_every_page_from_the_next_one_on(app: Flask, admin: FlaskClient) -> None:
    reader = app.test_client()
    before = text(reader, courses.LESSON_URL)
    assert sites.post(admin, "/pengelola/profil", PROFILE).status_code == 303
    assert "Perpustakaan Contoh" not in before
    assert "Perpustakaan Contoh" in text(reader, courses.LESSON_URL)
    assert "Contoh Petugas" in text(reader, "/masuk")


def test_a_profile_that_cannot_be_kept_comes_back_as_it_was_typed(admin: FlaskClient) -> None:
    answer = sites.post(admin, "/pengelola/profil", {**PROFILE, "signatory_number": "12", "agrees_from": "5"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="12"' in page and 'value="Contoh Petugas"' in page
    assert "NIP terdiri atas 18 angka" in page and "Pilih 17 atau 18" in page
    assert "Perpustakaan Contoh" not in text(admin, "/kursus")


def test_what_the_form_does_not_ask_cannot_be_said(admin: FlaskClient) -> None:
    sites.post(admin, "/pengelola/profil", {**PROFILE, "logo": "x.svg", "checked_on": "2026-01-01"})
    assert "x.svg" not in text(admin, "/pengelola/profil")


@pytest.mark.parametrize("body", [PNG, SVG])
def test_a_logo_is_printed_in_the_letterhead(admin: FlaskClient, body: bytes) -> None:
    assert upload(admin, body) == 303
    name = re.search(r'src="(/media/[^"]+)"', text(admin, "/pengelola/profil"))
    assert name is not None
    served = admin.get(name[1])
    assert served.status_code == 200 and "sandbox" in served.headers["Content-Security-Policy"]


def test_a_file_that_is_no_picture_is_refused_in_words(admin: FlaskClient) -> None:
    assert upload(admin, b"MZ\x90") == 422
    assert upload(admin, bytes(300_000)) == 422


def test_people_of_17_agree_for_themselves_where_the_library_says_so(app: Flask, admin: FlaskClient) -> None:
    told = {"name": "Tole", "login": "tole", "password": "hujan di Kakaskasen", "age": "17", "agreed": "ya"}
    sites.post(admin, "/pengelola/profil", {**PROFILE, "agrees_from": "17"})
    assert "Di bawah 17 tahun" in text(app.test_client(), "/daftar")
    assert sites.post(app.test_client(), "/daftar", told).headers["Location"] == "/ruang-belajar"


def test_the_library_says_whether_it_marks_essays(admin: FlaskClient) -> None:
    box = 'name="essays" value="ya" checked'
    assert box not in text(admin, "/pengelola/profil")
    sites.post(admin, "/pengelola/profil", {**PROFILE, "essays": "ya"})
    assert box in text(admin, "/pengelola/profil")


def test_a_browser_of_the_library_begins_as_a_shared_device(app: Flask, admin: FlaskClient) -> None:
    sites.post(admin, "/pengelola/profil", {**PROFILE, "shared_networks": "10.1.0.0/16"})
    inside, outside = ({"REMOTE_ADDR": address} for address in ("10.1.2.3", "10.2.2.3"))
    pressed = 'name="bersama" value="0" aria-pressed="true"'
    assert pressed in app.test_client().get("/", environ_base=inside).get_data(as_text=True)
    assert pressed not in app.test_client().get("/", environ_base=outside).get_data(as_text=True)
    own = app.test_client()
    own.set_cookie("tampilan", "id.0.0.0")
    assert pressed not in own.get("/", environ_base=inside).get_data(as_text=True)


def test_an_invitation_makes_a_colleague_once(app: Flask, admin: FlaskClient) -> None:
    card = sites.post(admin, "/pengelola/petugas", {"role": "pustakawan"}).get_data(as_text=True)
    code = _CODE.search(card)
    assert code is not None
    address = f"/undangan/{code[1].replace(' ', '')}"
    colleague = people.account(app, "rini")
    assert sites.post(colleague, address).status_code == 303
    assert colleague.get("/pengelola/sekolah").status_code == 200
    assert sites.post(people.account(app, "joko"), address).status_code == 404
    assert "rini" in text(admin, "/pengelola/petugas")


def test_an_invitation_that_was_cancelled_opens_nothing(app: Flask, admin: FlaskClient) -> None:
    card = sites.post(admin, "/pengelola/petugas", {"role": "kepala"}).get_data(as_text=True)
    code, cancel = _CODE.search(card), re.search(r'action="([^"]+/batal)"', text(admin, "/pengelola/petugas"))
    assert code is not None and cancel is not None
    assert sites.post(admin, cancel[1]).status_code == 303
    assert app.test_client().get(f"/undangan/{code[1].replace(' ', '')}").status_code == 404


@pytest.mark.parametrize("role", ["", "guru", "dewa"])
def test_an_invitation_needs_a_role_of_the_staff(admin: FlaskClient, role: str) -> None:
    assert sites.post(admin, "/pengelola/petugas", {"role": role}).status_code == 422


def test_the_last_one_who_runs_the_site_stays(admin: FlaskClient, librarian: FlaskClient) -> None:
    takes = re.findall(r'action="([^"]+/cabut)"', text(admin, "/pengelola/petugas"))
    answers = {sites.post(admin, take, {"peran": "pengelola"}).status_code for take in takes}
    assert answers == {303, 409} and admin.get("/pengelola/petugas").status_code == 200


def test_a_role_that_was_taken_ends_with_the_next_page(admin: FlaskClient, librarian: FlaskClient) -> None:
    for take in re.findall(r'action="([^"]+/cabut)"', text(admin, "/pengelola/petugas")):
        sites.post(admin, take, {"peran": "pustakawan"})
    assert librarian.get("/pengelola/sekolah").status_code == 404


def test_a_printed_invitation_makes_teachers_until_it_is_ended(app: Flask, librarian: FlaskClient) -> None:
    sites.post(librarian, "/pengelola/sekolah", {"name": "SMP  Contoh"})
    again = sites.post(librarian, "/pengelola/sekolah", {"name": "SMP Contoh"})
    made = re.search(r'action="([^"]+/undangan)"', text(librarian, "/pengelola/sekolah"))
    assert again.status_code == 422 and made is not None
    assert librarian.get(made[1]).status_code == 404
    sites.post(librarian, made[1])
    code = _CODE.search(text(librarian, made[1]))
    assert code is not None and _CODE.search(text(librarian, made[1])) is not None
    assert sites.post(people.account(app, "pak-guru"), "/guru", {"code": code[1]}).status_code == 303
    assert "1 guru lewat undangan" in text(librarian, "/pengelola/sekolah")
    sites.post(librarian, f"{made[1]}/hentikan")
    assert sites.post(people.account(app, "bu-guru"), "/guru", {"code": code[1]}).status_code == 422


def test_citizens_read_the_channels_and_when_they_were_checked(app: Flask, librarian: FlaskClient) -> None:
    assert "belum mengisi daftar" in text(app.test_client(), "/kanal-resmi")
    sites.post(librarian, "/pengelola/kanal", {**CHANNEL, "checked_on": "2026-01-05"})
    page = text(app.test_client(), "/kanal-resmi")
    assert 'href="https://contoh.example"' in page and "5 Januari 2026" in page


def test_a_channel_that_nobody_looked_at_for_long_is_marked_until_somebody_does(
    librarian: FlaskClient,
) -> None:
    sites.post(librarian, "/pengelola/kanal", {**CHANNEL, "checked_on": "2020-01-05"})
    page = text(librarian, "/pengelola/kanal")
    look = re.search(r'action="([^"]+/diperiksa)"', page)
    assert "Perlu dilihat lagi" in page and look is not None
    sites.post(librarian, look[1])
    assert "Perlu dilihat lagi" not in text(librarian, "/pengelola/kanal")


def test_a_channel_that_cannot_be_kept_comes_back_as_it_was_typed(librarian: FlaskClient) -> None:
    answer = sites.post(librarian, "/pengelola/kanal", {**CHANNEL, "source": "", "checked_on": "kemarin"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="https://contoh.example"' in page and 'value="kemarin"' in page
    assert page.count('role="alert"') == 2


def test_a_channel_is_changed_and_removed(librarian: FlaskClient) -> None:
    sites.post(librarian, "/pengelola/kanal", {**CHANNEL, "checked_on": "2026-01-05"})
    found = re.search(r'href="(/pengelola/kanal/[^"]+)"', text(librarian, "/pengelola/kanal"))
    assert found is not None
    assert sites.post(librarian, found[1], CHANNEL).status_code == 422
    sites.post(librarian, found[1], {**CHANNEL, "name": "Lain", "checked_on": "2026-01-06"})
    assert "Lain" in text(librarian, "/kanal-resmi")
    sites.post(librarian, f"{found[1]}/hapus")
    assert librarian.get(found[1]).status_code == 404


def test_a_librarian_sees_the_steps_and_opens_only_hers(librarian: FlaskClient) -> None:
    page = text(librarian, "/pengelola/mulai")
    assert 'href="/pengelola/sekolah"' in page and "Profil Perpustakaan" in page
    assert 'href="/pengelola/profil"' not in page
    assert librarian.get("/pengelola/profil").status_code == 404


def test_checks_that_were_looked_at_are_a_step_done(admin: FlaskClient) -> None:
    assert "LITERASI_MAIL_URL" in text(admin, "/pengelola/pemeriksaan")
    assert sites.post(admin, "/pengelola/pemeriksaan").headers["Location"] == "/pengelola/mulai"
    assert "Terakhir dilihat" in text(admin, "/pengelola/pemeriksaan")


def test_a_lesson_still_asks_the_database_three_things_at_most(admin: FlaskClient) -> None:
    sites.post(admin, "/pengelola/profil", PROFILE)
    text(admin, courses.LESSON_URL)
    asked: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", count)
    try:
        text(admin, courses.LESSON_URL)
    finally:
        event.remove(Engine, "before_cursor_execute", count)
    assert 0 < len(asked) <= 3
