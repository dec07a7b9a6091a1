"""Quizzes on paper, as teachers make them and type them back."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from literasi.handouts import queries
from literasi.handouts.models import PaperQuiz
from literasi.handouts.queries import Paper
from literasi.handouts.rules.grid import Typed, row_of
from literasi.handouts.rules.keys import right_answer
from literasi.handouts.rules.papers import Version
from literasi.infra.db import db
from literasi.quizzes.models import Attempt
from tests.makers import courses, sites

SEAL = re.compile(r'name="(lihat-\w+)" value="(\w+)"')


def made(teacher: FlaskClient, lesson: str = courses.LESSON_URL) -> str:
    """A paper made by a teacher; its address."""
    done = sites.post(teacher, f"{lesson}/kertas", {})
    assert done.status_code == 303, done.get_data(as_text=True)
    return str(done.headers["Location"])


def public_id(address: str) -> str:
    """The id in the address of a paper."""
    return address.rsplit("/", 1)[1]


def paper(app: Flask, address: str) -> Paper:
    """The paper at this address, whoever made it."""
    with app.app_context():
        row = db.session.query(PaperQuiz).filter_by(public_id=public_id(address)).one()
        assert row.person_id is not None
        found = queries.paper(db.session(), row.public_id, row.person_id)
        db.session.remove()
    return found


def right(of: Paper, version: Version = Version.A) -> Typed:
    """The row of somebody who has everything right."""
    asked = of.versions[version]
    return row_of({one.number: right_answer(one.question) for one in asked}, version, asked)


def wrong(of: Paper, version: Version = Version.A) -> Typed:
    """The row of somebody who left out everything but the first letter, which is not the right one."""
    row = right(of, version)
    other = "A" if row.run[0] not in "AB" else {"A": "B", "B": "A"}[row.run[0]]
    if of.versions[version][0].question.kind == "true_false":
        other = "S" if row.run[0] == "B" else "B"
    return Typed(row.version, other + "-" * (len(row.run) - 1))


def form_of(rows: Mapping[str, Typed], of: Paper) -> dict[str, str]:
    """What the grid sends for these rows, by the public id of the member."""
    form = {"lembar": of.public_id}
    for member, typed in rows.items():
        form |= {f"v-{member}": typed.version, f"h-{member}": typed.run}
        form |= {f"j-{member}-{number}": text for number, text in typed.cells.items()}
    return form


def checked(teacher: FlaskClient, grid: str, form: Mapping[str, str]) -> TestResponse:
    """Press “Periksa”."""
    return sites.post(teacher, grid, {**form, "aksi": "periksa"})


def stored(teacher: FlaskClient, grid: str, form: Mapping[str, str]) -> TestResponse:
    """Press “Periksa”, then “Simpan” on the page that comes."""
    shown = dict(SEAL.findall(checked(teacher, grid, form).get_data(as_text=True)))
    return sites.post(teacher, grid, {**form, **shown, "aksi": "simpan"})


def text(answer: TestResponse) -> str:
    """What a page says, entities read."""
    return html.unescape(answer.get_data(as_text=True))


def opened(client: FlaskClient, path: str) -> str:
    """What the page at this address says."""
    return text(client.get(path))


def attempts(app: Flask) -> list[Attempt]:
    """Every attempt there is, the oldest first."""
    with app.app_context():
        found = db.session.query(Attempt).order_by(Attempt.id).all()
        db.session.expunge_all()
        db.session.remove()
    return found
