"""Attack 10: bodies, headers and addresses that break parsers. All of them end in 4xx, with a sentence."""

from __future__ import annotations

import io
import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.attacks import makers
from tests.attacks.oracles import changes, pages, routes, rows, snapshot
from tests.makers import courses, sites

DEEP = 100_000
BODIES = {
    "deep array": b"[" * DEEP + b"]" * DEEP,
    "deep object": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "deep and unclosed": b"[" * DEEP,
    "lone surrogate": b'{"uuid":"\\ud800","base":0,"fields":{"j":["\\udfff"]}}',
    "surrogate in a name": b'{"\\ud800":1}',
    "no object": b"[1]",
    "null": b"null",
    "nothing": b"",
    "half": b'{"uuid":',
    "overlong UTF-8": b'{"uuid":"\xc0\x80\xe0\x80\x80"}',
    "Latin-1": b'{"uuid":"\xe9"}',
    "UTF-16": '{"uuid":"x"}'.encode("utf-16"),
    "UTF-16 with a surrogate": b'\xff\xfe{\x00"\x00\x00\xd8"\x00:\x001\x00}\x00',
    "UTF-32": '{"uuid":"x"}'.encode("utf-32"),
    "huge integer": b'{"base":' + b"9" * 10_000 + b"}",
    "infinite": b'{"base":1e999,"uuid":NaN,"fields":-Infinity}',
    "NUL": b'{"uuid":"\\u0000"}',
    "not JSON": b"\x80\x04\x95",
}
SAVE_ID = "11111111-1111-4111-8111-111111111111"
WRONG_SHAPES: list[object] = [
    {"uuid": SAVE_ID, "base": 0, "fields": []},
    {"uuid": SAVE_ID, "base": 0, "fields": {"j": "x"}},
    {"uuid": SAVE_ID, "base": 0, "fields": {"j": [1]}},
    {"uuid": SAVE_ID, "base": 0, "fields": {"j": [["x"]]}},
    {"uuid": SAVE_ID, "base": True, "fields": {}},
    {"uuid": SAVE_ID, "base": -1, "fields": {}},
    {"uuid": SAVE_ID, "base": 10**30, "fields": {}},
    {"uuid": SAVE_ID, "base": 0.5, "fields": {}},
    {"uuid": SAVE_ID + "\n", "base": 0, "fields": {}},
    {"uuid": 7, "base": 0, "fields": {}},
    {"uuid": SAVE_ID, "base": 0, "fields": {f"j{number}": ["x"] for number in range(100)}},
    {},
]


@pytest.fixture(scope="module")
def app(shared_site: Flask) -> Flask:
    """One site for the whole file."""
    return shared_site


@pytest.fixture
def attempt(guest: FlaskClient) -> str:
    """The address of an open attempt."""
    return sites.start_quiz(guest)


def put_raw(
    client: FlaskClient, attempt: str, body: bytes, content_type: str = "application/json"
) -> TestResponse:
    """Send bytes where an answer is expected."""
    headers = {"X-CSRFToken": sites.token(client), "X-Requested-By": "literasi"}
    return client.put(f"{attempt}/soal/1", data=body, content_type=content_type, headers=headers)


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_is_no_answer_is_refused_with_a_sentence(
    app: Flask, guest: FlaskClient, attempt: str, name: str
) -> None:
    before = snapshot(app)
    done = put_raw(guest, attempt, BODIES[name])
    assert 400 <= done.status_code < 500
    assert done.json and done.json["message"]
    assert changes(before, snapshot(app)) == {}


@pytest.mark.parametrize("shape", WRONG_SHAPES)
def test_json_of_another_shape_is_refused(guest: FlaskClient, attempt: str, shape: object) -> None:
    assert put_raw(guest, attempt, json.dumps(shape).encode()).status_code in (400, 422)


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "",
        "application/json\x00",
        "a/b/c",
    ],
)
def test_an_answer_under_another_content_type_is_refused(guest: FlaskClient, attempt: str, kind: str) -> None:
    body = json.dumps({"uuid": SAVE_ID, "base": 0, "fields": {"j": ["0"]}}).encode()
    assert put_raw(guest, attempt, body, kind).status_code in (400, 415)


