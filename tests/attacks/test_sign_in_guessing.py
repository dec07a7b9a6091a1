"""Attacks 1 and 2 at the doors of accounts: trying passwords, and telling who has an account."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from literasi.accounts import actions
from literasi.accounts.models import Account
from literasi.accounts.rules import limits as rules
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.limits import Limit
from literasi.accounts.rules.tickets import Purpose
from literasi.accounts.views import signing
from literasi.infra import passwords
from literasi.infra.db import db, write
from literasi.kernel import clock
from tests.attacks.oracles import masked, rows, snapshot
from tests.makers import entering, people, sites

WRONG = "bukan sandinya siapa pun"


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every password that is hashed or compared, at no cost: only "lereng …" is right."""
    tried = list[str]()

    def verify(stored: str, password: str) -> bool:
        tried.append(password)
        return password == people.PASSWORD and stored not in ("", passwords.NOBODYS)

    people.hashed(people.PASSWORD)  # made before it costs nothing
    monkeypatch.setattr(signing.passwords, "matches", verify)
    yield tried


@pytest.fixture
def rini(app: Flask) -> FlaskClient:
    return people.account(app, "rini", email="rini@contoh.example")


def tries(
    client: FlaskClient, login: str, count: int = 1, password: str = WRONG, start: int = 0
) -> list[int]:
    """The statuses of that many tries, each from another network address."""
    token = sites.token(client)
    sent = {"login": login, "password": password, "csrf_token": token}
    return [
        client.post(
            "/masuk", data=sent, environ_overrides={"REMOTE_ADDR": f"10.{at >> 8}.{at & 255}.7"}
        ).status_code
        for at in range(start, start + count)
    ]


def test_an_account_stands_ten_wrong_passwords_from_wherever(
    client: FlaskClient, rini: FlaskClient, hashes: list[str]
) -> None:
    assert tries(client, "rini", 25) == [422] * 10 + [429] * 15
    assert len(hashes) == 10
    assert tries(client, "RINI ", password=people.PASSWORD) == [429]


def test_another_persons_door_stays_open_meanwhile(
    app: Flask, client: FlaskClient, rini: FlaskClient, hashes: list[str]
) -> None:
    people.account(app, "joko")
    tries(client, "rini", 12)
    assert tries(app.test_client(), "joko", password=people.PASSWORD) == [303]


def test_a_name_nobody_has_is_stopped_at_the_same_try(client: FlaskClient, hashes: list[str]) -> None:
    assert tries(client, "tidak.ada", 12) == [422] * 10 + [429] * 2


def test_forty_pupils_behind_one_address_who_each_mistype_twice_all_get_in(
    app: Flask, hashes: list[str]
) -> None:
    for number in range(40):
        people.account(app, f"murid{number}")
        phone = app.test_client()
        assert tries(phone, f"murid{number}", 2) == [422, 422]
        assert tries(phone, f"murid{number}", password=people.PASSWORD) == [303]


def test_getting_it_right_begins_the_count_anew(app: Flask, rini: FlaskClient, hashes: list[str]) -> None:
    for _round in range(3):
        assert tries(app.test_client(), "rini", 9) == [422] * 9
        assert tries(app.test_client(), "rini", password=people.PASSWORD) == [303]


def test_the_count_holds_when_the_processes_start_anew_and_ends_with_its_window(
    app: Flask, rini: FlaskClient, hashes: list[str]
) -> None:
    with time_machine.travel("2026-11-23T01:00:00Z", tick=False) as time:
        tries(app.test_client(), "rini", 10)
        again = sites.build(app.extensions["literasi"].instance).test_client()
        assert tries(again, "rini", password=people.PASSWORD) == [429]
        time.shift(rules.WINDOW)
        assert tries(again, "rini", password=people.PASSWORD) == [303]


