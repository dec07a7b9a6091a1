"""Files of marks of large classes: written aside, for whoever asked alone, gone within the hour."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from literasi.accounts import actions as accounts
from literasi.accounts.rules.consent import State
from literasi.classes import files
from literasi.classes.rules import exports
from literasi.classes.tasks import write_exports
from literasi.infra.db import db, write
from literasi.infra.news import announce
from literasi.kernel import clock
from literasi.kernel.events import ConsentChanged
from literasi.kernel.roles import Role
from tests.makers import classes, crowds, people, quizzes, sites


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three pupils are many."""
    monkeypatch.setattr(exports, "AT_ONCE", 2)


@pytest.fixture
def teacher(app: Flask) -> FlaskClient:
    """Her browser."""
    return people.account(app, "bu-guru", Role.TEACHER)


@pytest.fixture
def address(app: Flask, teacher: FlaskClient) -> str:
    """Her class of one who has finished what she was given, and of three others."""
    learner = people.account(app, "rini")
    found, _code = classes.made(app, "bu-guru", learners=["rini"], colleagues=[])
    classes.assigned(app, found, "X01-01")
    quizzes.take(app, learner)
    crowds.join(app, found, 3)
    return found


def _text(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def _asked(teacher: FlaskClient, address: str, kind: str = "csv") -> str:
    answer = sites.post(teacher, f"{address}/rekap", {"bentuk": kind})
    assert answer.status_code == 303
    return answer.headers["Location"]


def _rows(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


def _lying(app: Flask) -> list[Path]:
    return list(files.folder(app.extensions["literasi"].instance).iterdir())


def test_the_page_says_how_far_the_file_is_and_then_gives_it(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    page = _asked(teacher, address)
    waiting = teacher.get(page)
    assert "0 dari 4 siswa" in waiting.get_data(as_text=True) and waiting.headers["Refresh"]
    assert teacher.get(f"{page}/berkas").status_code == 404
    assert write_exports(app) == 1
    ready = teacher.get(page)
    assert f"{page}/berkas" in ready.get_data(as_text=True) and "Refresh" not in ready.headers
    file = teacher.get(f"{page}/berkas")
    assert _rows(file.data)[-1] == ["", "Rini", "100", "Tuntas, 100%"]
    assert file.headers["Cache-Control"] == "no-store"


def test_a_file_written_aside_says_what_one_at_once_says(
    app: Flask, teacher: FlaskClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _asked(teacher, address, "xlsx")
    write_exports(app)
    aside = teacher.get(f"{page}/berkas").data
    monkeypatch.setattr(exports, "AT_ONCE", 200)
    at_once = sites.post(teacher, f"{address}/rekap", {"bentuk": "xlsx"}).data
    both = [CalamineWorkbook.from_filelike(io.BytesIO(one)).get_sheet_by_index(0) for one in (aside, at_once)]
    assert both[0].to_python()[3:] == both[1].to_python()[3:] and both[0].name == both[1].name


def test_whoever_asks_twice_gets_one_file(teacher: FlaskClient, address: str) -> None:
    assert _asked(teacher, address) == _asked(teacher, address)


def test_nothing_is_written_for_somebody_whose_role_was_taken_back(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    _asked(teacher, address)
    people.roles_end(app, "bu-guru")
    assert write_exports(app) == 0


def test_only_whoever_asked_takes_it_and_only_while_she_teaches(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    other = people.account(app, "pak.ronny", Role.TEACHER)
    sites.post(teacher, f"{address}/guru", {"login": "pak.ronny"})
    mine = _asked(teacher, address)
    write_exports(app)
    assert other.get(mine).status_code == other.get(f"{mine}/berkas").status_code == 404
    me = people.public_id_of(app, "bu-guru")
    assert sites.post(other, f"{address}/guru/{me}/keluar").status_code == 303
    assert teacher.get(f"{mine}/berkas").status_code == 404


def test_a_teacher_who_left_gets_no_file_and_nobody_is_noted(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    other = people.account(app, "pak.ronny", Role.TEACHER)
    sites.post(teacher, f"{address}/guru", {"login": "pak.ronny"})
    _asked(teacher, address)
    assert (
        sites.post(other, f"{address}/guru/{people.public_id_of(app, 'bu-guru')}/keluar").status_code == 303
    )
    assert write_exports(app) == 0 and _lying(app) == []
    assert "mengunduh data Anda" not in _text(people.device(app, "rini"), "/akun/data")


def test_every_pupil_in_it_reads_who_took_it(app: Flask, teacher: FlaskClient, address: str) -> None:
    _asked(teacher, address)
    write_exports(app)
    assert "mengunduh data Anda" in _text(people.device(app, "rini"), "/akun/data")


def test_who_withdrew_before_it_was_written_has_no_marks_in_it(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    page = _asked(teacher, address)
    classes.consent_becomes(app, "rini", State.ASKED)
    write_exports(app)
    assert _rows(teacher.get(f"{page}/berkas").data)[-1] == ["", "Rini"]


def test_an_hour_later_there_is_neither_row_nor_file(app: Flask, teacher: FlaskClient, address: str) -> None:
    page = _asked(teacher, address)
    write_exports(app)
    assert len(_lying(app)) == 1
    with time_machine.travel(clock.now() + exports.KEPT, tick=False):
        assert teacher.get(f"{page}/berkas").status_code == 404
        write_exports(app)
    assert _lying(app) == [] and teacher.get(page).status_code == 404


def test_a_file_goes_when_somebody_in_it_is_erased(app: Flask, teacher: FlaskClient, address: str) -> None:
    page, rini = _asked(teacher, address), people.id_of(app, "rini")
    write_exports(app)
    with app.app_context():
        write(lambda session: accounts.erase(session, [rini], clock.now()))
        db.session.remove()
    assert teacher.get(page).status_code == 404
    write_exports(app)
    assert _lying(app) == []


def test_a_file_goes_when_consent_for_somebody_in_it_ends(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    page, rini = _asked(teacher, address), people.id_of(app, "rini")
    write_exports(app)
    for state, there in ((State.GRANTED, 200), (State.WITHDRAWN, 404)):
        with app.app_context():
            write(lambda session, to=state: announce(session, ConsentChanged(rini, to, clock.now())))
            db.session.remove()
        assert teacher.get(f"{page}/berkas").status_code == there


def test_a_file_goes_when_somebody_leaves_its_class(app: Flask, teacher: FlaskClient, address: str) -> None:
    page, rini = _asked(teacher, address), people.device(app, "rini")
    write_exports(app)
    assert sites.post(rini, f"{address}/keluar", {}).status_code == 303
    assert teacher.get(f"{page}/berkas").status_code == 404


def test_a_file_goes_when_a_pupil_is_taken_out_of_its_class(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    page = _asked(teacher, address)
    write_exports(app)
    rini = classes.members_of(app, "bu-guru", address)["rini"]
    assert sites.post(teacher, f"{address}/anggota/{rini}/keluar", {}).status_code == 303
    assert teacher.get(page).status_code == 404


def test_a_file_that_cannot_be_written_is_said_to_be_none(
    app: Flask, teacher: FlaskClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _asked(teacher, address)
    (app.extensions["literasi"].instance / "exports").write_text("in the way")
    monkeypatch.setattr(files, "sweep", lambda instance, kept: None)
    assert write_exports(app) == 0
    assert "tidak dapat ditulis" in _text(teacher, page)


def test_what_a_kill_left_behind_is_swept_and_written_anew(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    page = _asked(teacher, address)
    place = files.folder(app.extensions["literasi"].instance)
    (place / "tmpabc").write_text("half")
    assert write_exports(app) == 1
    assert [path.suffix for path in _lying(app)] == [".csv"] and teacher.get(f"{page}/berkas").data


def test_it_is_written_in_the_language_of_whoever_asked(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    page = classes.asked_for(app, "bu-guru", address, language="en")
    write_exports(app)
    assert _rows(teacher.get(f"{page}/berkas").data)[4][:2] == ["Number", "Name"]
