"""Accounts that wait for consent: written anew, beside another on the same phone, and who may decide about them."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from literasi.accounts.models import Account, Ticket
from tests.accounts.browsing import rows
from tests.makers import entering

CHILD = {"name": "Anak Lima", "login": "anak.lima", "age": "16"}


def waiting(app: Flask, **told: str) -> FlaskClient:
    """A browser in which a child has signed up."""
    client = app.test_client()
    answer = entering.sign_up(client, **{**CHILD, **told})
    assert answer.headers["Location"] == "/akun/menunggu"
    return client


def test_a_letter_to_a_mistyped_address_confirms_nothing_once_the_account_was_written_anew(app: Flask) -> None:
    phone, stranger = waiting(app, login="salah.ketik@contoh.example"), app.test_client()
    ((_recipient, letter),) = entering.letters(app)
    assert stranger.get(f"/surel/{entering.code_in(letter)}").status_code == 200
    assert entering.sign_up(phone, **CHILD, whose="saya").status_code == 303
    assert stranger.get(f"/surel/{entering.code_in(letter)}").status_code == 404
    assert rows(app, Ticket.digest) == [] and entering.letters(app) == []
    assert rows(app, Account.username, Account.email_asked) == [("anak.lima", None)]
