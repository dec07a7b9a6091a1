"""Backups of a PostgreSQL database, by its own programs."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import make_url, text

from literasi.backups import remote
from literasi.backups.actions import opening
from literasi.backups.remote import PostgresDatabase
from literasi.backups.rules.erasures import Erasure, written
from literasi.backups.rules.manifest import Unusable
from literasi.infra.db import db
from tests.backups import makers
from tests.backups.makers import NOW, PASSPHRASE, back_up, bring_back
from tests.makers import courses, databases, quizzes, sites

pytestmark = pytest.mark.postgresql


@pytest.fixture
def machine(tmp_path: Path, app: Flask) -> Iterator[Flask]:
    """A machine whose database does not exist yet, on the same server. Its name is this test's alone."""
    place = tmp_path / "mesin lain"
    place.mkdir()
    url, mine = (
        f"{app.extensions['literasi'].database_url}",
        f"{make_url(databases.url(place)).database}_lain",
    )
    there = sites.build(place, database_url=remote._at(url, mine))
    yield there
    close(there)
    for name in _databases(app):
        if name.startswith(mine):
            remote._run(url, "DROP DATABASE {} WITH (FORCE)", name)


def close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def rows(app: Flask, asked: str) -> list[tuple[Any, ...]]:
    """What a statement finds in the site's database."""
    with app.app_context():
        found = [tuple(row) for row in db.session.execute(text(asked))]
    close(app)
    return found


def _databases(app: Flask) -> set[str]:
    return {name for (name,) in rows(app, "SELECT datname FROM pg_database")}


EVERYTHING = "SELECT * FROM answer_event ORDER BY id"


@pytest.fixture
def busy_app(app: Flask) -> Flask:
    quizzes.take(app, sites.guest(app))
    close(app)
    return app


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_another_machine_holds_the_same_afterwards(
    busy_app: Flask, machine: Flask, tmp_path: Path, passphrase: str
) -> None:
    made = back_up(busy_app, tmp_path / "x.tar", passphrase)
    assert made.manifest.kind == "postgresql" and made.manifest.contents.rows["person"] == 1
    assert bring_back(machine, made.path, passphrase=passphrase).aside == ()
    assert rows(machine, EVERYTHING) == rows(busy_app, EVERYTHING) != []
    assert machine.test_client().get(courses.LESSON_URL).status_code == 200
    sites.guest(machine)  # numbers go on where they were


def test_what_stood_there_is_put_aside_and_only_when_that_is_asked_for(
    busy_app: Flask, machine: Flask, tmp_path: Path
) -> None:
    made = back_up(busy_app, tmp_path / "x.tar")
    bring_back(machine, made.path)
    with pytest.raises(Unusable, match="1 orang"):
        bring_back(machine, made.path)
    (aside,) = bring_back(machine, made.path, replace=True).aside
    assert aside in _databases(busy_app)


def test_a_refused_backup_leaves_no_database_behind(busy_app: Flask, machine: Flask, tmp_path: Path) -> None:
    made, before = back_up(busy_app, tmp_path / "x.tar"), _databases(busy_app)
    with pytest.raises(Unusable, match="Jurnal"):
        bring_back(machine, made.path, journal=tmp_path / "x.tar")
    body = bytearray(made.path.read_bytes())
    body[-3000] ^= 1
    made.path.write_bytes(body)
    with pytest.raises(Unusable, match="rusak"):
        bring_back(machine, made.path)
    assert _databases(busy_app) == before


def test_who_was_deleted_since_stays_deleted(busy_app: Flask, machine: Flask, tmp_path: Path) -> None:
    made = back_up(busy_app, tmp_path / "x.tar")
    ((person, created),) = rows(busy_app, "SELECT id, created_at FROM person")
    journal = tmp_path / "jurnal.jsonl"
    journal.write_text(written([Erasure(NOW, person, created.replace(tzinfo=NOW.tzinfo))]))
    assert bring_back(machine, made.path, journal=journal).erased == 1
    assert rows(machine, "SELECT * FROM person") == rows(machine, EVERYTHING) == []


def test_a_database_that_somebody_is_connected_to_is_left_alone(
    busy_app: Flask, machine: Flask, tmp_path: Path
) -> None:
    made = back_up(busy_app, tmp_path / "x.tar")
    bring_back(machine, made.path)
    with (
        remote._connected(makers.settings_of(machine).database_url),
        pytest.raises(Unusable, match="program lain"),
    ):
        bring_back(machine, made.path, replace=True)


def test_a_backup_of_the_other_kind_is_refused(busy_app: Flask, tmp_path: Path) -> None:
    made = back_up(busy_app, tmp_path / "x.tar")
    place = tmp_path / "sqlite"
    place.mkdir()
    with pytest.raises(Unusable, match="Samakan"):
        bring_back(sites.build(place, database_url=f"sqlite:///{place / 'x.db'}"), made.path)


def test_a_server_that_is_gone_is_told_in_words(busy_app: Flask, tmp_path: Path) -> None:
    gone = PostgresDatabase("postgresql+psycopg://literasi@127.0.0.1:1/literasi")
    assert gone.people() is None
    with pytest.raises(Unusable, match="PostgreSQL menolak"), gone.dumped(tmp_path):
        raise AssertionError("dumped nothing")


def test_a_password_stands_in_no_command_line(tmp_path: Path) -> None:
    dsn = remote._dsn("postgresql+psycopg://literasi:rah:as\\ia@server/literasi?sslmode=require", tmp_path)
    assert dsn.startswith("postgresql://literasi@server/literasi?") and "sslmode=require" in dsn
    assert "rah" not in dsn and "passfile=" in dsn
    place = tmp_path / "passfile"
    assert place.read_text() == "*:*:*:*:rah\\:as\\\\ia\n" and place.stat().st_mode & 0o777 == 0o600


def test_pg_restore_reads_the_part_without_literasi(busy_app: Flask, tmp_path: Path) -> None:
    made = back_up(busy_app, tmp_path / "x.tar")
    assert [part.name for part in opening.check(made.path, "").parts] == ["literasi.pgdump"]
    script = (
        f"tar xf x.tar && gunzip literasi.pgdump.gz && {remote._program('pg_restore')} --list literasi.pgdump"
    )
    listed = subprocess.run(
        ["sh", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert "TABLE DATA public answer_event" in listed
