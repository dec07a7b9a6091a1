"""Every route says who may use it, and is tried as everybody else."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import IntegerConverter
from werkzeug.test import TestResponse

from literasi.infra.access import Who
from literasi.kernel.roles import Role
from tests.attacks.oracles import snapshot
from tests.house.routes import GONE, HOLDERS, Call, calls, fit, rules, who_may
from tests.house.world import NEIGHBOURS, World, browser_with, cookie_of, world
from tests.makers import courses, people, sites

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"})
FOR_ALL = (Who.EVERYONE, Who.LEARNER)
UNKNOWN = ("tidak-ada", "0", "9" * 16, "9" * 40, "..", "%00", "%ff", "a%2f..%2fb", "🌺", "a" * 3000)
ABOUT_ONESELF = frozenset({"privacy.my_data"})
"""A page whose address names nobody: who is nobody here is asked to sign in."""
NEVER_MISSING = frozenset(
    {"accounts.resume", "accounts.end_own_device", "classes.join_class", "gatherings.seats"}
)
"""The code in the address is only shown; a device that is not mine is left alone, and not said to exist or not."""


@pytest.fixture
def here(app: Flask) -> World:
    """A site with somebody's work on it."""
    return world(app)


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
    silent = {rule.endpoint for rule in rules(app) if not isinstance(who_may(app, rule.endpoint), Who)}
    assert silent == set()


def test_every_route_is_tried(here: World) -> None:
    assert {rule.endpoint for rule in rules(here.app)} == set(calls(here))


def test_every_address_of_the_table_leads_to_its_route(here: World) -> None:
    for endpoint, call in calls(here).items():
        found, _arguments = here.app.url_map.bind("localhost").match(call.path.split("?")[0], call.method)
        assert found == endpoint


def test_what_belongs_to_somebody_is_declared_so(app: Flask) -> None:
    owned = {rule.endpoint for rule in rules(app) if "public_id" in rule.arguments}
    assert owned and {who_may(app, endpoint) for endpoint in owned} == {Who.OWNER}


ADMITTED = {
    "joko": {Who.ACCOUNT},
    "rini": {Who.ACCOUNT, Who.TEACHER},  # she has asked to be one
    "pak-guru": {Who.ACCOUNT, Who.TEACHER},
    "bu-guru": {Who.ACCOUNT, Who.TEACHER, Who.MARKER},
    "bu-pustaka": {Who.ACCOUNT, Who.TEACHER, Who.MARKER, Who.STAFF, Who.LIBRARIAN},
    "bu-kepala": {Who.ACCOUNT, Who.STAFF, Who.HEAD},
    "pak-urus": {Who.ACCOUNT, Who.TEACHER, Who.MARKER, Who.STAFF, Who.LIBRARIAN, Who.HEAD, Who.ADMIN},
}
"""What each identity may use beside what is for everyone and what is her own."""


def test_whoever_may_use_a_route_can(here: World) -> None:
    for endpoint, call in calls(here).items():
        status = call.send(fit(here, endpoint)).status_code
        assert status == 404 if endpoint in GONE else status < 400, endpoint


@pytest.mark.parametrize("username", ADMITTED)
def test_each_identity_finds_what_is_meant_for_her_and_nothing_else(here: World, username: str) -> None:
    for endpoint, call in calls(here).items():
        who = who_may(here.app, endpoint)
        if who in HOLDERS and who not in ADMITTED[username]:
            assert call.send(people.device(here.app, username)).status_code == 404, endpoint


@pytest.mark.parametrize("username", ["pak-guru", "rini", "bu-pustaka", "bu-kepala", "pak-urus"])
def test_a_class_is_not_there_for_whoever_does_not_teach_it(here: World, username: str) -> None:
    for endpoint, call in calls(here).items():
        if who_may(here.app, endpoint) is Who.TEACHER and here.classroom in call.path:
            assert call.send(people.device(here.app, username)).status_code == 404, endpoint


def test_a_teacher_finds_nothing_of_a_class_next_door_or_of_another_school(here: World) -> None:
    """Two teachers ask for each other's class, and for what lies in the other's below the address of their own. What
    is in a class comes first: later their own have colleagues that are hers too."""
    inside = {rule.endpoint for rule in rules(here.app) if {"classroom"} < rule.arguments}
    inside |= {"classes.copy_plan"}  # whose form names the class it is taken from
    asked = sorted(calls(here).items(), key=lambda one: one[0] not in inside)
    for endpoint, call in asked:
        if here.classroom in call.path and who_may(here.app, endpoint) is Who.TEACHER:
            for neighbour, mine in here.elsewhere.items():
                moved = replace(call, path=call.path.replace(here.classroom, mine))
                assert call.send(people.device(here.app, neighbour)).status_code == 404, endpoint
                assert moved.send(people.device(here.app, "bu-guru")).status_code == 404, endpoint
                answer = moved.send(people.device(here.app, neighbour))
                assert (answer.status_code == 404) is (endpoint in inside), endpoint
                assert not _named(here, answer), endpoint


