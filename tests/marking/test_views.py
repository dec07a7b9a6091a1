"""The queue, one answer after the other, and everything at once, as markers and learners see them."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from literasi.infra.db import db
from literasi.kernel.roles import Role
from tests.makers import marking, people, sites

MAHIR, KOSONG = "3", "0"


@pytest.fixture
def librarian(app: Flask) -> FlaskClient:
    return people.account(app, "bu-pustaka", Role.LIBRARIAN)


@pytest.fixture
def attempt(app: Flask) -> str:
    """An essay that rini handed in."""
    return marking.essay(app, people.account(app, "rini"))


@pytest.fixture
def waiting(app: Flask, attempt: str) -> str:
    """Its address in the queue."""
    return f"/penilaian/{marking.piece_of(app, attempt)}"


def text(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def give(client: FlaskClient, path: str, level: str = MAHIR, **more: str) -> int:
    return sites.post(client, path, {"k0": level, **more}).status_code


def count(app: Flask, table: type, *where: object) -> int:
    with app.app_context():
        found = db.session.execute(select(func.count()).select_from(table).where(*where)).scalar_one()  # type: ignore[arg-type]  # conditions
        db.session.remove()
    return found


def test_what_was_handed_in_waits_in_the_queue(app: Flask, librarian: FlaskClient, waiting: str) -> None:
    page = text(librarian, "/penilaian")
    assert "1 uraian menunggu" in page and waiting in page and "Rini" in page


def test_a_marker_reads_question_answer_and_rubric(librarian: FlaskClient, waiting: str) -> None:
    page = text(librarian, waiting)
    assert marking.TEXT in page and "RAHASIA-rubrik kejelasan" in page and "Mahir" in page


def test_a_mark_settles_the_result_and_the_learner_is_told(
    app: Flask, librarian: FlaskClient, attempt: str, waiting: str
) -> None:
    assert give(librarian, waiting, komentar="Jelas dan runtut.") == 303
    learner = people.device(app, "rini")
    assert "Uraian Anda untuk “Modul Uraian” sudah dinilai." in text(learner, "/kabar")
    result = text(learner, f"/pengerjaan/{attempt}/hasil")
    assert "Tuntas. Satu helai bunga terisi." in result
    assert "Jelas dan runtut." in result and "Mahir" in result and "oleh pustakawan" in result
    assert "Bu-Pustaka" not in result


def test_a_low_mark_does_not_pass(app: Flask, librarian: FlaskClient, attempt: str, waiting: str) -> None:
    give(librarian, waiting, KOSONG)
    assert "Belum tuntas" in text(people.device(app, "rini"), f"/pengerjaan/{attempt}/hasil")
