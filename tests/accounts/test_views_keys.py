"""What people find when the secret key is not the one under which their codes and second steps were made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from literasi.accounts.actions.devices import on_device
from literasi.accounts.models import Account, Person
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.infra.db import db, write
from literasi.kernel import clock
from tests.accounts.browsing import code_at, second_step
from tests.makers import people, sites

OTHER = "kunci-lain-yang-juga-cukup-panjang-untuk-dipakai"
_CODE = re.compile(r'class="code">([0-9A-Z]{4} [0-9A-Z]{4})<')


@pytest.fixture
def elsewhere(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The same database under another key."""
    there = sites.build(tmp_path, secret_keys=(OTHER,))
    yield there
    sites.close(there)


def the_guest(app: Flask) -> FlaskClient:
    """A new browser of the only guest."""
    with app.app_context():
        found = db.session.execute(
            select(Person.id).outerjoin(Account).where(Account.person_id.is_(None))
        ).scalar_one()
        token = write(lambda session: on_device(session, found, clock.now(), shared=False).token)
        db.session.remove()
    return people.holding(app, token)


def text(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


@pytest.mark.parametrize("path", ["/keluar", "/kode", "/ruang-belajar"])
def test_a_code_that_cannot_be_shown_is_renewed_and_the_work_stays(
    guest: FlaskClient, elsewhere: Flask, path: str
) -> None:
    client = the_guest(elsewhere)
    page = text(client, path)
    assert "tidak dapat ditampilkan lagi" in page and "belum ada pekerjaan" not in page
    word = page.split('data-who="')[1].split('"')[0]
    done = sites.post(client, "/kode", {"kembali": path})
    assert (done.status_code, done.headers["Location"]) == (303, path)
    page = text(client, path)
    code = _CODE.search(page)
    assert code and f'data-who="{word}"' in page
    assert sites.post(elsewhere.test_client(), "/lanjut", {"kode": code[1]}).status_code == 303


def test_a_child_who_waits_gets_a_new_code_too(app: Flask, elsewhere: Flask) -> None:
    people.account(app, "anak", age=AgeBand.FROM_13, consent=State.ASKED)
    child = people.device(elsewhere, "anak")
    assert "tidak dapat ditampilkan lagi" in text(child, "/akun/menunggu")
    sites.post(child, "/kode", {"kembali": "/akun/menunggu"})
    assert _CODE.search(text(child, "/akun/menunggu"))


def test_a_code_that_can_be_shown_stays_as_it_is(guest: FlaskClient) -> None:
    before = _CODE.search(text(guest, "/kode"))
    assert sites.post(guest, "/kode").headers["Location"] == "/kode"
    after = _CODE.search(text(guest, "/kode"))
    assert before and after and before[1] == after[1]


def test_work_in_the_way_of_another_code_is_shown_with_a_code_that_opens_it(
    app: Flask, guest: FlaskClient, elsewhere: Flask
) -> None:
    here, other = the_guest(elsewhere), sites.guest(elsewhere)
    wanted = _CODE.search(text(other, "/kode"))
    assert wanted
    page = sites.post(here, "/lanjut", {"kode": wanted[1]}).get_data(as_text=True)
    shown = _CODE.search(page)
    assert shown and shown[1] != wanted[1]
    assert sites.post(elsewhere.test_client(), "/lanjut", {"kode": shown[1]}).status_code == 303


def test_leaving_tells_somebody_with_an_account_where_her_work_is(rini: FlaskClient) -> None:
    page = text(rini, "/keluar")
    assert "tersimpan di akun" in page and "belum ada pekerjaan" not in page


def test_a_second_step_that_no_key_opens_says_who_can_lift_it_and_the_terminal_does(
    app: Flask, rini: FlaskClient, elsewhere: Flask
) -> None:
    second_step(app, "rini")
    client = elsewhere.test_client()
    told = {"login": "rini", "password": people.PASSWORD}
    sites.post(client, "/masuk", told)
    assert "drop-second-step" in text(client, "/masuk/langkah-dua")
    refused = sites.post(client, "/masuk/langkah-dua", {"code": code_at(clock.now())})
    assert refused.status_code == 422 and "drop-second-step" in refused.get_data(as_text=True)
    done = elsewhere.test_cli_runner().invoke(args=["user", "drop-second-step", "rini"])
    assert done.exit_code == 0 and "dilepas" in done.output
    assert sites.post(elsewhere.test_client(), "/masuk", told).headers["Location"] == "/ruang-belajar"
    again = elsewhere.test_cli_runner().invoke(args=["user", "drop-second-step", "rini"])
    assert again.exit_code == 1 and "tidak memakai dua langkah" in again.output
