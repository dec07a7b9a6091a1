"""When something cannot be done, the page says why and keeps what was typed."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import errors as refused
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.test import TestResponse

from literasi.infra import db as database
from literasi.lessons import actions as lessons
from tests.makers import courses, databases, quizzes, sites

MOVE = {"bagian": "satu", "ke": "dua"}
ESSAY = "Kebutuhan saya: " + "sumber yang jelas. " * 20


def failing(error: BaseException) -> Callable[..., Any]:
    def fail(*_words: object, **_more: object) -> None:
        raise error

    return fail


def engine_error(said: str | type[psycopg.Error]) -> OperationalError:
    """A refusal in SQLite's words, or of PostgreSQL's kind."""
    orig = sqlite3.OperationalError(said) if isinstance(said, str) else said("ditolak")
    return OperationalError("INSERT", {}, orig)


def in_words(*said: str) -> Iterator[object]:
    return (pytest.param(one, marks=pytest.mark.sqlite, id=one) for one in said)


def by_code(*kinds: type[psycopg.Error]) -> Iterator[object]:
    return (pytest.param(one, marks=pytest.mark.postgresql, id=one.__name__) for one in kinds)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a lock."""
    monkeypatch.setattr(database, "_WAIT_SECONDS", -1.0)


PASSING = (
    *in_words("database is locked", "database or disk is full"),
    *in_words("attempt to write a readonly database", "disk I/O error"),
    *by_code(refused.LockNotAvailable, refused.QueryCanceled, refused.DeadlockDetected),
    *by_code(refused.SerializationFailure, refused.DiskFull, refused.ReadOnlySqlTransaction),
    *by_code(refused.AdminShutdown, refused.TooManyConnections, psycopg.OperationalError),
)
OURS = (
    *in_words("no such column: x", "near SELECT: syntax error"),
    *by_code(refused.UndefinedColumn, refused.SyntaxError),
)


@pytest.mark.parametrize("said", PASSING)
@pytest.mark.usefixtures("impatient")
def test_when_writing_is_impossible_the_form_comes_back_with_its_text(
    guest: FlaskClient, monkeypatch: pytest.MonkeyPatch, said: Any
) -> None:
    monkeypatch.setattr(lessons, "move_on", failing(engine_error(said)))
    page = sites.post(guest, courses.PLAIN_URL, {**MOVE, "esai": ESSAY})
    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
    assert ESSAY in page.get_data(as_text=True)
    assert 'name="bagian" value="satu"' in page.get_data(as_text=True)


@pytest.mark.usefixtures("impatient")
def test_when_writing_is_impossible_a_quiz_keeps_what_was_typed(app: Flask, guest: FlaskClient) -> None:
    url = sites.start_quiz(guest, courses.ESSAY_QUIZ_URL)
    place = quizzes.asked(app, url, "u-uraian").position
    with databases.held(app.extensions["literasi"].instance):
        page = quizzes.send_page(guest, url, {place: {"j": [ESSAY]}})
        saved = quizzes.save(guest, url, place, {"j": [ESSAY]})
    assert page.status_code == 503
    assert ESSAY in page.get_data(as_text=True)
    assert (saved.status_code, saved.headers["Retry-After"]) == (503, "5")
    assert saved.get_json()["message"].startswith("Penyimpanan sedang tidak bisa ditulisi.")


def test_when_writing_is_impossible_reading_goes_on(app: Flask, guest: FlaskClient) -> None:
    with databases.held(app.extensions["literasi"].instance):
        assert guest.get(courses.PLAIN_URL).status_code == 200
    assert sites.post(guest, courses.PLAIN_URL, MOVE).status_code == 303


