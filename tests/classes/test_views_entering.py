"""Pupils come in by card, or by name and PIN; nobody else does."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from literasi.accounts import actions as accounts
from literasi.accounts.models import Account, Trace
from literasi.accounts.rules import limits
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.accounts.rules.trail import Act
from literasi.classes import actions as class_actions
from literasi.classes import handlers
from literasi.classes.models import Member
from literasi.classes.rules.calendar import Term
from literasi.infra import passwords
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.events import NightFell
from literasi.kernel.roles import Role
from tests.house.pages import problems
from tests.makers import classes, entering, people, sites

PIN = "271828"
GROWN = class_actions.NewClass("TI-1A", "", 2026, Term.ODD, AgeBand.ADULT)


@pytest.fixture
def teacher(app: Flask) -> FlaskClient:
    return people.account(app, "bu-guru", Role.TEACHER)


@pytest.fixture
def room(app: Flask, teacher: FlaskClient) -> tuple[str, str]:
    """The address of her class and its code."""
    return classes.made(app, "bu-guru")


@pytest.fixture
def rini(app: Flask, room: tuple[str, str]) -> str:
    """The public id of Rini, who is on its list."""
    return classes.listed(app, room[0], "bu-guru", "14;Rini\n15;Joko")["Rini"]


@pytest.fixture
def card(app: Flask, room: tuple[str, str], rini: str) -> str:
    """The address on her card; she has a PIN too."""
    return classes.card(app, room[0], "bu-guru", rini, PIN)


def text_of(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def by_pin(client: FlaskClient, code: str, name: str = "rini", pin: str = PIN) -> TestResponse:
    return sites.post(client, "/masuk-kelas", {"code": code, "name": name, "password": pin})


def stated(app: Flask, **values: object) -> None:
    """Let Rini's account stand like this."""
    with app.app_context():
        person = select(Member.person_id).where(Member.name == "Rini").scalar_subquery()
        write(lambda session: session.execute(update(Account).where(Account.person_id == person).values(**values)))  # fmt: skip
        db.session.remove()


def test_a_card_asks_who_she_is_and_signs_nobody_in(app: Flask, card: str) -> None:
    client = app.test_client()
    answer = client.get(card)
    assert "Kamu Rini, VIII-B nomor 14?" in text_of(answer)
    assert problems(text_of(answer), answer.headers["Content-Security-Policy"]) == []
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get("/kode").status_code == 404


def test_a_card_lets_her_in_and_shows_who_sees_her_progress(
    app: Flask, room: tuple[str, str], card: str
) -> None:
    client = app.test_client()
    answer = sites.post(client, card, follow_redirects=True)
    assert answer.request.path == f"{room[0]}/saya"
    assert "Bu-Guru" in text_of(answer)


def test_a_card_works_again_on_another_phone(app: Flask, card: str) -> None:
    assert all(sites.post(app.test_client(), card).status_code == 303 for _phone in range(3))


def test_signing_in_by_card_leaves_nothing_of_the_session_before(app: Flask, card: str) -> None:
    client = sites.guest(app)
    with client.session_transaction() as session:
        session["ditanam"], before = "orang lain", session["_user_id"]
    sites.post(client, card, {"biarkan": "ya"})
    with client.session_transaction() as session:
        assert "ditanam" not in session and session["_user_id"] != before


def test_a_guests_work_stays_where_it_is_when_she_says_so(app: Flask, card: str) -> None:
    client = sites.guest(app)
    code = re.search(r'class="code">([^<]+)<', text_of(client.get("/kode")))
    assert code is not None and 'name="biarkan"' in text_of(client.get(card))
    sites.post(client, card, {"biarkan": "ya"})
    assert sites.post(app.test_client(), "/lanjut", {"kode": code.group(1)}).status_code == 303


def test_on_a_shared_computer_a_guests_work_is_left_unless_she_says_otherwise(app: Flask, card: str) -> None:
    client = sites.guest(app)
    client.set_cookie("tampilan", "id.0.0.1")
    assert 'name="biarkan" value="ya" checked' in text_of(client.get(card))


