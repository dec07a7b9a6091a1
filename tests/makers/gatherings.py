"""Sessions with phones at which seats sit, as a class has them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.makers import quizzes, sites

MODULE = "X01-01"
_CODE = re.compile(r'class="code">([0-9A-Z]{4}) ([0-9A-Z]{4})<')


def hold(teacher: FlaskClient, module: str = MODULE) -> str:
    """Open a session; the address of its teacher's page."""
    done = sites.post(teacher, "/sesi", {"modul": module})
    assert done.status_code == 303, done.get_data(as_text=True)
    return str(done.headers["Location"])


def codes_on(client: FlaskClient, path: str) -> list[str]:
    """Every code that a page shows, without its space."""
    return ["".join(found) for found in _CODE.findall(client.get(path).get_data(as_text=True))]


def code_of(teacher: FlaskClient, address: str) -> str:
    """The code of a session."""
    return codes_on(teacher, address)[0]


def sit(client: FlaskClient, code: str, *seats: int | str, **sent: object) -> TestResponse:
    """Send the form that says who sits at this phone."""
    return sites.post(client, f"/sesi/{code}", {"kursi": [str(one) for one in seats]}, **sent)


def phone(app: Flask, code: str, *seats: int) -> FlaskClient:
    """A phone that nobody used before, with seats at it."""
    client = app.test_client()
    assert sit(client, code, *seats).status_code == 303
    return client


def sent(app: Flask, code: str, *seats: int, wrong: Sequence[str] = ()) -> FlaskClient:
    """A phone whose seats took the quiz and handed it in."""
    client = phone(app, code, *seats)
    quizzes.take(app, client, wrong=wrong)
    return client
