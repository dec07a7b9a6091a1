"""What a teacher sees: words in cells, who needs support, one pupil, one attempt, one quiz."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.infra.db import db, write
from literasi.kernel.roles import Role
from literasi.quizzes.models import Attempt, Pause
from tests.makers import classes, people, quizzes, sites
from tests.makers.statements import counted

MODULE = "X01-01"


@pytest.fixture
def teacher(app: Flask) -> FlaskClient:
    """A teacher's browser."""
    return people.account(app, "bu-guru", Role.TEACHER)


@pytest.fixture
def learner(app: Flask) -> FlaskClient:
    """A pupil's browser."""
    return people.account(app, "rini", age=AgeBand.FROM_13)


@pytest.fixture
def address(app: Flask, teacher: FlaskClient, learner: FlaskClient) -> str:
    """A class of both, with one assignment."""
    found, _code = classes.made(app, "bu-guru", learners=["rini"])
    classes.assigned(app, found, MODULE)
    return found


def _text(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def _pupil(teacher: FlaskClient, address: str) -> str:
    found = re.search(rf"{address}/siswa/\w+", _text(teacher, address))
    assert found is not None
    return found[0]


def test_a_petal_fills_when_an_assignment_is_done(
    app: Flask, teacher: FlaskClient, learner: FlaskClient, address: str
) -> None:
    assert "Rini: 0 dari 1 tugas tuntas" in _text(teacher, address)
    quizzes.take(app, learner)
    page = _text(teacher, address)
    assert "Rini: 1 dari 1 tugas tuntas" in page and "Tuntas, 100%" in page


def test_who_has_not_begun_is_told_of_before_the_deadline(teacher: FlaskClient, address: str) -> None:
    page = _text(teacher, address)
    assert "Perlu pendampingan (1)" in page and "belum mulai" in page


def test_the_pupils_page_leads_to_her_attempts(
    app: Flask, teacher: FlaskClient, learner: FlaskClient, address: str
) -> None:
    attempt = quizzes.take(app, learner)
    pupil = _pupil(teacher, address)
    assert f"{pupil}/{attempt.rpartition('/')[2]}" in _text(teacher, pupil)


def test_opening_what_she_answered_is_noted_and_she_can_read_it(
    app: Flask, teacher: FlaskClient, learner: FlaskClient, address: str
) -> None:
    attempt = quizzes.take(app, learner).rpartition("/")[2]
    opened = f"{_pupil(teacher, address)}/{attempt}"
    assert "Buka jawaban" in _text(teacher, opened)
    assert sites.post(teacher, opened).status_code == 303
    assert "Soal 1" in _text(teacher, opened)
    assert "Bu-Guru (guru) melihat data Anda" in _text(learner, "/akun/data")


def test_an_attempt_at_what_was_not_assigned_is_not_the_teachers_business(
    app: Flask, teacher: FlaskClient, learner: FlaskClient
) -> None:
    found, _code = classes.made(app, "bu-guru", learners=["rini"])
    attempt = quizzes.take(app, learner).rpartition("/")[2]
    classes.assigned(app, found, "X01-02")
    assert teacher.get(f"{_pupil(teacher, found)}/{attempt}").status_code == 404


def test_what_a_pause_of_the_server_gave_back_counts_as_in_time(
    app: Flask, teacher: FlaskClient, learner: FlaskClient
) -> None:
    found, _code = classes.made(app, "bu-guru", learners=["rini"])
    classes.assigned(app, found, MODULE, due=-timedelta(hours=2), grace_minutes=60)
    attempt = quizzes.public_id(quizzes.take(app, learner))
    assert "sesudah ditutup" in _text(teacher, found) and "Ditutup" in _text(learner, f"{found}/saya")

    def pause(session: Session) -> None:
        row = session.execute(select(Attempt).where(Attempt.public_id == attempt)).scalar_one()
        end = row.started_at + timedelta(hours=3)
        session.add(Pause(attempt_id=row.id, began_at=row.started_at, ended_at=end))

    with app.app_context():
        write(pause)
        db.session.remove()
    page = _text(teacher, found)
    assert "Tuntas" in page and "sesudah ditutup" not in page and "terlambat" not in page
    assert "Tuntas" in _text(learner, f"{found}/saya")


def test_questions_are_told_with_the_options_that_misled(
    app: Flask, teacher: FlaskClient, learner: FlaskClient
) -> None:
    another = people.account(app, "joko")
    address, _code = classes.made(app, "bu-guru", learners=["rini", "joko"])
    classes.assigned(app, address, MODULE)
    link = re.search(rf"{address}/butir/\w+", _text(teacher, address))
    assert link is not None and "Belum ada pengerjaan" in _text(teacher, link[0])
    for one in (learner, another):
        quizzes.take(app, one)
    assert "2 dari 2 tepat" in _text(teacher, link[0])


def test_what_one_pupil_alone_answered_is_told_once_it_is_noted_who_looks(
    app: Flask, teacher: FlaskClient, learner: FlaskClient, address: str
) -> None:
    link = re.search(rf"{address}/butir/\w+", _text(teacher, address))
    attempt = quizzes.take(app, learner).rpartition("/")[2]
    assert link is not None and "1 dari 1 tepat" not in _text(teacher, link[0])
    assert _pupil(teacher, address) in _text(teacher, link[0])
    sites.post(teacher, f"{_pupil(teacher, address)}/{attempt}")
    assert "1 dari 1 tepat" in _text(teacher, link[0])
    assert "Bu-Guru (guru) melihat data Anda" in _text(learner, "/akun/data")


def test_consent_that_is_withdrawn_takes_sight_with_it(
    app: Flask, teacher: FlaskClient, learner: FlaskClient, address: str
) -> None:
    quizzes.take(app, learner)
    pupil = _pupil(teacher, address)
    classes.consent_becomes(app, "rini", State.ASKED)
    assert teacher.get(pupil).status_code == 404
    assert "Tuntas" not in _text(teacher, address)


def test_a_class_costs_the_same_statements_whatever_its_size(app: Flask, teacher: FlaskClient) -> None:
    names = [f"murid{number}" for number in range(6)]
    for name in names:
        people.account(app, name)
    small, _code = classes.made(app, "bu-guru", learners=names[:1])
    large, _code = classes.made(app, "bu-guru", learners=names)
    for one, count in ((small, 1), (large, 3)):
        for number in range(count):
            classes.assigned(app, one, f"X01-0{number + 1}")
    for one in (small, large):
        teacher.get(one)
        with app.app_context(), counted(db.engine) as statements:
            assert teacher.get(one).status_code == 200
        assert 0 < len(statements) <= 6, statements
