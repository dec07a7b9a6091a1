"""Marks on paper, as files, and a message without names."""

from __future__ import annotations

import io
import re
from html import unescape
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from literasi.classes.rules import recap
from literasi.kernel.roles import Role
from tests.makers import classes, people, quizzes, sites


@pytest.fixture
def address(app: Flask) -> str:
    """A class with one who has finished what she was given."""
    people.account(app, "bu-guru", Role.TEACHER)
    learner = people.account(app, "rini")
    found, _code = classes.made(app, "bu-guru", learners=["rini"])
    classes.assigned(app, found, "X01-01")
    quizzes.take(app, learner)
    return found


@pytest.fixture
def teacher(app: Flask, address: str) -> FlaskClient:
    """The browser of its teacher."""
    return people.device(app, "bu-guru")


def test_the_file_says_what_the_page_says(teacher: FlaskClient, address: str) -> None:
    page = teacher.get(f"{address}/rekap").get_data(as_text=True)
    body = sites.post(teacher, f"{address}/rekap", {"bentuk": "xlsx"}).data
    rows = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    assert rows[-1][1:] == ["Rini", 100.0, "Tuntas, 100%"]
    assert "Tuntas, 100%" in page and str(rows[2][0]).startswith("Dibuat oleh Bu-Guru")


def test_a_file_of_marks_is_noted_for_every_pupil_in_it(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    answer = sites.post(teacher, f"{address}/rekap", {"bentuk": "csv"})
    assert answer.data.startswith("\ufeff".encode()) and "attachment" in answer.headers["Content-Disposition"]
    assert "mengunduh data Anda" in people.device(app, "rini").get("/akun/data").get_data(as_text=True)


def test_the_message_names_nobody(teacher: FlaskClient, address: str) -> None:
    page = teacher.get(f"{address}/rekap").get_data(as_text=True)
    message = page.split("<textarea")[1].split("</textarea>")[0]
    assert "VIII-B" in message and "Rini" not in message and "https://wa.me/?text=" in page


def test_another_kind_of_file_is_not_made(teacher: FlaskClient, address: str) -> None:
    assert sites.post(teacher, f"{address}/rekap", {"bentuk": "exe"}).status_code == 400


def shared(page: str) -> str:
    """The message that a page offers."""
    return unescape(page.split('<textarea rows="5" readonly>')[1].split("</textarea>")[0].strip())


def sent_on(page: str) -> str:
    """The same as WhatsApp gets it."""
    return unquote(re.findall(r'href="https://wa.me/\?text=([^"]+)"', page)[0])


def test_a_class_an_assignment_and_the_marks_have_a_message_with_a_picture(
    app: Flask, teacher: FlaskClient, address: str
) -> None:
    tasks = teacher.get(f"{address}/tugas").get_data(as_text=True)
    one = re.findall(rf'href="({address}/tugas/[^"/]+)"', tasks)[-1]
    for page in (
        teacher.get(door).get_data(as_text=True) for door in (f"{address}/kode", one, f"{address}/rekap")
    ):
        message = shared(page)
        assert message == sent_on(page) and 0 < len(message) <= recap.LONGEST_MESSAGE
        assert "VIII-B" in message and "Rini" not in message and "http://localhost/" in message
        assert 'src="data:image/svg+xml' in page


def test_the_message_of_a_class_leads_to_its_code(app: Flask, teacher: FlaskClient, address: str) -> None:
    page = teacher.get(f"{address}/kode").get_data(as_text=True)
    way = shared(page).rpartition(" ")[2]
    answer = app.test_client().get(way.removeprefix("http://localhost"))
    assert answer.status_code == 200 and way.rpartition("/")[2] in answer.get_data(as_text=True)


def test_a_class_that_lets_nobody_in_shares_no_code(teacher: FlaskClient, address: str) -> None:
    sites.post(teacher, f"{address}/kode", {"aksi": "tutup"})
    page = teacher.get(f"{address}/kode").get_data(as_text=True)
    assert "wa.me" not in page and "tidak memasukkan siapa pun" in page