@pytest.mark.usefixtures("impatient")
def test_what_was_refused_by_a_lock_is_saved_by_sending_it_again(app: Flask, guest: FlaskClient) -> None:
    url = sites.start_quiz(guest, courses.ESSAY_QUIZ_URL)
    place, key = quizzes.asked(app, url, "u-uraian").position, str(uuid.uuid4())
    with databases.held(app.extensions["literasi"].instance):
        refused = quizzes.save(guest, url, place, {"j": [ESSAY]}, save_id=key)
    assert refused.status_code == 503
    assert quizzes.save(guest, url, place, {"j": [ESSAY]}, save_id=key).status_code == 200


@pytest.mark.parametrize("said", OURS)
def test_a_mistake_of_ours_in_the_database_is_not_waited_for(
    guest: FlaskClient, monkeypatch: pytest.MonkeyPatch, said: Any
) -> None:
    calls: list[int] = []

    def fail(*_words: object) -> None:
        calls.append(1)
        raise engine_error(said)

    monkeypatch.setattr(lessons, "move_on", fail)
    assert sites.post(guest, courses.PLAIN_URL, MOVE).status_code == 503
    assert len(calls) == 1


def test_when_no_line_to_the_database_is_free_the_form_comes_back(
    guest: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lessons, "move_on", failing(PoolTimeout()))
    page = sites.post(guest, courses.PLAIN_URL, {**MOVE, "esai": ESSAY})
    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
    assert ESSAY in page.get_data(as_text=True)


def test_an_unexpected_mistake_says_so_tells_nothing_and_keeps_the_text(
    guest: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lessons, "move_on", failing(RuntimeError("RAHASIA dalam")))
    page = sites.post(guest, courses.PLAIN_URL, {**MOVE, "esai": ESSAY})
    assert page.status_code == 500
    assert ESSAY in page.get_data(as_text=True)
    assert "RAHASIA" not in page.get_data(as_text=True)
    assert "Terjadi kesalahan" in page.get_data(as_text=True)


@pytest.mark.parametrize(
    "path", ["/tidak-ada", "/kursus/tidak-ada", f"/kursus/{courses.SLUG}/tidak-ada", "/pengerjaan/x"]
)
def test_a_page_that_is_not_there_says_where_to_go_on(client: FlaskClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert "Ke beranda" in page.get_data(as_text=True)


def test_a_wrong_method_is_told(client: FlaskClient) -> None:
    assert sites.post(client, "/kursus").status_code == 405


def put(client: FlaskClient, body: bytes, mimetype: str = "application/json") -> TestResponse:
    url = sites.start_quiz(client)
    headers = {"X-CSRFToken": sites.token(client), "X-Requested-By": "literasi", "Content-Type": mimetype}
    return client.put(f"{url}/soal/1", data=body, headers=headers)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"1", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000, b"1" * 5000,
        b'{"uuid": "\\ud800"}', b"NaN", b"\x00", "{\"uuid\": \"\u00e9\"}".encode("latin-1"),
    ],
)  # fmt: skip
def test_json_that_is_no_object_is_bad_input(guest: FlaskClient, body: bytes) -> None:
    refused = put(guest, body)
    assert refused.status_code == 400
    assert refused.get_json()["message"]


@pytest.mark.parametrize(
    "mimetype", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""]
)
def test_json_under_another_name_is_bad_input(guest: FlaskClient, mimetype: str) -> None:
    assert put(guest, b"{}", mimetype).status_code == 400


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    value=st.fixed_dictionaries(
        {}, optional={"uuid": json_values, "base": json_values, "fields": json_values}
    )
)
def test_no_json_is_too_strange(guest: FlaskClient, value: dict[str, Any]) -> None:
    assert put(guest, json.dumps(value).encode()).status_code in (400, 409, 422)


def test_a_body_that_is_too_large_is_refused(guest: FlaskClient) -> None:
    assert sites.post(guest, courses.PLAIN_URL, {"bagian": "x" * 600_000}).status_code == 413


def test_a_form_of_thousands_of_fields_is_refused(guest: FlaskClient) -> None:
    assert sites.post(guest, courses.PLAIN_URL, {f"f{n}": "x" for n in range(1200)}).status_code in (400, 413)
