"""Attack 14: one person's addresses opened by a visitor, by another guest, and by somebody who has left."""

from __future__ import annotations

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from literasi.infra.access import Who
from literasi.operations.tasks import erase_idle_guests
from tests.attacks import makers
from tests.attacks.oracles import changes, crawl, masked, pages, raw, routes, snapshot
from tests.makers import sites

SECRET_ANSWER = "SURATPRIBADI"
IDENTITIES = ["visitor", "another guest", "signed out"]


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    """A guest with an answered, open attempt."""
    makers.publish_quiz(app)
    return sites.guest(app)


@pytest.fixture
def attempt(owner: FlaskClient) -> str:
    """The address of her attempt."""
    address = sites.start_quiz(owner)
    assert makers.answer(owner, address, SECRET_ANSWER) == 200
    return address


@pytest.fixture
def stranger(app: Flask, request: pytest.FixtureRequest) -> FlaskClient:
    """A browser of the identity that the test names."""
    if request.param == "visitor":
        return app.test_client()
    client = sites.guest(app)
    if request.param == "another guest":
        sites.start_quiz(client)
        return client
    cookie = client.get_cookie("literasi")
    assert cookie is not None
    sites.post(client, "/keluar")
    client.set_cookie("literasi", cookie.value)  # a copy of the old cookie, kept from before
    return client


strangers = pytest.mark.parametrize("stranger", IDENTITIES, indirect=True)


def public_id(attempt: str) -> str:
    return attempt.rpartition("/")[2]


def test_every_route_says_who_may_use_it(app: Flask) -> None:
    assert {type(route.who) for route in routes(app)} == {Who}
    assert {route.path.split("/")[1] for route in routes(app) if route.who is Who.OWNER} == {
        "akun",
        "kode",
        "pengerjaan",
    }


@strangers
def test_an_owners_page_does_not_exist_for_a_stranger(
    app: Flask, stranger: FlaskClient, attempt: str
) -> None:
    for route in routes(app, public_id=public_id(attempt)):
        if route.who is Who.OWNER and route.path.startswith("/pengerjaan") and route.method == "GET":
            response = stranger.get(route.path)
            assert response.status_code == 404, route
            assert SECRET_ANSWER.encode() not in raw(response)


@strangers
def test_a_strangers_page_looks_the_same_for_an_attempt_that_never_was(
    stranger: FlaskClient, attempt: str
) -> None:
    real, unreal = (stranger.get(path) for path in (attempt, "/pengerjaan/zzzzzzzzzzzzzzzz"))
    assert (real.status_code, masked(real.get_data(as_text=True))) == (
        unreal.status_code,
        masked(unreal.get_data(as_text=True)),
    )


@strangers
def test_a_stranger_changes_nothing_of_it(app: Flask, stranger: FlaskClient, attempt: str) -> None:
    token = sites.token(stranger)
    before = snapshot(app)
    sent = {"uuid": makers.new_uuid(), "base": 1, "fields": {"j": ["OPAC"]}}
    assert stranger.put(f"{attempt}/soal/1", json=sent, headers={"X-CSRFToken": token}).status_code == 404
    for press in ("simpan", "kirim", "kirim-juga", "petunjuk:1", "ragu:1"):
        data = {
            "aksi": press,
            "s1.j": "OPAC",
            "s1.dasar": "1",
            "s1.kunci": makers.new_uuid(),
            "csrf_token": token,
        }
        assert stranger.post(attempt, data=data).status_code == 404, press
    assert changes(before, snapshot(app)) == {}


@strangers
def test_naming_the_owner_in_the_request_does_not_help(
    app: Flask, stranger: FlaskClient, attempt: str
) -> None:
    forged = {
        "person_id": "1",
        "person": "1",
        "device_id": "1",
        "visitor": "1",
        "_user_id": "1",
        "user_id": "1",
    }
    assert stranger.get(attempt, query_string=forged).status_code == 404
    assert sites.post(stranger, attempt, {**forged, "aksi": "kirim-juga"}).status_code == 404
    assert stranger.get("/kode", query_string=forged).status_code in (200, 404)
    assert stranger.get(attempt, headers={"X-User": "1", "Authorization": "Bearer 1"}).status_code == 404


@strangers
def test_crawling_as_a_stranger_shows_nothing_of_the_owner(
    app: Flask, stranger: FlaskClient, owner: FlaskClient, attempt: str
) -> None:
    code = makers.resume_code(owner)
    crawl(owner, pages(app))  # pages kept in memory for her must not come back to him
    found = crawl(stranger, pages(app))
    spaced = f"{code[:4]} {code[4:]}"
    for word in (SECRET_ANSWER, code, spaced, public_id(attempt)):
        assert not [where for where, response in found.items() if word.encode() in raw(response)], word


def test_the_code_card_is_the_owners_own(app: Flask, owner: FlaskClient) -> None:
    other = sites.guest(app)
    assert makers.resume_code(owner) != makers.resume_code(other)
    assert app.test_client().get("/kode").status_code == 404


def test_a_person_row_that_is_gone_ends_every_session_of_it(
    app: Flask, owner: FlaskClient, attempt: str
) -> None:
    with time_machine.travel("2027-11-23T01:00:00Z", tick=False):
        assert erase_idle_guests(app) == 1
    assert owner.get(attempt).status_code == 404
    assert owner.get("/ruang-belajar").status_code == 200
    assert SECRET_ANSWER not in str(snapshot(app))


def test_a_cookie_signed_with_another_key_is_nobody(app: Flask, owner: FlaskClient, attempt: str) -> None:
    with owner.session_transaction() as session:
        held = dict(session)
    forger = sites.build(
        app.extensions["literasi"].instance, secret_keys=("kunci-penyerang-yang-cukup-panjang-juga",)
    ).test_client()
    with forger.session_transaction() as session:
        session.update(held)
    cookie = forger.get_cookie("literasi")
    client = app.test_client()
    assert cookie is not None
    client.set_cookie("literasi", cookie.value)
    assert client.get(attempt).status_code == 404


def test_the_cookie_does_not_tell_the_code(owner: FlaskClient) -> None:
    with owner.session_transaction() as session:
        assert makers.resume_code(owner) not in str(dict(session))
