"""Erasure with its journal, requests answered once, and what the nightly job forgets."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.models import Person, Trace
from literasi.accounts.rules.trail import Act
from literasi.infra import mail
from literasi.kernel import clock
from literasi.kernel.errors import Missing, Refusal
from literasi.kernel.roles import Role
from literasi.privacy import actions, queries, tasks
from literasi.privacy.models import DataRequest, ErasureRow
from literasi.privacy.rules import requests
from literasi.privacy.rules.journal import Way
from literasi.privacy.rules.requests import Kind
from tests.makers import people, sites

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)


def count(session: Session, table: type) -> int:
    return session.execute(select(func.count()).select_from(table)).scalar_one()


def asked(session: Session, person_id: int, now: datetime = NOW) -> str:
    actions.ask(session, person_id, Kind.OTHER, "Apa saja?", now)
    session.flush()
    return queries.own_requests(session, person_id)[0].public_id


def lines(place: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (place / "erasures.jsonl").read_text().splitlines()]


def test_whoever_is_erased_stands_in_the_journal_by_number_and_birth_of_her_row(
    app: Flask, session: Session
) -> None:
    person_id = people.make(session, "rini")
    created = session.get_one(Person, person_id).created_at
    actions.erase(session, person_id, Way.HERSELF, NOW, by=person_id)
    actions.keep_journal(session, app.extensions["literasi"].instance)
    assert lines(app.extensions["literasi"].instance) == [
        {"person": person_id, "created": created.isoformat(), "at": NOW.isoformat()}
    ]


def test_the_table_remembers_what_the_file_lacks_and_a_job_completes_it(app: Flask, session: Session) -> None:
    instance = app.extensions["literasi"].instance
    actions.erase(session, people.make(session, "rini"), Way.HERSELF, NOW, by=None)
    session.commit()
    assert not (instance / "erasures.jsonl").exists()
    assert (tasks.complete_journal(app), tasks.complete_journal(app)) == (1, 0)
    assert len(lines(instance)) == 1


def test_an_erasure_that_is_rolled_back_leaves_no_line(app: Flask, session: Session) -> None:
    people.make(session, "rini")
    session.commit()
    actions.erase(session, people.id_of(app, "rini"), Way.HERSELF, NOW, by=None)
    session.rollback()
    assert queries.unwritten(session) == []


def test_idle_guests_stand_in_the_journal_too(session: Session) -> None:
    from literasi.accounts.actions.guests import new_person

    person_id = new_person(session, "k" * 32, NOW)
    accounts.erase_idle_guests(session, NOW + timedelta(days=120))
    assert [one.person for _row, one in queries.unwritten(session)] == [person_id]


def test_the_journal_grows_by_no_erasure_that_it_has_and_by_nobody_made_up(session: Session) -> None:
    rini, nobody = people.make(session, "rini"), people.make(session, "karangan")
    session.get_one(Person, nobody).made_up = True
    accounts.erase(session, [rini], NOW, again=True)
    accounts.erase(session, [nobody], NOW)
    assert queries.unwritten(session) == [] and count(session, Person) == 0


def test_a_letter_that_waits_for_somebody_erased_is_not_sent(session: Session) -> None:
    person_id = people.make(session, "rini", email="rini@contoh.example")
    mail.post(session, "rini@contoh.example", "Kata sandi baru", "Kode", NOW, (sites.KEY,))
    mail.post(session, "joko@contoh.example", "Kata sandi baru", "Kode", NOW, (sites.KEY,))
    actions.erase(session, person_id, Way.HERSELF, NOW, by=person_id)
    assert [letter.recipient for letter in mail.due(session, NOW)] == ["joko@contoh.example"]


def test_the_last_one_who_runs_the_site_stays(session: Session) -> None:
    person_id = people.make(session, "pak-urus", [Role.ADMIN])
    with pytest.raises(Refusal):
        actions.erase(session, person_id, Way.HERSELF, NOW, by=person_id)
    assert session.get(Person, person_id) is not None


def test_nobody_is_erased_twice(session: Session) -> None:
    person_id = people.make(session, "rini")
    actions.erase(session, person_id, Way.HERSELF, NOW, by=person_id)
    with pytest.raises(Missing):
        actions.erase(session, person_id, Way.HERSELF, NOW, by=person_id)


def test_the_trail_keeps_that_somebody_was_erased_and_not_who(session: Session) -> None:
    person_id = people.make(session, "rini")
    actions.erase(session, person_id, Way.PAPER, NOW, by=None, signed_on=clock.wita_date(NOW))
    session.expire_all()
    last = session.execute(select(Trace).where(Trace.act == Act.ERASED)).scalar_one()
    assert last.subject_id is None
    assert {**last.facts, "way": "kertas", "signed_on": "2026-11-23"} == last.facts


def test_a_request_is_answered_once(session: Session) -> None:
    key, by = asked(session, people.make(session, "rini")), people.make(session, "bu", [Role.LIBRARIAN])
    actions.answer(session, key, "Ini.", NOW, by=by)
    with pytest.raises(Refusal):
        actions.answer(session, key, "Itu.", NOW, by=by)
    assert queries.open_requests(session) == []


def test_requests_of_one_person_do_not_bury_the_others(session: Session) -> None:
    person_id = people.make(session, "rini")
    for _one in range(requests.MOST_OPEN):
        asked(session, person_id)
    with pytest.raises(Refusal):
        asked(session, person_id)
    assert asked(session, people.make(session, "joko"))


def test_the_most_urgent_request_stands_first(session: Session) -> None:
    late, later = people.make(session, "rini"), people.make(session, "joko")
    asked(session, later, NOW)
    asked(session, late, NOW - timedelta(days=5))
    assert [one.username for one in queries.open_requests(session)] == ["rini", "joko"]


def test_what_a_guest_asked_comes_along(session: Session) -> None:
    guest, account = people.make(session, "tamu"), people.make(session, "rini")
    asked(session, guest)
    assert [str(one) for one in accounts.merge(session, guest, account, NOW)] == ["1 permintaan tentang data"]
    assert len(queries.own_requests(session, account)) == 1


def test_answered_requests_are_kept_a_year_and_open_ones_until_they_are_answered(session: Session) -> None:
    person_id, by = people.make(session, "rini"), people.make(session, "bu", [Role.LIBRARIAN])
    actions.answer(session, asked(session, person_id), "Ini.", NOW, by=by)
    asked(session, person_id)
    actions.tidy(session, NOW + timedelta(days=365))
    assert count(session, DataRequest) == 2
    actions.tidy(session, NOW + timedelta(days=365, seconds=1))
    assert [one.done_at for one in queries.own_requests(session, person_id)] == [None]


def test_the_trail_is_kept_two_years(session: Session) -> None:
    person_id = people.make(session, "rini")
    accounts.note(session, Act.LOOKED, None, person_id, NOW)
    accounts.note(session, Act.LOOKED, None, person_id, NOW + timedelta(days=730))
    actions.tidy(session, NOW + timedelta(days=730, seconds=1))
    assert session.execute(select(Trace.at).where(Trace.act == Act.LOOKED)).scalars().all() == [
        NOW + timedelta(days=730)
    ]


def test_a_line_of_the_journal_is_kept_two_years_and_until_the_file_has_it(session: Session) -> None:
    for written in (True, False):
        session.add(ErasureRow(person=1, created_at=NOW, at=NOW, written=written))
    actions.tidy(session, NOW + timedelta(days=731))
    assert [row.written for row in session.execute(select(ErasureRow)).scalars()] == [False]


def test_letters_that_failed_too_often_are_forgotten(session: Session) -> None:
    for tries in (mail.MOST_TRIES - 1, mail.MOST_TRIES):
        session.add(
            mail.Letter(recipient="a@b.example", subject="", body="", written_at=NOW, due_at=NOW, tries=tries)
        )
    actions.tidy(session, NOW)
    assert [row.tries for row in session.execute(select(mail.Letter)).scalars()] == [mail.MOST_TRIES - 1]
