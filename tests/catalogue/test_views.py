"""Pictures of lessons, and queries about what is published."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from literasi.catalogue import queries
from literasi.catalogue.models import Media
from literasi.infra.db import db
from tests.makers import courses, sites

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" role="img"><title>Peta</title>'
    b'<rect width="10" height="10"/></svg>'
)


@pytest.fixture
def name(app: Flask) -> str:
    """The name under which the picture of a lesson is served."""
    path = "03-tanpa-kuis/lesson.md"
    body = courses.FILES[path].replace(b"Bagian pertama.", b"![Peta kecil](media/peta.svg)")
    done = sites.publish(app, {**courses.FILES, path: body, "03-tanpa-kuis/media/peta.svg": SVG})
    assert done.changed, done.problems
    with app.app_context():
        return db.session.execute(select(Media.name)).scalar_one()


def test_a_picture_may_be_kept_for_ever_and_can_run_nothing(client: FlaskClient, name: str) -> None:
    picture = client.get(f"/media/{name}")
    assert picture.mimetype == "image/svg+xml"
    assert "immutable" in picture.headers["Cache-Control"]
    assert "sandbox" in picture.headers["Content-Security-Policy"]


def test_a_lesson_shows_its_picture_with_its_words(client: FlaskClient, name: str) -> None:
    page = client.get(courses.PLAIN_URL).get_data(as_text=True)
    assert f"/media/{name}" in page
    assert 'alt="Peta kecil"' in page


@pytest.mark.parametrize("asked", ["tidak-ada.svg", "..%2fsecret_key", "%00", "a" * 5000, "🙂"])
def test_an_unknown_picture_is_missing(client: FlaskClient, asked: str) -> None:
    assert 400 <= client.get(f"/media/{asked}").status_code < 500


def test_an_old_picture_stays_for_pages_that_are_still_open(client: FlaskClient, name: str) -> None:
    sites.publish(client.application)
    assert client.get(f"/media/{name}").status_code == 200


def test_the_shelf_is_read_anew_only_after_something_was_published(app: Flask) -> None:
    with app.app_context():
        first = queries.shelf(db.session())
        assert queries.shelf(db.session()) is first
    files = {**courses.FILES, "course.md": courses.FILES["course.md"] + b"\nTambahan.\n"}
    sites.publish(app, files)
    with app.app_context():
        assert queries.shelf(db.session()) is not first
        assert queries.parts(db.session(), first.courses[0].modules[0].texts["id"])


def test_the_guide_of_a_facilitator_is_kept_apart(app: Flask) -> None:
    with app.app_context():
        module = queries.shelf(db.session()).by_key("X01-01")
        assert module is not None
        assert "RAHASIA-fasilitator" in queries.guide(db.session(), module.id, "id")
        parts = repr(queries.parts(db.session(), module.texts["id"]))
        assert "RAHASIA-fasilitator" not in parts
        assert "RAHASIA-catatan-kaki" not in parts
