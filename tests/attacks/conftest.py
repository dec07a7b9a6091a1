"""Sites that all tests of a file share: for attacks that change nothing, or publish over what was there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.attacks import makers
from tests.makers import databases, sites


def _site(place: Path, database: Path) -> Iterator[Flask]:
    databases.copy(database, place)
    app = sites.build(place)
    yield app
    sites.close(app)


@pytest.fixture(scope="module")
def shared_site(tmp_path_factory: pytest.TempPathFactory, filled_database: Path) -> Iterator[Flask]:
    """The small course, published once for a file of tests."""
    yield from _site(tmp_path_factory.mktemp("bersama"), filled_database)


@pytest.fixture(scope="module")
def quiz_site(tmp_path_factory: pytest.TempPathFactory, filled_database: Path) -> Iterator[Flask]:
    """The same with a first quiz of one question, whose key is OPAC."""
    for app in _site(tmp_path_factory.mktemp("kuis"), filled_database):
        makers.publish_quiz(app)
        yield app
