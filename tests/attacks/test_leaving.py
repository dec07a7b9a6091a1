"""Attack 28, and where a kode lanjut may stand: what stays behind on a shared computer, and what logs and links tell."""

from __future__ import annotations

import asyncio
import logging

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from literasi.operations.server.adapter import Adapter
from tests.attacks import makers
from tests.attacks.oracles import crawl, pages, raw, snapshot
from tests.makers import courses, entering, sites
from tests.operations.server_makers import head
from tests.operations.test_server_adapter import FakeTransport


@pytest.fixture
def used(app: Flask) -> FlaskClient:
    """A browser in which somebody read, answered and looked at her code."""
    client = sites.guest(app)
    sites.start_quiz(client)
    return client


def test_after_leaving_the_browser_shows_nothing_of_her(app: Flask, used: FlaskClient) -> None:
    code = makers.resume_code(used)
    attempt = sites.start_quiz(used)
    sites.post(used, "/keluar")
    found = crawl(used, [*pages(app), attempt])
    for word in (code, f"{code[:4]} {code[4:]}"):
        assert not [where for where, response in found.items() if word.encode() in raw(response)]
    assert found[attempt].status_code == found["/kode"].status_code == 404


def test_leaving_deletes_the_cookie_and_clears_what_the_browser_kept(used: FlaskClient) -> None:
    done = sites.post(used, "/keluar")
    assert done.status_code == 303
    assert used.get_cookie("literasi") is None
    assert {'"cache"', '"storage"'} <= set(done.headers["Clear-Site-Data"].split(", "))
    assert done.headers["Cache-Control"] == "no-store" or "private" in done.headers["Cache-Control"]


def test_a_copy_of_the_old_cookie_is_dead(app: Flask, used: FlaskClient) -> None:
    cookie = used.get_cookie("literasi")
    sites.post(used, "/keluar")
    thief = app.test_client()
    assert cookie is not None
    thief.set_cookie("literasi", cookie.value)
    assert thief.get("/kode").status_code == 404


def test_pages_of_a_person_cannot_come_back_by_the_back_button(app: Flask, used: FlaskClient) -> None:
    attempt = sites.start_quiz(used)
    for path in ("/kode", "/keluar", "/ruang-belajar", attempt, courses.PLAIN_URL, courses.QUIZ_URL):
        assert used.get(path).headers["Cache-Control"] == "no-store"


def test_on_a_shared_computer_the_cookie_ends_with_the_browser(app: Flask) -> None:
    client = app.test_client()
    sites.post(client, "/tampilan", {"bersama": "1"})
    done = sites.post(client, courses.PLAIN_URL, {"bagian": "satu", "ke": "dua"})
    cookie = next(line for line in done.headers.getlist("Set-Cookie") if line.startswith("literasi="))
    assert "Expires" not in cookie and "Max-Age" not in cookie


def test_on_a_shared_computer_ten_quiet_minutes_end_the_session(app: Flask) -> None:
    with time_machine.travel("2026-11-23T01:00:00Z", tick=False) as clock:
        client = app.test_client()
        sites.post(client, "/tampilan", {"bersama": "1"})
        sites.post(client, courses.PLAIN_URL, {"bagian": "satu", "ke": "dua"})
        clock.shift(599)
        assert client.get("/kode").status_code == 200
        copied = entering.cookie(client)
        clock.shift(600)
        assert client.get("/kode").status_code == 404
        clock.shift(-600)
        assert entering.browser_with(app, copied).get("/kode").status_code == 404


def test_the_next_person_on_the_computer_is_somebody_else(app: Flask, used: FlaskClient) -> None:
    first = makers.resume_code(used)
    sites.post(used, "/keluar")
    sites.post(used, courses.PLAIN_URL, {"bagian": "satu", "ke": "dua"})
    assert makers.resume_code(used) != first


def test_the_code_is_never_logged(app: Flask, guest: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    code = makers.resume_code(guest)
    caplog.set_level(logging.DEBUG)
    for name in ("sqlalchemy.engine", "literasi", "werkzeug", "flask"):
        caplog.set_level(logging.DEBUG, name)
    client = app.test_client()
    client.get(f"/lanjut/{code}")
    client.get(f"/lanjut/{code}/x")
    client.delete(f"/lanjut/{code}")
    client.post("/lanjut", data={"kode": code})
    sites.post(client, "/lanjut", {"kode": code})
    client.get("/kode")
    for written in (code, code.lower(), f"{code[:4]} {code[4:]}"):
        assert written not in caplog.text


def test_a_failure_while_a_code_is_used_does_not_log_it(
    app: Flask, guest: FlaskClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, client = makers.resume_code(guest), app.test_client()
    token = sites.token(client)

    def broken(*_given: object) -> None:
        raise ValueError("rusak")

    monkeypatch.setattr("literasi.accounts.queries.person_of_code", broken)
    assert client.post("/lanjut", data={"kode": code, "csrf_token": token}).status_code == 500
    assert "rusak" in caplog.text
    assert code not in caplog.text


def test_an_error_that_even_the_error_page_cannot_show_does_not_log_the_address(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(environ: object, start_response: object) -> list[bytes]:
        raise ValueError("rusak")

    asyncio.run(Adapter(broken).__rsgi__(head(path="/lanjut/ABCD1234"), FakeTransport()))
    assert "rusak" in caplog.text and "ABCD1234" not in caplog.text


def test_the_page_of_a_code_tells_no_other_site_where_one_came_from(client: FlaskClient) -> None:
    response = client.get("/lanjut/ABCD1234")
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "//" not in response.get_data(as_text=True).split("<main")[1].split("</main")[0].replace(
        "http://localhost", ""
    )


def test_codes_and_tokens_are_not_in_the_database_as_they_are(app: Flask, guest: FlaskClient) -> None:
    with guest.session_transaction() as session:
        token = session["_user_id"]
    stored = str(snapshot(app))
    assert token not in stored and makers.resume_code(guest) not in stored


def test_nobody_else_finds_anything_of_a_code_in_the_pages(app: Flask, guest: FlaskClient) -> None:
    code = makers.resume_code(guest)
    person = next(row for (table, _), row in snapshot(app).items() if table == "person")
    for client in (app.test_client(), sites.guest(app)):
        found = crawl(client, pages(app))
        for word in (code, person["resume_salt"], person["resume_lookup"]):
            assert not [where for where, response in found.items() if str(word).encode() in raw(response)]