def test_the_work_of_a_classmate_who_waits_is_not_taken_over(
    app: Flask, room: tuple[str, str], card: str
) -> None:
    client = app.test_client()
    sites.post(client, card)
    joko = classes.listed(app, room[0], "bu-guru", "Wati")["Joko"]
    other = classes.card(app, room[0], "bu-guru", joko)
    assert 'name="biarkan"' not in text_of(client.get(other))
    sites.post(client, other)
    assert sites.post(app.test_client(), card).status_code == 303  # Rini is still there


def test_an_old_card_opens_nothing(app: Flask, teacher: FlaskClient, room: tuple[str, str], rini: str, card: str) -> None:  # fmt: skip
    made = sites.post(teacher, f"{room[0]}/kartu", {"siapa": rini, "ganti": "ya"})
    assert made.status_code == 200 and "no-store" in made.headers["Cache-Control"]
    for method in ("get", "post"):
        answer = app.test_client().get(card) if method == "get" else sites.post(app.test_client(), card)
        assert answer.status_code == 404 and "kartu baru" in text_of(answer)


def test_new_cards_are_asked_for_twice_where_old_ones_die(
    app: Flask, teacher: FlaskClient, room: tuple[str, str], rini: str, card: str
) -> None:
    answer = sites.post(teacher, f"{room[0]}/kartu", {"siapa": rini})
    assert answer.status_code == 422 and 'role="alert"' in text_of(answer)
    assert app.test_client().get(card).status_code == 200


def test_printed_cards_hold_what_lets_their_owners_in(
    app: Flask, teacher: FlaskClient, room: tuple[str, str], rini: str
) -> None:
    answer = sites.post(teacher, f"{room[0]}/kartu", {"siapa": rini, "pin": "ya"})
    page = text_of(answer)
    pin = re.search(r"PIN <b>(\d{6})</b>", page)
    assert pin is not None and "data:image/svg" in page
    assert problems(page, answer.headers["Content-Security-Policy"]) == []
    assert by_pin(app.test_client(), room[1], pin=pin.group(1)).status_code == 303


def test_cards_are_made_for_all_at_once(
    app: Flask, teacher: FlaskClient, room: tuple[str, str], card: str
) -> None:
    page = text_of(sites.post(teacher, f"{room[0]}/kartu", {"semua": "ya", "ganti": "ya"}))
    assert page.count("data:image/svg") == 2
    assert app.test_client().get(card).status_code == 404


def test_the_trail_says_who_made_her_a_card(app: Flask, card: str) -> None:
    with app.app_context():
        person = db.session.execute(select(Member.person_id).where(Member.name == "Rini")).scalar_one()
        made = db.session.execute(select(Trace.actor_id).where(Trace.subject_id == person, Trace.act == Act.CODE)).scalars()  # fmt: skip
        assert list(made) == [people.id_of(app, "bu-guru")]


def test_nobody_gets_a_card_for_an_account_that_she_brought_along(
    app: Flask, teacher: FlaskClient, room: tuple[str, str]
) -> None:
    people.account(app, "wati")
    sites.post(people.device(app, "wati"), "/gabung", {"code": room[1]})
    with app.app_context():
        wati = db.session.execute(select(Member.public_id)).scalar_one()
        db.session.remove()
    assert sites.post(teacher, f"{room[0]}/kartu", {"siapa": wati}).status_code == 422


def test_a_card_of_a_closed_class_says_so(app: Flask, teacher: FlaskClient, room: tuple[str, str], card: str) -> None:  # fmt: skip
    sites.post(teacher, f"{room[0]}/keadaan", {"aksi": "tutup"})
    answer = sites.post(app.test_client(), card)
    assert answer.status_code == 409 and "sudah ditutup" in text_of(answer)


def test_a_suspended_pupil_does_not_get_in(app: Flask, room: tuple[str, str], card: str) -> None:
    stated(app, suspended_at=clock.now())
    assert sites.post(app.test_client(), card).status_code == 403
    assert by_pin(app.test_client(), room[1]).status_code == 403


