"""Tables are made by migrations alone, and migrations make what the models say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from literasi.infra.db import db
from tests.house import tree
from tests.makers import sites

SCRIPTS = ScriptDirectory(str(tree.ROOT / "migrations"))
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]
FULL_TEXT = "search_stems"
"""Made by hand, since no model can say FTS5; its shadow tables carry its name in front."""


@pytest.fixture
def bare(tmp_path: Path) -> Flask:
    """A site without any table."""
    return sites.build(tmp_path)


def _tables() -> set[str]:
    db.session.remove()
    names = set(inspect(db.engine).get_table_names())
    return {name for name in names if not name.startswith(FULL_TEXT)} - {"alembic_version"}


def test_there_is_one_head() -> None:
    assert len(SCRIPTS.get_heads()) == 1


def test_names_tell_what_changes() -> None:
    files = [path.name for path in (tree.ROOT / "migrations" / "versions").glob("*.py")]
    assert files and [name for name in files if not re.fullmatch(r"\d{4}(_[a-z]{2,}){2,}\.py", name)] == []


def test_every_migration_says_what_it_is_for() -> None:
    assert [one.revision for one in SCRIPTS.walk_revisions() if len(one.doc) < 20] == []


def test_migrations_make_what_the_models_say(app: Flask) -> None:
    options = {
        "compare_type": True,
        "include_object": lambda _thing, name, kind, *_rest: (
            not (kind == "table" and name.startswith(FULL_TEXT))
        ),
    }
    with app.app_context(), db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), db.metadata) == []


def test_the_full_text_table_is_made_too(app: Flask) -> None:
    with app.app_context():
        assert FULL_TEXT in inspect(db.engine).get_table_names()


def test_down_to_nothing_leaves_nothing(bare: Flask) -> None:
    with bare.app_context():
        upgrade(SCRIPTS.dir)
        assert _tables() == set(db.metadata.tables)
        downgrade(SCRIPTS.dir, "base")
        assert _tables() == set() and FULL_TEXT not in inspect(db.engine).get_table_names()
        db.engine.dispose()


def test_every_step_goes_up_and_down_and_up(bare: Flask) -> None:
    with bare.app_context():
        for revision in REVISIONS:
            upgrade(SCRIPTS.dir, revision)
            before = _tables()
            downgrade(SCRIPTS.dir, "-1")
            upgrade(SCRIPTS.dir, revision)
            assert _tables() == before, revision
        db.engine.dispose()


def test_every_foreign_key_of_a_person_goes_with_the_person() -> None:
    keys = [key for table in db.metadata.tables.values() for key in table.foreign_keys]
    of_people = [key for key in keys if key.column.table.name == "person"]
    owning = [key for key in of_people if key.parent.name in ("id", "person_id")]
    assert owning and {key.ondelete for key in owning} == {"CASCADE"}
    assert {key.ondelete for key in of_people if key not in owning} == {"SET NULL"}
