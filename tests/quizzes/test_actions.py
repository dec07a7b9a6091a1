"""When an attempt may begin, what it asks, and when it ends by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from literasi.accounts.actions.guests import new_person
from literasi.catalogue import queries as catalogue
from literasi.infra.db import db, write
from literasi.infra.site import say
from literasi.quizzes.actions import start
from literasi.quizzes.models import Attempt
from literasi.quizzes.queries import found_sheet
from literasi.quizzes.rules.policy import AttemptPolicy
from tests.makers import courses, quizzes, sites

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
QUIZ = "02-uraian/quiz.md"
BANK = 12
SHOWN = 4


def question(number: int, critical_each: int) -> str:
    """A true-false question; one in so many is critical."""
    critical = " | wajib_benar: ya" if number % critical_each == 0 else ""
    return (
        f"\n## Pernyataan {number}\nid: b-{number} | indikator: K1.2{critical}\n\n- (x) Benar\n- ( ) Salah\n"
    )


def bank(*settings: str, critical_each: int = 3) -> bytes:
    """A quiz that asks four of twelve questions."""
    head = "\n".join(["---", "kuis: Bank", f"jumlah_soal: {SHOWN}", *settings, "---"])
    return (head + "\n" + "".join(question(number, critical_each) for number in range(BANK))).encode()


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NOON, tick=False) as coordinates:
        yield coordinates


def offer(app: Flask, *settings: str, critical_each: int = 3) -> None:
    done = sites.publish(app, {**courses.FILES, QUIZ: bank(*settings, critical_each=critical_each)})
    assert done.changed, done.problems


def fail(guest: FlaskClient) -> str:
    """Begin an attempt and hand it in empty."""
    url = sites.start_quiz(guest, courses.ESSAY_QUIZ_URL)
    assert sites.post(guest, url, {"aksi": "kirim-juga"}).status_code == 303
    return url


def begin(guest: FlaskClient) -> str:
    """Press the button; where it leads."""
    return str(sites.post(guest, courses.ESSAY_QUIZ_URL).headers["Location"])


def keys(app: Flask, url: str) -> set[str]:
    return {one.question.key for one in quizzes.sheet(app, url).asked}


def attempts(app: Flask) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(Attempt)).scalar_one()


def test_an_attempt_asks_as_many_as_the_quiz_says_one_of_them_critical(
    app: Flask, guest: FlaskClient
) -> None:
    offer(app)
    asked = quizzes.sheet(app, begin(guest)).asked
    assert len(asked) == SHOWN
    assert any(one.question.critical for one in asked)


def asked_under(app: Flask, seed: str) -> list[str]:
    """What a new guest is asked, in its order, under a seed."""
    policy = AttemptPolicy(80, seed=seed)

    def act(session: Session) -> list[str]:
        module = catalogue.shelf(session).module(*courses.ESSAY_QUIZ_URL.split("/")[2:4])
        assert module is not None
        guest = new_person(session, sites.KEY, NOON)
        public_id = start(session, guest, module, "id", policy, NOON)
        return [one.question.key for one in found_sheet(session, public_id, guest).asked]

    with app.app_context():
        return write(act)


def test_a_seed_settles_what_is_asked_and_without_one_chance_does(app: Flask) -> None:
    offer(app)
    seed = "0123456789abcdef"
    assert asked_under(app, seed) == asked_under(app, seed)
    assert len({tuple(asked_under(app, "")) for _time in range(5)}) > 1


def test_a_retry_asks_questions_that_were_not_seen(
    app: Flask, guest: FlaskClient, clock: time_machine.Coordinates
) -> None:
    offer(app, critical_each=1)
    first = keys(app, fail(guest))
    clock.shift(60)
    second = keys(app, fail(guest))
    clock.shift(700)
    third = keys(app, begin(guest))
    assert not first & second
    assert not (first | second) & third


def test_an_essay_is_asked_once_the_library_marks_those_of_whom_no_class_asks_it(
    app: Flask, guest: FlaskClient, clock: time_machine.Coordinates
) -> None:
    essays = "".join(
        f"\n## Uraian {at}\nid: u-{at} | indikator: K1.2\n\n___\n\n> Rubrik: jelas (1)\n" for at in range(9)
    )
    head = "---\nkuis: Bank\njumlah_soal: 2\n---\n"
    quiz = head + question(1, 9) + question(2, 9) + essays
    assert sites.publish(app, {**courses.FILES, QUIZ: quiz.encode()}).changed
    for _try in range(2):
        assert keys(app, fail(guest)) == {"b-1", "b-2"}
        clock.shift(700)
    with app.app_context():
        write(lambda session: say(session, {"essays": True}, None, NOON))
        db.session.remove()
    assert {key[0] for key in keys(app, begin(guest))} == {"u"}


def test_when_all_were_seen_those_seen_longest_ago_come_back(
    app: Flask, guest: FlaskClient, clock: time_machine.Coordinates
) -> None:
    offer(app, critical_each=1)
    seen = []
    for _try in range(4):
        seen.append(keys(app, fail(guest)))
        clock.shift(700)
    assert seen[3] == seen[0]


def test_one_fail_asks_for_no_rest(guest: FlaskClient, clock: time_machine.Coordinates) -> None:
    fail(guest)
    assert begin(guest).startswith("/pengerjaan/")


def test_two_fails_ask_for_ten_minutes(
    app: Flask, guest: FlaskClient, clock: time_machine.Coordinates
) -> None:
    offer(app)
    fail(guest)
    fail(guest)
    assert begin(guest) == courses.ESSAY_QUIZ_URL
    page = guest.get(courses.ESSAY_QUIZ_URL).get_data(as_text=True)
    assert "Istirahat dulu sepuluh menit" in page
    assert "12.10 WITA" in page
    assert attempts(app) == 2


@pytest.mark.parametrize(("seconds", "leads"), [(599, courses.ESSAY_QUIZ_URL), (600, "/pengerjaan/")])
def test_after_ten_minutes_the_quiz_opens_again(
    app: Flask, guest: FlaskClient, clock: time_machine.Coordinates, seconds: int, leads: str
) -> None:
    offer(app)
    fail(guest)
    fail(guest)
    clock.shift(seconds)
    assert begin(guest).startswith(leads)


def test_a_clock_set_back_makes_nobody_wait_longer(
    app: Flask, guest: FlaskClient, clock: time_machine.Coordinates
) -> None:
    offer(app)
    fail(guest)
    fail(guest)
    clock.shift(-3600)
    assert begin(guest).startswith("/pengerjaan/")


def test_tries_run_out(app: Flask, guest: FlaskClient) -> None:
    offer(app, "kesempatan: 1")
    fail(guest)
    assert begin(guest) == courses.ESSAY_QUIZ_URL
    assert "sudah terpakai semua" in guest.get(courses.ESSAY_QUIZ_URL).get_data(as_text=True)


def test_an_attempt_whose_time_is_over_is_handed_in_by_the_next_start(
    app: Flask, guest: FlaskClient, clock: time_machine.Coordinates
) -> None:
    offer(app, "batas_menit: 5")
    first = begin(guest)
    clock.shift(331)
    second = begin(guest)
    assert second != first
    assert quizzes.sheet(app, first).submitted_at is not None


def test_an_attempt_whose_time_is_over_stays_handed_in_when_no_other_may_begin(
    app: Flask, guest: FlaskClient, clock: time_machine.Coordinates
) -> None:
    offer(app, "batas_menit: 5", "kesempatan: 1")
    url = begin(guest)
    clock.shift(331)
    assert begin(guest) == courses.ESSAY_QUIZ_URL
    assert quizzes.sheet(app, url).submitted_at is not None
    assert "Lanjutkan pengerjaan" not in guest.get(courses.ESSAY_QUIZ_URL).get_data(as_text=True)


def test_an_open_attempt_goes_on_until_its_end(
    app: Flask, guest: FlaskClient, clock: time_machine.Coordinates
) -> None:
    offer(app, "batas_menit: 5")
    url = begin(guest)
    clock.shift(329)
    assert begin(guest) == url
    assert quizzes.sheet(app, url).deadline_at == NOON + timedelta(minutes=5)


def test_an_attempt_keeps_the_terms_it_began_with(app: Flask, guest: FlaskClient) -> None:
    offer(app)
    url = begin(guest)
    offer(app, "nilai_tuntas: 10", "tampil_kunci: tidak")
    assert quizzes.sheet(app, url).policy.threshold == 80
    sites.post(guest, url, {"aksi": "kirim-juga"})
    assert "belum dibuka" not in guest.get(f"{url}/hasil").get_data(as_text=True)


def test_the_options_of_an_attempt_stand_still(app: Flask, guest: FlaskClient) -> None:
    url = sites.start_quiz(guest)
    assert quizzes.sheet(app, url).asked == quizzes.sheet(app, url).asked
