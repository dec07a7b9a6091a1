"""Every page that a visitor or a guest can reach is one that everybody can use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.house.pages import Page, problems
from tests.house.routes import calls, fit
from tests.house.world import World, world
from tests.makers import courses, sites

LANGUAGES = {"id": "id.0.0.0", "en": "en.0.0.0"}
SHARED_DEVICE = "id.2.1.1"


def faults(answer: TestResponse) -> list[str]:
    """What is wrong with the page in an answer."""
    assert answer.mimetype == "text/html", answer.request.path
    return problems(answer.get_data(as_text=True), answer.headers["Content-Security-Policy"])


def crawl(client: FlaskClient, start: str = "/") -> Iterator[tuple[str, list[str]]]:
    """Every page that links lead to, with its faults; redirects are followed."""
    waiting, seen = [start], {start}
    while waiting:
        path = waiting.pop()
        answer = client.get(path, follow_redirects=True)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        yield path, faults(answer)
        for link in Page(answer.get_data(as_text=True)).all("a"):
            target = urlsplit(urljoin(path, link.attributes["href"]))
            address = target.path + (f"?{target.query}" if target.query else "")
            if not target.netloc and address not in seen:
                seen.add(address)
                waiting.append(address)


def reading(client: FlaskClient, preferences: str) -> FlaskClient:
    """The browser with its reading preferences set."""
    client.set_cookie("tampilan", preferences)
    return client


@pytest.fixture
def here(app: Flask) -> World:
    """A site with somebody's work on it."""
    return world(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_a_visitor_reaches_is_whole(here: World, language: str) -> None:
    found = dict(crawl(reading(here.app.test_client(), LANGUAGES[language])))
    assert {courses.LESSON_URL, courses.QUIZ_URL, "/lanjut", "/cari", "/ruang-belajar"} <= set(found)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("preferences", [*LANGUAGES.values(), SHARED_DEVICE])
def test_every_page_a_guest_reaches_is_whole(here: World, preferences: str) -> None:
    found = dict(crawl(reading(here.owner, preferences)))
    assert {here.attempt, f"{here.handed_in}/hasil", "/kode", "/keluar"} <= set(found)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_every_page_of_the_routes_is_whole_too(here: World) -> None:
    """Among them those that no link leads to, such as the style guide."""
    pages = {name: call.send(fit(here, name)) for name, call in calls(here).items() if call.method == "GET"}
    shown = {
        name: page for name, page in pages.items() if page.mimetype == "text/html" and page.status_code == 200
    }
    assert {name: wrong for name, answer in shown.items() if (wrong := faults(answer))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_form_answers_with_is_whole(here: World, language: str) -> None:
    client = reading(here.owner, LANGUAGES[language])
    answers = {
        "an opening answered": sites.post(client, "/", {"pilihan": "0"}),
        "an opening that is none": sites.post(client, "/", {"pilihan": "x"}),
        "an unknown code": sites.post(client, "/lanjut", {"kode": "AAAA AAAA"}),
        "practice without an answer": _practise(client, {}),
        "questions without an answer": sites.post(client, here.attempt, {"aksi": "kirim"}),
        "an answer that is too long": sites.post(client, here.attempt, _typed(client, here, "x" * 600)),
    }
    expected = {200, 400, 404, 422}
    assert {answer.status_code for answer in answers.values()} == expected
    assert {what: wrong for what, answer in answers.items() if (wrong := faults(answer))} == {}


def test_a_conflict_is_a_whole_page(here: World) -> None:
    first, second = (_typed(here.owner, here, word) for word in ("12", "13"))
    assert sites.post(here.owner, here.attempt, first).status_code == 303
    answer = sites.post(here.owner, here.attempt, second)
    assert answer.status_code == 409 and faults(answer) == []


def _practise(client: FlaskClient, answer: dict[str, str]) -> TestResponse:
    page = client.get(f"{courses.LESSON_URL}?tampil=utuh").get_data(as_text=True)
    hidden = {name: _value(page, name) for name in ("kunci", "rilis")}
    return sites.post(client, f"{courses.LESSON_URL}/latihan/x-latihan", {**hidden, **answer})


def _typed(client: FlaskClient, here: World, text: str) -> dict[str, str]:
    """The whole form of the attempt, with this text as the answer that must be a number."""
    page = client.get(here.attempt).get_data(as_text=True)
    hidden = dict(re.findall(r'name="(s\d+\.(?:dasar|kunci))" value="([^"]*)"', page))
    number = re.search(r'name="(s\d+\.\w+)"[^>]*inputmode="decimal"', page)
    assert number is not None
    return {**hidden, number.group(1): text, "aksi": "simpan"}


def _value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_is_a_whole_page(here: World, language: str) -> None:
    client = reading(here.app.test_client(), LANGUAGES[language])
    form = {"bagian": "satu", "catatan": "a" * 200}
    answers = {
        404: client.get("/tidak-ada"),
        405: sites.post(client, "/kursus"),
        400: client.post(courses.PLAIN_URL, data=form),
        413: client.post(courses.PLAIN_URL, data={"bagian": "a" * 600_000}),
    }
    assert [answer.status_code for answer in answers.values()] == list(answers)
    assert {status: wrong for status, answer in answers.items() if (wrong := faults(answer))} == {}


def test_a_site_without_courses_is_whole(empty_app: Flask) -> None:
    found = dict(crawl(empty_app.test_client()))
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_courses_of_the_project_is_whole(library: Flask, language: str) -> None:
    found = dict(crawl(reading(library.test_client(), LANGUAGES[language])))
    assert sum(path.endswith("?tampil=utuh") for path in found) >= 4
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def _made_anew(answer: TestResponse) -> set[str]:
    """What every response makes for itself: the nonce, the tokens of forms, the ids of saves."""
    page = Page(answer.get_data(as_text=True))
    fields = [
        one for one in page.all("input") if re.search(r"(csrf_token|kunci)$", one.attributes.get("name", ""))
    ]
    return {one.attributes["value"] for one in fields} | {
        one.attributes["nonce"] for one in page.all("script")
    }


def _pages(here: World) -> list[str]:
    return [
        call.path
        for name, call in calls(here).items()
        if call.method == "GET" and "/pengerjaan" not in call.path
    ]


def test_no_two_responses_share_what_is_made_anew(here: World) -> None:
    """Pages are kept and filled anew, so this is worth asking of each."""
    browsers = (here.owner, here.owner, sites.guest(here.app), here.app.test_client(), here.app.test_client())
    for path in _pages(here):
        found = [
            _made_anew(answer) for client in browsers if (answer := client.get(path)).mimetype == "text/html"
        ]
        assert len(set().union(*found)) == sum(map(len, found)), path
        assert all("" not in values for values in found), path


def test_nothing_of_one_guest_stands_on_the_page_of_another(here: World) -> None:
    others = (sites.guest(here.app), here.app.test_client())
    for path in _pages(here):
        here.owner.get(path)
        for client in others:
            page = client.get(path).get_data(as_text=True)
            found = (here.code, here.attempt, here.handed_in)
            assert not any(secret in page for secret in found), path


GOOD = """<!doctype html><html lang="id"><head><title>Judul</title><script src="/a.js" nonce="n"></script></head>
<body><a href="#isi">Langsung ke isi</a><header>Kepala</header><nav aria-label="Utama"><a href="/">Awal</a></nav>
<main id="isi"><h1>Satu</h1><form method="post"><input type="hidden" name="csrf_token" value="x">
<label>Nama <input name="nama"></label><button>Kirim</button></form></main><footer>Kaki</footer></body></html>"""
POLICY = "script-src 'nonce-n'"

FAULTY = {
    "a second h1": ("<h1>Satu</h1>", "<h1>Satu</h1><h1>Dua</h1>"),
    "no title": ("<title>Judul</title>", ""),
    "no language": (' lang="id"', ""),
    "a doubled id": ("<footer>", '<footer id="isi">'),
    "a control without label": ('<label>Nama <input name="nama"></label>', '<input name="nama">'),
    "no token": ('<input type="hidden" name="csrf_token" value="x">', ""),
    "a foreign nonce": ('nonce="n"', 'nonce="m"'),
    "code in the page": ("</script>", "alert(1)</script>"),
    "a style attribute": ("<footer>", '<footer style="color:red">'),
    "a handler": ("<footer>", '<footer onclick="x()">'),
    "a picture without alt": ("Kaki", '<img src="/a.png">'),
    "a drawing without name": ("Kaki", "<svg></svg>"),
    "no main": ('<main id="isi">', '<div id="isi">'),
    "no skip link": ('<a href="#isi">Langsung ke isi</a>', ""),
    "a skipped level": ("<h1>Satu</h1>", "<h1>Satu</h1><h3>Tiga</h3>"),
    "a label for nothing": ("<footer>", '<footer aria-labelledby="hilang">'),
    "a button without words": ("<button>Kirim</button>", "<button></button>"),
    "a tag that is not closed": ("Kaki", "<b>Kaki"),
    "an attribute twice": ("<footer>", '<footer class="a" class="b">'),
    "a link that leads nowhere": ('<a href="/">', "<a>"),
}


def test_the_checker_finds_nothing_wrong_with_a_good_page() -> None:
    assert problems(GOOD, POLICY) == []


@pytest.mark.parametrize("fault", FAULTY)
def test_the_checker_finds(fault: str) -> None:
    before, after = FAULTY[fault]
    assert before in GOOD
    assert problems(GOOD.replace(before, after, 1), POLICY)
