"""Attacks 15 and 16: keys, feedback and notes before their time, and a result page used as an oracle."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from literasi.catalogue import queries as catalogue
from literasi.infra.db import db
from tests.attacks import makers
from tests.attacks.oracles import CANARY, crawl, masked, pages, raw, routes, telltales
from tests.makers import courses, sites

OPTIONS = """\
---
kuis: Kuis Pilihan
jumlah_soal: 3
acak: tidak
---

## Pilih satu
id: q-satu | indikator: K1.1 | wajib_benar: ya

- ({0}) Pilihan Aa
  > RAHASIA-aa
- ({1}) Pilihan Bb
  > RAHASIA-bb

> Pembahasan: RAHASIA-bahas

## Pilih semua
id: q-semua | indikator: K1.1

- [{0}] Pilihan Cc
- [{1}] Pilihan Dd

## Benar atau salah
id: q-bs | indikator: K1.2

- ({0}) Benar
- ({1}) Salah
"""
KEY_FIRST, KEY_SECOND = OPTIONS.format("x", " "), OPTIONS.format(" ", "x")


@pytest.fixture(autouse=True)
def _same_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attempts draw alike, so that two courses can be compared."""
    monkeypatch.setattr(
        "literasi.quizzes.actions.starting.secrets", SimpleNamespace(token_hex=lambda size: "0" * size)
    )


def shown_before_submission(app: Flask, files: dict[str, bytes]) -> dict[str, bytes]:
    """Everything a guest is sent while her attempt is open, tokens masked."""
    sites.publish(app, files)
    client = sites.guest(app)
    attempt = sites.start_quiz(client)
    sent = {"uuid": makers.new_uuid(), "base": 0, "fields": {"j": ["0"]}}
    found = {"save": sites.put(client, f"{attempt}/soal/1", sent).get_data()}
    found["page"] = masked(client.get(attempt).get_data(as_text=True)).encode()
    found["hint"] = masked(
        sites.post(client, attempt, {"aksi": "petunjuk:1"}, follow_redirects=True).get_data(as_text=True)
    ).encode()
    found["ask"] = masked(sites.post(client, attempt, {"aksi": "kirim"}).get_data(as_text=True)).encode()
    conflict = {"uuid": makers.new_uuid(), "base": 7, "fields": {"j": ["1"]}}
    found["conflict"] = sites.put(client, f"{attempt}/soal/1", conflict).get_data()
    found["unreadable"] = sites.put(
        client, f"{attempt}/soal/1", {**sent, "uuid": makers.new_uuid(), "fields": {"j": ["9"]}}
    ).get_data()
    found["intro"] = masked(client.get(courses.QUIZ_URL).get_data(as_text=True)).encode()
    return found


def test_no_key_or_note_is_in_anything_sent_before_an_answer(
    app: Flask, guest: FlaskClient, client: FlaskClient
) -> None:
    attempts = [sites.start_quiz(guest), sites.start_quiz(guest, courses.ESSAY_QUIZ_URL)]
    whole = f"{courses.LESSON_URL}?tampil=utuh"
    for browser in (guest, client):
        found = crawl(browser, [*pages(app), whole, *attempts, f"{attempts[0]}/hasil"])
        without_choices = {where: answer for where, answer in found.items() if where not in attempts}
        assert telltales(without_choices) == []
    for attempt in attempts:
        page = guest.get(attempt).get_data(as_text=True)
        assert [
            found for found in re.findall(r"RAHASIA[-\w]*", page) if found != "RAHASIA"
        ] == []  # a distractor is shown


def test_in_english_nothing_leaks_either(app: Flask, guest: FlaskClient) -> None:
    attempt = sites.start_quiz(guest)
    sites.post(guest, "/tampilan", {"bahasa": "en"})
    found = crawl(guest, [*pages(app), f"{courses.LESSON_URL}?tampil=utuh"])
    assert telltales({where: answer for where, answer in found.items() if where != attempt}) == []


def test_saving_hinting_and_flagging_tell_nothing(guest: FlaskClient) -> None:
    attempt = sites.start_quiz(guest)
    for position in range(1, 11):
        for fields in ({"j": ["0"]}, {"j": ["x"]}, {"j0": ["1"], "j1": ["0"]}, {}):
            sent = {"uuid": makers.new_uuid(), "base": 0, "fields": fields}
            assert b"RAHASIA-" not in raw(sites.put(guest, f"{attempt}/soal/{position}", sent))
        for press in (f"petunjuk:{position}", f"ragu:{position}", "kirim"):
            assert b"RAHASIA-" not in raw(sites.post(guest, attempt, {"aksi": press}, follow_redirects=True))


def test_the_result_page_shows_feedback_only_after_submission(guest: FlaskClient) -> None:
    attempt = sites.start_quiz(guest)
    assert guest.get(f"{attempt}/hasil").status_code == 303
    sites.post(guest, attempt, {"aksi": "kirim-juga"})
    assert CANARY in guest.get(f"{attempt}/hasil").get_data()


def test_what_is_sent_does_not_depend_on_which_option_is_the_key(app: Flask) -> None:
    first = shown_before_submission(app, makers.quiz_files(KEY_FIRST))
    second = shown_before_submission(app, makers.quiz_files(KEY_SECOND))
    assert first == second


