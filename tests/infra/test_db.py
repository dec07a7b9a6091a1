"""Who writes waits for whom."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest
from flask import Flask, request_finished
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from literasi.accounts.models import Person
from literasi.infra import db as storage
from literasi.infra.db import db, write
from literasi.kernel.errors import Busy
from tests.makers import courses, sites

MANY = 2**31


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five seconds of waiting become a twentieth of one."""
    monkeypatch.setattr(storage, "_WAIT_SECONDS", 0.05)


@contextmanager
def writing(app: Flask, of: int | None) -> Iterator[None]:
    """Somebody is in the middle of a write about this person, or about everything."""
    begun, ending = Event(), Event()

    def act(session: Session) -> None:
        begun.set()
        assert ending.wait(30)

    def run() -> None:
        with app.app_context():
            write(act, of=of)

    with ThreadPoolExecutor(1) as other:
        done = other.submit(run)
        try:
            assert begun.wait(30), done.exception(0)
            yield
        finally:
            ending.set()
        done.result()


def can_write(app: Flask, of: int | None) -> bool:
    """Whether a write about this person gets its turn."""
    with app.app_context():
        try:
            write(lambda session: session.execute(select(Person.id)).all(), of=of)
        except Busy:
            return False
        finally:
            db.session.remove()
    return True


@pytest.mark.postgresql
def test_two_people_write_side_by_side(app: Flask) -> None:
    with writing(app, of=1):
        assert can_write(app, of=2)


@pytest.mark.sqlite
def test_two_people_write_one_after_the_other(app: Flask) -> None:
    with writing(app, of=1):
        assert not can_write(app, of=2)


@pytest.mark.parametrize(("first", "second"), [(1, 1), (None, None), (None, 1), (1, None), (0, 0)])
def test_whoever_touches_the_same_waits(app: Flask, first: int | None, second: int | None) -> None:
    with writing(app, of=first):
        assert not can_write(app, of=second)
    assert can_write(app, of=second)


@pytest.mark.parametrize("person", [0, 1, MANY - 1, MANY, MANY + 1, 2**63 - 1])
def test_every_number_of_a_person_has_a_lock(app: Flask, person: int) -> None:
    assert can_write(app, of=person)


def test_what_an_action_wrote_before_it_failed_is_gone(app: Flask, guest: FlaskClient) -> None:
    def fail(session: Session) -> None:
        session.execute(text("UPDATE place SET part_key = 'lain'"))
        raise RuntimeError

    with app.app_context():
        with pytest.raises(RuntimeError):
            write(fail, of=1)
        assert db.session.execute(text("SELECT part_key FROM place")).scalars().all() == ["dua"]
        db.session.remove()


@pytest.mark.postgresql
def test_reading_a_page_leaves_no_transaction_open(app: Flask, guest: FlaskClient) -> None:
    states: list[str] = []

    def look(_app: Flask, **_about: object) -> None:
        driver = db.session.connection().connection.driver_connection
        states.append(driver.info.transaction_status.name)

    with request_finished.connected_to(look, app):
        assert guest.get(courses.PLAIN_URL).status_code == 200
    assert states == ["IDLE"]


@pytest.mark.postgresql
def test_a_site_reads_while_everything_is_written(app: Flask, guest: FlaskClient) -> None:
    with writing(app, of=None):
        assert guest.get("/ruang-belajar").status_code == 200
    assert sites.post(guest, courses.PLAIN_URL, {"bagian": "dua", "ke": "dua"}).status_code == 303
