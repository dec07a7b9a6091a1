"""Letters: written down with what they tell, sent afterwards, and never waited for."""

from __future__ import annotations

import email
import socket
import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from literasi.infra import mail
from literasi.infra.db import db, write
from literasi.infra.mail import Letter
from literasi.operations import tasks
from tests.makers import databases, entering, people, sites

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
BODY = "Kode KABUT-4567 untuk “Ésti”."


class PostOffice(socketserver.ThreadingTCPServer):
    """An SMTP server of a few lines: notes what it hears; `refuses` is the command that it answers with 550."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, refuses: str = "") -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.refuses, self.letters, self.heard = refuses, list[EmailMessage](), list[str]()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}?dari=belajar%40perpus.example"


class Talk(socketserver.StreamRequestHandler):
    """One conversation."""

    server: PostOffice

    def handle(self) -> None:
        self.say("220 siap")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            self.server.heard.append(verb)
            if verb == self.server.refuses:
                self.say("550 tidak")
            elif verb == "DATA":
                self.say("354 tulis")
                self.take()
            else:
                self.say("221 pulang" if verb == "QUIT" else "250 baik")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def take(self) -> None:
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.letters.append(email.message_from_bytes(b"".join(lines), policy=default))  # type: ignore[arg-type]
        self.say("250 diterima")


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Iterator[PostOffice]:
    """A running post office; a test names what it refuses."""
    with PostOffice(getattr(request, "param", "")) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()


def site(app: Flask, url: str) -> Flask:
    """The same site with a post office."""
    return sites.build(app.extensions["literasi"].instance, mail_url=url)


def post(
    app: Flask, recipient: str = "rini@contoh.example", subject: str = "Salam", now: datetime = NOON
) -> None:
    with app.app_context():
        write(lambda session: mail.post(session, recipient, subject, BODY, now, (sites.KEY,)))
        db.session.remove()


def waiting(app: Flask) -> list[tuple[int, datetime]]:
    """Tries and next moment of every letter that has not left."""
    with app.app_context():
        rows = db.session.execute(select(Letter.tries, Letter.due_at).order_by(Letter.id)).all()
        db.session.remove()
    return [tuple(row) for row in rows]


def test_a_site_without_a_server_lays_letters_down_where_a_librarian_finds_them(app: Flask) -> None:
    post(app)
    assert tasks.send_letters(app) == 1 and waiting(app) == []
    (file,) = (app.extensions["literasi"].instance / "mail").iterdir()
    laid = email.message_from_bytes(file.read_bytes(), policy=default)
    assert (laid["To"], laid["Subject"]) == ("rini@contoh.example", "Salam")
    assert BODY in laid.get_content()  # type: ignore[attr-defined]  # of the policy's message class
    assert file.parent.stat().st_mode & 0o077 == 0


def test_a_letter_reaches_the_server_with_its_letters_whole(app: Flask, office: PostOffice) -> None:
    post(app, subject="Benarkah? – “Ésti”")
    assert tasks.send_letters(site(app, office.url)) == 1 and waiting(app) == []
    (got,) = office.letters
    assert (got["From"], got["To"], got["Subject"]) == (
        "belajar@perpus.example", "rini@contoh.example", "Benarkah? – “Ésti”"
    )  # fmt: skip
    assert got.get_content().strip() == BODY  # type: ignore[attr-defined]
    assert got["Auto-Submitted"] == "auto-generated"


def test_what_a_letter_says_is_not_in_the_database_while_it_waits(app: Flask) -> None:
    post(app)
    stored = databases.contents(app.extensions["literasi"].instance)
    assert b"rini@contoh.example" in stored and b"KABUT-4567" not in stored


@pytest.mark.parametrize("office", ["MAIL", "RCPT", "DATA"], indirect=True)
def test_a_letter_that_is_refused_waits_twice_as_long_each_time(app: Flask, office: PostOffice) -> None:
    post(app)
    now, unwilling = NOON, site(app, office.url)
    for tries in range(mail.MOST_TRIES):
        with time_machine.travel(now, tick=False):
            assert tasks.send_letters(unwilling) == 0
        now += timedelta(minutes=2**tries)
        assert waiting(app) == [(tries + 1, now)]
    with time_machine.travel(now + timedelta(days=1), tick=False):
        heard = len(office.heard)
        tasks.send_letters(unwilling)
        assert len(office.heard) == heard


def test_a_letter_that_could_not_be_sent_is_deleted_after_two_days(app: Flask) -> None:
    post(app)
    for days, left in ((1, 1), (3, 0)):
        with time_machine.travel(NOON + timedelta(days=days), tick=False):
            tasks.erase_idle_guests(app)
        assert len(waiting(app)) == left


def test_a_server_that_is_away_loses_nothing(app: Flask, office: PostOffice) -> None:
    post(app)
    with time_machine.travel(NOON, tick=False):
        assert tasks.send_letters(site(app, "smtp://127.0.0.1:9")) == 0
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        assert tasks.send_letters(site(app, office.url)) == 1
    assert len(office.letters) == 1


def test_one_that_hangs_holds_up_one_letter_and_no_request(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(mail, "_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        here = site(app, f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        people.account(here, "rini", email="rini@contoh.example")
        for _letter in range(3):
            assert sites.post(here.test_client(), "/lupa-sandi", {"login": "rini"}).status_code == 200
        assert tasks.send_letters(here) == 0
    assert [tries for tries, _due in waiting(app)] == [1, 0, 0]
    assert "surat belum terkirim" in caplog.text and "rini@contoh" not in caplog.text


@pytest.mark.parametrize("field", ["recipient", "subject"])
def test_a_line_end_makes_no_second_header(app: Flask, office: PostOffice, field: str) -> None:
    post(app, **{field: "rini@contoh.example\r\nBcc: semua@contoh.example"})
    assert tasks.send_letters(site(app, office.url)) == 0
    assert office.letters == []


def test_a_password_is_never_sent_without_tls(app: Flask, office: PostOffice) -> None:
    post(app)
    assert tasks.send_letters(site(app, office.url.replace("//", "//nama:sandi@"))) == 0
    assert "AUTH" not in office.heard and office.letters == []


def test_a_letter_sealed_under_the_key_before_is_still_sent(app: Flask, office: PostOffice) -> None:
    post(app)
    rotated = sites.build(
        app.extensions["literasi"].instance, mail_url=office.url, secret_keys=("k" * 40, sites.KEY)
    )
    assert tasks.send_letters(rotated) == 1


def test_a_letter_that_no_key_opens_is_not_sent_as_it_lies(app: Flask, office: PostOffice) -> None:
    post(app)
    stranger = sites.build(app.extensions["literasi"].instance, mail_url=office.url, secret_keys=("k" * 40,))
    assert tasks.send_letters(stranger) == 0 and office.letters == []


def test_a_letter_of_what_was_undone_is_never_written(app: Flask) -> None:
    assert (
        entering.sign_up(app.test_client(), login="rini@contoh.example", password="pendek").status_code == 422
    )
    assert waiting(app) == []
