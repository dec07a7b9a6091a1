"""Every route with an address that exists and something to send, for the tests that try all of them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from literasi.catalogue.models import Media
from literasi.infra.db import db, write
from literasi.operations import tasks
from tests.makers import courses, sites

PICTURE = "gambar-percobaan.svg"


@dataclass(frozen=True)
class World:
    """A site on which a guest, `owner`, has an attempt under way; all the rest belongs to nobody."""

    app: Flask
    owner: FlaskClient
    attempt: str
    """The address of the attempt."""
    handed_in: str
    """The address of an attempt that she handed in."""
    code: str
    """Her kode lanjut."""


def world(app: Flask) -> World:
    """Build it: a picture, a guest, one attempt begun and one handed in; jobs are said to be moving."""
    tasks.beat(app)
    with app.app_context():
        write(_keep_picture)
        db.session.remove()
    owner = sites.guest(app)
    handed_in = sites.start_quiz(owner, courses.ESSAY_QUIZ_URL)
    assert sites.post(owner, handed_in, {"aksi": "kirim-juga"}).status_code == 303
    code = owner.get("/kode").get_data(as_text=True).split('class="code">')[1][:9]
    return World(app, owner, sites.start_quiz(owner), handed_in, code)


def _keep_picture(session: Session) -> None:
    session.add(Media(name=PICTURE, content_type="image/svg+xml", body=b"<svg/>"))


@dataclass(frozen=True)
class Call:
    """A request that its route accepts from whoever may use it."""

    method: str
    path: str
    form: Mapping[str, Any] = field(default_factory=dict)
    json: Any = None

    def send(self, client: FlaskClient) -> TestResponse:
        """Send it as a page or script of ours would."""
        if self.method == "GET":
            return client.get(self.path)
        if self.json is not None:
            return sites.put(client, self.path, self.json)
        return sites.post(client, self.path, self.form)


def calls(world: World) -> dict[str, Call]:
    """One good request for every endpoint of the site. A test keeps this list complete."""
    course = f"/kursus/{courses.SLUG}"
    answer = {"uuid": str(uuid.uuid4()), "base": 0, "fields": {}}
    practice = {"kunci": str(uuid.uuid4()), "j": "0", "rilis": "1"}
    return {
        "home.front": Call("GET", "/"),
        "home.answer_opening": Call("POST", "/", {"pilihan": "1"}),
        "home.courses": Call("GET", "/kursus?khalayak=sma&menit=20&bahasa=en&mampu=K1.1"),
        "home.course": Call("GET", course),
        "home.learning_room": Call("GET", "/ruang-belajar"),
        "home.appearance": Call("POST", "/tampilan", {"huruf": "A+", "kembali": "/kursus"}),
        "home.style_guide": Call("GET", "/gaya"),
        "home.robots": Call("GET", "/robots.txt"),
        "search.find": Call("GET", "/cari?q=penelusuran"),
        "catalogue.media": Call("GET", f"/media/{PICTURE}"),
        "lessons.lesson": Call("GET", courses.LESSON_URL),
        "lessons.move_on": Call("POST", courses.PLAIN_URL, {"bagian": "satu", "ke": "dua"}),
        "lessons.practise": Call("POST", f"{courses.LESSON_URL}/latihan/x-latihan", practice),
        "quizzes.intro": Call("GET", courses.QUIZ_URL),
        "quizzes.start": Call("POST", courses.QUIZ_URL),
        "quizzes.attempt": Call("GET", world.attempt),
        "quizzes.work": Call("POST", world.attempt, {"aksi": "simpan"}),
        "quizzes.save": Call("PUT", f"{world.attempt}/soal/1", json=answer),
        "quizzes.result": Call("GET", f"{world.handed_in}/hasil"),
        "accounts.resume": Call("GET", "/lanjut"),
        "accounts.resume_by_code": Call("POST", "/lanjut", {"kode": world.code}),
        "accounts.leave": Call("GET", "/keluar"),
        "accounts.leave_now": Call("POST", "/keluar"),
        "accounts.code_card": Call("GET", "/kode"),
        "operations.alive": Call("GET", "/sehat"),
        "operations.ready": Call("GET", "/siap"),
    }


def rules(app: Flask) -> list[Rule]:
    """Every route of the application."""
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))


def browser_with(app: Flask, token: str) -> FlaskClient:
    """A browser that shows the given session cookie."""
    client = app.test_client()
    client.set_cookie("literasi", token)
    return client


def cookie_of(client: FlaskClient) -> str:
    """The session cookie a browser holds, "" for none."""
    found = client.get_cookie("literasi")
    return found.value if found else ""
