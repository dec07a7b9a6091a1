"""Guests: how they come to be, come back, share a computer, and leave."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from literasi.accounts.models import Counter, Device, Person
from literasi.accounts.rules import limits as rules
from literasi.infra.db import db
from literasi.kernel import ids
from tests.makers import courses, quizzes, sites

_CODE = re.compile(r'class="code">([0-9A-Z]{4} [0-9A-Z]{4})<')
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
SHARED = "id.0.0.1"


def count(app: Flask, table: Any) -> int:
    with app.app_context():
        number = db.session.execute(select(func.count()).select_from(table)).scalar_one()
        db.session.remove()
    return number


def code(client: FlaskClient) -> str:
    found = _CODE.search(client.get("/kode").get_data(as_text=True))
    assert found is not None
    return found.group(1)


def resume(client: FlaskClient, typed: str, address: str = "10.0.0.1") -> TestResponse:
    return sites.post(client, "/lanjut", {"kode": typed}, environ_base={"REMOTE_ADDR": address})


def resume_after_all(client: FlaskClient, typed: str) -> TestResponse:
    """Give the code in a browser with other work, note the code of that work as asked, and go on."""
    asked = re.search(r'name="pindah" value="(\w+)"', resume(client, typed).get_data(as_text=True))
    assert asked is not None
    return sites.post(client, "/lanjut", {"kode": typed, "pindah": asked[1]})


def is_known(client: FlaskClient) -> bool:
    return client.get("/kode").status_code == 200


def shared_guest(app: Flask) -> FlaskClient:
    """A guest on a computer that others use next."""
    client = app.test_client()
    client.set_cookie("tampilan", SHARED)
    sites.post(client, courses.PLAIN_URL, {"bagian": "satu", "ke": "dua"})
    return client


def test_reading_makes_nobody(app: Flask, client: FlaskClient) -> None:
    for path in (
        "/",
        "/kursus",
        courses.LESSON_URL,
        courses.QUIZ_URL,
        "/ruang-belajar",
        "/lanjut",
        "/cari?q=kata",
    ):
        assert client.get(path).status_code == 200
    assert (count(app, Person), count(app, Device)) == (0, 0)


def test_the_first_answer_makes_one_guest_and_the_next_none(app: Flask, guest: FlaskClient) -> None:
    sites.post(guest, courses.PLAIN_URL, {"bagian": "dua", "ke": "akhir"})
    sites.start_quiz(guest)
    assert (count(app, Person), count(app, Device)) == (1, 1)


def test_of_a_guest_only_days_and_a_way_back_are_stored(app: Flask, guest: FlaskClient) -> None:
    columns = {column.name for column in Person.__table__.columns}
    assert columns == {"id", "created_at", "active_on", "resume_salt", "resume_lookup", "lent", "made_up"}
    with app.app_context():
        row = db.session.execute(select(Person)).scalar_one()
    assert code(guest).replace(" ", "") not in repr(vars(row))


@pytest.mark.parametrize(
    "shape", [str.lower, str.upper, lambda code: code.replace(" ", ""), lambda code: f" {code} "]
)
def test_a_code_goes_on_at_the_same_part_on_another_device(
    app: Flask, guest: FlaskClient, shape: Any
) -> None:
    phone = app.test_client()
    assert resume(phone, shape(code(guest))).headers["Location"] == "/ruang-belajar"
    assert 'bagian=dua" aria-current="step"' in phone.get(courses.PLAIN_URL).get_data(as_text=True)
    assert code(phone) == code(guest)


def test_a_code_in_an_address_only_fills_the_field(app: Flask, guest: FlaskClient) -> None:
    phone, own = app.test_client(), code(guest).replace(" ", "")
    assert f'value="{own}"' in phone.get(f"/lanjut/{own}").get_data(as_text=True)
    assert not is_known(phone)


def test_two_guests_have_two_codes(app: Flask, guest: FlaskClient) -> None:
    assert code(guest) != code(sites.guest(app))


def test_a_wrong_code_and_a_code_of_nobody_get_the_same_answer(client: FlaskClient) -> None:
    def seen(typed: str) -> tuple[int, str]:
        page = resume(client, typed)
        text = re.sub(r'name="csrf_token" value="[^"]+"|nonce="[^"]+"', "", page.get_data(as_text=True))
        return page.status_code, text.replace(typed, "")

    assert len({seen(typed) for typed in ("ABCD 2345", "bukan kode", "", "1234567", "ÀBCD2345")}) == 1
    assert seen("ABCD 2345")[0] == 404


@pytest.mark.parametrize("typed", ["\ud83d", "🙂" * 8, "a" * 10_000, "<b>", "' OR 1=1"])
def test_no_code_is_too_strange(client: FlaskClient, typed: str) -> None:
    assert 400 <= resume(client, typed.encode("utf-8", "replace").decode()).status_code < 500


def test_guessing_ends_after_sixty_tries_from_one_address_in_every_browser(app: Flask) -> None:
    tries = [
        resume(app.test_client(), "ABCD 2345").status_code for _n in range(rules.FAILURES_PER_ADDRESS + 2)
    ]
    assert tries == [404] * rules.FAILURES_PER_ADDRESS + [429] * 2
    assert resume(app.test_client(), "ABCD 2345", "10.0.0.2").status_code == 404


def exhaust(app: Flask, failures: int = rules.FAILURES_PER_ADDRESS) -> None:
    """Let one address guess until it may no longer."""
    resume(app.test_client(), "ABCD 2345")
    with app.app_context():
        for row in db.session.execute(select(Counter)).scalars():
            row.failures = failures
        db.session.commit()


def test_guessing_stays_ended_after_a_restart(app: Flask, guest: FlaskClient) -> None:
    exhaust(app)
    again = sites.build(app.extensions["literasi"].instance)
    assert resume(again.test_client(), code(guest)).status_code == 429


def test_guessing_may_begin_again_after_five_minutes(app: Flask, guest: FlaskClient) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        exhaust(app)
        clock.shift(299)
        assert resume(app.test_client(), code(guest)).status_code == 429
        clock.shift(1)
        assert resume(app.test_client(), code(guest)).status_code == 303


def test_all_addresses_together_have_a_limit_too(app: Flask) -> None:
    exhaust(app, rules.FAILURES_IN_ALL)
    assert resume(app.test_client(), "ABCD 2345", "10.9.9.9").status_code == 429


def test_a_class_of_forty_behind_one_address_comes_back_though_each_mistypes_once(app: Flask) -> None:
    codes = [code(sites.guest(app)) for _pupil in range(40)]
    for own in codes:
        client = app.test_client()
        assert resume(client, own[:-1]).status_code == 404
        assert resume(client, own).status_code == 303


def test_no_address_is_stored_as_it_is(app: Flask, client: FlaskClient) -> None:
    resume(client, "ABCD 2345", "203.0.113.77")
    with app.app_context():
        assert not [key for key in db.session.execute(select(Counter.key)).scalars() if "203.0" in key]


def test_coming_back_gives_the_browser_another_session(app: Flask, guest: FlaskClient) -> None:
    phone = sites.guest(app)
    before = phone.get_cookie("literasi")
    resume_after_all(phone, code(guest))
    after = phone.get_cookie("literasi")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    phone.set_cookie("literasi", before.value)
    assert not is_known(phone)


def test_leaving_ends_the_session_here_and_nowhere_else(app: Flask, guest: FlaskClient) -> None:
    phone, held = app.test_client(), guest.get_cookie("literasi")
    resume(phone, code(guest))
    sites.post(guest, "/keluar")
    assert held is not None
    guest.set_cookie("literasi", held.value)
    assert [is_known(guest), is_known(phone)] == [False, True]


def test_leaving_has_the_browser_forget(guest: FlaskClient) -> None:
    assert code(guest) in guest.get("/keluar").get_data(as_text=True)
    done = sites.post(guest, "/keluar")
    assert (done.status_code, done.headers["Location"]) == (303, "/")
    assert '"storage"' in done.headers["Clear-Site-Data"]
    assert not is_known(guest)


def test_leaving_without_having_come_is_no_mistake(client: FlaskClient) -> None:
    assert "belum ada pekerjaan" in client.get("/keluar").get_data(as_text=True)
    assert sites.post(client, "/keluar").status_code == 303


def test_on_ones_own_device_the_session_outlives_the_browser(guest: FlaskClient) -> None:
    cookie = guest.get_cookie("literasi")
    assert cookie is not None
    assert cookie.expires is not None


def test_on_a_shared_device_the_session_ends_with_the_browser(app: Flask) -> None:
    cookie = shared_guest(app).get_cookie("literasi")
    assert cookie is not None
    assert cookie.expires is None


def test_ten_quiet_minutes_on_a_shared_device_end_the_session(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client = shared_guest(app)
        clock.shift(599)
        assert is_known(client)
        clock.shift(599)
        assert is_known(client)
        clock.shift(600)
        assert not is_known(client)


def test_a_quiet_night_on_ones_own_device_ends_nothing(guest: FlaskClient) -> None:
    with time_machine.travel(datetime.now(UTC).timestamp() + 9 * 3600, tick=False):
        assert is_known(guest)


def test_a_device_can_become_shared_and_ones_own_again(app: Flask, guest: FlaskClient) -> None:
    for shared in ("1", "0"):
        sites.post(guest, "/tampilan", {"bersama": shared})
        cookie = guest.get_cookie("literasi")
        assert cookie is not None
        assert (cookie.expires is None) == (shared == "1")
        with app.app_context():
            assert db.session.execute(select(Device.shared)).scalar_one() == (shared == "1")


def test_another_secret_key_in_front_signs_nobody_out_and_keeps_every_code(
    app: Flask, guest: FlaskClient
) -> None:
    old, held = code(guest), guest.get_cookie("literasi")
    rotated = sites.build(app.extensions["literasi"].instance, secret_keys=("k" * 40, sites.KEY))
    phone, tablet = rotated.test_client(), rotated.test_client()
    assert held is not None
    tablet.set_cookie("literasi", held.value)
    assert resume(phone, old).status_code == 303
    assert code(phone) == code(tablet) == old


def test_a_key_that_is_no_longer_known_signs_everybody_out(app: Flask, guest: FlaskClient) -> None:
    held = guest.get_cookie("literasi")
    other = sites.build(app.extensions["literasi"].instance, secret_keys=("k" * 40,)).test_client()
    assert held is not None
    other.set_cookie("literasi", held.value)
    assert other.get("/ruang-belajar").status_code == 200
    assert not is_known(other)


@pytest.mark.parametrize("path", ["/kode", "/pengerjaan/abc", "/pengerjaan/abc/hasil"])
def test_what_belongs_to_a_person_is_not_kept_by_anybody(app: Flask, guest: FlaskClient, path: str) -> None:
    assert guest.get(path).headers["Cache-Control"] == "no-store"
    assert app.test_client().get(path).status_code == 404


def test_a_code_of_somebody_else_shows_the_code_of_the_work_here_first(
    app: Flask, guest: FlaskClient
) -> None:
    phone = sites.guest(app)
    own = code(phone)
    asked = resume(phone, code(guest))
    assert asked.status_code == 200
    assert own in asked.get_data(as_text=True)
    assert code(phone) == own
    assert resume_after_all(phone, code(guest)).status_code == 303
    assert code(phone) == code(guest)


def test_ones_own_code_is_not_asked_about(guest: FlaskClient) -> None:
    assert resume(guest, code(guest)).status_code == 303


def test_a_wrong_code_in_a_browser_with_work_only_says_so(guest: FlaskClient) -> None:
    page = resume(guest, "ABCD 2345")
    assert page.status_code == 404
    assert code(guest) not in page.get_data(as_text=True)


def test_a_page_says_whose_it_is_and_tells_no_row(app: Flask, guest: FlaskClient) -> None:
    def words(client: FlaskClient) -> set[str]:
        return set(
            re.findall(r'(?:data-who|name="milik" value)="(\w*)"', client.get("/").get_data(as_text=True))
        )

    phone = app.test_client()
    resume(phone, code(guest))
    assert words(phone) == words(guest) and len(words(guest)) == 1
    guesses = {ids.digest(f"halaman {row}")[:12] for row in range(1000)}
    assert not words(guest) & guesses
    assert words(app.test_client()) == {""}


def own_word(client: FlaskClient) -> str:
    found = re.search(r'data-who="(\w+)"', client.get("/").get_data(as_text=True))
    assert found is not None
    return found[1]


def test_an_answer_from_a_page_whose_session_ended_makes_no_guest(app: Flask, guest: FlaskClient) -> None:
    sent = {"milik": own_word(guest), "bagian": "satu", "ke": "dua"}
    for browser in (app.test_client(), sites.guest(app)):
        before = count(app, Person)
        done = sites.post(browser, courses.PLAIN_URL, sent)
        assert done.status_code == 401
        assert "Sesi sudah berakhir" in done.get_data(as_text=True)
        assert count(app, Person) == before


def test_what_was_typed_when_the_session_ended_is_sent_after_the_code(app: Flask, guest: FlaskClient) -> None:
    url, kode, word = sites.start_quiz(guest), code(guest), own_word(guest)
    place = quizzes.asked(app, url, "q-isian").position
    sites.post(guest, "/keluar")
    typed = quizzes.page_form({place: {"j": ["OPAC"]}})
    ended = sites.post(guest, url, {**typed, "milik": word, "aksi": "simpan"}).get_data(as_text=True)
    assert (
        sites.post(guest, "/lanjut", {**sites.hidden(ended, "/lanjut"), "kode": "ABCD 2345"}).status_code
        == 404
    )
    back = sites.post(guest, "/lanjut", {**sites.hidden(ended, "/lanjut"), "kode": kode}).get_data(
        as_text=True
    )
    assert sites.post(guest, url, sites.hidden(back, url)).status_code == 303
    assert quizzes.asked(app, url, "q-isian").answer == "OPAC"


@pytest.mark.parametrize("target", ["//lain.example/x", "https://lain.example", "/"])
def test_what_comes_along_goes_nowhere_else(app: Flask, guest: FlaskClient, target: str) -> None:
    done = sites.post(app.test_client(), "/lanjut", {"kode": code(guest), "tujuan": target, "isian.j": "x"})
    assert done.headers["Location"] == "/ruang-belajar"
