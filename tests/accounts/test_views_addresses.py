"""People whose only login is an address: they sign in before a letter was opened, and can be helped."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from literasi.accounts.actions import make_first_ticket
from literasi.accounts.models import Account
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.roles import Role
from tests.accounts.browsing import NEW, rows
from tests.makers import entering, people, sites
from tests.makers.entering import is_in, problems, sign_in, sign_up

MEISKE = "meiske@perpus.example"
FIRST = {"name": "Meiske", "login": MEISKE, "password": NEW, "agreed": "ya"}


def run(app: Flask, *args: str) -> str:
    """What the terminal says."""
    output = app.test_cli_runner().invoke(args=["user", *args]).output
    with app.app_context():
        db.session.remove()
    return output


def first_code(app: Flask) -> str:
    with app.app_context():
        code = write(lambda session: make_first_ticket(session, sites.KEY, clock.now()))
        db.session.remove()
    return code


@pytest.fixture
def meiske(app: Flask) -> FlaskClient:
    """A browser in which somebody signed up with her address, and opened no letter."""
    client = app.test_client()
    assert sign_up(client, name="Meiske", login=MEISKE).status_code == 303
    return client


def page_of_meiske(app: Flask) -> str:
    """The address of the librarians' page on her."""
    found = next(public for public, asked in rows(app, Account.public_id, Account.email_asked) if asked)
    return f"/pengelola/orang/{found}"


def test_the_first_admin_who_types_an_address_comes_in_again_and_gets_her_letter(app: Flask) -> None:
    client, code = app.test_client(), first_code(app)
    assert sites.post(client, f"/pertama/{code}", FIRST).status_code == 303
    ((recipient, letter),) = entering.letters(app)
    sites.post(client, "/keluar")
    assert sign_in(client, MEISKE, NEW).status_code == 303
    assert client.get("/pengelola/mulai").status_code == 200
    assert recipient == MEISKE and client.get(f"/surel/{entering.code_in(letter)}").status_code == 200


def test_the_terminal_names_and_helps_her(app: Flask) -> None:
    sites.post(app.test_client(), f"/pertama/{first_code(app)}", FIRST)
    assert f"{MEISKE}\tMeiske\tPengelola\taktif" in run(app, "list")
    assert "Satu kali pakai" in run(app, "reset", MEISKE)
    assert "Pustakawan" in run(app, "role", MEISKE, "give", "pustakawan")
    assert "Tidak ada akun" not in run(app, "suspend", MEISKE)


def test_an_address_signs_in_before_its_letter_was_opened_and_the_page_says_what_the_letter_is_for(
    app: Flask, meiske: FlaskClient
) -> None:
    assert any("buka surat itu" in one for one in entering.messages(meiske.get("/ruang-belajar")))
    sites.post(meiske, "/keluar")
    assert sign_in(meiske, MEISKE.upper(), NEW).status_code == 303 and is_in(meiske)
    assert sign_in(app.test_client(), MEISKE, "keliru sekali").status_code == 422


def test_a_librarians_code_helps_her_and_the_card_names_her_login(app: Flask, meiske: FlaskClient) -> None:
    desk, phone = people.account(app, "bu-pustaka", Role.LIBRARIAN), app.test_client()
    card = sites.post(desk, f"{page_of_meiske(app)}/kode").get_data(as_text=True)
    assert f"masuk dengan {MEISKE}" in card
    code = card.split('class="code">')[1][:14].replace(" ", "")
    assert sites.post(phone, f"/sandi-baru/{code}", {"password": people.PASSWORD}).status_code == 303
    assert sign_in(phone, MEISKE).status_code == 303


def test_the_whole_address_finds_her_and_a_part_of_it_does_not(app: Flask, meiske: FlaskClient) -> None:
    desk = people.account(app, "bu-pustaka", Role.LIBRARIAN)
    found, all_of_them, part = (
        desk.get("/pengelola/orang", query_string={"q": typed}).get_data(as_text=True)
        for typed in (MEISKE, "", MEISKE[:-3])
    )
    assert f"<span>{MEISKE}</span>" in found
    assert MEISKE not in all_of_them and "masuk dengan surel" in all_of_them
    assert "Tidak ada yang cocok" in part


def test_an_address_that_is_somebodys_login_is_taken_like_a_name(app: Flask, meiske: FlaskClient) -> None:
    people.account(app, "rini")
    answers = [problems(sign_up(app.test_client(), login=login)) for login in (MEISKE, "rini")]
    assert answers[0] == answers[1] and list(answers[0]) == ["login"]
    assert len(entering.letters(app)) == 1


def test_a_letter_decides_whose_address_it_is(app: Flask, meiske: FlaskClient) -> None:
    people.account(app, "hers", email=MEISKE)
    assert sign_in(app.test_client(), MEISKE, NEW).status_code == 422
    assert sign_in(app.test_client(), MEISKE, people.PASSWORD).status_code == 303
    desk = people.account(app, "bu-pustaka", Role.LIBRARIAN)
    card = sites.post(desk, f"{page_of_meiske(app)}/kode").get_data(as_text=True)
    assert "juga dipakai akun lain" in card


def test_an_address_that_two_signed_up_with_is_nobodys(app: Flask, meiske: FlaskClient) -> None:
    sign_up(app.test_client(), login="lain@contoh.example")
    with app.app_context():
        write(lambda session: session.query(Account).update({"email_asked": MEISKE}) and None)
        db.session.remove()
    assert sign_in(app.test_client(), MEISKE, NEW).status_code == 422
    assert "Tidak ada akun" in run(app, "reset", MEISKE)


def test_beside_a_user_name_an_unconfirmed_address_opens_nothing(app: Flask) -> None:
    rini = people.account(app, "rini")
    sites.post(rini, "/akun/surel", {"email": MEISKE, "old": people.PASSWORD})
    assert sign_in(app.test_client(), MEISKE).status_code == 422
    assert sign_up(app.test_client(), login=MEISKE).status_code == 303


def test_who_mistyped_her_address_mends_it_but_not_to_somebodys_login(
    app: Flask, meiske: FlaskClient
) -> None:
    other = app.test_client()
    sign_up(other, login="meiske@perpus.contoh")
    taken = sites.post(other, "/akun/surel", {"email": MEISKE, "old": NEW})
    assert taken.status_code == 422 and list(problems(taken)) == ["email"]
    assert sites.post(other, "/akun/surel", {"email": "m@perpus.example", "old": NEW}).status_code == 303
    assert sign_in(app.test_client(), "m@perpus.example", NEW).status_code == 303
    assert sign_in(app.test_client(), "meiske@perpus.contoh", NEW).status_code == 422


def test_she_may_change_what_she_is_called_without_a_user_name(app: Flask, meiske: FlaskClient) -> None:
    assert sites.post(meiske, "/akun/nama", {"name": "Meis", "username": ""}).status_code == 303
    assert rows(app, Account.name) == [("Meis",)]
