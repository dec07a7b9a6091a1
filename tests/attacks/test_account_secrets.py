"""Attacks 4, 11, 20, 28, 39, 40 and 41 at accounts: planted sessions, forged fields, secrets that come to light."""

from __future__ import annotations

import dataclasses
import logging
import re
from pathlib import Path

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from literasi.accounts import actions
from literasi.accounts.rules.tickets import Purpose
from literasi.infra import vault
from literasi.infra.db import db, write
from literasi.kernel import clock
from tests.attacks import makers
from tests.attacks.oracles import changes, crawl, doors, pages, raw, rows, snapshot
from tests.attacks.test_forged_requests import ATTACKS, send
from tests.house.routes import calls, fit
from tests.house.world import PEOPLE, World, cookie_of, world
from tests.makers import courses, databases, entering, people, sites

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
BASE = "https://belajar.contoh.example"


@pytest.fixture
def rini(app: Flask) -> FlaskClient:
    return people.account(app, "rini", email="rini@contoh.example")


def token_of(client: FlaskClient) -> str:
    """The device token in a browser's session cookie, "" when nobody is in."""
    with client.session_transaction() as session:
        return str(session.get("_user_id", ""))


# Attack 4: letters, and the Host header


@pytest.mark.parametrize("page", ["/lupa-sandi", "/masuk", "/daftar", "/"])
def test_a_site_that_knows_its_name_answers_to_no_other(app: Flask, page: str) -> None:
    named = sites.build(app.extensions["literasi"].instance, base_url=BASE).test_client()
    assert named.get(page, headers={"Host": "jahat.example"}).status_code == 400
    assert named.post(page, data={"login": "rini"}, headers={"Host": "jahat.example"}).status_code == 400


@pytest.mark.parametrize("told", ["Host", "X-Forwarded-Host", "Forwarded"])
def test_no_letter_leads_where_a_header_says(app: Flask, rini: FlaskClient, told: str) -> None:
    value = "host=jahat.example" if told == "Forwarded" else "jahat.example"
    client = app.test_client()
    token = re.search(r'csrf_token" value="([^"]+)', client.get("/lupa-sandi", headers={told: value}).text)
    assert token is not None
    sent = {"login": "rini", "csrf_token": token[1]}
    assert client.post("/lupa-sandi", data=sent, headers={told: value}).status_code == 200
    ((_recipient, letter),) = entering.letters(app)
    assert "jahat" not in letter and "://" not in letter and "/sandi-baru" in letter


def test_a_letter_of_a_site_that_knows_its_name_leads_there(app: Flask, rini: FlaskClient) -> None:
    named = sites.build(app.extensions["literasi"].instance, base_url=BASE)
    client = named.test_client()
    token = re.search(r'csrf_token" value="([^"]+)', client.get("/lupa-sandi", base_url=BASE).text)
    assert token is not None
    client.post("/lupa-sandi", data={"login": "rini", "csrf_token": token[1]}, base_url=BASE)
    ((_recipient, letter),) = entering.letters(app)
    assert re.findall(r"\S+://\S+", letter) == [f"{BASE}/sandi-baru/{entering.code_in(letter)}"]


@pytest.mark.parametrize(("page", "purpose"), [("sandi-baru", Purpose.RESET), ("surel", Purpose.EMAIL)])
def test_the_page_of_a_secret_tells_no_other_site_and_is_kept_nowhere(
    app: Flask, rini: FlaskClient, page: str, purpose: Purpose
) -> None:
    code = entering.ticket(app, purpose, "rini", {"email": "rini@contoh.example"})
    done = app.test_client().get(f"/{page}/{code}")
    assert (done.status_code, done.headers["Referrer-Policy"], done.headers["Cache-Control"]) == (
        200, "same-origin", "no-store"
    )  # fmt: skip
    assert not [link for link in re.findall(r'(?:href|src|action)="([^"]+)"', done.text) if "//" in link]


# Attack 11: sessions


def test_every_way_in_gives_the_browser_another_token_and_ends_the_old_one(app: Flask) -> None:
    client = sites.guest(app)
    tokens = [token_of(client)]
    entering.sign_up(client)
    tokens.append(token_of(client))
    entering.sign_in(client, "warga.baru", entering.NEWCOMER["password"])
    tokens.append(token_of(client))
    assert len(set(tokens)) == 3 and all(tokens)
    alive = [row["ended_at"] is None for row in rows(app, "device")]
    assert alive == [False, False, True]


