"""Fixtures: a database is migrated and filled once, then copied for every test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from literasi.infra.db import db
from tests.makers import sites


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables and nothing in them."""
    place = tmp_path_factory.mktemp("kosong")
    sites.migrate(sites.build(place))
    return place / "literasi.db"


@pytest.fixture(scope="session")
def filled_database(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Path:
    """A database in which the course of tests/makers is published."""
    place = tmp_path_factory.mktemp("terisi")
    shutil.copy(blank_database, place / "literasi.db")
    app = sites.build(place)
    done = sites.publish(app)
    assert done.changed, done.problems
    with app.app_context():
        db.session.connection().exec_driver_sql("SELECT 1")
        db.session.remove()
        db.engine.dispose()
    return place / "literasi.db"


def _site(tmp_path: Path, database: Path) -> Iterator[Flask]:
    shutil.copy(database, tmp_path / "literasi.db")
    app = sites.build(tmp_path)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(tmp_path: Path, filled_database: Path) -> Iterator[Flask]:
    """A site with the small course published."""
    yield from _site(tmp_path, filled_database)


@pytest.fixture
def empty_app(tmp_path: Path, blank_database: Path) -> Iterator[Flask]:
    """A site on which nothing was published."""
    yield from _site(tmp_path, blank_database)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser nobody has used yet."""
    return app.test_client()


@pytest.fixture
def guest(app: Flask) -> FlaskClient:
    """A browser with a guest."""
    return sites.guest(app)


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session for tests of actions and queries. Do not mix with a client: the pushed context would be shared."""
    with app.app_context():
        yield db.session()
        db.session.rollback()
