"""Requests made ready for each site: what the table of routes asks for."""

import itertools
import json
import os
import re
import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.bench.hits import JSON, Hit
from tests.bench.servers import Server
from tests.bench.visitor import Form, Page, Visitor

MODULE = "/kursus/membaca-seperti-pemeriksa-fakta/membaca-lateral"
ANSWERS = 10
PASSWORD = "lereng lokon berkabut"


@dataclass(frozen=True)
class Anchor:
    """The anchor with a person signed in."""

    port: int
    cookie: str

    def lesson(self) -> Hit:
        return Hit("GET", "/pelajaran/pertama", self.cookie)

    def rows(self, count: int) -> list[Hit]:
        """POSTs that insert one row each."""
        return [Hit("POST", "/baris", self.cookie, b"nilai=b")] * count

    def attempts(self, count: int) -> list[Hit]:
        """POSTs that insert an attempt with ten answers each."""
        body = urlencode({f"q{number}": f"jawaban {number}" for number in range(ANSWERS)}).encode()
        return [Hit("POST", "/kuis", self.cookie, body)] * count


def signed_in_anchor(server: Server) -> Anchor:
    """The anchor with person 1 signed in."""
    visitor = Visitor(server.port)
    visitor.get("/masuk/1")
    return Anchor(server.port, visitor.cookie)


@dataclass(frozen=True)
class Account:
    """Somebody who signed up: her cookie, and the request with which she signs in on another device."""

    cookie: str
    signing_in: Hit


def account_on(port: int, username: str) -> Account:
    """Sign somebody up, and open the page of signing in on a second device."""
    visitor, other = Visitor(port), Visitor(port)
    try:
        asked = visitor.get("/daftar").form("/daftar").fields
        told = {"name": "Murid", "login": username, "password": PASSWORD, "age": "18+", "agreed": "ya"}
        page = visitor.post("/daftar", {**asked, **told})
        if page.status != 200 or page.path == "/daftar":
            raise RuntimeError(f"{username} could not sign up: {page.status}")
        form = other.get("/masuk").form("/masuk").fields
        body = urlencode({**form, "login": username, "password": PASSWORD}).encode()
        return Account(visitor.cookie, Hit("POST", "/masuk", other.cookie, body, expect=303))
    finally:
        visitor.close()
        other.close()


_numbers = itertools.count(1)


def _somebody_new(port: int) -> str:
    return account_on(port, f"warga{os.getpid()}.{next(_numbers)}").cookie


@dataclass(frozen=True)
class Literasi:
    """Literasi with somebody who has begun a quiz, so that her cookie is the usual one.

    `signed_up`: whether she, and everybody whose requests are made ready, has an account or is a guest.
    """

    port: int
    cookie: str
    signed_up: bool = False

    def page(self, path: str) -> Hit:
        return Hit("GET", path, self.cookie)

    def saves(self, count: int) -> list[Hit]:
        """First saves of one answer each, spread over as many new attempts as that takes."""
        hits = list[Hit]()
        while len(hits) < count:
            hits += _saves_of(*begin_quiz(self.port, self.signed_up))
        return hits[:count]

    def submissions(self, count: int) -> list[Hit]:
        """Whole quiz pages handed in at once: every answer saved, then graded; one new person each."""
        return [_submission_of(*begin_quiz(self.port, self.signed_up)) for _ in range(count)]


def guest_of_literasi(server: Server) -> Literasi:
    """Literasi with a guest."""
    _, cookie = begin_quiz(server.port)
    return Literasi(server.port, cookie)


def account_of_literasi(server: Server) -> Literasi:
    """Literasi with somebody who signed up."""
    _, cookie = begin_quiz(server.port, signed_up=True)
    return Literasi(server.port, cookie, signed_up=True)


def begin_quiz(port: int, signed_up: bool = False) -> tuple[Page, str]:
    """Somebody new presses "mulai": her page of questions and her cookie."""
    visitor = Visitor(port, _somebody_new(port) if signed_up else "")
    try:
        start = visitor.get(f"{MODULE}/kuis").form(f"{MODULE}/kuis")
        page = visitor.post(f"{MODULE}/kuis", start.fields)
        return page, visitor.cookie
    finally:
        visitor.close()


def _saves_of(page: Page, cookie: str) -> list[Hit]:
    form, hits = page.form(page.path), list[Hit]()
    headers = (("X-CSRFToken", form.fields["csrf_token"]), ("X-Requested-By", "literasi"))
    for number, address in re.findall(r'data-soal="(\d+)"[^>]*data-url="([^"]+)"', page.text):
        sent = {"uuid": str(uuid.uuid4()), "base": 0, "fields": _answer(form, f"s{number}.")}
        body = json.dumps(sent).encode()
        hits.append(Hit("PUT", address, cookie, body, JSON, headers))
    return hits


def _answer(form: Form, prefix: str) -> dict[str, list[str]]:
    """The fields of one question as the browser's script sends them."""
    own = {f"{prefix}dasar", f"{prefix}kunci"}
    return {
        name.removeprefix(prefix): [value]
        for name, value in form.filled().items()
        if name.startswith(prefix) and name not in own
    }


def _submission_of(page: Page, cookie: str) -> Hit:
    fields = {**page.form(page.path).filled(), "aksi": "kirim-juga"}
    return Hit("POST", page.path, cookie, urlencode(fields).encode(), expect=303)
