"""Fixtures: a database with ten essay questions, and a server over a copy of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.faults.pupils import ESSAY_FILES
from tests.faults.served import Served
from tests.makers import databases, sites


@pytest.fixture(scope="session")
def essay_database(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Path:
    """A database in which the small course asks for ten essays."""
    place = tmp_path_factory.mktemp("uraian")
    databases.copy(blank_database, place)
    app = sites.build(place)
    done = sites.publish(app, ESSAY_FILES)
    assert done.changed, done.problems
    sites.close(app)
    return place


@pytest.fixture
def essay_app(tmp_path: Path, essay_database: Path) -> Iterator[Flask]:
    """A site whose quiz asks for ten essays."""
    databases.copy(essay_database, tmp_path)
    app = sites.build(tmp_path)
    yield app
    sites.close(app)


@pytest.fixture
def essay_guest(essay_app: Flask) -> FlaskClient:
    """A guest of that site."""
    return sites.guest(essay_app)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, essay_database: Path) -> Iterator[Served]:
    """A running server, shared by the tests of a file."""
    place = tmp_path_factory.mktemp("layanan")
    databases.copy(essay_database, place)
    running = Served(place)
    yield running
    running.end()
