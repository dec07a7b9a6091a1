"""Fixtures: a site on which people learnt, and an empty machine to bring it back on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from literasi.backups.files import sealing
from literasi.infra.db import db
from tests.makers import quizzes, sites


@pytest.fixture(autouse=True, scope="module")
def cheap_keys() -> Iterator[None]:
    """Half a second of scrypt becomes none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "COST", sealing.Cost(n=2))
        yield


@pytest.fixture
def busy_app(app: Flask, guest: FlaskClient) -> Flask:
    """A site with a person who handed a quiz in; nobody has its database open."""
    quizzes.take(app, guest)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return app


@pytest.fixture
def machine(tmp_path: Path) -> Flask:
    """A machine without any database."""
    place = tmp_path / "mesin lain"
    place.mkdir()
    return sites.build(place)
