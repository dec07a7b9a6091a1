"""The audit trail as the head reads it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from literasi.accounts import actions
from literasi.accounts.rules.trail import Act
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.roles import Role
from tests.makers import people, sites

EVENING = datetime(2026, 11, 23, 15, 59, tzinfo=UTC)  # one minute to midnight in Tomohon
TRAIL = "/pengelola/jejak"


@pytest.fixture
def head(app: Flask) -> FlaskClient:
    """The head's browser."""
    return people.account(app, "bu-kepala", Role.HEAD)


def lines(client: FlaskClient, query: str = "") -> list[tuple[str, str, str]]:
    """Act, actor and subject of every line of a page."""
    page = client.get(f"{TRAIL}?{query}").get_data(as_text=True)
    cell = r'data-label="{}"><span>([^<]*)</span></td>'
    return re.findall("<td ".join(map(cell.format, ("Perbuatan", "Oleh", "Pada"))), page)


def look(app: Flask, client: FlaskClient, username: str) -> None:
    assert sites.post(client, f"{people.page_of(app, username)}/buka").status_code == 303


def erased(app: Flask, username: str) -> None:
    number = people.id_of(app, username)
    with app.app_context():
        write(lambda session: actions.erase(session, [number], clock.now()))
        db.session.remove()


def test_a_line_says_who_did_what_to_whom(app: Flask, head: FlaskClient) -> None:
    librarian = people.account(app, "bu-pustaka", Role.LIBRARIAN)
    people.account(app, "rini")
    look(app, librarian, "rini")
    assert lines(head)[0] == ("Data dilihat", "Bu-Pustaka", "Rini")
    assert ("Peran diberikan: Pustakawan", "sistem atau terminal", "Bu-Pustaka") in lines(head)


def test_who_was_erased_leaves_the_line_without_a_name(app: Flask, head: FlaskClient) -> None:
    librarian = people.account(app, "bu-pustaka", Role.LIBRARIAN)
    people.account(app, "rini")
    look(app, librarian, "rini")
    erased(app, "rini")
    erased(app, "bu-pustaka")
    gone = "orang yang sudah dihapus"
    assert lines(head, "perbuatan=data.lihat") == [("Data dilihat", gone, gone)]


def test_an_act_that_concerns_nobody_names_nobody(app: Flask, head: FlaskClient) -> None:
    people.account(app, "pak-urus", Role.ADMIN)
    admin = people.id_of(app, "pak-urus")
    with app.app_context():
        write(lambda session: actions.save_school(session, "SMP Contoh", clock.now(), by=admin))
        db.session.remove()
    assert lines(head, "perbuatan=sekolah.simpan") == [("Sekolah disimpan", "Pak-Urus", "–")]


def test_lines_are_found_by_act_and_by_either_person(app: Flask, head: FlaskClient) -> None:
    librarian = people.account(app, "bu-pustaka", Role.LIBRARIAN)
    for one in ("rini", "joko"):
        people.account(app, one)
        look(app, librarian, one)
    assert len(lines(head, "perbuatan=data.lihat")) == 2
    assert len(lines(head, "perbuatan=data.lihat&orang=bu-pustaka")) == 2
    assert len(lines(head, "perbuatan=data.lihat&orang=RINI")) == 1


def test_days_are_those_of_tomohon_and_the_last_counts_whole(app: Flask) -> None:
    with time_machine.travel(EVENING, tick=False) as moving:
        people.account(app, "rini")
        moving.shift(timedelta(minutes=1))
        head = people.account(app, "bu-kepala", Role.HEAD)
        asked = ("sampai=2026-11-23", "dari=2026-11-24", "dari=2026-11-23&sampai=2026-11-23")
        found = [{who for _act, _by, who in lines(head, one)} for one in asked]
    assert found == [{"Rini"}, {"Bu-Kepala"}, {"Rini"}]


@pytest.mark.parametrize(
    "query", ["dari=kemarin", "sampai=9999-12-31", "dari=0001-01-01", "perbuatan=apa", "orang=tidak.ada"]
)
def test_a_filter_that_cannot_be_read_is_said_beside_its_field_and_kept(
    head: FlaskClient, query: str
) -> None:
    answer = head.get(f"{TRAIL}?{query}")
    page, value = answer.get_data(as_text=True), query.partition("=")[2]
    assert answer.status_code == 422 and 'role="alert"' in page
    assert value in page or query.startswith("perbuatan")


def test_a_long_trail_has_pages_that_keep_the_filter(app: Flask, head: FlaskClient) -> None:
    number = people.id_of(app, "bu-kepala")
    with app.app_context():
        for _line in range(51):
            write(lambda session: actions.note(session, Act.SETTING, number, None, clock.now()))
        db.session.remove()
    assert [len(lines(head, f"perbuatan=situs.ubah&hal={page}")) for page in (1, 2)] == [50, 1]
    page = head.get(f"{TRAIL}?perbuatan=situs.ubah").get_data(as_text=True)
    assert "perbuatan=situs.ubah&amp;hal=2" in page or "hal=2&amp;perbuatan=situs.ubah" in page


def test_english_readers_read_english_lines(app: Flask, head: FlaskClient) -> None:
    head.set_cookie("tampilan", "en.0.0.0")
    assert "system or terminal" in head.get(TRAIL).get_data(as_text=True)
