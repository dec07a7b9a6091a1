"""Secrets that are good once: a new password, an invitation, a school's code."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from literasi.accounts import actions
from literasi.accounts.models import Ticket
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.tickets import Purpose
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.roles import Role
from tests.accounts.browsing import NEW, NOON, change, rows, second_step
from tests.makers import entering, people, sites
from tests.makers.entering import is_in, problems, sign_in, sign_up, value_of

# A password that was forgotten


def test_a_forgotten_password_is_replaced_by_a_letters_link(app: Flask, rini: FlaskClient) -> None:
    sites.post(app.test_client(), "/lupa-sandi", {"login": "rini"})
    ((recipient, letter),) = entering.letters(app)
    code, stranger = entering.code_in(letter), app.test_client()
    assert recipient == "rini@contoh.example" and stranger.get(f"/sandi-baru/{code}").status_code == 200
    weak = sites.post(stranger, f"/sandi-baru/{code}", {"password": "pendek"})
    assert weak.status_code == 422 and list(problems(weak)) == ["password"]
    assert sites.post(stranger, f"/sandi-baru/{code}", {"password": NEW}).status_code == 303
    assert not is_in(rini) and not is_in(stranger)
    assert sign_in(stranger, "rini", NEW).status_code == 303
    assert sites.post(stranger, f"/sandi-baru/{code}", {"password": NEW}).status_code == 404


def test_a_librarians_code_does_the_same_for_people_without_mail(app: Flask) -> None:
    people.account(app, "joko")
    code = entering.ticket(app, Purpose.RESET, "joko")
    phone = app.test_client()
    assert "kode" in phone.get("/sandi-baru").get_data(as_text=True)
    page = phone.get("/sandi-baru", query_string={"kode": f"{code[:4]} {code[4:8]} {code[8:]}".lower()})
    assert page.status_code == 200 and "Kata sandi baru" in page.get_data(as_text=True)
    assert sites.post(phone, f"/sandi-baru/{code}", {"password": NEW}).status_code == 303


def test_every_page_that_asks_for_a_code_says_what_it_is_for(client: FlaskClient) -> None:
    paths = ("/sandi-baru", "/surel", "/persetujuan", "/persetujuan/cabut", "/pertama")
    pages = [client.get(path).get_data(as_text=True) for path in paths]
    told = [re.findall(r"<h1>(.+?)</h1>\s+<p>(.+?)</p>", page) for page in pages]
    assert len({title for ((title, _purpose),) in told}) == len({said for ((_title, said),) in told}) == 5


def test_a_letter_alone_opens_no_account_that_has_a_second_step(app: Flask, rini: FlaskClient) -> None:
    second_step(app, "rini")
    code, phone = entering.ticket(app, Purpose.RESET, "rini"), app.test_client()
    sites.post(phone, f"/sandi-baru/{code}", {"password": NEW})
    assert sign_in(phone, "rini", NEW).headers["Location"] == "/masuk/langkah-dua"
    assert not is_in(phone)


# Teachers and staff


def test_a_schools_code_makes_a_teacher_and_a_wrong_one_keeps_the_form(app: Flask, rini: FlaskClient) -> None:
    with app.app_context():
        code = write(
            lambda session: actions.invite_school(
                session,
                actions.save_school(session, "SMP Contoh", NOON, by=None),
                sites.KEY,
                clock.now(),
                by=1,
            )
        )
        db.session.remove()
    wrong = sites.post(rini, "/guru", {"code": "ABCD 2345", "school": "SMP Contoh"})
    assert wrong.status_code == 422 and list(problems(wrong)) == ["code"]
    assert (value_of(wrong, "code"), value_of(wrong, "school")) == ("ABCD 2345", "SMP Contoh")
    assert sites.post(rini, "/guru", {"code": code}).status_code == 303
    assert "SMP Contoh" in entering.messages(rini.get("/ruang-belajar"))[0]


def test_who_asks_again_reads_that_the_earlier_request_waits(app: Flask, rini: FlaskClient) -> None:
    said = list[str]()
    for school in ("SMP Contoh", "SMP Lain"):
        sites.post(rini, "/guru", {"school": school})
        said += entering.messages(rini.get("/ruang-belajar"))
    assert "terkirim" in said[0]
    assert "masih menunggu" in said[1] and "SMP Lain" in said[1] and "terkirim" not in said[1]


def test_who_is_a_teacher_reads_that_there_is_nothing_to_ask_for(app: Flask) -> None:
    teacher = people.account(app, "pak-guru", Role.TEACHER)
    sites.post(teacher, "/guru", {"school": "SMP Contoh"})
    assert "sudah dikenal sebagai guru" in entering.messages(teacher.get("/ruang-belajar"))[0]


def test_without_a_code_a_school_is_needed(rini: FlaskClient) -> None:
    done = sites.post(rini, "/guru", {"school": " ", "code": ""})
    assert done.status_code == 422 and list(problems(done)) == ["school"]


def test_an_invitation_is_shown_accepted_and_over(app: Flask, rini: FlaskClient) -> None:
    people.account(app, "pak-urus", Role.ADMIN)
    number = people.id_of(app, "pak-urus")
    with app.app_context():
        code = write(
            lambda session: actions.invite(
                session, Role.LIBRARIAN, sites.KEY, clock.now(), by=number, actor={Role.ADMIN}
            )
        )
        db.session.remove()
    assert "Masuk atau buat akun dulu" in app.test_client().get(f"/undangan/{code}").get_data(as_text=True)
    assert sites.post(rini, f"/undangan/{code}").status_code == 303
    assert sites.post(rini, f"/undangan/{code}").status_code == 404
    assert [used is not None for (used,) in rows(app, Ticket.used_at)] == [True]


def test_who_has_no_account_yet_signs_up_and_finds_the_code_of_her_school_again(client: FlaskClient) -> None:
    page = client.get("/guru?kode=ABCD1234")
    asked = client.get(page.headers["Location"]).get_data(as_text=True)
    link = html.unescape(re.findall(r'href="(/daftar[^"]+)"', asked)[0])
    form = client.get(link)
    assert value_of(form, "kembali") == "/guru?kode=ABCD1234"
    done = sign_up(client, kembali=value_of(form, "kembali"))
    assert done.headers["Location"] == "/guru?kode=ABCD1234"


@pytest.mark.parametrize("away", ["//jahat.example", "https://jahat.example", "/\\jahat.example"])
def test_signing_up_leads_to_no_other_site(client: FlaskClient, away: str) -> None:
    wrong = sign_up(client, name="", kembali=away)
    assert value_of(wrong, "kembali") == "/"
    assert sign_up(client, kembali=away).headers["Location"] == "/"


def test_a_minor_is_told_that_roles_are_for_adults_before_she_asks(app: Flask) -> None:
    kiki = people.account(app, "kiki", age=AgeBand.SIXTEEN)
    page = kiki.get("/guru").get_data(as_text=True)
    assert "hanya untuk orang berusia 18 tahun" in page and 'name="code"' not in page
    assert sites.post(kiki, "/guru", {"school": "SMP Contoh"}).status_code == 409


def test_a_request_of_somebody_who_turns_out_to_be_a_minor_can_only_be_turned_down(app: Flask) -> None:
    librarian = people.account(app, "bu-pustaka", Role.LIBRARIAN)
    people.account(app, "kiki")
    number = people.asked_for_role(app, "kiki")
    change(app, "kiki", age_band=AgeBand.SIXTEEN)
    page = librarian.get("/pengelola/permintaan-peran").get_data(as_text=True)
    assert 'value="terima"' not in page and 'value="tolak"' in page
    answer = sites.post(librarian, f"/pengelola/permintaan-peran/{number}", {"aksi": "terima"})
    assert answer.status_code == 409 and "18 tahun" in answer.get_data(as_text=True)
