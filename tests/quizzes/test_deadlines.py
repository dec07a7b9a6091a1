"""The end of an attempt: it may be moved later, and what was saved by then is handed in by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.infra.db import db, write
from literasi.kernel import clock as kernel_clock
from literasi.operations import tasks
from literasi.quizzes import actions, queries
from literasi.quizzes.actions import submitting
from literasi.quizzes.models import Attempt
from literasi.quizzes.queries import Sheet
from literasi.quizzes.rules.grading import Grade
from tests.attacks import makers
from tests.attacks.oracles import rows
from tests.makers import quizzes, sites

START = datetime(2026, 11, 23, 1, tzinfo=UTC)
END = START + timedelta(minutes=10)
MINUTE = 60.0


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def attempt(clock: time_machine.Coordinates, app: Flask, guest: FlaskClient) -> str:
    """An attempt that a class lets end after ten minutes, begun on a site that is alive."""
    makers.publish_quiz(app)
    tasks.beat(app)
    url = sites.start_quiz(guest)
    with app.app_context():
        write(lambda session: _end(session.execute(select(Attempt)).scalar_one()))
        db.session.remove()
    return url


def _end(row: Attempt) -> None:
    row.policy = {**row.policy, "deadline_at": END.isoformat(), "due_at": END.isoformat()}
    row.deadline_at = END


def _pass(app: Flask, clock: time_machine.Coordinates, minutes: int) -> None:
    """Minutes on a site that is alive."""
    for _minute in range(minutes):
        clock.shift(MINUTE)
        tasks.beat(app)


def _extend(app: Flask, url: str, deadline: datetime) -> int:
    sheet = quizzes.sheet(app, url)
    with app.app_context():
        moved = write(
            lambda session: actions.extend(session, [sheet.person_id], sheet.module_key, deadline, deadline)
        )
        db.session.remove()
    return moved


def test_what_was_saved_is_handed_in_by_itself(
    app: Flask, guest: FlaskClient, attempt: str, clock: time_machine.Coordinates
) -> None:
    makers.answer(guest, attempt, "OPAC")
    _pass(app, clock, 10)
    assert tasks.hand_in_over(app) == 0
    _pass(app, clock, 1)
    assert tasks.hand_in_over(app) == 1
    done = quizzes.sheet(app, attempt)
    assert (done.percent, done.submitted_at) == (100, END)


def test_handing_in_by_itself_twice_changes_nothing(
    app: Flask, guest: FlaskClient, attempt: str, clock: time_machine.Coordinates
) -> None:
    _pass(app, clock, 11)
    tasks.hand_in_over(app)
    before = rows(app, "attempt")
    clock.shift(MINUTE)
    assert tasks.hand_in_over(app) == 0
    assert rows(app, "attempt") == before


def test_one_that_cannot_be_marked_keeps_nobody_waiting_and_the_doctor_says_so(
    app: Flask, attempt: str, clock: time_machine.Coordinates, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = sites.start_quiz(sites.guest(app))
    with app.app_context():
        write(lambda session: [_end(row) for row in session.execute(select(Attempt)).scalars()])
        db.session.remove()
    broken = quizzes.public_id(attempt)

    def marked(session: Session, sheet: Sheet) -> list[Grade]:
        if sheet.public_id == broken:
            raise ZeroDivisionError
        return whole(session, sheet)

    whole = submitting.marked
    monkeypatch.setattr(submitting, "marked", marked)
    monkeypatch.setattr(tasks, "_CLOSED_AT_ONCE", 1)
    _pass(app, clock, 75)
    assert tasks.hand_in_over(app) == 1
    assert quizzes.sheet(app, attempt).submitted_at is None
    assert quizzes.sheet(app, behind).submitted_at is not None
    with app.app_context():
        assert queries.count_stuck(db.session(), datetime.now(UTC)) == 1
        db.session.remove()


def test_an_outage_gives_its_time_back_before_anything_is_handed_in(
    app: Flask, guest: FlaskClient, attempt: str, clock: time_machine.Coordinates
) -> None:
    clock.shift(60 * MINUTE)
    tasks.hand_in_over(app)
    assert quizzes.sheet(app, attempt).submitted_at is None
    assert makers.answer(guest, attempt, "OPAC") == 200


def test_pressing_the_button_after_the_end_counts_as_handed_in_at_the_end(
    app: Flask, guest: FlaskClient, attempt: str, clock: time_machine.Coordinates
) -> None:
    _pass(app, clock, 15)
    sites.post(guest, attempt, {"aksi": "kirim-juga"})
    assert quizzes.sheet(app, attempt).submitted_at == END


def test_an_extension_moves_the_end_and_late_answers_count_again(
    app: Flask, guest: FlaskClient, attempt: str, clock: time_machine.Coordinates
) -> None:
    _pass(app, clock, 12)
    makers.answer(guest, attempt, "OPAC")
    assert quizzes.sheet(app, attempt).late == 1
    assert _extend(app, attempt, END + timedelta(hours=1)) == 1
    moved = quizzes.sheet(app, attempt)
    assert (moved.late, moved.deadline_at) == (0, END + timedelta(hours=1))
    assert moved.policy.deadline_at == moved.policy.due_at == END + timedelta(hours=1)


def test_an_extension_never_shortens(app: Flask, attempt: str) -> None:
    before = rows(app, "attempt")
    assert _extend(app, attempt, END - timedelta(minutes=5)) == 0
    assert rows(app, "attempt") == before


def test_an_extension_keeps_what_a_pause_gave_back(
    app: Flask, attempt: str, clock: time_machine.Coordinates
) -> None:
    clock.shift(5 * MINUTE)
    tasks.beat(app)
    back = quizzes.sheet(app, attempt).deadline_at
    assert back is not None and back > END
    _extend(app, attempt, END + timedelta(hours=1))
    assert quizzes.sheet(app, attempt).deadline_at == back + timedelta(hours=1)
    assert kernel_clock.now() < END


def test_an_attempt_without_an_end_gets_none_by_an_extension(
    app: Flask, guest: FlaskClient, clock: time_machine.Coordinates
) -> None:
    makers.publish_quiz(app)
    url = sites.start_quiz(guest)
    assert _extend(app, url, END) == 0
    assert quizzes.sheet(app, url).deadline_at is None
