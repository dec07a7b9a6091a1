"""The database cannot be written to: saving says so and keeps what was typed, reading goes on, nothing acknowledged goes."""

from __future__ import annotations

import html
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, text
from werkzeug.test import TestResponse

from literasi.infra import db as storage
from literasi.infra.db import db
from tests.faults.pupils import stored
from tests.makers import courses, databases, sites

Trouble = Callable[[Flask], AbstractContextManager[None]]
READING = ("/", "/kursus", courses.LESSON_URL, courses.QUIZ_URL, "/cari?q=kunci", "/ruang-belajar", "/sehat")


def instance_of(app: Flask) -> Path:
    place = app.extensions["literasi"].instance
    assert isinstance(place, Path)
    return place


def locked(app: Flask) -> AbstractContextManager[None]:
    """Somebody else holds the write lock."""
    return databases.held(instance_of(app))


@contextmanager
def every_line(app: Flask, statement: str) -> Iterator[None]:
    """Every connection of the application begins with a statement."""
    with app.app_context():
        engine = db.engine

    def say(connection: Any, record: object) -> None:
        connection.execute(statement)

    engine.dispose()
    event.listen(engine, "connect", say)
    try:
        yield
    finally:
        event.remove(engine, "connect", say)
        engine.dispose()


def full(app: Flask) -> AbstractContextManager[None]:
    """No page more fits: SQLite says "database or disk is full" of whatever needs a new one."""
    return every_line(app, "PRAGMA max_page_count=1")  # SQLite takes the present size when that is more


@contextmanager
def no_room(app: Flask) -> Iterator[None]:
    """No file can be written any more: SQLite says "disk I/O error" of every write."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def read_only(app: Flask) -> AbstractContextManager[None]:
    """The file can be read only: SQLite says "attempt to write a readonly database"."""
    return every_line(app, "PRAGMA query_only=ON")


def standby(app: Flask) -> AbstractContextManager[None]:
    """The server takes no writes, as one that follows another: PostgreSQL says "read-only transaction"."""
    return every_line(app, "SET default_transaction_read_only = on")


@contextmanager
def rows_locked(app: Flask) -> Iterator[None]:
    """A stranger's program holds a table that everybody writes to, and lets it be read."""
    with databases.connected(instance_of(app)) as connection:
        connection.execute(text("LOCK TABLE person, attempt, answer_event IN SHARE ROW EXCLUSIVE MODE"))
        yield


