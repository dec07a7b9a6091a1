"""Accounts that wait for consent: written anew, beside another on the same phone, and who may decide about them."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from literasi.accounts.models import Account, Ticket
from literasi.kernel.roles import Role
from tests.accounts.browsing import change, rows
from tests.accounts.test_views_consent import AGREED, link_of, whole
from tests.makers import entering, people, sites

CHILD = {"name": "Anak Lima", "login": "anak.lima", "age": "16"}


def waiting(app: Flask, **told: str) -> FlaskClient:
    """A browser in which a child has signed up."""
    client = app.test_client()
    answer = entering.sign_up(client, **{**CHILD, **told})
    assert answer.headers["Location"] == "/akun/menunggu"
    return client


def correct_age(app: Flask, username: str, band: str) -> None:
    """Let a librarian put an age right."""
    librarian = people.account(app, f"pustaka-{username}", Role.LIBRARIAN)
    assert sites.post(librarian, f"{people.page_of(app, username)}/usia", {"usia": band}).status_code == 303


def test_a_letter_to_a_mistyped_address_confirms_nothing_once_the_account_was_written_anew(
    app: Flask,
) -> None:
    phone, stranger = waiting(app, login="salah.ketik@contoh.example"), app.test_client()
    ((_recipient, letter),) = entering.letters(app)
    assert stranger.get(f"/surel/{entering.code_in(letter)}").status_code == 200
    assert entering.sign_up(phone, **CHILD, whose="saya").status_code == 303
    assert stranger.get(f"/surel/{entering.code_in(letter)}").status_code == 404
    assert rows(app, Ticket.digest) == [] and entering.letters(app) == []
    assert rows(app, Account.username, Account.email_asked) == [("anak.lima", None)]


def test_an_account_that_waits_is_not_written_over_unasked(app: Flask) -> None:
    phone = waiting(app)
    page = phone.get("/daftar").get_data(as_text=True)
    assert "Akun Anak Lima masih menunggu" in page and 'name="whose"' in page
    answer = entering.sign_up(phone, name="Anak Dua", login="anak.dua", age="16")
    assert answer.status_code == 422 and "whose" in entering.problems(answer) and whole(answer)
    assert rows(app, Account.username) == [("anak.lima",)]


def test_a_second_child_on_the_same_phone_leaves_the_first_ones_account_as_it_is(app: Flask) -> None:
    phone, guardian = waiting(app, age="13-15"), app.test_client()
    link = link_of(phone)
    entering.sign_up(phone, name="Anak Dua", login="anak.dua", age="16", whose="lain")
    assert sorted(rows(app, Account.username)) == [("anak.dua",), ("anak.lima",)]
    assert "Anak Lima ingin" in guardian.get(link).get_data(as_text=True)
    assert sites.post(guardian, link, AGREED, follow_redirects=True).status_code == 200
    assert not entering.is_in(phone)
    assert (
        entering.sign_in(app.test_client(), "anak.lima", entering.NEWCOMER["password"]).headers["Location"]
        == "/"
    )


def test_a_guardians_link_is_for_the_account_that_it_was_made_for(app: Flask) -> None:
    phone, guardian = waiting(app), app.test_client()
    link = link_of(phone)
    entering.sign_up(phone, name="Anak Dua", login="anak.dua", age="16", whose="saya")
    assert sites.post(guardian, link, AGREED).status_code == 404
    change(app, "anak.dua", public_id="lain")
    fresh = link_of(phone)
    change(app, "anak.dua", public_id="lain-lagi")
    assert guardian.get(fresh).status_code == sites.post(guardian, fresh, AGREED).status_code == 404


def test_a_guardians_codes_open_nothing_once_she_agrees_for_herself(app: Flask) -> None:
    phone, guardian = waiting(app), app.test_client()
    answer = sites.post(guardian, link_of(phone), AGREED, follow_redirects=True)
    code = answer.get_data(as_text=True).split('class="code">')[1][:14].replace(" ", "")
    assert guardian.get(f"/persetujuan/cabut/{code}").status_code == 200
    correct_age(app, "anak.lima", "18+")
    assert sites.post(guardian, f"/persetujuan/cabut/{code}").status_code == 404
    assert entering.is_in(phone)


def test_after_a_guardians_no_saying_18_opens_no_account_until_a_librarian_puts_the_age_right(
    app: Flask,
) -> None:
    phone = waiting(app)
    sites.post(app.test_client(), link_of(phone), {**AGREED, "decision": "tolak"})
    for answer in ({}, {"whose": "saya"}):
        assert entering.sign_up(phone, age="18+", **answer).headers["Location"] == "/akun/menunggu"
    page = phone.get("/akun/menunggu")
    assert "Pustakawan dapat membetulkan" in page.get_data(as_text=True) and whole(page)
    assert sites.post(phone, "/akun/menunggu").status_code == 303 and not entering.is_in(phone)
    correct_age(app, "warga.baru", "18+")
    assert entering.is_in(phone)


def test_a_child_does_not_agree_for_herself_in_her_own_browser(app: Flask) -> None:
    phone, guardian = waiting(app), app.test_client()
    link = link_of(phone)
    for answer in (phone.get(link), sites.post(phone, link, AGREED)):
        assert answer.status_code == 403 and "ponsel orang tua" in answer.get_data(as_text=True)
    assert not entering.is_in(phone)
    assert sites.post(guardian, link, AGREED, follow_redirects=True).status_code == 200 and entering.is_in(
        phone
    )
