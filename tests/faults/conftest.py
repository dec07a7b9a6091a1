"""Fixtures: a database with ten essay questions, and a server over a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from literasi.infra.db import db
from tests.faults.pupils import ESSAY_FILES
from tests.faults.served import Served
from tests.makers import sites


@pytest.fixture(scope="session")
def essay_database(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Path:
    """A database in which the small course asks for ten essays."""
    place = tmp_path_factory.mktemp("uraian")
    shutil.copy(blank_database, place / "literasi.db")
    app = sites.build(place)
    done = sites.publish(app, ESSAY_FILES)
    assert done.changed, done.problems
    with app.app_context():
        db.engine.dispose()
    return place / "literasi.db"


@pytest.fixture
def essay_app(tmp_path: Path, essay_database: Path) -> Iterator[Flask]:
    """A site whose quiz asks for ten essays."""
    shutil.copy(essay_database, tmp_path / "literasi.db")
    app = sites.build(tmp_path)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def essay_guest(essay_app: Flask) -> FlaskClient:
    """A guest of that site."""
    return sites.guest(essay_app)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, essay_database: Path) -> Iterator[Served]:
    """A running server, shared by the tests of a file."""
    place = tmp_path_factory.mktemp("layanan")
    shutil.copy(essay_database, place / "literasi.db")
    running = Served(place)
    yield running
    running.end()