def test_the_second_step_is_where_the_token_comes_from(app: Flask, rini: FlaskClient) -> None:
    with app.app_context():
        number, sealed = people.id_of(app, "rini"), vault.sealed(SECRET, (sites.KEY,))
        write(lambda session: actions.set_second_step(session, number, sealed, 0, clock.now()))
        db.session.remove()
    phone = app.test_client()
    entering.sign_in(phone, "rini")
    assert token_of(phone) == ""
    half = entering.cookie(phone)
    assert sites.post(phone, "/masuk/langkah-dua", {"code": pyotp.TOTP(SECRET).now()}).status_code == 303
    assert token_of(phone)
    with phone.session_transaction() as session:
        assert "half" not in session
    assert not entering.is_in(entering.browser_with(app, half))


def test_a_session_planted_before_signing_in_is_worthless_after(app: Flask, rini: FlaskClient) -> None:
    attacker = sites.guest(app)
    victim = entering.browser_with(app, entering.cookie(attacker))
    assert entering.sign_in(victim, "rini").status_code == 303
    assert entering.is_in(victim) and not entering.is_in(attacker)
    assert attacker.get("/kode").status_code == 404


def test_a_form_from_before_signing_in_does_nothing_after(app: Flask, rini: FlaskClient) -> None:
    phone = app.test_client()
    old = sites.token(phone)
    entering.sign_in(phone, "rini")
    assert phone.post("/akun/perangkat/keluar-semua", data={"csrf_token": old}).status_code == 400
    assert entering.is_in(phone)


def test_over_https_the_cookie_is_bound_to_this_host_and_out_of_reach_of_scripts(
    app: Flask, rini: FlaskClient
) -> None:
    named = sites.build(app.extensions["literasi"].instance, base_url=BASE).test_client()
    token = re.search(r'csrf_token" value="([^"]+)', named.get("/masuk", base_url=BASE).text)
    assert token is not None
    sent = {"login": "rini", "password": people.PASSWORD, "csrf_token": token[1]}
    done = named.post("/masuk", data=sent, base_url=BASE)
    (cookie,) = (line for line in done.headers.getlist("Set-Cookie") if line.startswith("__Host-literasi="))
    assert done.status_code == 303
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in cookie
    assert "Domain" not in cookie


# Attack 20: fields that no form has

POWERFUL = {
    "role": "pengelola",
    "roles": "pengelola",
    "consent": "disetujui",
    "suspended_at": "",
    "granted": "1",
}


def every_column() -> dict[str, str]:
    """Each column of each table as a field, with what an attacker would like it to hold."""
    names = {column.name for table in db.metadata.sorted_tables for column in table.columns}
    return {name: POWERFUL.get(name, "1") for name in names | set(POWERFUL)}


def twin(here: World, folder: Path) -> World:
    """The same site again, with everything that happened on it so far."""
    sites.close(here.app)
    databases.copy(here.app.extensions["literasi"].instance, folder)
    app = sites.build(folder)
    owner = entering.browser_with(app, cookie_of(here.owner))
    return dataclasses.replace(here, app=app, owner=owner)


def test_a_column_sent_as_a_field_changes_nothing_more_than_the_form_does(
    app: Flask, tmp_path_factory: pytest.TempPathFactory
) -> None:
    here = world(app)
    plain, forged = here, twin(here, tmp_path_factory.mktemp("kembar"))
    extra = every_column()
    for endpoint, call in calls(plain).items():
        if call.method != "POST":
            continue
        more = dataclasses.replace(call, form={**extra, **call.form})
        found = []
        for site, sent in ((plain, call), (forged, more)):
            client = fit(site, endpoint)
            sites.token(client)
            before = snapshot(site.app)
            sent.send(client)
            found.append(changes(before, snapshot(site.app)))
        assert found[0] == found[1], endpoint


def test_nobody_gave_herself_a_role_or_consent_by_it(app: Flask) -> None:
    here = world(app)
    giving = {"accounts.accept_invitation", "accounts.decide_request", "accounts.change_role"}  # their work
    for endpoint, call in calls(here).items():
        if call.method == "POST" and endpoint not in giving:
            granted = rows(app, "role_grant")
            dataclasses.replace(call, form={**every_column(), **call.form}).send(fit(here, endpoint))
            assert rows(app, "role_grant") == granted, endpoint
    child = app.test_client()
    entering.sign_up(child, login="anak.baru", age="13-15", **POWERFUL)
    (made,) = (row for row in rows(app, "account") if row["username"] == "anak.baru")
    assert made["consent"] == "diminta" and not entering.is_in(child)