@pytest.mark.parametrize("username", NEIGHBOURS)
def test_no_list_search_or_queue_of_a_teacher_shows_who_learns_elsewhere(here: World, username: str) -> None:
    """Whoever teaches may mark, so what belongs to one class is not there for the teachers of others."""
    device = people.device(here.app, username)
    others = (here.classroom, here.paper, here.essay, here.piece)
    for endpoint, call in calls(here).items():
        if call.method == "GET" and who_may(here.app, endpoint) in (Who.ACCOUNT, Who.TEACHER, Who.MARKER):
            answer = call.send(device)
            assert not _named(here, answer), endpoint
            assert answer.status_code == 404 or not any(one in call.path for one in others), endpoint
    for address in ("?alamat=", "/"):
        assert device.get(f"/penilaian/pengerjaan{address}{here.pupils_attempt}").status_code == 404
    for name in (*here.pupils, "Rini"):
        found = device.get(f"/cari?q={name}").get_data(as_text=True)
        assert "Belum ada pelajaran yang memuat kata itu" in found


def _named(here: World, answer: TestResponse) -> list[str]:
    """Who of bu-guru's class stands in an answer, also in the sheets of a workbook."""
    found = answer.get_data()
    if found.startswith(b"PK"):
        with ZipFile(BytesIO(found)) as book:
            found = b"".join(book.read(name) for name in book.namelist())
    return [name for name in (*here.pupils, "Rini") if name.encode() in found]


@pytest.mark.parametrize("username", ["bu-guru", "joko", "pak-guru", "pak-urus"])
def test_what_a_class_is_to_its_members_is_not_there_for_others(here: World, username: str) -> None:
    for endpoint, call in calls(here).items():
        if who_may(here.app, endpoint) is Who.MEMBER and here.classroom in call.path:
            assert call.send(people.device(here.app, username)).status_code == 404, endpoint
            assert call.send(here.app.test_client()).status_code in (303, 403), endpoint


def test_without_an_account_one_is_sent_to_sign_in_and_keeps_what_was_typed(here: World) -> None:
    for endpoint, call in calls(here).items():
        if who_may(here.app, endpoint) in HOLDERS:
            for client in (here.app.test_client(), browser_with(here.app, cookie_of(here.owner))):
                answer = call.send(client)
                assert answer.status_code == (303 if call.method == "GET" else 403), endpoint
                assert call.method != "GET" or "/masuk?kembali=" in answer.headers["Location"]


EVEN_SUSPENDED = {
    "accounts.leave",
    "home.appearance",
    "privacy.my_data",
    "privacy.download",
    "accounts.resume_by_code",
    "accounts.sign_in_now",
    "accounts.take_second_step",
    "accounts.sign_up_now",
    "classes.enter_by_card",
    "classes.enter_by_pin",
}
"""What a suspended person may do beyond reading: leave, see what is stored of her; and others may come in at her device."""


def test_a_suspended_person_may_read_what_everybody_may_and_leave(here: World) -> None:
    people.suspended(here.app, "ditutup", Role.ADMIN)
    for endpoint, call in calls(here).items():
        client = people.device(here.app, "ditutup")
        open_to_all = who_may(here.app, endpoint) is Who.EVERYONE and endpoint not in GONE
        allowed = endpoint in EVEN_SUSPENDED or (open_to_all and call.method == "GET")
        if endpoint != "accounts.leave_now":
            assert (call.send(client).status_code < 400) is allowed, endpoint
            assert allowed or endpoint in GONE or call.send(client).status_code == 403, endpoint
    assert calls(here)["accounts.leave_now"].send(client).status_code == 303


def test_what_is_for_everyone_needs_no_cookie(here: World) -> None:
    for endpoint, call in calls(here).items():
        if who_may(here.app, endpoint) in FOR_ALL and endpoint not in GONE:
            assert call.send(here.app.test_client()).status_code < 400, endpoint


def test_a_visitor_finds_nothing_that_belongs_to_somebody(here: World) -> None:
    for endpoint, call in _owned(here).items():
        assert _is_kept(endpoint, call, call.send(here.app.test_client())), endpoint