@pytest.mark.parametrize("answer", ["\x00", "a\x00b", "\ud800", "x" * 10_000])
def test_an_answer_that_cannot_be_stored_is_refused_and_nothing_is_written(
    quiz_site: Flask, answer: str
) -> None:
    client = sites.guest(quiz_site)
    attempt = sites.start_quiz(client)
    before = snapshot(quiz_site)
    assert makers.answer(client, attempt, answer) in (400, 422)
    assert changes(before, snapshot(quiz_site)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "é",
        "e\u0301",
        "\u202eabc",
        "👩🏽\u200d🏫",
        "\ufeffBOM",
        "a\r\nb",
        "ʼOki",
        "\u200b",
        "ﷺ" * 100,
        "\x7f\x1b",
    ],
)
def test_unusual_letters_are_stored_as_they_came(quiz_site: Flask, text: str) -> None:
    client = sites.guest(quiz_site)
    assert makers.answer(client, sites.start_quiz(client), text) == 200
    assert rows(quiz_site, "answer_event")[-1]["answer"] == text.replace("\r\n", "\n")


FORMS = {
    "a million keys": (b"&".join(b"a%d=" % number for number in range(1_000_000)), "application/x-www-form-urlencoded"),
    "as many keys as fit": (b"&".join(b"%x=" % number for number in range(80_000)), "application/x-www-form-urlencoded"),
    "one key over and over": (b"a=&" * 160_000, "application/x-www-form-urlencoded"),
    "a hundred thousand parts": (
        b"".join(b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' for _ in range(100_000)) + b"--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
    "two thousand parts": (
        b"".join(b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' for _ in range(2_000)) + b"--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
    "no boundary": (b"--b\r\n", "multipart/form-data"),
    "never ends": (b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + b"x" * 1000, "multipart/form-data; boundary=b"),
    "a long part header": (b"--b\r\nX: " + b"x" * 200_000 + b"\r\n\r\n\r\n--b--", "multipart/form-data; boundary=b"),
    "boundary bomb": (b"\r\n" + b"-" * 400_000, "multipart/form-data; boundary=" + "-" * 60),
    "unknown charset": (
        b'--b\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n+AGE-\r\n--b--',
        "multipart/form-data; boundary=b",
    ),
    "overlong UTF-8": (b"kode=\xc0\x80", "application/x-www-form-urlencoded"),
    "escaped overlong UTF-8": (b"kode=%C0%80%ED%A0%80", "application/x-www-form-urlencoded"),
    "escaped NUL": (b"kode=%00", "application/x-www-form-urlencoded"),
    "NUL in a name": (b"%00=1", "application/x-www-form-urlencoded"),
    "half an escape": (b"kode=%&%z=%1", "application/x-www-form-urlencoded"),
    "charset of the form": (b"kode=%FF", "application/x-www-form-urlencoded; charset=utf-16"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_is_a_bomb_is_refused(app: Flask, client: FlaskClient, name: str) -> None:
    body, kind = FORMS[name]
    headers = {"X-CSRFToken": sites.token(client)}
    before = snapshot(app)
    for path in ["/lanjut", "/", courses.LESSON_URL]:
        sent = io.BytesIO(body)
        done = client.post(
            path, input_stream=sent, content_length=len(body), content_type=kind, headers=headers
        )
        assert 400 <= done.status_code < 500, path
    assert changes(before, snapshot(app)).keys() <= {"counter"}


def test_a_million_form_keys_are_413_before_they_are_read(client: FlaskClient) -> None:
    body, kind = FORMS["a million keys"]
    assert client.post("/lanjut", data=body, content_type=kind).status_code == 413


def test_a_hundred_thousand_parts_are_413(client: FlaskClient) -> None:
    body, kind = FORMS["a hundred thousand parts"]
    assert client.post("/lanjut", data=body, content_type=kind).status_code == 413


HEADERS = {
    "huge": {"X-Anything": "x" * 1_000_000},
    "accept": {"Accept": ",".join(["text/html;q=0.5"] * 20_000), "Accept-Language": "x-" * 20_000},
    "encoding": {"Accept-Encoding": "br;q=" + "9" * 20_000 + ",gzip;q=nan,*;q=-1"},
    "cookie": {"Cookie": "literasi=" + "A" * 100_000 + "; tampilan=" + "id." * 30_000},
    "cookie with NUL": {"Cookie": "literasi=\x00; tampilan=id.\x00.1.1"},
    "cookie of foreign bytes": {"Cookie": "literasi=\xff\xfe; tampilan=\xc0\x80"},
    "cookies without number": {"Cookie": "; ".join(f"a{number}=b" for number in range(20_000))},
    "range": {"Range": "bytes=" + ",".join(f"{n}-" for n in range(5_000)), "If-Range": "x"},
    "conditional": {"If-Modified-Since": "x" * 10_000, "If-None-Match": '"' * 10_000},
    "origin": {"Origin": "https://["},
    "referer": {"Referer": "https://[::1"},
    "method override": {"X-HTTP-Method-Override": "DELETE"},
}


@pytest.mark.parametrize("name", HEADERS)
def test_hostile_headers_break_no_page(app: Flask, client: FlaskClient, name: str) -> None:
    for path in ["/", courses.LESSON_URL, "/cari?q=x", "/tidak-ada", "/ruang-belajar"]:
        assert client.get(path, headers=HEADERS[name]).status_code < 500
        assert client.post(path, headers=HEADERS[name]).status_code < 500


@pytest.mark.parametrize(
    "origin", ["https://[", "http://[::1", "null", "", "//", "https://\u2100.test".encode().decode("latin-1")]
)
def test_an_origin_that_cannot_be_read_is_another_site(client: FlaskClient, origin: str) -> None:
    assert sites.post(client, "/lanjut", {"kode": "x"}, headers={"Origin": origin}).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/kursus/%00",
        "/kursus/a%00b/c",
        "/pengerjaan/%00",
        "/media/%00.svg",
        "/lanjut/%00",
        "/cari?q=%00",
        "/cari?%00=1",
        f"{courses.LESSON_URL}?bagian=a%00",
    ],
)
def test_nul_in_an_address_is_400(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.parametrize(
    "bad", ["%C0%80", "%ED%A0%80", "%FF%FE", "%F8%88%80%80%80", "%", "%zz", "%u0041", "%80" * 300]
)
def test_malformed_utf8_in_an_address_is_an_ordinary_4xx(client: FlaskClient, bad: str) -> None:
    for path in (
        f"/{bad}",
        f"/kursus/{bad}",
        f"/media/{bad}",
        f"/pengerjaan/{bad}",
        f"/kursus/{courses.SLUG}/{bad}",
    ):
        assert client.get(path).status_code in (400, 404)
    assert client.get(f"/cari?q={bad}&{bad}=1").status_code in (200, 400)


@pytest.mark.parametrize(
    "number",
    ["0", "-1", "999", "9" * 30, "9" * 4000, "9" * 5000, "1.0", "0x1", "1e3", "+1", "%20" + "1"],
)
def test_a_question_number_that_is_none_is_404(guest: FlaskClient, attempt: str, number: str) -> None:
    sent = {"uuid": SAVE_ID, "base": 0, "fields": {"j": ["0"]}}
    assert sites.put(guest, f"{attempt}/soal/{number}", sent).status_code == 404


@pytest.mark.parametrize(
    "press",
    [
        "petunjuk:999",
        "ragu:0",
        "yakin:-1",
        "petunjuk:" + "9" * 5000,
        "petunjuk:²",
        "kirim:1",
        "::",
        "petunjuk:",
    ],
)
def test_a_button_that_does_not_exist_does_no_harm(guest: FlaskClient, attempt: str, press: str) -> None:
    assert sites.post(guest, attempt, {"aksi": press}).status_code in (200, 303, 404)


@pytest.mark.parametrize(
    "method", ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "X", "CONNECT"]
)
def test_wrong_methods_are_4xx_everywhere(app: Flask, client: FlaskClient, method: str) -> None:
    known = {(route.method, route.path) for route in routes(app)}
    for path in {route.path for route in routes(app)}:
        if (method, path) not in known:
            answer = client.open(path, method=method)
            asked = answer.headers.get("Location", "").startswith(
                "/masuk"
            )  # the word may stand for an id too
            assert asked or answer.status_code in (400, 404, 405), path


def test_a_body_on_a_reading_request_changes_nothing(app: Flask, guest: FlaskClient) -> None:
    before = snapshot(app)
    for path in pages(app):
        assert guest.get(path, data=b"[" * 1000, content_type="application/json").status_code != 500
    assert changes(before, snapshot(app)) == {}


@pytest.mark.parametrize(
    "path", ["/" + "a" * 20_000, "/" + "a/" * 20_000, "/kursus/" + "%41" * 20_000, "/cari?" + "q=a&" * 20_000]
)
def test_endless_addresses_are_4xx_or_harmless(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code in (200, 400, 404, 414)
