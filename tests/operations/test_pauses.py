"""Nobody loses time to a server that stood still (P6): what its pulse missed is given back to open attempts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from literasi.operations import cli, tasks
from tests.attacks import makers
from tests.attacks.oracles import rows
from tests.makers import quizzes, sites

START = "2026-11-23T01:00:00Z"
MINUTE = 60.0


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def attempt(clock: time_machine.Coordinates, app: Flask, guest: FlaskClient) -> str:
    """An attempt of ten minutes, begun now on a site that is alive."""
    makers.publish_quiz(app, batas_menit="10")
    tasks.beat(app)
    return sites.start_quiz(guest)


def silent(app: Flask, clock: time_machine.Coordinates, minutes: float) -> None:
    """Nobody is served for so long; then the site is back."""
    clock.shift(minutes * MINUTE)
    tasks.beat(app)


def percent(app: Flask, client: FlaskClient, attempt: str) -> object:
    """What handing in now makes of it."""
    sites.post(client, attempt, {"aksi": "kirim-juga"})
    return rows(app, "attempt")[0]["percent"]


def test_an_answer_after_an_hour_without_a_server_counts(
    app: Flask, guest: FlaskClient, attempt: str, clock: time_machine.Coordinates
) -> None:
    silent(app, clock, 60)
    clock.shift(9 * MINUTE)
    assert makers.answer(guest, attempt, "OPAC") == 200
    assert percent(app, guest, attempt) == 100


def test_the_clock_runs_on_after_the_pause(
    app: Flask, guest: FlaskClient, attempt: str, clock: time_machine.Coordinates
) -> None:
    silent(app, clock, 60)
    for _minute in range(11):
        silent(app, clock, 1)
    makers.answer(guest, attempt, "OPAC")
    assert percent(app, guest, attempt) == 0


def test_the_page_says_how_much_was_added(
    app: Flask, guest: FlaskClient, attempt: str, clock: time_machine.Coordinates
) -> None:
    silent(app, clock, 12)
    assert "Waktu Anda ditambah 12 menit" in guest.get(attempt).get_data(as_text=True)


def test_a_start_gives_back_before_it_serves(
    app: Flask, guest: FlaskClient, attempt: str, clock: time_machine.Coordinates
) -> None:
    clock.shift(60 * MINUTE)
    with app.app_context():
        cli.prepare()
    assert makers.answer(guest, attempt, "OPAC") == 200
    assert percent(app, guest, attempt) == 100


def test_an_answer_that_arrives_before_the_first_beat_after_an_outage_counts(
    app: Flask, guest: FlaskClient, attempt: str, clock: time_machine.Coordinates
) -> None:
    clock.shift(60 * MINUTE)
    makers.answer(guest, attempt, "OPAC")
    assert [row["late"] for row in rows(app, "answer_event")] == [0]
    assert percent(app, guest, attempt) == 100


def test_a_page_that_arrives_before_the_first_beat_counts(
    app: Flask, guest: FlaskClient, attempt: str, clock: time_machine.Coordinates
) -> None:
    clock.shift(60 * MINUTE)
    assert "Waktu pengerjaan sudah habis" not in guest.get(attempt).get_data(as_text=True)
    quizzes.send_page(guest, attempt, {1: {"j": ["OPAC"]}}, "kirim")
    assert rows(app, "attempt")[0]["percent"] == 100


def test_an_attempt_is_gone_on_with_before_the_first_beat(
    app: Flask, guest: FlaskClient, attempt: str, clock: time_machine.Coordinates
) -> None:
    clock.shift(60 * MINUTE)
    assert sites.start_quiz(guest) == attempt


def test_an_outage_is_given_back_once_by_answer_and_beat_together(
    app: Flask, guest: FlaskClient, attempt: str, clock: time_machine.Coordinates
) -> None:
    before = quizzes.sheet(app, attempt).deadline_at
    clock.shift(60 * MINUTE)
    makers.answer(guest, attempt, "OPAC")
    clock.shift(30)
    makers.answer(guest, attempt, "OPAC", 1)
    tasks.beat(app)
    after = quizzes.sheet(app, attempt).deadline_at
    assert before and after and after - before == timedelta(minutes=60, seconds=30)


def test_beats_in_time_add_nothing(
    app: Flask, guest: FlaskClient, attempt: str, clock: time_machine.Coordinates
) -> None:
    for _minute in range(12):
        silent(app, clock, 1)
    makers.answer(guest, attempt, "OPAC")
    assert (rows(app, "pause"), percent(app, guest, attempt)) == ([], 0)


def test_an_attempt_that_was_over_before_the_pause_stays_over(
    app: Flask, guest: FlaskClient, attempt: str, clock: time_machine.Coordinates
) -> None:
    for _minute in range(11):
        silent(app, clock, 1)
    silent(app, clock, 60)
    makers.answer(guest, attempt, "OPAC")
    assert percent(app, guest, attempt) == 0


def test_an_attempt_that_was_handed_in_is_left_alone(
    app: Flask, guest: FlaskClient, attempt: str, clock: time_machine.Coordinates
) -> None:
    sites.post(guest, attempt, {"aksi": "kirim-juga"})
    silent(app, clock, 60)
    assert rows(app, "pause") == []
