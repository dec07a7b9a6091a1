"""The site as a library gets it: with the courses of the project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from literasi.authoring import tasks
from literasi.infra.db import db
from tests.house import tree
from tests.makers import databases, sites


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Iterator[Flask]:
    """A site on which courses/ is published, as at the first start. Tests that use it only read."""
    place = tmp_path_factory.mktemp("perpustakaan")
    databases.copy(blank_database, place)
    app = sites.build(place, courses=tree.ROOT / "courses")
    with app.app_context():
        done = tasks.publish_changed()
        assert all(one.changed for one in done[1:]), [
            str(problem) for one in done for problem in one.problems
        ]
        db.session.remove()
    yield app
    sites.close(app)
