"""Every route says who may use it, and is tried as everybody else."""

from __future__ import annotations

import sqlite3

import pytest
from flask import Flask
from flask.testing import FlaskClient

from literasi.infra.access import Who
from tests.house.routes import Call, World, browser_with, calls, cookie_of, rules, world
from tests.makers import courses, sites

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"})
FOR_ALL = (Who.EVERYONE, Who.LEARNER)
UNKNOWN = ("tidak-ada", "0", "9" * 16, "..", "%00", "%ff", "a%2f..%2fb", "🌺", "a" * 3000)
FILLS_A_FIELD = "accounts.resume"
"""The code in its address is only shown, so there is none that does not exist."""


@pytest.fixture
def here(app: Flask) -> World:
    """A site with somebody's work on it."""
    return world(app)


def _who(app: Flask, endpoint: str) -> Who | None:
    return getattr(app.view_functions[endpoint], "who", None)


def _somebody_else(here: World) -> FlaskClient:
    other = here.app.test_client()
    assert sites.post(other, courses.PLAIN_URL, {"bagian": "satu", "ke": "dua"}).status_code == 303
    return other


def _signed_out(here: World) -> FlaskClient:
    """The owner on a second device whose session was ended, with the cookie it had before."""
    device = here.app.test_client()
    assert sites.post(device, "/lanjut", {"kode": here.code}).status_code == 303
    token = cookie_of(device)
    assert sites.post(device, "/keluar").status_code == 303
    return browser_with(here.app, token)


def test_every_route_declares_who_may_use_it(app: Flask) -> None:
    silent = {rule.endpoint for rule in rules(app) if not isinstance(_who(app, rule.endpoint), Who)}
    assert silent == set()


def test_every_route_is_tried(here: World) -> None:
    assert {rule.endpoint for rule in rules(here.app)} == set(calls(here))


def test_every_address_of_the_table_leads_to_its_route(here: World) -> None:
    for endpoint, call in calls(here).items():
        found, _arguments = here.app.url_map.bind("localhost").match(call.path.split("?")[0], call.method)
        assert found == endpoint


def test_what_belongs_to_somebody_is_declared_so(app: Flask) -> None:
    owned = {rule.endpoint for rule in rules(app) if "public_id" in rule.arguments}
    assert owned and {_who(app, endpoint) for endpoint in owned} == {Who.OWNER}


def test_whoever_may_use_a_route_can(here: World) -> None:
    for endpoint, call in calls(here).items():
        client = browser_with(here.app, cookie_of(here.owner))
        if endpoint in ("accounts.leave_now", "accounts.resume_by_code"):  # both end the session here
            client = _somebody_else(here)
        assert call.send(client).status_code < 400, endpoint


def test_what_is_for_everyone_needs_no_cookie(here: World) -> None:
    for endpoint, call in calls(here).items():
        if _who(here.app, endpoint) in FOR_ALL:
            assert call.send(here.app.test_client()).status_code < 400, endpoint


def test_a_visitor_finds_nothing_that_belongs_to_somebody(here: World) -> None:
    for endpoint, call in _owned(here).items():
        assert call.send(here.app.test_client()).status_code == 404, endpoint


def test_somebody_else_finds_nothing_of_the_owner(here: World) -> None:
    other = _somebody_else(here)
    for endpoint, call in _owned(here).items():
        expected = 404 if here.attempt in call.path or here.handed_in in call.path else 200
        assert call.send(other).status_code == expected, endpoint


def test_a_device_that_was_signed_out_finds_nothing(here: World) -> None:
    ended = _signed_out(here)
    for endpoint, call in _owned(here).items():
        assert call.send(ended).status_code == 404, endpoint


def test_a_device_that_was_signed_out_still_reads_what_is_for_everyone(here: World) -> None:
    token = cookie_of(_signed_out(here))
    for endpoint, call in calls(here).items():
        if _who(here.app, endpoint) in FOR_ALL:
            assert call.send(browser_with(here.app, token)).status_code < 400, endpoint


def _owned(here: World) -> dict[str, Call]:
    return {name: call for name, call in calls(here).items() if _who(here.app, name) is Who.OWNER}


def test_a_method_that_a_route_does_not_know_is_refused(here: World) -> None:
    token, address = sites.token(here.owner), here.app.url_map.bind("localhost")
    for path in sorted({call.path.split("?")[0] for call in calls(here).values()}):
        for method in METHODS.difference(address.allowed_methods(path)):
            answer = here.owner.open(path, method=method, headers={"X-CSRFToken": token})
            assert answer.status_code == 405, (method, path)


def test_a_write_without_its_token_is_refused_and_changes_nothing(here: World) -> None:
    before = _dump(here)
    for endpoint, call in calls(here).items():
        if call.method != "GET":
            answer = here.owner.open(call.path, method=call.method, data=call.form or None, json=call.json)
            assert answer.status_code == 400, endpoint
    assert _dump(here) == before


def test_a_write_from_another_site_is_refused_even_with_its_token(here: World) -> None:
    before = _dump(here)
    for endpoint, call in calls(here).items():
        if call.method == "POST":
            answer = sites.post(here.owner, call.path, call.form, headers={"Origin": "https://lain.example"})
            assert answer.status_code == 400, endpoint
    assert _dump(here) == before


def test_an_empty_body_is_never_our_fault(here: World) -> None:
    for endpoint, call in calls(here).items():
        if call.method != "GET":
            headers = {"X-CSRFToken": sites.token(here.owner)}
            client = browser_with(here.app, cookie_of(here.owner))
            assert client.open(call.path, method=call.method, headers=headers).status_code < 500, endpoint


def test_what_does_not_exist_is_not_found(here: World) -> None:
    headers = {"X-CSRFToken": sites.token(here.owner)}
    for rule in rules(here.app):
        call = calls(here)[rule.endpoint]
        for path in (path for word in UNKNOWN for path in _with_unknown(rule.rule, call.path, word)):
            answer = here.owner.open(
                path, method=call.method, headers=headers, data=call.form or None, json=call.json
            )
            least = 200 if rule.endpoint == FILLS_A_FIELD else 400
            assert least <= answer.status_code < 500, (call.method, path)


def _with_unknown(rule: str, path: str, unknown: str) -> list[str]:
    """The good address with each of its variable parts in turn made unknown."""
    pattern, good = rule.split("/"), path.split("?")[0].split("/")
    places = [at for at, part in enumerate(pattern) if part.startswith("<")]
    good += [""] * (len(pattern) - len(good))
    return ["/".join([*good[:at], unknown, *good[at + 1 :]]) for at in places]


def test_reading_changes_nothing(here: World) -> None:
    browsers = (here.app.test_client(), here.owner, _somebody_else(here), _signed_out(here))
    before = _dump(here)
    for endpoint, call in calls(here).items():
        if call.method == "GET":
            for client in browsers:
                client.get(call.path)
                client.head(call.path)
            assert _dump(here) == before, endpoint


def _dump(here: World) -> str:
    """Every row of every table."""
    database = sqlite3.connect(here.app.extensions["literasi"].sqlite_path)
    try:
        return "\n".join(database.iterdump())
    finally:
        database.close()