_SQLITE = [pytest.param(one, marks=pytest.mark.sqlite) for one in (no_room, read_only)]
_POSTGRESQL = [pytest.param(one, marks=pytest.mark.postgresql) for one in (standby, rows_locked)]
OF_EVERY_WRITE = pytest.mark.parametrize("trouble", [locked, *_SQLITE, *_POSTGRESQL])
TROUBLES = pytest.mark.parametrize(
    "trouble", [locked, pytest.param(full, marks=pytest.mark.sqlite), *_SQLITE, *_POSTGRESQL]
)


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five seconds of waiting for the lock become a tenth of one."""
    monkeypatch.setattr(storage, "_WAIT_SECONDS", 0.1)


def save_essay(client: FlaskClient, attempt: str, text: str, base: int = 0, number: int = 1) -> TestResponse:
    name = f"00000000-0000-4000-8000-{number:012d}"
    return sites.put(client, f"{attempt}/soal/1", {"uuid": name, "base": base, "fields": {"j": [text]}})


@pytest.fixture
def attempt(essay_app: Flask, essay_guest: FlaskClient) -> str:
    return sites.start_quiz(essay_guest, courses.ESSAY_QUIZ_URL)


@TROUBLES
def test_a_save_is_refused_with_a_time_to_come_back_and_taken_afterwards(
    essay_app: Flask, essay_guest: FlaskClient, attempt: str, trouble: Trouble
) -> None:
    assert save_essay(essay_guest, attempt, "yang pertama").status_code == 200
    long = "panjang " * 2000
    with trouble(essay_app):
        refused = save_essay(essay_guest, attempt, long, base=1, number=2)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
        assert "tidak bisa ditulisi" in refused.get_json()["message"]
        assert [row.text for row in stored(instance_of(essay_app))] == ["yang pertama"]
    assert save_essay(essay_guest, attempt, long, base=1, number=2).get_json()["seq"] == 2
    assert [row.text for row in stored(instance_of(essay_app))] == ["yang pertama", long]


@TROUBLES
def test_reading_goes_on(essay_app: Flask, essay_guest: FlaskClient, attempt: str, trouble: Trouble) -> None:
    with trouble(essay_app):
        for path in (*READING, attempt):
            assert essay_guest.get(path).status_code == 200, path


@TROUBLES
def test_what_was_typed_in_a_form_comes_back_on_the_page(
    essay_app: Flask, essay_guest: FlaskClient, attempt: str, trouble: Trouble
) -> None:
    text = "Kebutuhan saya <penting> & panjang. " * 500
    form = {
        "s1.kunci": "00000000-0000-4000-8000-000000000001",
        "s1.dasar": "0",
        "s1.j": text,
        "aksi": "simpan",
    }
    with trouble(essay_app):
        refused = sites.post(essay_guest, attempt, form)
    assert refused.status_code == 503
    page = html.unescape(refused.get_data(as_text=True))
    assert text in page
    assert all(f'name="{name}"' in page for name in form)


@OF_EVERY_WRITE
def test_a_newcomer_is_told_too_and_can_begin_later(essay_app: Flask, trouble: Trouble) -> None:
    newcomer = essay_app.test_client()
    with trouble(essay_app):
        assert sites.post(newcomer, courses.ESSAY_QUIZ_URL).status_code == 503
    sites.start_quiz(newcomer, courses.ESSAY_QUIZ_URL)


@OF_EVERY_WRITE
def test_handing_in_is_all_or_nothing(
    essay_app: Flask, essay_guest: FlaskClient, attempt: str, trouble: Trouble
) -> None:
    save_essay(essay_guest, attempt, "jawaban")
    with trouble(essay_app):
        assert sites.post(essay_guest, attempt, {"aksi": "kirim-juga"}).status_code == 503
    assert essay_guest.get(attempt).status_code == 200
    assert sites.post(essay_guest, attempt, {"aksi": "kirim-juga"}).headers["Location"] == f"{attempt}/hasil"


@pytest.mark.sqlite
def test_a_lock_that_is_let_go_in_time_only_delays(
    essay_app: Flask, essay_guest: FlaskClient, attempt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "_WAIT_SECONDS", 60.0)
    holding = locked(essay_app)
    holding.__enter__()
    pauses: list[float] = []

    def let_go(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            holding.__exit__(None, None, None)

    monkeypatch.setattr(time, "sleep", let_go)
    assert save_essay(essay_guest, attempt, "sabar").status_code == 200
    assert len(pauses) >= 2


@pytest.mark.postgresql
def test_a_lock_that_is_let_go_in_time_only_delays_here_too(
    essay_app: Flask, essay_guest: FlaskClient, attempt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "_WAIT_SECONDS", 60.0)
    with ThreadPoolExecutor(1) as other, locked(essay_app):
        saving = other.submit(save_essay, essay_guest, attempt, "sabar")
        while not waiting(essay_app):
            assert not saving.done()
    assert saving.result().status_code == 200


def waiting(app: Flask) -> int:
    """How many connections to this database wait for a lock."""
    asked = text("SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database "
        "WHERE NOT granted AND datname = current_database()")  # fmt: skip
    with databases.connected(instance_of(app)) as connection:
        return int(connection.execute(asked).scalar_one())


@pytest.mark.sqlite
def test_a_reader_that_stays_for_long_stops_no_writer(
    essay_app: Flask, essay_guest: FlaskClient, attempt: str
) -> None:
    reader = sqlite3.connect(instance_of(essay_app) / "literasi.db", isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM answer_event").fetchone() == (0,)
    for number in range(1, 15):
        answer = save_essay(essay_guest, attempt, f"{number}" * 4000, base=number - 1, number=number)
        assert answer.status_code == 200
    journal = instance_of(essay_app) / "literasi.db-wal"
    grown = journal.stat().st_size
    assert reader.execute("SELECT count(*) FROM answer_event").fetchone() == (0,)
    reader.close()
    for number in range(15, 30):
        save_essay(essay_guest, attempt, f"{number}" * 4000, base=number - 1, number=number)
    assert journal.stat().st_size <= max(grown, 1_100 * 4_120)  # folded back at a thousand pages again