def test_a_lessons_length_does_not_depend_on_its_keys(app: Flask) -> None:
    swapped = courses.LESSON.replace("- (x) Dua", "- ( ) Dua").replace("- ( ) Sepuluh", "- (x) Sepuluh")
    lengths = []
    for text in (courses.LESSON, swapped):
        sites.publish(app, {**courses.FILES, "01-lengkap/lesson.md": text.encode()})
        page = app.test_client().get(f"{courses.LESSON_URL}?tampil=utuh").get_data(as_text=True)
        lengths.append(len(re.sub(r'name="rilis" value="\d+"', "", masked(page))))
    assert lengths[0] == lengths[1]


def test_practice_tells_feedback_on_the_answered_question_only(guest: FlaskClient) -> None:
    release = re.search(
        r'name="rilis" value="(\d+)"', guest.get(f"{courses.LESSON_URL}?tampil=utuh").get_data(as_text=True)
    )
    assert release is not None
    sent = {"j": "0", "kunci": makers.new_uuid(), "rilis": release[1]}
    done = sites.post(
        guest, f"{courses.LESSON_URL}/latihan/x-tebak", sent, headers={"X-Requested-By": "literasi"}
    )
    page = done.get_data(as_text=True)
    assert "RAHASIA-tebak" in page and "RAHASIA-latihan" not in page


def test_static_files_hold_no_key(app: Flask, client: FlaskClient) -> None:
    for address in re.findall(r'"(/static/[^"]+)"', client.get("/").get_data(as_text=True)):
        assert CANARY not in raw(client.get(address))


def test_the_bank_of_a_quiz_has_no_address(app: Flask, guest: FlaskClient) -> None:
    with app.app_context():
        module = catalogue.shelf(db.session()).by_key("X01-01")
        assert module is not None
        digests = [one.digest for one in catalogue.bank(db.session(), module.id, "id")]
    for route in routes(app, name=digests[0], item_key="q-pg", public_id=digests[0][:16]):
        if route.method == "GET":
            assert b"RAHASIA-" not in raw(guest.get(route.path))


def submitted(client: FlaskClient, text: str) -> str:
    """Answer the one question, hand in; the result page."""
    attempt = sites.start_quiz(client)
    makers.answer(client, attempt, text)
    return sites.post(client, attempt, {"aksi": "kirim-juga"}, follow_redirects=True).get_data(as_text=True)


def test_with_keys_withheld_no_question_tells_right_from_wrong(app: Flask) -> None:
    makers.publish_quiz(app, tampil_kunci="tidak")
    right, wrong = (submitted(sites.guest(app), text) for text in ("OPAC", "ZZZZ"))
    tail = [
        page[page.index('id="soal-1"') : page.index("</section>", page.index('id="soal-1"'))]
        for page in (right, wrong)
    ]
    assert tail[0].replace("OPAC", "ZZZZ") == tail[1]
    assert "RAHASIA" not in right + wrong


@pytest.mark.parametrize("policy", ["tidak", "setelah_tenggat"])
def test_a_thousand_scripted_saves_after_submission_tell_nothing_more(app: Flask, policy: str) -> None:
    makers.publish_quiz(app, tampil_kunci=policy)
    client = sites.guest(app)
    attempt = sites.start_quiz(client)
    sites.post(client, attempt, {"aksi": "kirim-juga"})
    before = masked(client.get(f"{attempt}/hasil").get_data(as_text=True))
    for base, text in enumerate(["OPAC", "ZZZZ", "RAHASIA-opac", "opac"] * 5):
        assert makers.answer(client, attempt, text, base) in (200, 409)
        sites.post(client, attempt, {"aksi": "kirim-juga"})
    after = masked(client.get(f"{attempt}/hasil").get_data(as_text=True))
    percents = [re.search(r"<b>(\d+)%</b>", page) for page in (before, after)]
    assert all(found and found[1] == "0" for found in percents)
    assert "RAHASIA" not in after.replace("RAHASIA-opac", "")


def test_scripted_tries_end_where_the_policy_ends(app: Flask) -> None:
    makers.publish_quiz(app, kesempatan="2", tampil_kunci="tidak")
    client = sites.guest(app)
    results = set()
    for guess in range(30):
        attempt = sites.post(client, courses.QUIZ_URL).headers["Location"]
        if attempt.startswith("/pengerjaan"):
            makers.answer(client, attempt, f"tebakan {guess}")
            sites.post(client, attempt, {"aksi": "kirim-juga"})
            results.add(attempt)
    assert len(results) == 2


def test_without_a_limit_two_fails_ask_for_ten_minutes(app: Flask) -> None:
    makers.publish_quiz(app)
    client = sites.guest(app)
    with time_machine.travel("2026-11-23T01:00:00Z", tick=False) as clock:
        for _fail in range(2):
            submitted(client, "ZZZZ")
        assert sites.post(client, courses.QUIZ_URL).headers["Location"] == courses.QUIZ_URL
        clock.shift(599)
        assert sites.post(client, courses.QUIZ_URL).headers["Location"] == courses.QUIZ_URL
        clock.shift(2)
        assert sites.post(client, courses.QUIZ_URL).headers["Location"].startswith("/pengerjaan/")


def test_one_question_takes_at_most_five_hundred_saves(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("literasi.quizzes.actions.saving.MOST_SAVES", 3)
    makers.publish_quiz(app)
    client = sites.guest(app)
    attempt = sites.start_quiz(client)
    assert [makers.answer(client, attempt, f"jawab {n}", min(n, 3)) for n in range(5)] == [
        200,
        200,
        200,
        400,
        400,
    ]
