"""People whom most tests of accounts need."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.makers import people


@pytest.fixture
def rini(app: Flask) -> FlaskClient:
    """A browser in which Rini is signed in."""
    return people.account(app, "rini", email="rini@contoh.example")
