"""The database cannot be written to: saving says so and keeps what was typed, reading goes on, nothing acknowledged goes."""

from __future__ import annotations

import html
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from literasi.infra import db as storage
from literasi.infra.db import db
from tests.faults.pupils import stored
from tests.makers import courses, sites

Trouble = Callable[[Flask], AbstractContextManager[None]]
_LOCKER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("dipegang", flush=True)
sys.stdin.readline()
"""
READING = ("/", "/kursus", courses.LESSON_URL, courses.QUIZ_URL, "/cari?q=kunci", "/ruang-belajar", "/sehat")


def database_of(app: Flask) -> Path:
    path = app.extensions["literasi"].sqlite_path
    assert isinstance(path, Path)
    return path


@contextmanager
def locked(app: Flask) -> Iterator[None]:
    """Another process holds the write lock."""
    command = [sys.executable, "-c", _LOCKER, str(database_of(app))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"dipegang\n"
        try:
            yield
        finally:
            holder.communicate(b"\n")


@contextmanager
def with_pragma(app: Flask, pragma: str) -> Iterator[None]:
    """Every connection of the application runs under a pragma."""
    with app.app_context():
        engine = db.engine

    def set_pragma(connection: Any, record: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    engine.dispose()
    event.listen(engine, "connect", set_pragma)
    try:
        yield
    finally:
        event.remove(engine, "connect", set_pragma)
        engine.dispose()


def full(app: Flask) -> AbstractContextManager[None]:
    """No page more fits: SQLite says "database or disk is full" of whatever needs a new one."""
    return with_pragma(app, "max_page_count=1")  # SQLite takes the present size when that is more


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
    return with_pragma(app, "query_only=ON")


TROUBLES = pytest.mark.parametrize("trouble", [locked, full, no_room, read_only])
OF_EVERY_WRITE = pytest.mark.parametrize("trouble", [locked, no_room, read_only])


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
        assert [row.text for row in stored(database_of(essay_app))] == ["yang pertama"]
    assert save_essay(essay_guest, attempt, long, base=1, number=2).get_json()["seq"] == 2
    assert [row.text for row in stored(database_of(essay_app))] == ["yang pertama", long]


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


def test_a_reader_that_stays_for_long_stops_no_writer(
    essay_app: Flask, essay_guest: FlaskClient, attempt: str
) -> None:
    reader = sqlite3.connect(database_of(essay_app), isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM answer_event").fetchone() == (0,)
    for number in range(1, 15):
        answer = save_essay(essay_guest, attempt, f"{number}" * 4000, base=number - 1, number=number)
        assert answer.status_code == 200
    journal = Path(f"{database_of(essay_app)}-wal")
    grown = journal.stat().st_size
    assert reader.execute("SELECT count(*) FROM answer_event").fetchone() == (0,)
    reader.close()
    for number in range(15, 30):
        save_essay(essay_guest, attempt, f"{number}" * 4000, base=number - 1, number=number)
    assert journal.stat().st_size <= max(grown, 1_100 * 4_120)  # folded back at a thousand pages again