def test_somebody_else_finds_nothing_of_the_owner(here: World) -> None:
    other = _somebody_else(here)
    for endpoint, call in _owned(here).items():
        hers = here.attempt in call.path or here.handed_in in call.path
        assert (call.send(other).status_code == 404) is hers, endpoint


def test_a_device_that_was_signed_out_finds_nothing(here: World) -> None:
    ended = _signed_out(here)
    for endpoint, call in _owned(here).items():
        assert _is_kept(endpoint, call, call.send(ended)), endpoint


def test_a_device_that_was_signed_out_still_reads_what_is_for_everyone(here: World) -> None:
    token = cookie_of(_signed_out(here))
    for endpoint, call in calls(here).items():
        if who_may(here.app, endpoint) in FOR_ALL and endpoint not in GONE:
            assert call.send(browser_with(here.app, token)).status_code < 400, endpoint


def _is_kept(endpoint: str, call: Call, answer: TestResponse) -> bool:
    """Whether a page about oneself sends nobody to sign in, and everything else of somebody is not there."""
    if endpoint in ABOUT_ONESELF:
        return answer.headers.get("Location", "").endswith(f"/masuk?kembali={call.path}")
    return answer.status_code == 404


def _owned(here: World) -> dict[str, Call]:
    return {name: call for name, call in calls(here).items() if who_may(here.app, name) is Who.OWNER}


def test_a_method_that_a_route_does_not_know_is_refused(here: World) -> None:
    token, address = sites.token(here.owner), here.app.url_map.bind("localhost")
    for path in sorted({call.path.split("?")[0] for call in calls(here).values()}):
        for method in METHODS.difference(address.allowed_methods(path)):
            answer = here.owner.open(path, method=method, headers={"X-CSRFToken": token})
            assert answer.status_code == 405, (method, path)


def test_a_write_without_its_token_is_refused_and_changes_nothing(here: World) -> None:
    before = snapshot(here.app)
    for endpoint, call in calls(here).items():
        if call.method != "GET":
            answer = here.owner.open(call.path, method=call.method, data=call.form or None, json=call.json)
            assert answer.status_code == 400, endpoint
    assert snapshot(here.app) == before


def test_a_write_from_another_site_is_refused_even_with_its_token(here: World) -> None:
    before = snapshot(here.app)
    for endpoint, call in calls(here).items():
        if call.method == "POST":
            answer = sites.post(here.owner, call.path, call.form, headers={"Origin": "https://lain.example"})
            assert answer.status_code == 400, endpoint
    assert snapshot(here.app) == before


def test_an_empty_body_is_never_our_fault(here: World) -> None:
    for endpoint, call in calls(here).items():
        if call.method != "GET":
            headers = {"X-CSRFToken": sites.token(here.owner)}
            client = browser_with(here.app, cookie_of(here.owner))
            assert client.open(call.path, method=call.method, headers=headers).status_code < 500, endpoint


def test_what_does_not_exist_is_not_found(here: World) -> None:
    for rule in (rule for rule in rules(here.app) if rule.arguments):
        call, client = calls(here)[rule.endpoint], fit(here, rule.endpoint)
        headers = {"X-CSRFToken": sites.token(client)}
        for path in (path for word in UNKNOWN for path in _with_unknown(rule.rule, call.path, word)):
            answer = client.open(
                path, method=call.method, headers=headers, data=call.form or None, json=call.json
            )
            least = 200 if rule.endpoint in NEVER_MISSING else 400
            assert least <= answer.status_code < 500, (call.method, path)


def _with_unknown(rule: str, path: str, unknown: str) -> list[str]:
    """The good address with each of its variable parts in turn made unknown."""
    pattern, good = rule.split("/"), path.split("?")[0].split("/")
    places = [at for at, part in enumerate(pattern) if part.startswith("<")]
    good += [""] * (len(pattern) - len(good))
    return ["/".join([*good[:at], unknown, *good[at + 1 :]]) for at in places]


def test_reading_changes_nothing(here: World) -> None:
    browsers = (here.app.test_client(), here.owner, _somebody_else(here), _signed_out(here))
    before = snapshot(here.app)
    for endpoint, call in calls(here).items():
        if call.method == "GET":
            for client in browsers:
                client.get(call.path)
                client.head(call.path)
            assert snapshot(here.app) == before, endpoint


def test_no_number_in_an_address_is_too_large_for_a_database(app: Flask) -> None:
    numbers = [
        found
        for rule in app.url_map.iter_rules()
        for found in rule._converters.values()
        if isinstance(found, IntegerConverter)
    ]
    assert numbers and all(found.max is not None and found.max < 2**63 for found in numbers)
