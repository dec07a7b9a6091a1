"""The server changes under a learner at work: stopped and started, a new secret key, a clock that jumps."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.faults.pupils import Pupil, Writer, new_save, sound, stored
from tests.faults.served import Served
from tests.makers import courses, sites

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
NEW_KEY = "kunci-baru-yang-juga-cukup-panjang-untuk-percobaan"


def test_two_restarts_under_load_lose_no_acknowledged_save(served: Served) -> None:
    until = time.monotonic() + 60
    old_page = Pupil(served.port)
    writers = [Writer(Pupil(served.port), number, []) for number in range(4)]
    threads = [Thread(target=writer.write, args=(150, until)) for writer in writers]
    for thread in threads:
        thread.start()
    for share in (100, 300):
        while sum(len(writer.acknowledged) for writer in writers) < share and time.monotonic() < until:
            time.sleep(0.01)
        assert served.stop() == 0
        served.start()
    for thread in threads:
        thread.join()
    acknowledged = [kept for writer in writers for kept in writer.acknowledged]
    assert stored(served.instance) == sorted(acknowledged)
    assert sound(served.instance)
    assert len(acknowledged) == 600
    assert old_page.send(new_save(1, "dari halaman yang lama"))[0] == 200


@contextmanager
def rotated(app: Flask, client: FlaskClient) -> Iterator[FlaskClient]:
    """The same browser at the same site after its secret key was changed; the old key is still accepted."""
    before = app.extensions["literasi"]
    later = sites.build(before.instance, secret_keys=(NEW_KEY, *before.secret_keys))
    browser = later.test_client()
    cookie = client.get_cookie("literasi")
    assert cookie is not None
    browser.set_cookie("literasi", cookie.value)
    yield browser


def answer(text: str, number: int = 1, base: int = 0) -> dict[str, object]:
    return {"uuid": f"00000000-0000-4000-8000-{number:012d}", "base": base, "fields": {"j": [text]}}


def test_after_a_change_of_the_key_an_open_page_saves_as_before(
    essay_app: Flask, essay_guest: FlaskClient
) -> None:
    attempt = sites.start_quiz(essay_guest, courses.ESSAY_QUIZ_URL)
    headers = {"X-CSRFToken": sites.token(essay_guest), "X-Requested-By": "literasi"}
    with rotated(essay_app, essay_guest) as browser:
        first = browser.put(f"{attempt}/soal/1", json=answer("tetap"), headers=headers)
        if first.status_code == 400:  # the script takes the token that came along and sends the same again
            headers["X-CSRFToken"] = first.get_json()["token"]
            first = browser.put(f"{attempt}/soal/1", json=answer("tetap"), headers=headers)
        assert (first.status_code, first.get_json()["seq"]) == (200, 1)
        assert "tetap" in browser.get(attempt).get_data(as_text=True)


def test_after_a_change_of_the_key_a_form_without_script_keeps_what_was_typed(
    essay_app: Flask, essay_guest: FlaskClient
) -> None:
    attempt = sites.start_quiz(essay_guest, courses.ESSAY_QUIZ_URL)
    form = {"s1.kunci": "00000000-0000-4000-8000-000000000001", "s1.dasar": "0", "s1.j": "diketik " * 40}
    old = {**form, "csrf_token": sites.token(essay_guest)}
    with rotated(essay_app, essay_guest) as browser:
        page = browser.post(attempt, data=old)
        if page.status_code == 400:  # one press more, on a page that still holds the text
            assert form["s1.j"] in page.get_data(as_text=True)
            page = sites.post(browser, attempt, form)
        assert page.status_code == 303
        assert form["s1.j"] in browser.get(attempt).get_data(as_text=True)


def test_the_code_to_come_back_with_outlives_a_change_of_the_key(
    essay_app: Flask, essay_guest: FlaskClient
) -> None:
    code = essay_guest.get("/kode").get_data(as_text=True)
    with rotated(essay_app, essay_guest) as browser:
        now = browser.get("/kode").get_data(as_text=True)
    known = [line for line in code.splitlines() if "csrf" not in line and "nonce" not in line]
    assert [line for line in now.splitlines() if "csrf" not in line and "nonce" not in line] == known


def hand_in(client: FlaskClient) -> None:
    """Begin the quiz and hand it in empty: a fail."""
    attempt = sites.start_quiz(client)
    assert attempt.startswith("/pengerjaan/"), "no attempt may begin now"
    sites.post(client, attempt, {"aksi": "kirim-juga"})


def begins(client: FlaskClient) -> bool:
    return sites.start_quiz(client).startswith("/pengerjaan/")


@pytest.mark.parametrize(
    "jump", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=-400), timedelta(minutes=10)]
)
def test_a_clock_that_jumps_ends_the_rest_and_never_lengthens_it(app: Flask, jump: timedelta) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = sites.guest(app)
        hand_in(client)
        hand_in(client)
        assert not begins(client)
        clock.move_to(NOON + jump)
        assert begins(client)


@pytest.mark.parametrize("back", [timedelta(minutes=1), timedelta(minutes=9)])
def test_a_clock_set_back_a_little_still_asks_for_ten_minutes_at_most(app: Flask, back: timedelta) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = sites.guest(app)
        hand_in(client)
        hand_in(client)
        clock.move_to(NOON - back)
        begins(client)
        clock.move_to(NOON - back + timedelta(minutes=10))
        assert begins(client)


@pytest.mark.parametrize("hours", [1, -1])
def test_a_clock_that_jumps_loses_no_answer(essay_app: Flask, hours: int) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = sites.guest(essay_app)
        attempt = sites.start_quiz(client, courses.ESSAY_QUIZ_URL)
        for number in range(1, 4):
            kept = sites.put(client, f"{attempt}/soal/1", answer(f"ke-{number}", number, number - 1))
            assert (kept.status_code, kept.get_json()["seq"]) == (200, number)
            clock.shift(timedelta(hours=hours))
        assert "ke-3" in client.get(attempt).get_data(as_text=True)


def test_an_answer_after_a_jump_past_the_end_is_kept_and_its_writer_told(empty_app: Flask) -> None:
    quiz = courses.FILES["02-uraian/quiz.md"].replace(b"jumlah_soal: 2", b"jumlah_soal: 2\nbatas_menit: 30")
    assert sites.publish(empty_app, {**courses.FILES, "02-uraian/quiz.md": quiz}).changed
    with time_machine.travel(NOON, tick=False) as clock:
        client = sites.guest(empty_app)
        attempt = sites.start_quiz(client, courses.ESSAY_QUIZ_URL)
        page = client.get(attempt).get_data(as_text=True)
        position = 1 if re.search(r'<textarea[^>]*name="s1.j"', page) else 2
        clock.shift(timedelta(hours=1))
        kept = sites.put(client, f"{attempt}/soal/{position}", answer("terlambat karena jam"))
    assert (kept.status_code, kept.get_json()["state"]) == (200, "late")
    assert "tersimpan" in kept.get_json()["message"]
