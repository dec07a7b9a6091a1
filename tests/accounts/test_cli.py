"""`literasi user …` and the first link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from literasi.infra.db import db
from literasi.kernel.roles import Role
from literasi.operations import cli
from tests.makers import people, sites

PASSWORD = "hujan di Kakaskasen"
FIRST = {"name": "Bu Grace", "login": "grace.k", "password": PASSWORD, "agreed": "ya"}


def run(app: Flask, *args: str, typed: str = "") -> Result:
    done = app.test_cli_runner().invoke(args=["user", *args], input=typed)
    with app.app_context():
        db.session.remove()
    assert "Traceback" not in done.output
    return done


def signs_in(app: Flask, name: str, password: str = PASSWORD) -> bool:
    answer = sites.post(app.test_client(), "/masuk", {"login": name, "password": password})
    return answer.status_code == 303


def welcomed(app: Flask, capsys: pytest.CaptureFixture[str]) -> str:
    """The address that a start prints, "" when it prints none."""
    with app.app_context():
        cli.welcome("http://127.0.0.1:8000")
        db.session.remove()
    found = re.search(r"http://127.0.0.1:8000(/pertama/\w+)", capsys.readouterr().err)
    return found[1] if found else ""


def test_an_account_with_a_password_from_standard_input_signs_in(app: Flask) -> None:
    done = run(app, "create", "Bu.Pustaka", "--role", "pustakawan", "--password-stdin", typed=f"{PASSWORD}\n")
    assert (done.exit_code, done.output) == (0, "Akun bu.pustaka dibuat.\n")
    assert signs_in(app, "bu.pustaka")
    assert "bu.pustaka\tBu.Pustaka\tPustakawan\taktif" in run(app, "list").output


def test_an_account_without_one_is_opened_by_a_code_good_once(app: Flask) -> None:
    done = run(app, "create", "rini")
    code = re.search(r"kode ([0-9A-Z ]+)", done.output)
    assert code is not None
    path = f"/sandi-baru/{code[1].strip().replace(' ', '')}"
    assert [sites.post(app.test_client(), path, {"password": PASSWORD}).status_code for _ in "12"] == [
        303,
        404,
    ]
    assert signs_in(app, "rini")


def test_an_address_vouched_for_at_the_terminal_signs_in(app: Flask) -> None:
    run(app, "create", "rini", "--email", "Rini@contoh.example", "--password-stdin", typed=f"{PASSWORD}\n")
    assert signs_in(app, "rini@contoh.example")
    done = run(app, "create", "joko", "--email", "rini@contoh.example", "--password-stdin", typed=PASSWORD)
    assert done.exit_code == 1 and "akun lain" in done.output
    assert "Tidak ada akun" in run(app, "reset", "joko").output


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("create",), 2),
        (("create", "A B"), 2),
        (("create", "rini", "--email", "bukan"), 2),
        (("create", "rini", "--role", "dewa"), 2),
        (("create", "rini", "--password-stdin"), 1),
        (("reset", "tidak-ada"), 1),
        (("role", "tidak-ada", "give", "guru"), 1),
        (("role", "x", "lend", "guru"), 2),
    ],
)
def test_what_cannot_be_done_is_said_by_the_exit_code(app: Flask, args: tuple[str, ...], code: int) -> None:
    assert run(app, *args, typed="123\n").exit_code == code


def test_a_name_that_is_taken_is_refused(app: Flask) -> None:
    people.account(app, "rini")
    assert run(app, "create", "rini").exit_code == 1


def test_a_reset_leaves_the_old_password_until_the_code_is_used(app: Flask) -> None:
    people.account(app, "rini")
    assert run(app, "reset", "rini").exit_code == 0
    assert signs_in(app, "rini", people.PASSWORD)


def test_roles_are_given_and_taken(app: Flask) -> None:
    client = people.account(app, "rini")
    assert "Pustakawan" in run(app, "role", "rini", "give", "pustakawan").output
    assert client.get("/pengelola/sekolah").status_code == 200
    assert "tanpa peran" in run(app, "role", "rini", "take", "pustakawan").output
    assert client.get("/pengelola/sekolah").status_code == 404


def test_the_last_one_who_runs_the_site_cannot_be_taken_or_suspended(app: Flask) -> None:
    people.account(app, "pak-urus", Role.ADMIN)
    assert run(app, "role", "pak-urus", "take", "pengelola").exit_code == 1
    assert run(app, "suspend", "pak-urus").exit_code == 1


def test_a_suspended_account_is_opened_again(app: Flask) -> None:
    people.account(app, "rini")
    run(app, "suspend", "rini")
    assert not signs_in(app, "rini", people.PASSWORD)
    run(app, "suspend", "rini", "--end")
    assert signs_in(app, "rini", people.PASSWORD)


def test_the_first_link_makes_the_first_admin_and_is_gone(
    app: Flask, client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    link = welcomed(app, capsys)
    assert client.get(link).status_code == 200
    assert sites.post(client, link, FIRST).headers["Location"] == "/pengelola/mulai"
    assert client.get("/pengelola/profil").status_code == 200
    assert client.get(link).status_code == sites.post(app.test_client(), link, FIRST).status_code == 404
    assert welcomed(app, capsys) == ""


def test_a_new_start_prints_a_new_link_and_the_old_one_is_void(
    app: Flask, client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = welcomed(app, capsys), welcomed(app, capsys)
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


def test_a_first_account_that_cannot_be_made_keeps_the_link_and_what_was_typed(
    app: Flask, client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    people.account(app, "rini")
    link = welcomed(app, capsys)
    answers = [sites.post(client, link, {**FIRST, **wrong}) for wrong in ({"agreed": ""}, {"login": "rini"})]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert all('value="Bu Grace"' in answer.get_data(as_text=True) for answer in answers)
    assert sites.post(client, link, FIRST).status_code == 303


def test_the_terminal_gives_the_first_link_too_and_only_the_first(app: Flask, client: FlaskClient) -> None:
    done = run(app, "create", "--role", "pengelola")
    code = re.search(r"kode ([0-9A-Z ]+)", done.output)
    assert code is not None
    assert client.get(f"/pertama/{code[1].strip().replace(' ', '')}").status_code == 200
    assert "sebelumnya tidak berlaku lagi" in done.output
    people.account(app, "pak-urus", Role.ADMIN)
    assert run(app, "create", "--role", "pengelola").exit_code == 1


def test_the_page_that_the_terminal_names_asks_for_the_code_until_somebody_runs_the_site(
    app: Flask, client: FlaskClient
) -> None:
    code = run(app, "create", "--role", "pengelola").output.partition("kode ")[2][:14]
    assert 'name="kode"' in client.get("/pertama").get_data(as_text=True)
    page = client.get("/pertama", query_string={"kode": code})
    assert page.status_code == 200 and 'name="login"' in page.get_data(as_text=True)
    people.account(app, "pak-urus", Role.ADMIN)
    assert client.get("/pertama").status_code == 404


def test_without_tables_the_terminal_says_how_to_make_them(tmp_path: Path) -> None:
    bare = sites.build(tmp_path)
    assert run(bare, "list").exit_code == 2
