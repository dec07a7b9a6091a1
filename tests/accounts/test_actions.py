"""Guests who do not come back are deleted with all that is theirs."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Table, func, select

from literasi.accounts import actions
from literasi.accounts.models import Counter, Person
from literasi.accounts.rules import limits as rules
from literasi.infra.db import db
from literasi.kernel import clock
from tests.makers import courses, marking, quizzes, sites

THEN = datetime(2026, 8, 1, 16, 30, tzinfo=UTC)  # the 2nd of August in Tomohon


NAMED = {
    "account",
    "class_export",
    "class_member",
    "class_teacher",
    "consent_event",
    "gathering",
    "gathering_phone",
    "notice",
    "paper_quiz",
    "role_grant",
    "role_request",
    "ticket",
}
"""Tables that only somebody with an account has rows in, or somebody lent in a session of hers."""
JOURNAL = "erasure"
"""Says that somebody was erased, and not who."""
DRAFTS = {"draft", "draft_file", "draft_past", "draft_rival"}
TRAIL = {"trace", "site_setting", "official_channel", "regrade", "extension", *DRAFTS}
"""The audit trail, corrected keys, moved deadlines, and what the staff wrote for the library, keep their lines without the person."""


def personal() -> list[Table]:
    """Every table with rows of a guest."""
    return [
        table
        for table in db.metadata.sorted_tables
        if ("person_id" in table.columns or table.name == "person") and table.name not in NAMED
    ]


def counts(app: Flask) -> dict[str, int]:
    with app.app_context():
        found = {
            table.name: db.session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in db.metadata.sorted_tables
            if table.name != JOURNAL
        }
        db.session.remove()
    return found


def erase(app: Flask, now: datetime) -> int:
    with app.app_context():
        done = actions.erase_idle_guests(db.session(), now)
        db.session.commit()
        db.session.remove()
    return done


def busy_guest(app: Flask) -> FlaskClient:
    """A guest with rows in every table that can hold some of hers."""
    client = sites.guest(app)
    sites.post(client, courses.PLAIN_URL, {"bagian": "dua", "ke": "akhir"})
    page = client.get(f"{courses.LESSON_URL}?tampil=utuh").get_data(as_text=True)
    release = page.partition('name="rilis" value="')[2].partition('"')[0]
    sent = {"kunci": str(uuid.uuid4()), "rilis": release, "j": "0"}
    assert sites.post(client, f"{courses.LESSON_URL}/latihan/x-latihan", sent).status_code == 303
    quizzes.take(app, client)
    marking.essay(app, client)
    asked = {"kind": "betulkan", "text": "Hari terakhir saya keliru."}
    assert sites.post(client, "/akun/data/permintaan", asked).status_code == 303
    return client


def test_every_row_of_an_idle_guest_is_deleted_in_every_table(app: Flask) -> None:
    before = counts(app)
    with time_machine.travel(THEN, tick=False):
        busy_guest(app)
    filled = counts(app)
    assert all(filled[table.name] for table in personal())
    assert erase(app, THEN + timedelta(days=91)) == 1
    assert counts(app) == before


def test_the_row_of_nobody_else_is_touched(app: Flask) -> None:
    with time_machine.travel(THEN, tick=False):
        busy_guest(app)
    now = THEN + timedelta(days=91)
    with time_machine.travel(now, tick=False):
        other = busy_guest(app)
        alone = counts(app)
        erase(app, now)
        assert all(2 * counts(app)[table.name] == alone[table.name] for table in personal())
        assert other.get("/kode").status_code == 200


def test_ninety_days_in_tomohon_are_granted_and_not_one_more(app: Flask) -> None:
    with time_machine.travel(THEN, tick=False):
        sites.guest(app)
    assert erase(app, THEN + timedelta(days=90)) == 0
    assert erase(app, THEN + timedelta(days=91)) == 1


def test_coming_back_by_an_answer_begins_the_ninety_days_anew(app: Flask) -> None:
    with time_machine.travel(THEN, tick=False) as clock_:
        client = sites.guest(app)
        clock_.shift(timedelta(days=80))
        sites.post(client, courses.PLAIN_URL, {"bagian": "dua", "ke": "akhir"})
    assert erase(app, THEN + timedelta(days=100)) == 0


def test_saving_an_answer_counts_as_coming_back(app: Flask) -> None:
    with time_machine.travel(THEN, tick=False) as clock_:
        client = sites.guest(app)
        url = sites.start_quiz(client)
        clock_.shift(timedelta(days=80))
        one = quizzes.sheet(app, url).asked[0]
        quizzes.save(client, url, one.position, quizzes.right_fields(one))
    assert erase(app, THEN + timedelta(days=100)) == 0


def test_coming_back_by_code_counts_too(app: Flask) -> None:
    with time_machine.travel(THEN, tick=False) as clock_:
        code = sites.guest(app).get("/kode").get_data(as_text=True).partition('class="code">')[2][:9]
        clock_.shift(timedelta(days=80))
        assert sites.post(app.test_client(), "/lanjut", {"kode": code}).status_code == 303
    assert erase(app, THEN + timedelta(days=100)) == 0


def test_a_deleted_guest_is_a_visitor_again_and_may_begin_anew(app: Flask) -> None:
    with time_machine.travel(THEN, tick=False):
        client = sites.guest(app)
    erase(app, clock.now() + timedelta(days=365))
    assert client.get("/kode").status_code == 404
    assert client.get(courses.PLAIN_URL).status_code == 200
    assert sites.post(client, courses.PLAIN_URL, {"bagian": "satu", "ke": "dua"}).status_code == 303


def test_many_guests_are_deleted_a_few_at_a_time(app: Flask) -> None:
    with time_machine.travel(THEN, tick=False):
        for _guest in range(3):
            sites.guest(app)
    with app.app_context():
        session, now = db.session(), THEN + timedelta(days=91)
        assert [actions.erase_idle_guests(session, now, limit=2) for _round in range(3)] == [2, 1, 0]


def test_counters_go_when_their_window_is_over(app: Flask, client: FlaskClient) -> None:
    sites.post(client, "/lanjut", {"kode": "ABCD 2345"})
    assert counts(app)["counter"] == 2
    erase(app, clock.now() + rules.WINDOW + timedelta(seconds=1))
    assert counts(app)["counter"] == 0


def test_a_person_owns_rows_only_where_erasing_looks(app: Flask) -> None:
    def owners(table: Table) -> set[Any]:
        return {key.column.table.name for column in table.columns for key in column.foreign_keys}

    below = {table.name for table in db.metadata.sorted_tables if owners(table) & {"person", "attempt"}}
    inside = {"attempt_item", "answer_event", "pause", "mark_given"}
    assert below == {table.name for table in personal()} - {"person"} | inside | NAMED | TRAIL
    assert {Person.__tablename__, Counter.__tablename__} <= set(counts(app))
