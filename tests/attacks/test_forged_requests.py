"""Attack 39: forms that another site makes a browser send. Each route that changes something is tried every way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.attacks import makers
from tests.attacks.oracles import Route, changes, crawl, doors, pages, snapshot
from tests.makers import courses, sites

Attack = Callable[[str, str], dict[str, Any]]
SENT = {
    "bagian": "mengapa",
    "ke": "akhir",
    "aksi": "kirim-juga",
    "bahasa": "en",
    "bersama": "1",
    "kode": "ABCD1234",
}

# Each takes a good token of the victim's browser and one of another browser.
ATTACKS: dict[str, Attack] = {
    "no token": lambda own, other: {},
    "empty token": lambda own, other: {"data": {"csrf_token": ""}},
    "another session's token": lambda own, other: {"data": {"csrf_token": other}},
    "another session's header": lambda own, other: {"headers": {"X-CSRFToken": other}},
    "token in the query": lambda own, other: {"query_string": {"csrf_token": own}},
    "token in a cookie": lambda own, other: {"headers": {"Cookie": f"csrf_token={own}"}},
    "token of half length": lambda own, other: {"data": {"csrf_token": own[: len(own) // 2]}},
    "token with a letter changed": lambda own, other: {
        "data": {"csrf_token": ("B" if own[0] == "A" else "A") + own[1:]}
    },
    "zeros": lambda own, other: {"data": {"csrf_token": "A" * len(own)}},
    "no base64": lambda own, other: {"data": {"csrf_token": "é\u2028{}"}},
    "another origin": lambda own, other: {
        "data": {"csrf_token": own},
        "headers": {"Origin": "https://e.test"},
    },
    "origin null": lambda own, other: {"data": {"csrf_token": own}, "headers": {"Origin": "null"}},
    "a longer host": lambda own, other: {
        "data": {"csrf_token": own},
        "headers": {"Origin": "http://localhost.e.test"},
    },
    "another port": lambda own, other: {
        "data": {"csrf_token": own},
        "headers": {"Origin": "http://localhost:81"},
    },
    "a name before the host": lambda own, other: {
        "data": {"csrf_token": own},
        "headers": {"Origin": "http://localhost@e.test"},
    },
    "text that is JSON": lambda own, other: {
        "data": f'{{"csrf_token": "{own}"}}',
        "content_type": "text/plain",
    },
    "JSON": lambda own, other: {"json": {"csrf_token": own}},
}


def send(client: FlaskClient, route: Route, attack: dict[str, Any]) -> int:
    """The request with the attack in it; the status."""
    request = dict(attack)
    if isinstance(request.get("data", {}), dict) and "json" not in request:
        request["data"] = {**SENT, **request.get("data", {})}
    return client.open(route.path, method=route.method, **request).status_code


@pytest.mark.parametrize("name", ATTACKS)
def test_a_forged_request_is_refused_and_changes_nothing(app: Flask, guest: FlaskClient, name: str) -> None:
    attempt = sites.start_quiz(guest).rpartition("/")[2]
    own, other = sites.token(guest), sites.token(sites.guest(app))
    before = snapshot(app)
    for route in doors(app, public_id=attempt):
        assert 400 <= send(guest, route, ATTACKS[name](own, other)) < 500, route
    assert changes(before, snapshot(app)) == {}


def test_the_same_requests_work_with_the_token(app: Flask, guest: FlaskClient) -> None:
    before = snapshot(app)
    assert (
        sites.post(guest, courses.LESSON_URL, SENT, headers={"Origin": "http://localhost"}).status_code == 303
    )
    assert changes(before, snapshot(app))


def test_an_answer_sent_as_plain_text_is_refused_even_with_a_token(app: Flask, guest: FlaskClient) -> None:
    attempt = sites.start_quiz(guest)
    headers = {"X-CSRFToken": sites.token(guest)}
    before = snapshot(app)
    body = f'{{"uuid": "{makers.new_uuid()}", "base": 0, "fields": {{"j": ["0"]}}}}'
    for kind in (
        "text/plain",
        "text/plain; a=application/json",
        "application/x-www-form-urlencoded",
        "application/csp-report",
    ):
        assert (
            guest.put(f"{attempt}/soal/1", data=body, content_type=kind, headers=headers).status_code == 400
        )
    assert changes(before, snapshot(app)) == {}


def test_a_token_from_before_signing_in_is_worthless_after(app: Flask, guest: FlaskClient) -> None:
    code, client = makers.resume_code(guest), app.test_client()
    old = sites.token(client)
    sites.post(client, "/lanjut", {"kode": code})
    assert client.post("/keluar", data={"csrf_token": old}).status_code == 400


def test_a_session_planted_before_signing_in_is_worthless_after(app: Flask, guest: FlaskClient) -> None:
    attacker, victim = app.test_client(), app.test_client()
    sites.token(attacker)
    planted = attacker.get_cookie("literasi")
    assert planted is not None
    victim.set_cookie("literasi", planted.value)
    assert sites.post(victim, "/lanjut", {"kode": makers.resume_code(guest)}).status_code == 303
    assert attacker.get("/kode").status_code == 404
    fresh = victim.get_cookie("literasi")
    assert fresh is not None and fresh.value != planted.value


def test_each_page_masks_the_token_anew(guest: FlaskClient) -> None:
    assert len({sites.token(guest) for _ in range(20)}) == 20


def test_reading_every_page_changes_nothing(app: Flask, guest: FlaskClient) -> None:
    attempt = sites.start_quiz(guest)
    code = makers.resume_code(guest)
    before = snapshot(app)
    crawl(
        guest,
        [
            *pages(app, public_id=attempt.rpartition("/")[2]),
            f"/lanjut/{code}",
            f"{courses.LESSON_URL}?tampil=utuh",
        ],
    )
    assert changes(before, snapshot(app)) == {}


def test_a_visitor_who_only_reads_is_not_stored(app: Flask, client: FlaskClient) -> None:
    before = snapshot(app)
    crawl(client, pages(app))
    assert changes(before, snapshot(app)) == {}


def test_signing_somebody_in_by_a_link_is_impossible(
    app: Flask, guest: FlaskClient, client: FlaskClient
) -> None:
    assert client.get(f"/lanjut/{makers.resume_code(guest)}").status_code == 200
    assert client.get("/kode").status_code == 404