# Attacks 28 and 39


def test_after_signing_out_nothing_of_her_is_left_in_any_page(app: Flask, rini: FlaskClient) -> None:
    attempt = sites.start_quiz(rini)
    sites.post(rini, "/keluar")
    found = crawl(rini, [*pages(app), attempt, "/akun", "/akun/perangkat"])
    for word in (b"Rini", b"rini@contoh.example"):
        assert not [where for where, response in found.items() if word in raw(response)]


@pytest.mark.parametrize(
    "path",
    [
        "/akun",
        "/akun/perangkat",
        "/akun/dua-langkah",
        "/guru",
        "/ruang-belajar",
        "/masuk",
        "/daftar",
        courses.LESSON_URL,
    ],
)
def test_no_page_of_somebody_comes_back_by_the_back_button(rini: FlaskClient, path: str) -> None:
    assert rini.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/masuk", "/daftar", "/akun/sandi", "/akun/surel"])
@pytest.mark.parametrize("password", ["lereng lokon berkabut", "panjang sekali " * 8])
def test_a_form_that_came_too_late_is_shown_again_without_its_password(
    app: Flask, rini: FlaskClient, path: str, password: str
) -> None:
    sent = {"login": "rini", "password": password, "old": password, "csrf_token": "usang"}
    for client in (rini, app.test_client()):
        done = client.post(path, data=sent)
        assert done.status_code == 400 and 'value="rini"' in done.text
        assert password.strip() not in done.text


@pytest.mark.parametrize("name", ["no token", "another session's token", "another origin", "JSON"])
def test_a_forged_request_to_somebody_with_an_account_changes_nothing(
    app: Flask, rini: FlaskClient, name: str
) -> None:
    attempt = sites.start_quiz(rini).rpartition("/")[2]
    own, other = sites.token(rini), sites.token(people.account(app, "joko"))
    code = entering.ticket(app, Purpose.RESET, "rini")
    before = snapshot(app)
    for route in doors(app, public_id=attempt, code=code, number="1"):
        assert 400 <= send(rini, route, ATTACKS[name](own, other)) < 500, route
    assert changes(before, snapshot(app)) == {}


# Attack 40


def test_suspension_is_felt_on_every_device_with_the_next_request(app: Flask, rini: FlaskClient) -> None:
    devices = [rini, *(people.device(app, "rini") for _device in range(2))]
    attempt, number = sites.start_quiz(rini), people.id_of(app, "rini")
    with app.app_context():
        write(lambda session: actions.suspend(session, number, True, clock.now(), by=None, actor=None))
        db.session.remove()
    for client in devices:
        assert client.get("/akun").status_code == client.get(attempt).status_code == 403
        assert makers.answer(client, attempt, "OPAC") == 403
        assert client.get(courses.LESSON_URL).status_code == 200
        assert "Rini" not in client.get("/").text


# Attack 41


def test_no_secret_is_in_any_page_or_log(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("", "sqlalchemy.engine", "literasi", "werkzeug", "flask"):
        caplog.set_level(logging.DEBUG, name)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.INFO)  # its DEBUG is every row that is read
    here = world(app)
    people.account(app, "sari", email="sari@contoh.example")
    sealed = vault.sealed(SECRET, (sites.KEY,))
    with app.app_context():
        write(
            lambda session: actions.set_second_step(
                session, people.id_of(app, "sari"), sealed, 0, clock.now()
            )
        )
        db.session.remove()
    browsers = {name: people.device(app, name) for name in (*PEOPLE, "sari")}
    tokens = [token_of(client) for client in browsers.values()]
    sites.post(app.test_client(), "/lupa-sandi", {"login": "sari"})
    letter = entering.code_in(entering.letters(app)[-1][1])
    stored = [
        str(row[key]) for row in rows(app, "account") for key in ("password", "second_step") if row[key]
    ]
    digests = [row["token_digest"] for row in rows(app, "device")]
    # Who runs the site calls an invitation off by its digest, which opens nothing.
    digests += [row["digest"] for row in rows(app, "ticket") if row["purpose"] != Purpose.INVITATION]
    answers = [
        raw(response)
        for client in (app.test_client(), here.owner, *browsers.values())
        for response in crawl(client, pages(app)).values()
    ]
    shown = b"\n".join(answers).decode(errors="replace")
    for secret in (sites.KEY, SECRET, letter, *tokens, *stored, *digests):
        assert secret not in shown
    for secret in (sites.KEY, SECRET, letter, people.PASSWORD, *tokens):
        assert secret not in caplog.text
