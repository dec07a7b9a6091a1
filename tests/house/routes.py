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

from literasi.accounts import actions as accounts
from literasi.accounts.rules.tickets import Purpose
from literasi.catalogue.models import Media
from literasi.infra.access import Who
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.roles import Role
from literasi.operations import tasks
from tests.makers import courses, people, sites

PICTURE = "gambar-percobaan.svg"
PEOPLE = {
    "rini": (),
    "joko": (),
    "pak-guru": (Role.TEACHER,),
    "bu-guru": (Role.TEACHER,),
    "bu-pustaka": (Role.LIBRARIAN,),
    "bu-kepala": (Role.HEAD,),
    "pak-urus": (Role.ADMIN,),
}
NEWCOMER = {
    "name": "Warga Baru",
    "login": "warga.baru",
    "password": "hujan di Kakaskasen",
    "age": "18+",
    "agreed": "ya",
}


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
    tickets: Mapping[str, str]
    """A secret of each purpose that is still good."""
    person: str
    """The address of the librarians' page on somebody."""
    request: int
    """The number of a request for a role that waits."""


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
    for username, roles in PEOPLE.items():
        people.account(app, username, *roles)
    request = people.asked_for_role(app, "rini")
    return World(
        app,
        owner,
        sites.start_quiz(owner),
        handed_in,
        code,
        _tickets(app),
        people.page_of(app, "joko"),
        request,
    )


def _tickets(app: Flask) -> dict[str, str]:
    learner, admin = people.id_of(app, "joko"), people.id_of(app, "pak-urus")

    def make(session: Session) -> dict[str, str]:
        now, key = clock.now(), sites.KEY
        return {
            "reset": accounts.make_ticket(session, Purpose.RESET, learner, key, now),
            "email": accounts.make_ticket(
                session, Purpose.EMAIL, learner, key, now, {"email": "joko@contoh.example"}
            ),
            "invitation": accounts.invite(session, Role.LIBRARIAN, key, now, by=admin, actor=[Role.ADMIN]),
        }

    with app.app_context():
        made = write(make)
        db.session.remove()
    return made


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
        "home.notices": Call("GET", "/kabar?hal=1"),
        "home.read_notices": Call("POST", "/kabar"),
        "home.overview": Call("GET", "/pengelola"),
        "home.course_numbers": Call("GET", f"/pengelola{course}"),
        "home.help_index": Call("GET", "/bantuan"),
        "home.help_page": Call("GET", "/bantuan/warga"),
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
        "accounts.sign_in": Call("GET", "/masuk"),
        "accounts.sign_in_now": Call(
            "POST", "/masuk", {"login": "rini", "password": people.PASSWORD, "kembali": "/"}
        ),
        "accounts.second_step_page": Call("GET", "/masuk/langkah-dua"),
        "accounts.take_second_step": Call("POST", "/masuk/langkah-dua", {"code": "000000"}),
        "accounts.sign_up": Call("GET", "/daftar"),
        "accounts.sign_up_now": Call("POST", "/daftar", NEWCOMER),
        "accounts.waiting": Call("GET", "/akun/menunggu"),
        "accounts.forgotten": Call("GET", "/lupa-sandi"),
        "accounts.send_reset": Call("POST", "/lupa-sandi", {"login": "rini"}),
        "accounts.new_password": Call("GET", f"/sandi-baru/{world.tickets['reset']}"),
        "accounts.choose_password": Call(
            "POST", f"/sandi-baru/{world.tickets['reset']}", {"password": "hujan di Kakaskasen"}
        ),
        "accounts.email_page": Call("GET", f"/surel/{world.tickets['email']}"),
        "accounts.confirm_email": Call("POST", f"/surel/{world.tickets['email']}"),
        "accounts.invitation": Call("GET", f"/undangan/{world.tickets['invitation']}"),
        "accounts.accept_invitation": Call("POST", f"/undangan/{world.tickets['invitation']}"),
        "accounts.account": Call("GET", "/akun"),
        "accounts.rename": Call("POST", "/akun/nama", {"name": "Rini S.", "username": "rini"}),
        "accounts.change_email": Call("POST", "/akun/surel", {"email": "joko@contoh.example"}),
        "accounts.change_password": Call(
            "POST", "/akun/sandi", {"old": people.PASSWORD, "password": people.PASSWORD}
        ),
        "accounts.set_up_second_step": Call("GET", "/akun/dua-langkah"),
        "accounts.start_second_step": Call("POST", "/akun/dua-langkah", {"code": "000000"}),
        "accounts.end_second_step": Call("POST", "/akun/dua-langkah/lepas", {"old": people.PASSWORD}),
        "accounts.devices": Call("GET", "/akun/perangkat"),
        "accounts.end_own_device": Call("POST", "/akun/perangkat/1/keluar"),
        "accounts.end_all_devices": Call("POST", "/akun/perangkat/keluar-semua"),
        "accounts.teacher": Call("GET", "/guru"),
        "accounts.become_teacher": Call("POST", "/guru", {"school": "SMP Contoh"}),
        "accounts.people": Call("GET", "/pengelola/orang?q=ri&keadaan=aktif&hal=1"),
        "accounts.person": Call("GET", world.person),
        "accounts.open_person": Call("POST", f"{world.person}/buka"),
        "accounts.change_role": Call("POST", f"{world.person}/peran", {"peran": "guru", "aksi": "beri"}),
        "accounts.change_standing": Call("POST", f"{world.person}/keadaan", {"aksi": "aktifkan"}),
        "accounts.give_code": Call("POST", f"{world.person}/kode"),
        "accounts.sign_out_person": Call("POST", f"{world.person}/perangkat"),
        "accounts.drop_second_step": Call("POST", f"{world.person}/dua-langkah"),
        "accounts.role_requests": Call("GET", "/pengelola/permintaan-peran"),
        "accounts.decide_request": Call(
            "POST", f"/pengelola/permintaan-peran/{world.request}", {"aksi": "terima"}
        ),
        "accounts.trail": Call("GET", "/pengelola/jejak?perbuatan=peran.beri&orang=rini&dari=2026-01-01"),
        "operations.alive": Call("GET", "/sehat"),
        "operations.ready": Call("GET", "/siap"),
    }


HOLDERS = {
    Who.ACCOUNT: "rini",
    Who.STAFF: "bu-pustaka",
    Who.LIBRARIAN: "bu-pustaka",
    Who.HEAD: "bu-kepala",
    Who.ADMIN: "pak-urus",
}
"""Somebody who may, for every kind of route that asks for an account."""


def who_may(app: Flask, endpoint: str) -> Who | None:
    """Whom a route declares it is for."""
    return getattr(app.view_functions[endpoint], "who", None)


def fit(here: World, endpoint: str) -> FlaskClient:
    """A browser of somebody who may use a route, whatever was done in others."""
    who = who_may(here.app, endpoint)
    if who is Who.OWNER:
        return browser_with(here.app, cookie_of(here.owner))
    return people.device(here.app, HOLDERS[who]) if who in HOLDERS else sites.guest(here.app)


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
