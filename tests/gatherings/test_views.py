"""A session as a teacher and her pupils' phones meet it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from literasi.accounts.models import Account
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.infra.db import db, write
from literasi.kernel.roles import Role
from tests.makers import courses, entering, gatherings, people, quizzes, sites

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


@pytest.fixture
def teacher(app: Flask) -> FlaskClient:
    """A browser of a teacher."""
    return people.account(app, "bu-guru", Role.TEACHER)


@pytest.fixture
def lesson(teacher: FlaskClient) -> str:
    """The address of her session."""
    return gatherings.hold(teacher)


@pytest.fixture
def code(teacher: FlaskClient, lesson: str) -> str:
    """Its code."""
    return gatherings.code_of(teacher, lesson)


def text(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def test_a_teacher_opens_a_session_from_the_page_of_a_module(teacher: FlaskClient, lesson: str) -> None:
    assert "/sesi?modul=X01-01" in text(teacher, courses.LESSON_URL)
    assert '<option value="X01-01" selected>' in text(teacher, "/sesi?modul=X01-01")
    assert lesson in text(teacher, "/sesi")


def test_who_asked_to_be_a_teacher_may_hold_one_already(app: Flask) -> None:
    waiting = people.account(app, "pak-calon")
    people.asked_for_role(app, "pak-calon")
    assert "/sesi" in text(waiting, "/ruang-belajar")
    assert waiting.get(gatherings.hold(waiting)).status_code == 200


def _is_a_child_after_all(app: Flask, username: str) -> None:
    with app.app_context():
        write(lambda session: session.query(Account).filter_by(username=username).update({"age_band": "16"}))
        db.session.remove()


def test_a_learner_and_a_child_who_asked_hold_none(app: Flask) -> None:
    learner = people.account(app, "rini")
    child = people.account(app, "anak")
    people.asked_for_role(app, "anak")
    _is_a_child_after_all(app, "anak")
    for client in (learner, child):
        assert sites.post(client, "/sesi", {"modul": gatherings.MODULE}).status_code == 404
        assert "Adakan sesi" not in text(client, "/sesi")


def test_a_module_without_a_quiz_is_refused(teacher: FlaskClient) -> None:
    for module in ("X01-03", "X01-04", "tidak-ada", ""):
        assert sites.post(teacher, "/sesi", {"modul": module}).status_code == 400


def test_pressing_twice_opens_one_session(teacher: FlaskClient) -> None:
    assert gatherings.hold(teacher) == gatherings.hold(teacher)


def test_too_many_open_sessions_are_refused(app: Flask, teacher: FlaskClient) -> None:
    for _again in range(6):
        gatherings.phone(app, gatherings.code_of(teacher, gatherings.hold(teacher)), 1)
    assert sites.post(teacher, "/sesi", {"modul": gatherings.MODULE}).status_code == 409


def test_another_teacher_and_a_phone_find_nothing_of_the_teachers_pages(
    app: Flask, lesson: str, code: str
) -> None:
    other, phone = people.account(app, "pak-lain", Role.TEACHER), gatherings.phone(app, code, 1)
    for path in (lesson, f"{lesson}/layar", f"{lesson}/poster"):
        assert other.get(path).status_code == 404
        assert "/masuk" in phone.get(path).headers["Location"]
    for path in (f"{lesson}/akhiri", f"{lesson}/kursi"):
        assert sites.post(other, path, {"kursi": "1"}).status_code == 404
    assert gatherings.sit(app.test_client(), code, 2).status_code == 303


def test_the_screen_asks_for_itself_anew_and_names_nobody(teacher: FlaskClient, lesson: str) -> None:
    page = teacher.get(f"{lesson}/layar")
    assert page.headers["Refresh"] == "10" and "Bu-Guru" not in page.get_data(as_text=True)
    assert "Refresh" not in teacher.get(f"{lesson}/layar?diam=1").headers


def test_the_code_in_an_address_is_shown_and_not_looked_up(client: FlaskClient, code: str) -> None:
    known, unknown = text(client, f"/sesi/{code.lower()}"), text(client, "/sesi/ZZZZZZZZ")
    assert f"{code[:4]} {code[4:]}" in known and "ZZZZ ZZZZ" in unknown
    assert client.get("/sesi?kode=zzzz-zzzz").headers["Location"] == "/sesi/ZZZZZZZZ"
    assert client.get("/sesi?kode=zz").status_code == 422


def test_a_seat_is_had_once_and_what_was_typed_stays(app: Flask, client: FlaskClient, code: str) -> None:
    gatherings.phone(app, code, 14)
    answer = gatherings.sit(client, code, 14, 15)
    assert answer.status_code == 422 and "Kursi 14 sudah dipakai" in answer.get_data(as_text=True)
    assert 'value="15"' in answer.get_data(as_text=True)
    assert gatherings.sit(client, code, 13, 15).status_code == 303


@pytest.mark.parametrize("seats", [(), ("0",), ("37",), ("tiga",), ("1", "2", "3", "4", "5"), ("-1",)])
def test_seats_that_cannot_be_are_refused(client: FlaskClient, code: str, seats: tuple[str, ...]) -> None:
    assert gatherings.sit(client, code, *seats).status_code == 422


def test_a_code_that_ended_answers_as_one_that_never_was(
    teacher: FlaskClient, app: Flask, lesson: str, code: str
) -> None:
    sites.post(teacher, f"{lesson}/akhiri")
    ended, unknown = (gatherings.sit(app.test_client(), one, 1) for one in (code, "ZZZZZZZZ"))
    assert (ended.status_code, entering.problems(ended)) == (unknown.status_code, entering.problems(unknown))
    assert ended.status_code == 404


def test_forty_phones_behind_one_address_get_in_while_a_machine_that_guesses_does_not(
    app: Flask, teacher: FlaskClient, code: str
) -> None:
    joker = app.test_client()
    for _wrong in range(100):
        assert gatherings.sit(joker, "ZZZZZZZZ", 1).status_code == 404
    for seat in range(1, 37):
        gatherings.phone(app, code, seat)
    statuses = [gatherings.sit(joker, "ZZZZZZZZ", 1).status_code for _wrong in range(210)]
    assert statuses.count(404) == 200 and statuses[-1] == 429
    elsewhere = app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "10.1.2.3"
    assert gatherings.sit(elsewhere, "ZZZZZZZZ", 1).status_code == 404


def test_a_freed_seat_can_be_taken_by_another_phone(
    app: Flask, teacher: FlaskClient, lesson: str, code: str
) -> None:
    first = gatherings.phone(app, code, 3)
    assert "kursi 3" in text(teacher, lesson)
    sites.post(teacher, f"{lesson}/kursi", {"kursi": "3"})
    gatherings.phone(app, code, 3)
    assert "membebaskan kursi" in text(first, "/sesi/ponsel")
    assert sites.post(teacher, f"{lesson}/kursi", {"kursi": "x"}).status_code == 400


def test_more_seats_join_a_phone_up_to_four(app: Flask, code: str) -> None:
    phone = gatherings.phone(app, code, 1, 2)
    assert gatherings.sit(phone, code, 2, 3, 4).status_code == 303
    assert "kursi 1, 2, 3, 4" in text(phone, "/sesi/ponsel")
    assert gatherings.sit(phone, code, 5).status_code == 422


def test_the_quiz_of_a_phone_is_taken_once_and_ends_with_the_session(app: Flask, code: str) -> None:
    with time_machine.travel(NOW, tick=False):
        phone = gatherings.sent(app, code, 1)
        assert "Kesempatan: 1 kali" in text(phone, courses.QUIZ_URL)
        assert sites.post(phone, courses.QUIZ_URL).headers["Location"] == courses.QUIZ_URL


def test_what_the_outbox_sends_late_counts_until_the_end_and_a_little_longer(
    app: Flask, teacher: FlaskClient
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        phone = gatherings.phone(app, gatherings.code_of(teacher, gatherings.hold(teacher)), 1)
        url = sites.start_quiz(phone)
        one = quizzes.asked(app, url, "q-pg")
        clock.move_to(NOW + timedelta(hours=3, seconds=20))
        assert quizzes.save(phone, url, one.position, quizzes.right_fields(one)).json["state"] == "saved"  # type: ignore[index]  # an object
        clock.move_to(NOW + timedelta(hours=3, seconds=40))
        assert quizzes.save(phone, url, one.position, {"j": ["0"]}, base=1).json["state"] == "late"  # type: ignore[index]  # an object


def test_ending_early_ends_the_quizzes_and_collects_what_was_saved(app: Flask, teacher: FlaskClient) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        lesson = gatherings.hold(teacher)
        phone = gatherings.phone(app, gatherings.code_of(teacher, lesson), 1, 2)
        sites.start_quiz(phone)
        clock.shift(timedelta(minutes=30))
        sites.post(teacher, f"{lesson}/akhiri")
        assert "0 dari 2 kursi" in text(teacher, lesson) and "Kumpulkan" not in text(teacher, lesson)
        clock.shift(timedelta(seconds=31))
        assert "Kumpulkan" in text(teacher, lesson)
        sites.post(teacher, f"{lesson}/akhiri")
        assert "2 dari 2 kursi" in text(teacher, lesson)


def test_a_guests_work_waits_until_the_phone_is_given_back(app: Flask, guest: FlaskClient, code: str) -> None:
    before = gatherings.codes_on(guest, "/kode")
    assert "pekerjaan lain" in text(guest, f"/sesi/{code}")
    gatherings.sit(guest, code, 7)
    assert gatherings.codes_on(guest, "/kode") != before
    sites.post(guest, "/keluar")
    assert gatherings.codes_on(guest, "/kode") == before


def test_an_account_is_back_after_the_session_and_nothing_of_it_was_done_in_it(app: Flask, code: str) -> None:
    pupil = people.account(app, "rini")
    gatherings.sit(pupil, code, 7)
    assert not entering.is_in(pupil) and "Rini" not in text(pupil, "/sesi/ponsel")
    quizzes.take(app, pupil)
    sites.post(pupil, "/keluar")
    assert entering.is_in(pupil) and "Riwayat kuis" not in text(pupil, "/ruang-belajar")


def test_a_phone_goes_back_by_itself_an_hour_after_the_session(app: Flask, teacher: FlaskClient) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        phone = gatherings.phone(app, gatherings.code_of(teacher, gatherings.hold(teacher)), 1)
        clock.shift(timedelta(hours=3, minutes=59))
        assert phone.get("/sesi/ponsel").status_code == 200
        clock.shift(timedelta(minutes=2))
        assert phone.get("/sesi/ponsel").status_code == 303 and phone.get("/kode").status_code == 404


def test_nobody_signs_in_or_up_at_a_lent_phone(app: Flask, code: str, guest: FlaskClient) -> None:
    people.account(app, "rini")
    kode_lanjut = gatherings.codes_on(guest, "/kode")[0]
    phone = gatherings.phone(app, code, 1)
    assert entering.sign_in(phone, "rini").status_code == 409
    assert entering.sign_up(phone).status_code == 409
    assert sites.post(phone, "/lanjut", {"kode": kode_lanjut}).status_code == 409
    assert "kursi 1" in text(phone, "/sesi/ponsel")


def test_a_seats_results_go_home_once(app: Flask, code: str) -> None:
    phone, pupil, friend = (
        gatherings.sent(app, code, 1, 2),
        people.account(app, "rini"),
        people.account(app, "joko"),
    )
    first, second = gatherings.codes_on(phone, "/sesi/ponsel")
    assert sites.post(pupil, "/sesi/klaim", {"kode": first.lower()}).status_code == 303
    assert "1 dari" in text(pupil, "/ruang-belajar")
    assert sites.post(friend, "/sesi/klaim", {"kode": first}).status_code == 422
    assert sites.post(pupil, "/sesi/klaim", {"kode": second}).status_code == 409
    assert sites.post(friend, "/sesi/klaim", {"kode": second}).status_code == 303
    assert "hasil sudah diambil" in text(phone, "/sesi/ponsel")


def test_whoever_waits_for_consent_claims_nothing(app: Flask, code: str) -> None:
    seat = gatherings.codes_on(gatherings.sent(app, code, 1), "/sesi/ponsel")[0]
    waiting = people.account(app, "anak", age=AgeBand.FROM_13, consent=State.ASKED)
    assert sites.post(waiting, "/sesi/klaim", {"kode": seat}).status_code == 403


def test_guessing_claims_is_throttled(app: Flask) -> None:
    pupil = people.account(app, "rini")
    tries = [sites.post(pupil, "/sesi/klaim", {"kode": "ZZZZZZZZ"}).status_code for _try in range(11)]
    assert tries == [422] * 10 + [429]


def test_a_class_of_twelve_phones_and_thirty_two_seats_hands_in(
    app: Flask, teacher: FlaskClient, lesson: str, code: str
) -> None:
    seats = iter(range(1, 33))
    for number, size in enumerate([2, 3, 3] * 4):
        mine = [next(seats) for _seat in range(size)]
        gatherings.sent(app, code, *mine, wrong=("q-pg",) if number % 2 else ())
    page = text(teacher, f"{lesson}/layar")
    assert "32 dari 32 kursi sudah mengirim" in page and "dari 32 kursi" in page
    assert "%" in page and "Bunga kelas: 32 dari 32" in page


def test_below_five_seats_no_question_tells_anything(
    app: Flask, teacher: FlaskClient, lesson: str, code: str
) -> None:
    gatherings.sent(app, code, 1, 2, 3, 4)
    assert "sesudah lima kursi" in text(teacher, lesson) and "4 dari 4 kursi" in text(teacher, lesson)
    gatherings.sent(app, code, 5)
    assert "sesudah lima kursi" not in text(teacher, lesson)
