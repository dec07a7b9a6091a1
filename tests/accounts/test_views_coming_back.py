"""Coming back with an account after the session ended, and others at the device of somebody who was suspended."""

from __future__ import annotations

import io
import re
import zipfile

import time_machine
from flask import Flask
from flask.testing import FlaskClient

from literasi.accounts import queries
from literasi.accounts.models import Device
from literasi.infra.db import db
from tests.accounts.browsing import NOON, code_at, rows, second_step
from tests.house.pages import problems as faults
from tests.makers import courses, entering, people, sites
from tests.makers.entering import is_in, sign_in

LONG = "Tulisan saya yang panjang tentang penelusuran. " * 4


def typed(client: FlaskClient, attempt: str) -> dict[str, str]:
    """What the page of an attempt sends, with an essay in its field."""
    page = client.get(attempt).get_data(as_text=True)
    word = page.split('data-who="')[1].split('"')[0]
    name = re.search(r'<textarea[^>]* name="([^"]+)"', page)
    fields = dict(re.findall(r'type="hidden" name="(s\d+\.[^"]+)" value="([^"]*)"', page))
    assert name is not None
    return {**fields, name[1]: LONG, "milik": word, "aksi": "simpan"}


def ended(app: Flask, rini: FlaskClient) -> tuple[str, dict[str, list[str]]]:
    """Her attempt, and what the page carries that she gets when her session was ended elsewhere."""
    attempt = sites.start_quiz(rini, courses.ESSAY_QUIZ_URL)
    sent = typed(rini, attempt)
    sites.post(people.device(app, "rini"), "/akun/perangkat/keluar-semua")
    answer = sites.post(rini, attempt, sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 401 and "Nama pengguna" in page and LONG.strip() in page
    assert faults(page, answer.headers["Content-Security-Policy"]) == []
    carried = sites.hidden(page, "/masuk")
    area = re.search(r'<textarea name="(isian\.[^"]+)"', page)
    assert area is not None
    return attempt, {**carried, area[1]: [LONG]}


def arrived(app: Flask, client: FlaskClient, attempt: str, page: str) -> bool:
    """Whether what was typed is stored, once its page sent it again."""
    assert "Kirim lagi" in page and f'action="{attempt}"' in page
    area = re.search(r'<textarea name="([^"]+)"', page)
    assert area is not None
    sites.post(client, attempt, {**sites.hidden(page, attempt), area[1]: LONG})
    return LONG.strip() in client.get(attempt).get_data(as_text=True)


def test_what_somebody_with_an_account_typed_gets_home_by_her_password(app: Flask, rini: FlaskClient) -> None:
    attempt, carried = ended(app, rini)
    wrong = sites.post(rini, "/masuk", {**carried, "login": "rini", "password": "keliru sekali"})
    assert wrong.status_code == 422 and LONG.strip() in wrong.get_data(as_text=True)
    right = sites.post(rini, "/masuk", {**carried, "login": "rini", "password": people.PASSWORD})
    assert arrived(app, rini, attempt, right.get_data(as_text=True))


def test_the_second_step_carries_it_on(app: Flask, rini: FlaskClient) -> None:
    attempt, carried = ended(app, rini)
    second_step(app, "rini")
    with time_machine.travel(NOON, tick=False):
        page = sites.post(rini, "/masuk", {**carried, "login": "rini", "password": people.PASSWORD})
        assert "Langkah kedua" in page.get_data(as_text=True) and LONG.strip() in page.get_data(as_text=True)
        done = sites.post(rini, "/masuk/langkah-dua", {**carried, "code": code_at(NOON)})
    assert arrived(app, rini, attempt, done.get_data(as_text=True))


def test_the_page_of_an_attempt_knows_the_way_back_of_who_made_it(app: Flask, rini: FlaskClient) -> None:
    guest = sites.guest(app)
    for client, way in ((rini, "/masuk?kembali=/pengerjaan/"), (guest, "/lanjut")):
        page = client.get(sites.start_quiz(client)).get_data(as_text=True)
        assert f'data-ended hidden><a class="btn ghost small" href="{way}' in page


def test_a_stale_sign_in_asks_for_the_password_again(app: Flask, rini: FlaskClient) -> None:
    client = app.test_client()
    page = client.post("/masuk", data={"login": "rini", "password": people.PASSWORD, "kembali": "/kursus"})
    text = page.get_data(as_text=True)
    assert page.status_code == 400 and people.PASSWORD not in text
    assert '<input type="password" name="password"' in text and "Kirim lagi" in text
    again = sites.hidden(text, "/masuk")
    assert "password" not in again
    assert (
        sites.post(client, "/masuk", {**again, "password": people.PASSWORD}).headers["Location"] == "/kursus"
    )


def test_what_is_forbidden_is_not_offered_again_but_a_long_text_stays(app: Flask) -> None:
    closed = people.suspended(app, "ditutup")
    answer = sites.post(closed, courses.PLAIN_URL, {"bagian": "satu", "ke": "dua", "esai": LONG})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 403 and "Kirim lagi" not in page and LONG.strip() in page


def test_others_sign_in_at_the_device_of_somebody_suspended_and_get_nothing_of_hers(
    app: Flask, rini: FlaskClient
) -> None:
    phone = people.suspended(app, "ditutup")
    attempts = sites.post(people.device(app, "ditutup"), courses.PLAIN_URL, {}).status_code
    assert attempts == 403
    done = sign_in(phone, "rini")
    assert done.status_code == 303 and is_in(phone)
    numbers = {people.id_of(app, "ditutup"), people.id_of(app, "rini")}
    assert len(numbers) == 2  # both are there still: nobody was merged
    alive = [person for person, end in rows(app, Device.person_id, Device.ended_at) if end is None]
    assert alive.count(people.id_of(app, "ditutup")) == 1  # her other device; this one ended


def test_others_sign_up_and_resume_at_the_device_of_somebody_suspended(
    app: Flask, guest: FlaskClient
) -> None:
    code = guest.get("/kode").get_data(as_text=True).split('class="code">')[1][:9]
    assert sites.post(people.suspended(app, "ditutup"), "/lanjut", {"kode": code}).status_code == 303
    phone = people.suspended(app, "ditutup2")
    assert entering.sign_up(phone).status_code == 303 and is_in(phone)
    with app.app_context():
        assert queries.name_taken(db.session(), "ditutup2")
        db.session.remove()


def test_who_is_suspended_sees_and_takes_her_data_and_changes_nothing(app: Flask) -> None:
    client = people.suspended(app, "ditutup")
    page = client.get("/akun/data")
    assert page.status_code == 200 and "dinonaktifkan" in page.get_data(as_text=True)
    assert page.headers["Cache-Control"] == "no-store"
    assert "/akun/data/hapus" not in page.get_data(as_text=True)
    parcel = sites.post(client, "/akun/data/unduh")
    with zipfile.ZipFile(io.BytesIO(parcel.data)) as held:
        assert any(b"Ditutup" in held.read(name) for name in held.namelist())
    assert sites.post(client, "/akun/data/permintaan", {"kind": "lain", "text": "a"}).status_code == 403
