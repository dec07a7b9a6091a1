"""Urgency: what a request tells about who goes first."""

from __future__ import annotations

import pytest
from flask import Flask

from literasi.infra.urgency import Urgency, urgency

APP = Flask("coba")
APP.config["SESSION_COOKIE_NAME"] = "literasi"
of = urgency(APP, ("/sehat",))


@pytest.mark.parametrize(
    ("method", "path", "cookie", "expected"),
    [
        ("PUT", "/kerja/x/soal/1", "literasi=a", Urgency.ACT),
        ("POST", "/masuk-kelas/kartu", "literasi=a", Urgency.ACT),
        ("POST", "/kursus", "", Urgency.ARRIVAL),
        ("DELETE", "/kursus", "tema=gelap", Urgency.ARRIVAL),
        ("GET", "/static/literasi.css", "", Urgency.ACT),
        ("GET", "/sehat", "", Urgency.ACT),
        ("GET", "/kerja/x", "tema=gelap; literasi=a", Urgency.PAGE),
        ("HEAD", "/kerja/x", "literasi=a", Urgency.PAGE),
        ("GET", "/masuk-kelas/kartu", "tema=gelap", Urgency.ARRIVAL),
        ("GET", "/kursus/static/", "", Urgency.ARRIVAL),
    ],
)
def test_a_request_is_as_urgent_as_what_is_lost_when_it_waits(
    method: str, path: str, cookie: str, expected: Urgency
) -> None:
    assert of({"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_COOKIE": cookie}) is expected


def test_no_cookie_at_all_is_somebody_who_comes_in() -> None:
    assert of({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}) is Urgency.ARRIVAL
