"""Attacks 17, 18, 20 and 22: races, clocks, columns that no form has, and progress nobody earned."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from literasi.infra.access import Who
from literasi.infra.db import Base
from literasi.kernel.roles import Role
from tests.attacks import makers
from tests.attacks.oracles import changes, doors, rows, snapshot
from tests.makers import classes, courses, databases, people, sites

AT_ONCE, THREADS = 200, 8
START = "2026-11-23T01:00:00Z"


def copies(app: Flask, client: FlaskClient, count: int) -> list[FlaskClient]:
    """As many browsers with the same cookie: two tabs are two of them."""
    cookie = client.get_cookie("literasi")
    assert cookie is not None
    made = [app.test_client() for _ in range(count)]
    for one in made:
        one.set_cookie("literasi", cookie.value)
    return made


def at_once(app: Flask, client: FlaskClient, path: str, data: dict[str, str]) -> list[int]:
    """The statuses of 200 posts from eight threads that begin together."""
    token, gate = sites.token(client), Barrier(THREADS)

    def post(browser: FlaskClient) -> list[int]:
        gate.wait()
        sent = {**data, "csrf_token": token}
        return [browser.post(path, data=sent).status_code for _ in range(AT_ONCE // THREADS)]

    with ThreadPoolExecutor(THREADS) as pool:
        return [status for done in pool.map(post, copies(app, client, THREADS)) for status in done]


def test_two_hundred_starts_at_once_make_one_attempt(app: Flask, guest: FlaskClient) -> None:
    assert set(at_once(app, guest, courses.QUIZ_URL, {})) == {303}
    assert [row["number"] for row in rows(app, "attempt")] == [1]


@pytest.mark.parametrize("tries", [1, 2])
def test_two_hundred_starts_at_once_make_as_many_attempts_as_a_class_permits(app: Flask, tries: int) -> None:
    """Each of eight browsers hands in what it opened, so that the next start asks for a new attempt."""
    people.account(app, "bu-guru", Role.TEACHER)
    pupil = people.account(app, "rini")
    address, _code = classes.made(app, "bu-guru", learners=["rini"])
    classes.assigned(app, address, "X01-01", tries=tries)
    token, gate = sites.token(pupil), Barrier(THREADS)

    def begin(browser: FlaskClient) -> list[int]:
        gate.wait()
        return [_begun_and_handed_in(browser, token) for _ in range(AT_ONCE // THREADS)]

    with ThreadPoolExecutor(THREADS) as pool:
        statuses = {status for found in pool.map(begin, copies(app, pupil, THREADS)) for status in found}
    assert [row["number"] for row in rows(app, "attempt")] == list(range(1, tries + 1))
    assert all(row["submitted_at"] for row in rows(app, "attempt")) and max(statuses) < 500


def _begun_and_handed_in(browser: FlaskClient, token: str) -> int:
    begun = browser.post(courses.QUIZ_URL, data={"csrf_token": token})
    if begun.status_code == 303 and "/pengerjaan/" in begun.headers["Location"]:
        browser.post(begun.headers["Location"], data={"csrf_token": token, "aksi": "kirim-juga"})
    return begun.status_code


def test_two_hundred_submissions_at_once_count_once(app: Flask, guest: FlaskClient) -> None:
    makers.publish_quiz(app)
    attempt = sites.start_quiz(guest)
    assert makers.answer(guest, attempt, "OPAC") == 200
    assert set(at_once(app, guest, attempt, {"aksi": "kirim-juga"})) == {303}
    assert len(rows(app, "completion")) == 1
    assert [row["source"] for row in rows(app, "response")] == ["kuis"]


def test_one_save_sent_two_hundred_times_at_once_is_stored_once(app: Flask, guest: FlaskClient) -> None:
    makers.publish_quiz(app)
    attempt = sites.start_quiz(guest)
    sent = {"s1.j": "OPAC", "s1.dasar": "0", "s1.kunci": makers.new_uuid(), "aksi": "simpan"}
    assert set(at_once(app, guest, attempt, sent)) == {303}
    assert [(row["seq"], row["answer"]) for row in rows(app, "answer_event")] == [(1, "OPAC")]


def test_the_database_itself_refuses_a_second_row(app: Flask, guest: FlaskClient) -> None:
    sites.start_quiz(guest)
    again = text(
        "INSERT INTO attempt (public_id, person_id, module_key, module_id, number, language, seed, shuffle, policy, started_at) "
        "SELECT 'x', person_id, module_key, module_id, number, language, seed, shuffle, policy, started_at FROM attempt"
    )
    with (
        databases.connected(app.extensions["literasi"].instance) as connection,
        pytest.raises(IntegrityError),
    ):
        connection.execute(again)


@pytest.fixture
def timed(app: Flask) -> Flask:
    """A site whose quiz takes ten minutes."""
    makers.publish_quiz(app, batas_menit="10")
    return app


def test_an_answer_after_the_end_is_kept_told_and_not_counted(timed: Flask) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = sites.guest(timed)
        attempt = sites.start_quiz(client)
        clock.shift(631)
        done = sites.put(
            client, f"{attempt}/soal/1", {"uuid": makers.new_uuid(), "base": 0, "fields": {"j": ["OPAC"]}}
        )
        assert (done.status_code, done.json and done.json["state"]) == (200, "late")
        sites.post(client, attempt, {"aksi": "kirim-juga"})
    assert [row["late"] for row in rows(timed, "answer_event")] == [1]
    assert rows(timed, "completion") == []


def test_an_answer_in_the_last_seconds_of_a_slow_line_counts(timed: Flask) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = sites.guest(timed)
        attempt = sites.start_quiz(client)
        clock.shift(629)
        assert makers.answer(client, attempt, "OPAC") == 200
        sites.post(client, attempt, {"aksi": "kirim-juga"})
    assert [row["mark"] for row in rows(timed, "completion")] == [1.0]


def test_a_late_answer_does_not_replace_one_that_came_in_time(timed: Flask) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = sites.guest(timed)
        attempt = sites.start_quiz(client)
        makers.answer(client, attempt, "ZZZZ")
        clock.shift(700)
        makers.answer(client, attempt, "OPAC", base=1)
        sites.post(client, attempt, {"aksi": "kirim-juga"})
    assert [row["percent"] for row in rows(timed, "attempt")] == [0]


def test_opening_the_quiz_again_gives_no_more_time(timed: Flask) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = sites.guest(timed)
        sites.start_quiz(client)
        ends = rows(timed, "attempt")[0]["deadline_at"]
        for _again in range(5):
            clock.shift(100)
            sites.start_quiz(client)
            client.get(courses.QUIZ_URL)
        assert [row["deadline_at"] for row in rows(timed, "attempt")] == [ends]


def test_the_browsers_clock_and_words_about_time_are_not_asked(timed: Flask) -> None:
    lies = {
        "now": "2020-01-01",
        "deadline_at": "2099-01-01",
        "received_at": "2020-01-01",
        "started_at": "2099-01-01",
        "late": "0",
    }
    with time_machine.travel(START, tick=False) as clock:
        client = sites.guest(timed)
        attempt = sites.start_quiz(client)
        clock.shift(3600)
        sent = {
            "uuid": makers.new_uuid(),
            "base": 0,
            "fields": {"j": ["OPAC"], **{key: [value] for key, value in lies.items()}},
            **lies,
        }
        headers = {"Date": "Wed, 01 Jan 2020 00:00:00 GMT", "X-Now": "0"}
        assert sites.put(client, f"{attempt}/soal/1", sent, headers=headers).status_code == 200
        sites.post(client, attempt, {**lies, "aksi": "kirim-juga"})
    assert rows(timed, "completion") == []


COLUMNS = sorted({column.name for table in Base.metadata.tables.values() for column in table.columns})
FORGED = (
    dict.fromkeys(COLUMNS, "1")
    | {f"s1.{name}": "1" for name in COLUMNS}
    | {"is_admin": "1", "role": "pengelola", "__class__": "x"}
)
ALLOWED = {
    "accounts.resume_by_code": {"counter": {"+", "failures"}},
    "accounts.leave_now": {"device": {"ended_at"}},
    "home.answer_opening": {},
    "home.appearance": {},
    "lessons.move_on": {"place": {"+", "part_key", "done", "at"}, "person": {"active_on"}},
    "lessons.practise": {"practice_answer": {"+"}, "response": {"+"}, "person": {"active_on"}},
    "quizzes.start": {"attempt": {"+"}, "attempt_item": {"+"}},
    "quizzes.work": {"answer_event": {"+"}, "attempt_item": {"flagged", "hints"}},
    "quizzes.save": {"answer_event": {"+"}, "person": {"active_on"}},
}  # fmt: skip
HONEST = {"bagian": "mengapa", "ke": "akhir", "j": "0", "pilihan": "0", "kode": "ABCD1234", "aksi": "ragu:1",
          "s1.j": "OPAC", "s1.dasar": "0", "s1.kunci": makers.new_uuid(), "kunci": makers.new_uuid()}  # fmt: skip


def forged_json() -> dict[str, object]:
    """An answer with every column of the database beside its own members, and inside its fields."""
    inside = {"j": ["OPAC"], **{name: ["1"] for name in COLUMNS[:50]}}
    return {**FORGED, "uuid": makers.new_uuid(), "base": 0, "fields": inside}


@pytest.mark.parametrize("endpoint", sorted(ALLOWED))
def test_a_form_with_every_column_changes_only_what_it_is_for(app: Flask, endpoint: str) -> None:
    makers.publish_quiz(app)
    client = sites.guest(app)
    attempt = sites.start_quiz(client).rpartition("/")[2]
    page = client.get(f"{courses.LESSON_URL}?tampil=utuh").get_data(as_text=True)
    release = page.split('name="rilis" value="')[1].split('"')[0]
    route = next(one for one in doors(app, public_id=attempt) if one.endpoint == endpoint)
    token, before = sites.token(client), snapshot(app)
    if route.method == "PUT":
        done = client.put(route.path, json=forged_json(), headers={"X-CSRFToken": token}, query_string=FORGED)
    else:
        sent = {**FORGED, **HONEST, "rilis": release, "csrf_token": token}
        done = client.post(route.path, data=sent, query_string={"person_id": "2"})
    found = changes(before, snapshot(app))
    assert done.status_code in (200, 303, 404)
    assert {table: columns - ALLOWED[endpoint].get(table, set()) for table, columns in found.items()} == {
        table: set() for table in found
    }


def test_every_route_that_changes_something_is_in_that_list(app: Flask) -> None:
    """Forms of people with accounts have their own test, which compares two sites and needs no list."""
    learning = {
        route
        for route in doors(app)
        if route.endpoint.startswith(("lessons.", "quizzes.")) and route.who is not Who.LIBRARIAN
    }
    others = {route for route in doors(app) if route.method != "POST"}
    assert {route.endpoint for route in learning | others} <= set(ALLOWED)


def test_new_rows_belong_to_the_sender_whatever_the_form_says(app: Flask) -> None:
    victim, sender = sites.guest(app), sites.guest(app)
    forged = {"person_id": "1", "device_id": "1", "active_on": "2099-01-01"}
    sites.post(sender, courses.PLAIN_URL, {**forged, "bagian": "dua", "ke": "akhir"})
    sites.post(sender, courses.QUIZ_URL, forged)
    assert {row["person_id"] for row in rows(app, "attempt")} == {2}
    assert [row["done"] for row in rows(app, "place") if row["person_id"] == 1] == [["satu"]]
    assert victim.get("/ruang-belajar").status_code == 200


FORGERIES = [
    (courses.LESSON_URL, {"bagian": "mengapa", "ke": "akhir"}),
    (courses.LESSON_URL, {"bagian": "akhir", "ke": "akhir"}),
    (courses.PLAIN_URL, {"bagian": "dua", "ke": "akhir", "done": '["satu","dua"]'}),
    (courses.PLAIN_URL, {"bagian": "tidak-ada", "ke": "akhir"}),
    (courses.QUIZ_URL, {"passed": "1", "percent": "100", "aksi": "kirim-juga"}),
    ("/", {"pilihan": "1", "completion": "X01-01"}),
    ("/tampilan", {"selesai": "X01-01", "kembali": "/ruang-belajar"}),
]


@pytest.mark.parametrize(("path", "sent"), FORGERIES)
def test_no_request_finishes_a_module_that_was_not_worked_through(
    app: Flask, client: FlaskClient, path: str, sent: dict[str, str]
) -> None:
    sites.post(client, path, sent)
    assert rows(app, "completion") == []


def test_marking_every_part_of_a_lesson_with_a_quiz_does_not_finish_it(
    app: Flask, guest: FlaskClient
) -> None:
    page = guest.get(courses.LESSON_URL).get_data(as_text=True)
    parts = [piece.split('"')[0] for piece in page.split("?bagian=")[1:]]
    for part in dict.fromkeys(parts):
        sites.post(guest, courses.LESSON_URL, {"bagian": part, "ke": "akhir"})
    assert rows(app, "completion") == []


def test_handing_in_nothing_or_everything_twice_earns_nothing(app: Flask, guest: FlaskClient) -> None:
    attempt = sites.start_quiz(guest)
    for _again in range(3):
        sites.post(guest, attempt, {"aksi": "kirim-juga", "percent": "100", "passed": "1"})
    assert [(row["percent"], row["passed"]) for row in rows(app, "attempt")] == [(0, 0)]
    assert rows(app, "completion") == []


def test_an_attempt_that_was_handed_in_is_never_changed_again(app: Flask, guest: FlaskClient) -> None:
    attempt = sites.start_quiz(guest)
    sites.post(guest, attempt, {"aksi": "kirim-juga"})
    before = snapshot(app)
    for press in [f"{act}:{number}" for act in ("petunjuk", "ragu") for number in range(1, 11)] + [
        "kirim-juga",
        "simpan",
    ]:
        sites.post(guest, attempt, {"aksi": press})
    assert changes(before, snapshot(app)) == {}


def test_an_essay_waits_for_a_person_and_finishes_nothing(app: Flask, guest: FlaskClient) -> None:
    attempt = sites.start_quiz(guest, courses.ESSAY_QUIZ_URL)
    sent = {
        "s1.j": "Jawaban panjang",
        "s1.dasar": "0",
        "s1.kunci": makers.new_uuid(),
        "s2.j": "0",
        "s2.dasar": "0",
        "s2.kunci": makers.new_uuid(),
    }
    sites.post(guest, attempt, {**sent, "aksi": "kirim-juga"})
    assert [row["passed"] for row in rows(app, "attempt")] == [None]
    assert rows(app, "completion") == []
