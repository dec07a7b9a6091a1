"""Is it alive, can it serve."""

from __future__ import annotations

import time

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from literasi.infra.db import db
from literasi.operations import tasks
from tests.makers import databases


@pytest.fixture
def working(app: Flask) -> None:
    """Jobs that move."""
    tasks.move(app)


def run(app: Flask, statement: str) -> None:
    with app.app_context():
        db.session.execute(text(statement))
        db.session.commit()
        db.session.remove()


def test_a_process_that_answers_is_alive(client: FlaskClient) -> None:
    assert client.get("/sehat").get_json() == {"sehat": True}


@pytest.mark.usefixtures("working")
def test_a_site_with_its_tables_and_jobs_is_ready(client: FlaskClient) -> None:
    page = client.get("/siap")
    assert (page.status_code, page.get_json()) == (200, {"siap": True, "skema": True, "pekerjaan": True})


@pytest.mark.usefixtures("working")
@pytest.mark.parametrize(
    "statement", ["UPDATE alembic_version SET version_num = '0000'", "DROP TABLE alembic_version"]
)
def test_a_site_with_the_tables_of_another_version_is_not(client: FlaskClient, statement: str) -> None:
    run(client.application, statement)
    assert client.get("/siap").status_code == 503
    assert client.get("/sehat").status_code == 200


@pytest.mark.usefixtures("working")
def test_a_site_without_its_database_is_not(client: FlaskClient) -> None:
    databases.ruin(client.application.extensions["literasi"].instance)
    assert client.get("/siap").status_code == 503
    assert client.get("/sehat").status_code == 200


def test_a_site_whose_jobs_never_moved_is_not(client: FlaskClient) -> None:
    page = client.get("/siap")
    assert (page.status_code, page.get_json()["pekerjaan"]) == (503, False)


@pytest.mark.usefixtures("working")
def test_a_site_whose_jobs_stopped_is_not(client: FlaskClient) -> None:
    with time_machine.travel(time.time() + 301, tick=False):
        assert client.get("/siap").status_code == 503


def test_asking_after_health_makes_no_cookie(client: FlaskClient) -> None:
    assert [client.get(path).headers.get("Set-Cookie") for path in ("/sehat", "/siap")] == [None, None]
