"""A teacher, her paper, and her class that was given its module."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.handouts.queries import Paper
from literasi.kernel.roles import Role
from tests.makers import classes, handouts, people

PUPILS = ("Ani", "Budi", "Citra")


@pytest.fixture
def teacher(app: Flask) -> FlaskClient:
    """A browser of a teacher."""
    return people.account(app, "bu-guru", Role.TEACHER)


@pytest.fixture
def paper(app: Flask, teacher: FlaskClient) -> Paper:
    """A paper of hers."""
    return handouts.paper(app, handouts.made(teacher))


@pytest.fixture
def classroom(app: Flask, teacher: FlaskClient) -> str:
    """Her class of three who may be seen, and one who waits for a guardian."""
    for name in PUPILS:
        people.account(app, name.casefold())
    people.account(app, "menunggu", age=AgeBand.FROM_13, consent=State.ASKED)
    address, _code = classes.made(app, "bu-guru", learners=[*map(str.casefold, PUPILS), "menunggu"])
    return address


@pytest.fixture
def members(app: Flask, classroom: str) -> dict[str, str]:
    """Their public ids by name."""
    return classes.members_of(app, "bu-guru", classroom)


@pytest.fixture
def grid(app: Flask, classroom: str) -> str:
    """The grid of the module that they were given."""
    return f"{classes.given(app, 'bu-guru', classroom)}/kertas"
