"""A migration that dies at any statement: the tables are the old ones or the new ones, never something between."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError

from literasi.infra.db import db
from tests.attacks import oracles
from tests.makers import courses, databases, sites

_DIED = 9
_NEXT = '''
"""A stand-in for the next migration: rebuilds a table that others refer to, and moves data."""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{head}"


def upgrade():
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("person", recreate="always" if on_sqlite else "never") as table:
        table.add_column(sa.Column("note", sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE person SET note = 'baru'")
    op.create_index("ix_person_note", "person", ["note"])
'''


def tables(app: Flask) -> list[tuple[object, ...]]:
    """The schema as the database holds it, and the version it says it has."""
    return databases.schema(app.extensions["literasi"].instance)


def without_version(schema: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """A schema without the table in which Alembic writes the version, which it makes first of all."""
    return [row for row in schema if "alembic_version" not in str(row)]


def die_at(app: Flask, statement: int) -> bool:
    """Migrate in a process that ends at once before its n-th statement or commit; whether it came that far."""
    pid = os.fork()
    if pid == 0:
        seen = 0

        def count(*_about: object) -> None:
            nonlocal seen
            seen += 1
            if seen == statement:
                os._exit(_DIED)

        event.listen(Engine, "before_cursor_execute", count)
        event.listen(Engine, "commit", count)
        try:
            sites.migrate(app)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == _DIED


@pytest.fixture
def no_tables(tmp_path: Path) -> Flask:
    """A site whose database is still empty."""
    return sites.build(tmp_path)


@pytest.fixture
def next_version(app: Flask, tmp_path: Path) -> Flask:
    """A site with people and answers, and a migration waiting that rebuilds a table."""
    guest = sites.guest(app)
    attempt = sites.start_quiz(guest, courses.ESSAY_QUIZ_URL)
    save = {"uuid": "00000000-0000-4000-8000-000000000001", "base": 0, "fields": {"j": ["jawaban"]}}
    assert {sites.put(guest, f"{attempt}/soal/{n}", save).status_code for n in (1, 2)} <= {200, 422}
    place = tmp_path / "migrations"
    shutil.copytree(app.extensions["migrate"].directory, place)
    (place / "versions" / "9999_next.py").write_text(_NEXT.format(head=head(place)))
    app.extensions["migrate"].directory = str(place)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return app


def head(place: Path) -> str:
    config = Config()
    config.set_main_option("script_location", str(place))
    return str(ScriptDirectory.from_config(config).get_current_head())


def rows(app: Flask) -> dict[str, int]:
    """How many rows each table of learners holds."""
    counted = ("person", "device", "attempt", "attempt_item", "answer_event", "place")
    return {name: len(oracles.rows(app, name)) for name in counted}


def steps(place: Path) -> list[list[tuple[object, ...]]]:
    """The schema before the first migration and after each of them."""
    place.mkdir()
    app, schemas = sites.build(place), list[list[tuple[object, ...]]]([[]])
    folder = app.extensions["migrate"].directory
    for script in sorted((Path(folder) / "versions").glob("*.py")):
        with app.app_context():
            upgrade(folder, revision=script.stem.split("_")[0])
            db.engine.dispose()
        schemas.append(without_version(tables(app)))
    return schemas


def test_every_migration_comes_whole_or_not_at_all(no_tables: Flask, tmp_path: Path) -> None:
    whole = steps(tmp_path / "utuh")
    deaths, statement, before = 0, 1, whole[0]
    while die_at(no_tables, statement):
        left = without_version(tables(no_tables))
        assert left in whole, f"half a schema at statement {statement}"
        deaths, statement, before = deaths + 1, statement + 1 if left == before else 1, left
    assert deaths > 40
    assert without_version(tables(no_tables)) == whole[-1]


def test_the_next_start_finishes_what_a_dead_migration_began(no_tables: Flask, blank_database: Path) -> None:
    assert die_at(no_tables, 20)
    client = no_tables.test_client()
    assert client.get("/siap").status_code == 503
    assert client.get("/sehat").status_code == 200
    sites.migrate(no_tables)
    assert tables(no_tables) == databases.schema(blank_database)
    assert client.get("/siap").get_json()["skema"] is True


def test_a_rebuilt_table_keeps_every_row_wherever_it_dies(next_version: Flask) -> None:
    old, kept = tables(next_version), rows(next_version)
    assert min(kept.values()) > 0
    statement = 1
    while die_at(next_version, statement):
        assert rows(next_version) == kept
        assert tables(next_version) == old or ("9999",) in tables(next_version)
        statement += 1
    assert ("9999",) in tables(next_version)
    assert rows(next_version) == kept


@pytest.mark.sqlite
def test_a_migration_leaves_references_guarded(next_version: Flask) -> None:
    sites.migrate(next_version)
    with next_version.app_context():
        assert db.session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert db.session.connection().exec_driver_sql("PRAGMA foreign_key_check").all() == []
        db.session.remove()


def end_with(app: Flask, statement: str) -> None:
    """Let the waiting migration end with one more statement."""
    script = Path(app.extensions["migrate"].directory) / "versions" / "9999_next.py"
    script.write_text(script.read_text() + f'    op.execute("{statement}")\n')


@pytest.mark.sqlite
def test_a_migration_that_would_leave_references_to_nowhere_is_undone(next_version: Flask) -> None:
    old, kept = tables(next_version), rows(next_version)
    end_with(next_version, "DELETE FROM person")
    with pytest.raises(SystemExit):
        sites.migrate(next_version)
    assert (tables(next_version), rows(next_version)) == (old, kept)


def test_a_migration_that_fails_at_its_end_is_undone(next_version: Flask) -> None:
    old, kept = tables(next_version), rows(next_version)
    end_with(next_version, "INSERT INTO tidak_ada VALUES (1)")
    with pytest.raises(DBAPIError):
        sites.migrate(next_version)
    assert (tables(next_version), rows(next_version)) == (old, kept)


@pytest.mark.postgresql
def test_two_starts_at_once_migrate_once(no_tables: Flask, blank_database: Path) -> None:
    children = [os.fork() for _start in range(2)]
    if 0 in children:
        try:
            sites.migrate(no_tables)
            os._exit(0)
        finally:
            os._exit(1)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    assert tables(no_tables) == databases.schema(blank_database)


def test_a_database_of_a_newer_version_is_left_alone(app: Flask) -> None:
    with databases.connected(app.extensions["literasi"].instance) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'masa-depan'"))
        connection.commit()
    before = tables(app)
    assert app.test_client().get("/siap").status_code == 503
    with app.app_context(), pytest.raises(SystemExit):
        upgrade(app.extensions["migrate"].directory)
    assert tables(app) == before
