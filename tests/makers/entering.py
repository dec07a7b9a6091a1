"""What people do at the doors of accounts, as one line each."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from literasi.accounts import actions
from literasi.accounts.rules.tickets import Purpose
from literasi.infra import vault
from literasi.infra.db import db, write
from literasi.infra.mail import Letter
from literasi.kernel import clock
from tests.makers import people, sites

NEWCOMER = {
    "name": "Warga Baru",
    "login": "warga.baru",
    "password": "hujan di Kakaskasen",
    "age": "18+",
    "agreed": "ya",
}
_MESSAGE = re.compile(r'<p class="notice" role="status">([^<]*)</p>')
_PROBLEM = re.compile(r'<p id="([a-z-]+)-masalah" role="alert"><b>([^<]*)</b>')


def sign_in(client: FlaskClient, login: str, password: str = people.PASSWORD, **more: str) -> TestResponse:
    """Send the form of signing in."""
    return sites.post(client, "/masuk", {"login": login, "password": password, "kembali": "/", **more})


def sign_up(client: FlaskClient, **changes: str) -> TestResponse:
    """Send the form of signing up; a change to "" leaves that field out."""
    told = {**NEWCOMER, **changes}
    return sites.post(client, "/daftar", {name: value for name, value in told.items() if value})


def ticket(app: Flask, purpose: Purpose, username: str, data: Mapping[str, str] | None = None) -> str:
    """A secret of this purpose for somebody."""
    person_id = people.id_of(app, username)
    with app.app_context():
        made = write(
            lambda session: actions.make_ticket(session, purpose, person_id, sites.KEY, clock.now(), data)
        )
        db.session.remove()
    return made


def messages(response: TestResponse) -> list[str]:
    """What a page says about what was just done."""
    return _MESSAGE.findall(response.get_data(as_text=True))


def problems(response: TestResponse) -> dict[str, str]:
    """What a page finds wrong, by the field beside which it says so."""
    return dict(_PROBLEM.findall(response.get_data(as_text=True)))


def value_of(response: TestResponse, name: str) -> str:
    """What a field of a page holds."""
    found = re.search(rf'name="{name}"[^>]*? value="([^"]*)"', response.get_data(as_text=True))
    assert found is not None, name
    return found[1]


def cookie(client: FlaskClient) -> str:
    """The session cookie of a browser."""
    held = client.get_cookie("literasi")
    assert held is not None
    return held.value


def browser_with(app: Flask, value: str) -> FlaskClient:
    """A browser that shows this session cookie."""
    client = app.test_client()
    client.set_cookie("literasi", value)
    return client


def is_in(client: FlaskClient) -> bool:
    """Whether somebody with an account is signed in here."""
    return client.get("/akun").status_code == 200


def letters(app: Flask) -> list[tuple[str, str]]:
    """Recipient and words of every letter that waits to be sent."""
    with app.app_context():
        rows = db.session.execute(select(Letter.recipient, Letter.body).order_by(Letter.id)).all()
        db.session.remove()
    return [(recipient, vault.opened(body, (sites.KEY,)) or "") for recipient, body in rows]


def code_in(letter: str) -> str:
    """The code that a letter tells, as a link or as words."""
    found = re.search(r"/(?:surel|sandi-baru)/([0-9A-Z]{12})|([0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4})", letter)
    assert found is not None, letter
    return (found[1] or found[2]).replace(" ", "")
