"""Every page of the site, opened in the states in which it says different things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from literasi.accounts.rules.limits import FAILURES_PER_ADDRESS
from tests.makers import courses, quizzes, sites

FOREIGN = {"Origin": "https://situs-lain.example"}
ELSEWHERE = {"REMOTE_ADDR": "10.20.30.40"}
INDONESIAN_ONLY = {
    name: re.sub(rb"(judul|tujuan)_en:.*\n(  - .*\n)*", b"", body)
    for name, body in courses.FILES.items()
    if not name.endswith(".en.md")
}
"""The small course without any English, so that whatever is English comes from the site itself."""


def reader(app: Flask, language: str) -> FlaskClient:
    """A browser that asked for this language."""
    client = app.test_client()
    client.set_cookie("tampilan", f"{language}.0.0.0")
    return client


def guest(app: Flask, language: str) -> FlaskClient:
    """The same, after she moved on by one part."""
    client = reader(app, language)
    assert sites.post(client, courses.PLAIN_URL, {"bagian": "satu", "ke": "dua"}).status_code == 303
    return client


def stranger_pages(app: Flask, language: str) -> Iterator[tuple[str, str]]:
    """What somebody sees of whom nothing is stored: name of the page, HTML."""
    client = reader(app, language)
    paths = (
        "/", "/kursus", "/kursus?khalayak=umum&menit=20", "/kursus?khalayak=guru", f"/kursus/{courses.SLUG}",
        courses.LESSON_URL, f"{courses.LESSON_URL}?bagian=latihan", f"{courses.LESSON_URL}?bagian=akhir",
        f"{courses.LESSON_URL}?tampil=utuh", f"{courses.PLAIN_URL}?bagian=akhir", courses.QUIZ_URL,
        "/cari", "/cari?q=pertanyaan", "/cari?q=xyzzy", "/lanjut", "/keluar", "/ruang-belajar", "/gaya",
    )  # fmt: skip
    for path in paths:
        yield path, _text(client.get(path), 200)
    yield "opening answered", _text(sites.post(client, "/", {"pilihan": "1"}), 200)
    yield from _errors(client)


def _errors(client: FlaskClient) -> Iterator[tuple[str, str]]:
    yield "404", _text(client.get("/tidak-ada"), 404)
    yield "404 course", _text(client.get("/kursus/tidak-ada"), 404)
    yield "404 lesson", _text(client.get(f"/kursus/{courses.SLUG}/tidak-ada"), 404)
    yield "404 attempt", _text(client.get("/pengerjaan/TIDAKADA"), 404)
    yield "405", _text(client.delete("/kursus", headers=_signed(client)), 405)
    yield "stale form", _text(client.post("/lanjut", data={"kode": "A" * 90}), 400)
    yield "another site", _text(client.post("/lanjut", headers=FOREIGN), 400)
    yield "NUL", _text(client.get("/cari?q=%00"), 400)
    yield "too large", _text(client.post("/lanjut", data={"kode": "A" * 600_000}), 413)
    yield "unknown code", _text(sites.post(client, "/lanjut", {"kode": "AAAABBBB"}), 404)
    form = {"kode": "AAAABBBB", "csrf_token": sites.token(client)}
    guesses = [
        client.post("/lanjut", data=form, environ_overrides=ELSEWHERE)
        for _guess in range(FAILURES_PER_ADDRESS + 1)
    ]
    yield "guessed too often", _text(guesses[-1], 429)


def guest_pages(app: Flask, language: str) -> Iterator[tuple[str, str]]:
    """What a guest sees who reads, practises and has an open attempt."""
    client = guest(app, language)
    lesson = f"{courses.LESSON_URL}?bagian=latihan"
    form = _practice_form(client.get(lesson).get_data(as_text=True))
    yield "practice without an answer", _text(sites.post(client, form["action"], form), 422)
    sites.post(client, form["action"], {**form, "j": "0"})
    yield "practice answered", _text(client.get(lesson), 200)
    url = sites.start_quiz(client)
    for path in ("/", "/ruang-belajar", "/kode", "/keluar", f"/kursus/{courses.SLUG}", courses.QUIZ_URL, url):
        yield path, _text(client.get(path), 200)
    number = quizzes.asked(app, url, "q-pg").position
    for press in (f"petunjuk:{number}", f"ragu:{number}"):
        quizzes.send_page(client, url, {}, press)
    yield "hint and flag", _text(client.get(url), 200)
    yield from _trouble(app, client, url)


def _trouble(app: Flask, client: FlaskClient, url: str) -> Iterator[tuple[str, str]]:
    typed = {quizzes.asked(app, url, key).position: {"j": ["2"]} for key in ("q-angka", "q-kueri")}
    quizzes.send_page(client, url, typed)
    yield "answers read back", _text(client.get(url), 200)
    one = quizzes.asked(app, url, "q-pg")
    quizzes.send_page(client, url, {one.position: quizzes.right_fields(one)}, bases={one.position: one.seq})
    yield "unanswered", _text(quizzes.send_page(client, url, {}, "kirim"), 200)
    clash = {one.position: quizzes.fields(one, quizzes.wrong_answer(one.question))}
    yield "conflict", _text(quizzes.send_page(client, url, clash), 409)
    yield "unreadable", _text(quizzes.send_page(client, url, {one.position: {"j": ["99"]}}), 422)


def result_pages(app: Flask, language: str) -> Iterator[tuple[str, str]]:
    """What a guest sees after handing in: missed, missed twice, passed, waiting."""
    client = guest(app, language)
    for name in ("missed", "missed twice"):
        url = sites.start_quiz(client)
        quizzes.send_page(client, url, {}, "kirim-juga")
        yield name, _text(client.get(f"{url}/hasil"), 200)
    yield "resting", _text(client.get(courses.QUIZ_URL), 200)
    url = quizzes.take(app, client, courses.ESSAY_QUIZ_URL)
    yield "waiting", _text(client.get(f"{url}/hasil"), 200)
    lucky = guest(app, language)
    url = quizzes.take(app, lucky)
    yield "passed", _text(lucky.get(f"{url}/hasil"), 200)
    for path in (courses.QUIZ_URL, "/ruang-belajar", f"{courses.LESSON_URL}?bagian=akhir"):
        yield f"{path} after passing", _text(lucky.get(path), 200)


def messages(app: Flask, language: str) -> Iterator[tuple[str, str]]:
    """What the script is told, in sentences."""
    client = guest(app, language)
    url = sites.start_quiz(client)
    one = quizzes.asked(app, url, "q-pg")
    number = quizzes.asked(app, url, "q-angka").position
    quizzes.save(client, url, one.position, quizzes.right_fields(one))
    answers = {
        "unreadable": quizzes.save(client, url, one.position, {"j": ["99"]}, 1),
        "conflict": quizzes.save(
            client, url, one.position, quizzes.fields(one, quizzes.wrong_answer(one.question)), 0
        ),
        "read back": quizzes.save(client, url, number, {"j": ["2.000"]}),
        "not an answer": sites.put(client, f"{url}/soal/1", {"uuid": "x"}),
        "no such attempt": sites.put(client, "/pengerjaan/TIDAKADA/soal/1", {}),
    }
    for name, answer in answers.items():
        data = answer.get_json()
        yield name, data.get("message") or data["read_as"]


def _signed(client: FlaskClient) -> dict[str, str]:
    return {"X-CSRFToken": sites.token(client)}


def _practice_form(page: str) -> dict[str, str]:
    found = re.search(r'<form method="post" action="([^"]+/latihan/[^"]+)".*?</form>', page, re.DOTALL)
    assert found
    fields = dict(re.findall(r'name="(kunci|rilis)" value="([^"]*)"', found.group(0)))
    return {"action": found.group(1), **fields}


def _text(response: TestResponse, status: int) -> str:
    body = response.get_data(as_text=True)
    assert response.status_code == status, (response.status_code, body[:2000])
    return body
