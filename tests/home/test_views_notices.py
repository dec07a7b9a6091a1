"""Kabar as its readers see it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask
from flask.testing import FlaskClient

from literasi.home import actions
from literasi.home.rules.notices import Kind
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.roles import Role
from tests.makers import courses, people, sites

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
COUNT = '<b class="count">'


def text(client: FlaskClient, path: str = "/kabar") -> str:
    return client.get(path).get_data(as_text=True)


def tell(app: Flask, username: str, times: int = 1) -> None:
    person = people.id_of(app, username)
    with app.app_context():
        for _time in range(times):
            write(lambda session: actions.tell(session, [person], Kind.CONSENT, clock.now()))
        db.session.remove()


def test_only_somebody_with_an_account_has_kabar_in_the_menu(app: Flask, guest: FlaskClient) -> None:
    assert ['href="/kabar"' in text(one, "/") for one in (guest, people.account(app, "rini"))] == [
        False,
        True,
    ]


def test_the_count_stands_on_every_page_also_on_one_that_was_kept_before(app: Flask) -> None:
    client = people.account(app, "rini")
    for path in ("/kursus", courses.LESSON_URL):
        assert COUNT not in text(client, path)
    tell(app, "rini", 2)
    for path in ("/kursus", courses.LESSON_URL):
        assert f"{COUNT}2</b>" in text(client, path)
        assert 'aria-label="Kabar: 2 belum dibaca"' in text(client, path)
    assert COUNT not in text(people.account(app, "joko"), "/kursus")


def test_a_count_beyond_ninety_nine_is_not_written_out(app: Flask) -> None:
    client = people.account(app, "rini")
    tell(app, "rini", 100)
    assert f"{COUNT}99+</b>" in text(client)


def test_reading_marks_nothing_and_the_button_marks_all(app: Flask) -> None:
    client = people.account(app, "rini", Role.TEACHER)
    assert text(client) and "<b>Baru</b>" in text(client)
    assert sites.post(client, "/kabar").status_code == 303
    assert "<b>Baru</b>" not in text(client) and COUNT not in text(client)
    assert "Anda sekarang guru di situs ini." in text(client)


def test_notices_stand_under_their_days_newest_first(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False) as moving:
        client = people.account(app, "rini", Role.TEACHER)
        moving.shift(timedelta(days=1))
        tell(app, "rini")
        page = text(client)
    assert page.index("24 November 2026") < page.index("menyetujui akun") < page.index("23 November 2026")
    assert page.index("23 November 2026") < page.index("Anda sekarang guru")


def test_a_long_list_has_pages(app: Flask) -> None:
    client = people.account(app, "rini")
    tell(app, "rini", 31)
    assert text(client).count("<b>Baru</b>") == 30 and 'href="/kabar?hal=2"' in text(client)
    assert text(client, "/kabar?hal=2").count("<b>Baru</b>") == 1


def test_an_empty_page_says_what_would_be_here(app: Flask) -> None:
    assert "Belum ada kabar" in text(people.account(app, "rini"))


def test_the_words_are_those_of_the_readers_language(app: Flask) -> None:
    client = people.account(app, "rini", Role.TEACHER)
    client.set_cookie("tampilan", "en.0.0.0")
    assert "You are now a teacher on this site." in text(client)


def test_nobody_reads_the_notices_of_somebody_else(app: Flask) -> None:
    people.account(app, "rini", Role.TEACHER)
    other = people.account(app, "joko")
    assert "guru" not in text(other).split("<main")[1].split("</main")[0]
    sites.post(other, "/kabar")
    assert COUNT in text(people.device(app, "rini"))