def test_whoever_guesses_right_while_ten_others_guess_wrong_learns_nothing(
    app: Flask, client: FlaskClient, rini: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(stored: str, password: str) -> bool:
        counters = signing.guessing("rini")
        for _other in range(10):
            write(lambda session: actions.count_failure(session, counters, clock.now()))
        return password == people.PASSWORD

    monkeypatch.setattr(signing.passwords, "matches", meanwhile)
    assert tries(client, "rini", password=people.PASSWORD) == [429]


@pytest.mark.slow
def test_of_ten_thousand_tries_at_a_thousand_names_one_thousand_are_heard(
    app: Flask, hashes: list[str]
) -> None:
    with time_machine.travel("2026-11-23T01:00:00Z", tick=False):
        client, heard = app.test_client(), 0
        for number in range(10_000):
            heard += tries(client, f"nama{number % 1000}", start=number % 65_000)[0] == 422
    assert heard == len(hashes) == rules.FAILURES_IN_ALL


def test_the_site_as_a_whole_stands_a_thousand(
    app: Flask, client: FlaskClient, rini: FlaskClient, hashes: list[str]
) -> None:
    with app.app_context():
        everybody = [Limit("masuk:semua", rules.FAILURES_IN_ALL)]
        for _failure in range(rules.FAILURES_IN_ALL - 1):
            actions.count_failure(db.session(), everybody, clock.now())
        db.session.commit()
        db.session.remove()
    assert [tries(client, name)[0] for name in ("satu", "dua", "tiga")] == [422, 429, 429]
    assert tries(client, "rini", password=people.PASSWORD) == [429]


@pytest.mark.parametrize(
    ("path", "form"),
    [("/akun/sandi", {"password": "hujan di Kakaskasen"}), ("/akun/surel", {"email": "x@contoh.example"}), ("/akun/dua-langkah/lepas", {})],
)  # fmt: skip
def test_an_open_screen_stands_ten_wrong_passwords_too(
    rini: FlaskClient, hashes: list[str], path: str, form: dict[str, str]
) -> None:
    done = [sites.post(rini, path, {**form, "old": WRONG}).status_code for _try in range(12)]
    assert done == [422] * 10 + [429] * 2


def test_a_list_of_names_cannot_be_tried_through_at_signing_up(
    app: Flask, rini: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "FAILURES_PER_ADDRESS", 3)
    monkeypatch.setattr(signing.passwords, "hashed", lambda password: people.hashed(people.PASSWORD))
    done = [entering.sign_up(app.test_client(), login="rini").status_code for _try in range(5)]
    assert done == [422] * 3 + [429] * 2


def test_no_name_and_no_address_is_in_a_counter_as_it_is(
    app: Flask, client: FlaskClient, rini: FlaskClient, hashes: list[str]
) -> None:
    tries(client, "rini")
    sites.post(client, "/lupa-sandi", {"login": "rini@contoh.example"})
    keys = " ".join(row["key"] for row in rows(app, "counter"))
    assert keys and not [word for word in ("rini", "10.0.0", "contoh") if word in keys]


# Attack 2


STATES = ("unknown", "known", "no password", "waiting", "suspended", "second step", "unconfirmed")


def somebody(app: Flask, state: str) -> str:
    """The login of an account in this state; all names have the same length."""
    if state == "unknown":
        return "siapaun"
    if state == "suspended":
        people.suspended(app, "ditutup")
        return "ditutup"
    waiting = {"age": AgeBand.FROM_13, "consent": State.ASKED} if state == "waiting" else {}
    people.account(app, "siapaku", **waiting)
    if state == "unconfirmed":
        entering.sign_up(app.test_client(), login="siapa@contoh.example")
        return "siapa@contoh.example"
    values = {"no password": ("password", ""), "second step": ("second_step", "segel")}.get(state)
    if values:
        with app.app_context():
            column, value = values
            db.session.execute(update(Account).values({column: value}))
            db.session.commit()
            db.session.remove()
    return "siapaku"


def seen(page: str, login: str) -> str:
    """A page as it looks but for what was typed and what is drawn anew."""
    return re.sub(r"\b" + re.escape(login) + r"\b", "…", masked(page))


@pytest.mark.parametrize("state", STATES)
def test_a_wrong_password_looks_and_costs_the_same_whoever_it_is(
    app: Flask, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs = list[tuple[str, bool]]()
    real = PasswordHasher.verify

    def counted(self: PasswordHasher, stored: str, password: str) -> bool:
        costs.append((password, self.check_needs_rehash(stored)))
        return real(self, stored, password)

    login = somebody(app, state)
    monkeypatch.setattr(PasswordHasher, "verify", counted)
    done, other = (entering.sign_in(app.test_client(), one, WRONG) for one in (login, "lain.lagi"))
    assert (done.status_code, seen(done.get_data(as_text=True), login)) == (
        other.status_code, seen(other.get_data(as_text=True), "lain.lagi")
    )  # fmt: skip
    assert costs == [(WRONG, False)] * 2


@pytest.mark.parametrize(
    "login", ["rini", "rini@contoh.example", "joko", "ditutup", "tidak.ada", "x@contoh.example", "", "'"]
)
def test_asking_for_a_new_password_tells_nobody_who_has_an_account(
    app: Flask, rini: FlaskClient, login: str
) -> None:
    people.account(app, "joko")
    people.suspended(app, "ditutup")
    pages = [sites.post(app.test_client(), "/lupa-sandi", {"login": one}) for one in (login, "lain.lagi")]
    shown = [re.sub(r'name="login" value="[^"]*"', "", masked(page.get_data(as_text=True))) for page in pages]
    assert shown[0] == shown[1]
    assert {page.status_code for page in pages} == {200}
    assert len(entering.letters(app)) == (1 if login.startswith("rini") else 0)


def test_letters_to_one_address_are_few_and_their_end_says_nothing_either(
    app: Flask, rini: FlaskClient
) -> None:
    for login in ("rini", "tidak.ada"):
        sent = [
            sites.post(app.test_client(), "/lupa-sandi", {"login": login}).status_code for _try in range(5)
        ]
        assert sent == [200] * 3 + [429] * 2
    assert len(entering.letters(app)) == 3


def test_letters_cannot_be_heaped_on_a_stranger_by_signing_up_or_changing_the_address(
    app: Flask, rini: FlaskClient
) -> None:
    phone, victim = app.test_client(), "korban@contoh.example"
    child = [
        entering.sign_up(phone, login=victim, age="13-15", whose="saya").status_code for _try in range(5)
    ]
    mine = [
        sites.post(rini, "/akun/surel", {"email": victim, "old": people.PASSWORD}).status_code
        for _try in range(2)
    ]
    assert (child, mine) == ([303] * 3 + [429] * 2, [429] * 2)
    assert len(entering.letters(app)) == 1  # an account that is written anew takes its letter back


def test_one_box_gets_few_letters_by_whatever_name_and_nobody_learns_that_they_are_one(
    app: Flask, rini: FlaskClient
) -> None:
    sent = [
        sites.post(app.test_client(), "/lupa-sandi", {"login": login}).status_code
        for login in ("rini", "rini", "rini@contoh.example", "rini@contoh.example", "rini")
    ]
    assert sent == [200] * 5
    letters = entering.letters(app)
    assert len(letters) == 3
    assert app.test_client().get(f"/sandi-baru/{entering.code_in(letters[-1][1])}").status_code == 200


def test_signing_up_with_somebodys_address_looks_like_signing_up_with_a_new_one(
    app: Flask, rini: FlaskClient
) -> None:
    def signed_up(login: str) -> tuple[object, ...]:
        client = app.test_client()
        done = entering.sign_up(client, login=login)
        page = client.get("/ruang-belajar").get_data(as_text=True)
        return done.status_code, done.headers["Location"], masked(page)

    assert signed_up("rini@contoh.example") == signed_up("baru@contoh.example")
    assert entering.sign_in(app.test_client(), "rini@contoh.example").status_code == 303


@pytest.mark.parametrize("page", ["/sandi-baru", "/surel", "/undangan"])
def test_a_code_that_was_used_is_over_or_never_was_gets_the_same_answer(
    app: Flask, rini: FlaskClient, page: str
) -> None:
    purpose = {"/sandi-baru": Purpose.RESET, "/surel": Purpose.EMAIL, "/undangan": Purpose.INVITATION}[page]
    joko = people.account(app, "joko")
    old = entering.ticket(app, purpose, "joko", {"email": "j@contoh.example", "role": "guru", "by": "1"})
    entering.ticket(app, purpose, "joko")  # makes the one before void
    wrong = entering.ticket(app, Purpose.CONSENT, "joko")
    answers = {
        (done.status_code, masked(done.get_data(as_text=True)).replace(code, "…"))
        for code in (old, wrong, "0" * 12, "pendek", "x" * 300)
        for done in (joko.get(f"{page}/{code}"),)
    }
    assert len(answers) == 1 and next(iter(answers))[0] == 404


def test_sixty_wrong_codes_from_one_address_are_enough(
    app: Flask, client: FlaskClient, rini: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "FAILURES_PER_ADDRESS", 4)
    good = entering.ticket(app, Purpose.RESET, "rini")
    done = [sites.post(client, f"/sandi-baru/{'0' * 12}", {"password": "x"}).status_code for _try in range(6)]
    assert done == [404] * 4 + [429] * 2
    assert client.get(f"/sandi-baru/{good}").status_code == 429


def test_no_page_for_everybody_names_anybody(app: Flask, rini: FlaskClient) -> None:
    for path in ("/", "/kursus", "/ruang-belajar", "/masuk", "/daftar", "/akun/rini", "/rini", "/orang/1"):
        assert "Rini" not in app.test_client().get(path).get_data(as_text=True)
    assert any("Rini" in str(row) for row in snapshot(app).values())
