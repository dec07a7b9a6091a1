"""Essays of a class: its teacher marks what she gave, and the library the rest."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from literasi.accounts.rules.consent import State
from literasi.kernel.roles import Role
from tests.makers import classes, courses, people, quizzes

ESSAY = "X01-02"


@pytest.fixture
def teacher(app: Flask) -> FlaskClient:
    """A teacher's browser."""
    return people.account(app, "bu-guru", Role.TEACHER)


@pytest.fixture
def librarian(app: Flask) -> FlaskClient:
    """A librarian's browser."""
    return people.account(app, "bu-pustaka", Role.LIBRARIAN)


@pytest.fixture
def address(app: Flask, teacher: FlaskClient) -> str:
    """A class in which somebody has handed in an essay that nobody gave her."""
    learner = people.account(app, "rini")
    found, _code = classes.made(app, "bu-guru", learners=["rini"])
    quizzes.take(app, learner, courses.ESSAY_QUIZ_URL)
    return found


def _waits(client: FlaskClient) -> bool:
    return bool(re.search(r"/penilaian/[0-9a-z]{16}\"", client.get("/penilaian").get_data(as_text=True)))


def test_what_a_teacher_did_not_give_the_library_marks(
    teacher: FlaskClient, librarian: FlaskClient, address: str
) -> None:
    assert (_waits(teacher), _waits(librarian)) == (False, True)


def test_what_she_gave_she_marks(
    app: Flask, teacher: FlaskClient, librarian: FlaskClient, address: str
) -> None:
    classes.assigned(app, address, ESSAY)
    assert (_waits(teacher), _waits(librarian)) == (True, False)
    assert 'href="/penilaian">Nilai uraian (1)<' in teacher.get(address).get_data(as_text=True)


def test_what_was_given_to_others_is_none_of_hers(
    app: Flask, teacher: FlaskClient, librarian: FlaskClient, address: str
) -> None:
    classes.assigned(app, address, ESSAY, for_all=False)
    assert (_waits(teacher), _waits(librarian)) == (False, True)


def test_a_role_that_was_taken_back_takes_the_marking_with_it(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    classes.assigned(app, address, ESSAY)
    people.roles_end(app, "bu-guru")
    assert not _waits(teacher)


def test_what_waits_of_a_pupil_without_consent_the_library_marks_and_reads_no_name(
    app: Flask, teacher: FlaskClient, librarian: FlaskClient, address: str
) -> None:
    classes.assigned(app, address, ESSAY)
    classes.consent_becomes(app, "rini", State.ASKED)
    assert (_waits(teacher), _waits(librarian)) == (False, True)
    assert "Rini" not in librarian.get("/penilaian").get_data(as_text=True)


def test_what_waits_in_a_class_whose_teacher_is_gone_the_library_marks(
    app: Flask, teacher: FlaskClient, librarian: FlaskClient, address: str
) -> None:
    classes.assigned(app, address, ESSAY)
    people.roles_end(app, "bu-guru")
    assert (_waits(teacher), _waits(librarian)) == (False, True)


def test_the_way_to_marking_is_shown_once_there_is_one(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    assert teacher.get("/penilaian").status_code == 404
    assert "/penilaian" not in teacher.get(address).get_data(as_text=True)
    classes.assigned(app, address, ESSAY)
    assert "/penilaian" in teacher.get(address).get_data(as_text=True)
