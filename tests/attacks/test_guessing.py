"""Attacks 1 to 3: trying codes, telling known from unknown, guessing a kode lanjut."""

from __future__ import annotations

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from literasi.accounts.rules import limits as rules
from literasi.kernel import ids
from literasi.operations.tasks import erase_idle_guests
from tests.attacks import makers
from tests.attacks.oracles import changes, masked, snapshot
from tests.makers import sites

WRONG = "0000 0000"


def guesses(client: FlaskClient, count: int, address: str = "10.0.0.1", code: str = WRONG) -> list[int]:
    """The statuses of that many tries from one network address."""
    token = sites.token(client)
    return [
        client.post(
            "/lanjut", data={"kode": code, "csrf_token": token}, environ_overrides={"REMOTE_ADDR": address}
        ).status_code
        for _try in range(count)
    ]


def test_an_address_that_guesses_is_stopped_and_told_to_wait(client: FlaskClient) -> None:
    done = guesses(client, rules.FAILURES_PER_ADDRESS + 3)
    assert done == [404] * rules.FAILURES_PER_ADDRESS + [429] * 3


def test_even_the_right_code_is_refused_while_its_address_is_stopped(app: Flask, guest: FlaskClient) -> None:
    code, other = makers.resume_code(guest), app.test_client()
    guesses(other, rules.FAILURES_PER_ADDRESS)
    assert guesses(other, 1, code=code) == [429]


def test_another_address_is_not_stopped_with_it(app: Flask, guest: FlaskClient) -> None:
    code, other = makers.resume_code(guest), app.test_client()
    guesses(other, rules.FAILURES_PER_ADDRESS + 1)
    assert guesses(app.test_client(), 1, "10.0.0.2", code) == [303]


def test_guessing_from_many_addresses_is_stopped_for_the_whole_site(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "FAILURES_IN_ALL", 20)
    done = [guesses(client, 1, f"10.0.1.{number}")[0] for number in range(25)]
    assert done == [404] * 20 + [429] * 5


def test_the_whole_site_allows_a_thousand_failures_in_five_minutes() -> None:
    assert (rules.FAILURES_IN_ALL, rules.WINDOW.total_seconds()) == (1000, 300)


def test_forty_pupils_behind_one_address_who_mistype_once_all_get_in(app: Flask, guest: FlaskClient) -> None:
    code = makers.resume_code(guest)
    for _pupil in range(40):
        client = app.test_client()
        assert guesses(client, 1) == [404]
        assert guesses(client, 1, code=code) == [303]


def test_counters_hold_when_the_processes_start_anew(app: Flask, client: FlaskClient) -> None:
    guesses(client, rules.FAILURES_PER_ADDRESS)
    again = sites.build(app.extensions["literasi"].instance)
    assert guesses(again.test_client(), 1) == [429]


def test_after_five_minutes_the_address_may_try_again(client: FlaskClient) -> None:
    with time_machine.travel("2026-11-23T01:00:00Z", tick=False) as clock:
        guesses(client, rules.FAILURES_PER_ADDRESS)
        clock.shift(rules.WINDOW)
        assert guesses(client, 1) == [404]


def test_a_forged_forwarding_header_does_not_open_a_new_count(client: FlaskClient) -> None:
    guesses(client, rules.FAILURES_PER_ADDRESS)
    done = sites.post(
        client, "/lanjut", {"kode": WRONG}, headers={"X-Forwarded-For": "8.8.8.8", "Forwarded": "for=8.8.8.8"},
        environ_overrides={"REMOTE_ADDR": "10.0.0.1"},
    )  # fmt: skip
    assert done.status_code == 429


def test_behind_a_proxy_that_is_trusted_each_visitor_has_a_count_of_their_own(app: Flask) -> None:
    behind = sites.build(app.extensions["literasi"].instance, trusted_proxies=1)
    client = behind.test_client()
    token = sites.token(client)
    for number in range(rules.FAILURES_PER_ADDRESS + 5):
        sent = {"X-Forwarded-For": f"6.6.6.6, 203.0.113.{number % 10}"}
        done = client.post("/lanjut", data={"kode": WRONG, "csrf_token": token}, headers=sent)
        assert done.status_code == 404


def test_the_network_address_itself_is_stored_nowhere(app: Flask, client: FlaskClient) -> None:
    guesses(client, 1, "203.0.113.77")
    assert "203.0.113.77" not in str(snapshot(app))


@pytest.mark.parametrize("typed", [WRONG, "", "pendek", "ABCD-123!", "x" * 39, "ABCD1234"])
def test_a_code_that_never_was_and_text_that_is_no_code_look_the_same(
    client: FlaskClient, typed: str
) -> None:
    def page(text: str) -> tuple[int, str]:
        done = sites.post(client, "/lanjut", {"kode": text})
        return done.status_code, masked(done.get_data(as_text=True)).replace(f'value="{text}"', 'value=""')

    assert page(typed) == page("ZZZZ ZZZZ")


def test_a_code_in_the_address_is_not_looked_up(guest: FlaskClient, client: FlaskClient) -> None:
    code = makers.resume_code(guest)
    right, wrong = (client.get(f"/lanjut/{one}").get_data(as_text=True) for one in (code, "00000000"))
    assert masked(right).replace(code, "") == masked(wrong).replace("00000000", "")


def test_the_code_of_somebody_erased_is_answered_like_one_that_never_was(
    app: Flask, guest: FlaskClient
) -> None:
    code = makers.resume_code(guest)
    before = snapshot(app)
    with time_machine.travel("2027-11-23T01:00:00Z", tick=False):
        assert erase_idle_guests(app) == 1
    assert changes(before, snapshot(app))["person"] == {"-"}
    assert guesses(app.test_client(), 1, code=code) == [404]


def test_a_code_has_forty_bits_and_no_two_people_share_one() -> None:
    assert len(ids.ALPHABET) ** ids.CODE_LENGTH == 2**40
    codes = {ids.code_from(sites.KEY, "kode-lanjut", str(number)) for number in range(2000)}
    assert len(codes) == 2000


def test_a_code_does_not_follow_from_what_the_database_holds(app: Flask, guest: FlaskClient) -> None:
    code = makers.resume_code(guest)
    assert code not in str(snapshot(app))
    salt = next(row["resume_salt"] for (table, _), row in snapshot(app).items() if table == "person")
    assert ids.code_from("kunci-lain-yang-juga-cukup-panjang-sekali", "kode-lanjut", salt) != code
