"""One's own account: leaving, devices, name, address, password, second step."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from literasi.accounts import actions
from literasi.accounts.models import Account, Device
from literasi.accounts.rules.tickets import Purpose
from literasi.infra import vault
from literasi.infra.db import db, write
from literasi.kernel import clock
from tests.accounts.browsing import NEW, NOON, change, code_at, rows, second_step
from tests.makers import entering, people, sites
from tests.makers.entering import is_in, problems, sign_in, value_of

# Leaving, and devices


def test_signing_out_ends_this_device_and_tells_no_code(app: Flask, rini: FlaskClient) -> None:
    held, other = entering.cookie(rini), people.device(app, "rini")
    assert 'class="code"' not in rini.get("/keluar").get_data(as_text=True)
    done = sites.post(rini, "/keluar")
    assert (done.headers["Location"], done.headers["Clear-Site-Data"]) == ("/", '"cache", "storage"')
    assert not is_in(rini) and not is_in(entering.browser_with(app, held)) and is_in(other)


def test_who_is_suspended_can_leave_for_good(app: Flask, rini: FlaskClient) -> None:
    held, number = entering.cookie(rini), people.id_of(app, "rini")

    def suspend(suspended: bool) -> None:
        with app.app_context():
            write(
                lambda session: actions.suspend(session, number, suspended, clock.now(), by=None, actor=None)
            )
            db.session.remove()

    suspend(True)
    assert sites.post(rini, "/keluar").status_code == 303
    suspend(False)
    assert not is_in(entering.browser_with(app, held))


def test_my_devices_are_listed_and_one_can_be_signed_out_from_afar(app: Flask, rini: FlaskClient) -> None:
    phone = app.test_client()
    sign_in(phone, "rini")
    page = rini.get("/akun/perangkat").get_data(as_text=True)
    assert page.count("perangkat ini") == 1 and page.count('<li class="row">') == 2
    (theirs,) = (number for (number, label) in rows(app, Device.id, Device.label) if not label)
    assert sites.post(rini, f"/akun/perangkat/{theirs}/keluar").status_code == 303
    assert is_in(rini) and not is_in(phone)


def test_somebody_elses_device_is_not_ended_by_its_number(app: Flask, rini: FlaskClient) -> None:
    joko = people.account(app, "joko")
    for (number,) in rows(app, Device.id):
        sites.post(rini, f"/akun/perangkat/{number}/keluar")
    assert is_in(joko) and not is_in(rini)


def test_leaving_everywhere_leaves_here_too_and_nobody_else(app: Flask, rini: FlaskClient) -> None:
    phone, joko = people.device(app, "rini"), people.account(app, "joko")
    done = sites.post(rini, "/akun/perangkat/keluar-semua")
    assert '"storage"' in done.headers["Clear-Site-Data"]
    assert [is_in(one) for one in (rini, phone, joko)] == [False, False, True]


# One's account


def test_another_name_is_used_at_once(rini: FlaskClient) -> None:
    assert sites.post(rini, "/akun/nama", {"name": " Rini  S. ", "username": "Rini.S"}).status_code == 303
    page = rini.get("/akun")
    assert (value_of(page, "name"), value_of(page, "username")) == ("Rini S.", "rini.s")


@pytest.mark.parametrize(("field", "wrong"), [("name", ""), ("username", "joko"), ("username", "a b"), ("username", "admin")])  # fmt: skip
def test_a_name_that_will_not_do_keeps_what_was_typed(
    app: Flask, rini: FlaskClient, field: str, wrong: str
) -> None:
    people.account(app, "joko")
    done = sites.post(rini, "/akun/nama", {"name": "Rini", "username": "rini", field: wrong})
    assert done.status_code == 422 and list(problems(done)) == [field]
    assert value_of(done, field) == wrong


def test_one_way_to_sign_in_always_stays(app: Flask, rini: FlaskClient) -> None:
    joko = people.account(app, "joko")
    assert sites.post(joko, "/akun/nama", {"name": "Joko", "username": ""}).status_code == 422
    change(app, "rini", username=None)
    done = sites.post(rini, "/akun/surel", {"email": "", "old": people.PASSWORD})
    assert done.status_code == 422 and list(problems(done)) == ["email"]


PROVED = {
    "/akun/surel": {"email": "baru@contoh.example"},
    "/akun/sandi": {"password": NEW},
    "/akun/dua-langkah/lepas": {},
}


@pytest.mark.parametrize("path", PROVED)
def test_who_only_stands_at_an_open_screen_changes_nothing_that_matters(
    app: Flask, rini: FlaskClient, path: str
) -> None:
    second_step(app, "rini")
    before = rows(app, Account.password, Account.email_asked, Account.second_step)
    done = sites.post(rini, path, {**PROVED[path], "old": "keliru sekali"})
    assert done.status_code == 422 and "belum cocok" in done.get_data(as_text=True)
    assert rows(app, Account.password, Account.email_asked, Account.second_step) == before
    assert sites.post(rini, path, {**PROVED[path], "old": people.PASSWORD}).status_code == 303
    assert rows(app, Account.password, Account.email_asked, Account.second_step) != before


def test_a_new_password_is_not_what_she_is_called(app: Flask) -> None:
    told, name = (
        people.account(app, "kolintang.merdu", email="gunung.lokon@contoh.example"),
        "kolintang.merdu",
    )
    code = entering.ticket(app, Purpose.RESET, name)
    for word in (name, "gunung.lokon@contoh.example"):
        own = sites.post(told, "/akun/sandi", {"old": people.PASSWORD, "password": word})
        fresh = sites.post(app.test_client(), f"/sandi-baru/{code}", {"password": word})
        for done in (own, fresh):
            assert done.status_code == 422 and "mudah ditebak" in problems(done)["password"]


def test_a_new_password_keeps_this_device_and_ends_the_others(app: Flask, rini: FlaskClient) -> None:
    phone = people.device(app, "rini")
    done = sites.post(rini, "/akun/sandi", {"old": people.PASSWORD, "password": NEW})
    assert done.status_code == 303
    assert is_in(rini) and not is_in(phone)
    assert [sign_in(app.test_client(), "rini", one).status_code for one in (people.PASSWORD, NEW)] == [
        422,
        303,
    ]


def test_an_address_counts_once_its_letter_was_opened(app: Flask, rini: FlaskClient) -> None:
    sites.post(rini, "/akun/surel", {"email": "baru@contoh.example", "old": people.PASSWORD})
    assert "belum dipastikan" in rini.get("/akun").get_data(as_text=True)
    ((recipient, letter),) = entering.letters(app)
    assert recipient == "baru@contoh.example"
    assert sites.post(rini, f"/surel/{entering.code_in(letter)}").status_code == 303
    assert rows(app, Account.email, Account.email_asked) == [("baru@contoh.example", None)]


# The second step


def test_the_second_step_is_set_up_with_a_code_and_the_password(app: Flask, rini: FlaskClient) -> None:
    with time_machine.travel(NOON, tick=False):
        rini.get("/akun/dua-langkah")
        with rini.session_transaction() as session:
            secret = session["step_secret"]
        sent = {"code": pyotp.TOTP(secret).at(NOON), "old": people.PASSWORD}
        for wrong in ({"code": "000000"}, {"old": "keliru sekali"}):
            done = sites.post(rini, "/akun/dua-langkah", {**sent, **wrong})
            assert done.status_code == 422 and list(problems(done)) == list(wrong)
            assert rows(app, Account.second_step) == [(None,)]
        assert sites.post(rini, "/akun/dua-langkah", sent).status_code == 303
    ((stored,),) = rows(app, Account.second_step)
    assert secret not in str(stored) and vault.opened(str(stored), (sites.KEY,)) == secret
    assert "Terpasang" in rini.get("/akun").get_data(as_text=True)


def test_a_code_of_the_app_lets_in_once(app: Flask, rini: FlaskClient) -> None:
    second_step(app, "rini")
    with time_machine.travel(NOON, tick=False):
        phone, thief = app.test_client(), app.test_client()
        for client in (phone, thief):
            assert sign_in(client, "rini", kembali="/kursus").headers["Location"] == "/masuk/langkah-dua"
            assert not is_in(client)
        done = sites.post(phone, "/masuk/langkah-dua", {"code": code_at(NOON)})
        assert (done.status_code, done.headers["Location"]) == (303, "/kursus")
        again = sites.post(thief, "/masuk/langkah-dua", {"code": code_at(NOON)})
    assert is_in(phone) and not is_in(thief)
    assert again.status_code == 422 and "belum cocok" in problems(again)["code"]


def test_ten_wrong_codes_are_enough(app: Flask, rini: FlaskClient) -> None:
    second_step(app, "rini")
    with time_machine.travel(NOON, tick=False):
        phone = app.test_client()
        sign_in(phone, "rini")
        tried = [
            sites.post(phone, "/masuk/langkah-dua", {"code": "000000"}).status_code for _try in range(12)
        ]
        right = sites.post(phone, "/masuk/langkah-dua", {"code": code_at(NOON)})
    assert tried == [422] * 10 + [429] * 2 and right.status_code == 429


def test_the_second_step_must_follow_within_five_minutes(app: Flask, rini: FlaskClient) -> None:
    second_step(app, "rini")
    with time_machine.travel(NOON, tick=False) as time:
        phone = app.test_client()
        sign_in(phone, "rini")
        time.shift(301)
        done = sites.post(phone, "/masuk/langkah-dua", {"code": code_at(NOON + timedelta(seconds=301))})
    assert done.headers["Location"] == "/masuk" and not is_in(phone)


def test_the_second_step_without_the_first_leads_back_to_it(client: FlaskClient) -> None:
    assert client.get("/masuk/langkah-dua").headers["Location"] == "/masuk"
    assert sites.post(client, "/masuk/langkah-dua", {"code": "000000"}).headers["Location"] == "/masuk"


def test_who_is_suspended_between_the_steps_does_not_get_in(app: Flask, rini: FlaskClient) -> None:
    second_step(app, "rini")
    with time_machine.travel(NOON, tick=False):
        phone = app.test_client()
        sign_in(phone, "rini")
        change(app, "rini", suspended_at=NOON)
        done = sites.post(phone, "/masuk/langkah-dua", {"code": code_at(NOON)})
    assert done.headers["Location"] == "/masuk" and not is_in(phone)


def test_a_password_changed_between_the_steps_asks_for_the_new_one(app: Flask, rini: FlaskClient) -> None:
    second_step(app, "rini")
    with time_machine.travel(NOON, tick=False):
        phone = app.test_client()
        sign_in(phone, "rini")
        change(app, "rini", password=people.hashed(NEW))
        done = sites.post(phone, "/masuk/langkah-dua", {"code": code_at(NOON)})
    assert done.headers["Location"] == "/masuk" and not is_in(phone)
    assert "baru saja diganti" in phone.get("/masuk").get_data(as_text=True)


def test_a_second_step_lifted_meanwhile_leads_back_to_the_password(app: Flask, rini: FlaskClient) -> None:
    second_step(app, "rini")
    with time_machine.travel(NOON, tick=False):
        phone = app.test_client()
        sign_in(phone, "rini")
        change(app, "rini", second_step=None)
        done = sites.post(phone, "/masuk/langkah-dua", {"code": code_at(NOON)})
    assert done.headers["Location"] == "/masuk" and not is_in(phone)
    assert "sudah dilepas" in phone.get("/masuk").get_data(as_text=True)
