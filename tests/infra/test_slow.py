"""Views that take long say so: all that hash passwords, those that make a whole class, and no others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from wsgiref.types import WSGIEnvironment

import pyotp
import pytest
from flask import Flask, request

from literasi.infra import passwords
from literasi.infra.slow import is_slow
from tests.house.routes import calls, fit
from tests.house.world import world
from tests.makers import people, sites

MAKING = {"classes.open_sample", "classes.restore_sample"}
"""They make a class with its pupils and their work, some seconds long."""


def environ(method: str, path: str) -> WSGIEnvironment:
    """As much of a request as is looked at."""
    return {"REQUEST_METHOD": method, "PATH_INFO": path.encode().decode("latin-1")}


@pytest.mark.parametrize("path", ["/masuk", "/daftar", "/sandi-baru/ABCD", "/akun/sandi"])
def test_sending_a_password_is_slow_and_asking_for_the_form_is_not(app: Flask, path: str) -> None:
    slow = is_slow(app)
    assert slow(environ("POST", path))
    assert not slow(environ("GET", path))


@pytest.mark.parametrize("path", ["/", "/tidak-ada", "/masuk/", "/masuk/langkah-dua", "/médan", "", "\xff"])
def test_whatever_else_is_sent_is_not(app: Flask, path: str) -> None:
    assert not is_slow(app)(environ("POST", path))


def test_every_view_that_hashes_declares_itself_slow(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    hashing = set[str | None]()

    def noting(real: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*given: str) -> Any:
            hashing.add(request.endpoint)
            return real(*given)

        return noted

    here = world(app)
    for name in ("hashed", "matches"):
        monkeypatch.setattr(passwords, name, noting(getattr(passwords, name)))
    for endpoint, call in calls(here).items():
        call.send(fit(here, endpoint))
    _those_that_look_further(app)
    declared = {name for name, view in app.view_functions.items() if getattr(view, "slow", False)}
    assert declared == hashing | MAKING


def _those_that_look_further(app: Flask) -> None:
    """Two hash only for somebody with an account, and after a right code."""
    rini = people.device(app, "rini")
    sites.post(rini, "/akun/data/hapus", {"password": "keliru sekali"})
    rini.get("/akun/dua-langkah")
    with rini.session_transaction() as session:
        code = pyotp.TOTP(session["step_secret"]).now()
    sites.post(rini, "/akun/dua-langkah", {"code": code, "old": "keliru sekali"})