def test_no_card_opens_an_account_with_a_second_step(app: Flask, room: tuple[str, str], card: str) -> None:
    stated(app, second_step="tersegel")
    assert sites.post(app.test_client(), card).status_code == 409
    assert by_pin(app.test_client(), room[1]).status_code == 409


def test_name_and_pin_let_her_in(app: Flask, room: tuple[str, str], card: str) -> None:
    client = app.test_client()
    assert by_pin(client, room[1], " RINI ").status_code == 303
    assert client.get(f"{room[0]}/saya").status_code == 200


WRONG: tuple[tuple[str | None, dict[str, str]], ...] = (
    ("", {}),
    ("AAAAAAAA", {}),
    (None, {"name": "nobody"}),
    (None, {"name": "joko"}),
    (None, {"pin": "000000"}),
    (None, {"pin": ""}),
)
"""Class codes, None for the right one, and what else is typed: a wrong code, name, or PIN; Joko has no PIN."""


def test_whatever_is_wrong_is_answered_alike_after_the_same_work(
    app: Flask, room: tuple[str, str], card: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def never(stored: str, _typed: str) -> bool:
        tried.append(stored)
        return False

    monkeypatch.setattr(passwords, "matches", never)
    answers = [by_pin(app.test_client(), room[1] if code is None else code, **told) for code, told in WRONG]
    alerts = {re.findall(r'role="alert"><b>(.*?)</b>', text_of(answer))[0] for answer in answers}
    assert {answer.status_code for answer in answers} == {422}
    assert len(alerts) == 1 and len(tried) == len(WRONG)


def test_a_pin_is_never_sent_back(app: Flask, room: tuple[str, str], card: str) -> None:
    answer = by_pin(app.test_client(), "AAAAAAAA")
    assert PIN not in text_of(answer) and "AAAAAAAA" in text_of(answer)


def test_guessing_a_pin_ends_for_one_name_and_not_for_the_class(
    app: Flask, room: tuple[str, str], card: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "matches", lambda _stored, typed: typed == PIN)
    with time_machine.travel(clock.now(), tick=False) as now:
        for number in range(limits.FAILURES_PER_ACCOUNT):
            assert by_pin(app.test_client(), room[1], pin=f"{number:06}").status_code == 422
        assert by_pin(app.test_client(), room[1]).status_code == 429
        assert by_pin(app.test_client(), room[1], "joko").status_code == 303
        assert sites.post(app.test_client(), card).status_code == 303
        now.shift(limits.WINDOW + timedelta(seconds=1))
        assert by_pin(app.test_client(), room[1]).status_code == 303


def test_a_new_pin_voids_the_old_one(app: Flask, room: tuple[str, str], rini: str, card: str) -> None:
    classes.card(app, room[0], "bu-guru", rini, "314159")
    assert by_pin(app.test_client(), room[1]).status_code == 422
    assert by_pin(app.test_client(), room[1], pin="314159").status_code == 303


def test_who_is_on_the_list_comes_in_though_nobody_new_may_join(
    app: Flask, teacher: FlaskClient, room: tuple[str, str], card: str
) -> None:
    sites.post(teacher, f"{room[0]}/kode", {"aksi": "tutup"})
    assert by_pin(app.test_client(), room[1]).status_code == 303


def test_a_student_who_is_grown_up_agrees_herself_at_her_first_entrance(app: Flask, teacher: FlaskClient) -> None:  # fmt: skip
    room = classes.made(app, "bu-guru", told=GROWN)[0]
    rini = classes.listed(app, room, "bu-guru", "Rini")["Rini"]
    client = app.test_client()
    answer = sites.post(client, classes.card(app, room, "bu-guru", rini), follow_redirects=True)
    assert answer.request.path == "/akun/menunggu" and "Saya setuju" in text_of(answer)
    assert problems(text_of(answer), answer.headers["Content-Security-Policy"]) == []
    assert sites.post(client, "/akun/menunggu/setuju").status_code == 303
    assert client.get("/akun").status_code == 200


def test_a_corrected_age_leaves_it_to_her_to_agree_to_an_account_that_her_teacher_made(
    app: Flask, card: str
) -> None:
    with app.app_context():
        rini = db.session.execute(select(Member.person_id).where(Member.name == "Rini")).scalar_one()
        write(lambda session: accounts.correct_age(session, rini, AgeBand.ADULT, clock.now(), by=1, actor={Role.LIBRARIAN}))  # fmt: skip
        db.session.remove()
    client = app.test_client()
    answer = sites.post(client, card, follow_redirects=True)
    assert answer.request.path == "/akun/menunggu" and "Saya setuju" in text_of(answer)
    assert client.get("/akun").status_code != 200


def test_who_has_no_password_yet_chooses_one_and_then_no_card_opens_her_account(
    app: Flask, room: tuple[str, str], card: str
) -> None:
    stated(app, consent=State.GRANTED)
    client = app.test_client()
    sites.post(client, card)
    page = text_of(client.get("/akun"))
    assert 'name="old"' not in page and "Pasang dua langkah" not in page and problems(page) == []
    assert sites.post(client, "/akun/nama", {"name": "Rini M", "username": ""}).status_code == 303
    chosen = {"password": "lereng lokon berkabut"}
    assert "nama pengguna" in text_of(sites.post(client, "/akun/sandi", chosen))
    assert sites.post(app.test_client(), card).status_code == 303
    sites.post(client, "/akun/nama", {"name": "Rini M", "username": "rini.m"})
    assert sites.post(client, "/akun/sandi", chosen).status_code == 303
    assert 'name="old"' in text_of(client.get("/akun"))
    assert sites.post(client, "/akun/sandi", {"password": "hutan pinus pagi"}).status_code == 422
    assert sites.post(app.test_client(), card).status_code == 409
    assert by_pin(app.test_client(), room[1]).status_code == 409
    assert entering.is_in(client)


def test_who_has_no_password_sets_up_no_second_step(app: Flask, card: str) -> None:
    stated(app, consent=State.GRANTED)
    client = app.test_client()
    sites.post(client, card)
    assert client.get("/akun/dua-langkah").status_code == 409
    assert sites.post(client, "/akun/dua-langkah", {"code": "123456"}).status_code == 409


def test_a_child_does_not_agree_herself(app: Flask, card: str) -> None:
    client = app.test_client()
    sites.post(client, card)
    assert sites.post(client, "/akun/menunggu/setuju").status_code == 409
    with app.app_context():
        assert set(db.session.execute(select(Account.consent).where(Account.password == "")).scalars()) == {State.ASKED}  # fmt: skip


def test_an_account_that_left_every_class_and_nobody_can_open_is_closed_when_it_is_idle(
    app: Flask, teacher: FlaskClient, room: tuple[str, str], rini: str
) -> None:
    stated(app, consent=State.GRANTED)
    sites.post(teacher, f"{room[0]}/anggota/{rini}/keluar")
    names = []
    for days in (89, 91):
        night = NightFell(clock.now() + timedelta(days=days))
        with app.app_context():
            write(lambda session, night=night: handlers.forget_unagreed(session, night))
            names.append(
                set(db.session.execute(select(Account.name).where(Account.password == "")).scalars())
            )
            db.session.remove()
    assert names == [{"Rini", "Joko"}, {"Joko"}]


def test_an_account_that_nobody_agreed_to_leaves_the_list_by_night(app: Flask, teacher: FlaskClient, room: tuple[str, str], card: str) -> None:  # fmt: skip
    with app.app_context():
        later = clock.now() + timedelta(days=31)
        write(lambda session: accounts.drop_waiting(session, later))
        db.session.remove()
    assert "akunnya ditutup" in text_of(teacher.get(room[0]))
    with app.app_context():
        write(class_actions.forget_unagreed)
        db.session.remove()
    assert "Rini" not in text_of(teacher.get(room[0]))
    assert app.test_client().get(card).status_code == 404
