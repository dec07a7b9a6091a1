"""Consent of a class on papers: ticked once, provable one by one, and withdrawn by each guardian for herself."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from literasi.accounts import actions as accounts
from literasi.accounts.models import Account, ConsentEvent, Trace
from literasi.accounts.rules.consent import State, Way
from literasi.accounts.rules.trail import Act
from literasi.classes.models import Member
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.roles import Role
from tests.house.pages import problems
from tests.makers import classes, people, sites
from tests.makers.sites import KEY


@pytest.fixture
def teacher(app: Flask) -> FlaskClient:
    return people.account(app, "bu-guru", Role.TEACHER)


@pytest.fixture
def room(app: Flask, teacher: FlaskClient) -> str:
    return classes.made(app, "bu-guru")[0]


@pytest.fixture
def pupils(app: Flask, room: str) -> dict[str, str]:
    return classes.listed(app, room, "bu-guru", "Rini\nJoko\nWati")


def today() -> date:
    return clock.wita_date(clock.now())


def recorded(client: FlaskClient, room: str, *chosen: str, day: date | None = None) -> TestResponse:
    told = {"siapa": list(chosen), "signed_on": (day or today()).isoformat()}
    return sites.post(client, f"{room}/persetujuan", told)


def text_of(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def states(app: Flask) -> dict[str, str]:
    with app.app_context():
        found = db.session.execute(
            select(Member.name, Account.consent).join(Account, Account.person_id == Member.person_id)
        )
        return {row.name: row.consent for row in found}


def test_those_who_are_ticked_have_consent_and_nobody_else(
    app: Flask, teacher: FlaskClient, room: str, pupils: dict[str, str]
) -> None:
    answer = recorded(teacher, room, pupils["Rini"], pupils["Joko"])
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    assert problems(text_of(answer), answer.headers["Content-Security-Policy"]) == []
    assert states(app) == {"Rini": State.GRANTED, "Joko": State.GRANTED, "Wati": State.ASKED}


def test_the_proof_says_where_the_paper_lies_and_who_recorded_it(
    app: Flask, teacher: FlaskClient, room: str, pupils: dict[str, str]
) -> None:
    recorded(teacher, room, pupils["Rini"], day=today() - timedelta(days=3))
    me = people.id_of(app, "bu-guru")
    with app.app_context():
        event = db.session.execute(
            select(ConsentEvent).where(ConsentEvent.state == State.GRANTED, ConsentEvent.way == Way.PAPER)
        ).scalar_one()
        actor = db.session.execute(
            select(Trace.actor_id)
            .where(Trace.subject_id == event.person_id, Trace.act == Act.CONSENT)
            .order_by(Trace.id.desc())
        ).scalars().first()  # fmt: skip
        assert (event.recorded_by, event.signed_on, actor) == (me, today() - timedelta(days=3), me)
        assert "surat bertanda tangan" in event.guardian


def test_each_guardian_gets_a_code_that_withdraws_for_her_child(
    app: Flask, teacher: FlaskClient, room: str, pupils: dict[str, str]
) -> None:
    page = text_of(recorded(teacher, room, pupils["Rini"], pupils["Joko"]))
    codes = re.findall(r'class="code">([0-9A-Z ]+)<', page)
    assert len(set(codes)) == 2
    sites.post(app.test_client(), f"/persetujuan/cabut/{codes[0].replace(' ', '')}")
    assert len(states(app)) == 2


@pytest.mark.parametrize("days", [-1, 400])
def test_a_date_on_which_nobody_can_have_signed_is_refused(
    app: Flask, teacher: FlaskClient, room: str, pupils: dict[str, str], days: int
) -> None:
    answer = recorded(teacher, room, pupils["Rini"], day=today() - timedelta(days=days))
    assert answer.status_code == 422
    assert re.search(rf'value="{pupils["Rini"]}" checked', text_of(answer))
    assert set(states(app).values()) == {State.ASKED}


def test_ticking_nobody_is_said_to_be_so(teacher: FlaskClient, room: str, pupils: dict[str, str]) -> None:
    answer = recorded(teacher, room)
    assert answer.status_code == 422 and "Centang dulu" in text_of(answer)


def test_somebody_of_another_class_is_not_recorded(app: Flask, teacher: FlaskClient, room: str, pupils: dict[str, str]) -> None:  # fmt: skip
    people.account(app, "pak-guru", Role.TEACHER)
    theirs = classes.listed(app, classes.made(app, "pak-guru")[0], "pak-guru", "Tono")
    recorded(teacher, room, theirs["Tono"])
    assert states(app)["Tono"] == State.ASKED


def test_whoever_was_refused_does_not_wait(
    app: Flask, teacher: FlaskClient, room: str, pupils: dict[str, str]
) -> None:
    with app.app_context():
        person = db.session.execute(select(Member.person_id).where(Member.name == "Rini")).scalar_one()

        def refuse(session: Session) -> str | None:
            words = accounts.text_of_consent(session, "anak", "id", "Kata-kata.", clock.now())
            decision = accounts.Decision(False, "Meiske Lumi (ibu)", words)
            return accounts.decide_on_paper(session, person, decision, KEY, clock.now(), by=person)

        write(refuse)
        db.session.remove()
    assert "Rini" not in text_of(teacher.get(f"{room}/persetujuan"))
    assert "Joko" in text_of(teacher.get(f"{room}/persetujuan"))


def test_every_guardian_has_a_letter_of_her_own(teacher: FlaskClient, room: str, pupils: dict[str, str]) -> None:  # fmt: skip
    page = text_of(teacher.get(f"{room}/persetujuan/surat"))
    assert page.count("MENYETUJUI / MENOLAK") == len(pupils)
