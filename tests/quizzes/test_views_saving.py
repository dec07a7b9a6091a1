"""Saving answers one by one, as our script does."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from literasi.infra.db import db
from literasi.kernel import clock
from literasi.quizzes.models import AnswerEvent
from tests.makers import courses, quizzes, sites


@pytest.fixture
def url(guest: FlaskClient) -> str:
    """An open attempt of the guest."""
    return sites.start_quiz(guest)


@pytest.fixture
def short(app: Flask, url: str) -> int:
    """The place of the question with a typed answer."""
    return quizzes.asked(app, url, "q-isian").position


def typed(text: str) -> dict[str, list[str]]:
    return {"j": [text]}


def stored(app: Flask) -> list[Any]:
    """Every stored answer, in order."""
    with app.app_context():
        found = list(db.session.execute(select(AnswerEvent.answer).order_by(AnswerEvent.id)).scalars())
        db.session.remove()
    return found


def test_a_save_is_acknowledged_with_its_number_and_time(
    app: Flask, guest: FlaskClient, url: str, short: int
) -> None:
    with time_machine.travel("2026-11-23T00:03:00Z", tick=False):
        done = quizzes.save(guest, url, short, typed("OPAC")).get_json()
    assert (done["state"], done["seq"], done["at"]) == ("saved", 1, "08.03 WITA")
    assert stored(app) == ["OPAC"]


def test_each_save_is_one_more_answer_and_the_last_counts(
    app: Flask, guest: FlaskClient, url: str, short: int
) -> None:
    for base, text in enumerate(["O", "OP", "OPAC"]):
        assert quizzes.save(guest, url, short, typed(text), base).get_json()["seq"] == base + 1
    assert stored(app) == ["O", "OP", "OPAC"]
    assert quizzes.asked(app, url, "q-isian").answer == "OPAC"


def test_a_save_sent_again_is_said_again_and_stored_once(
    app: Flask, guest: FlaskClient, url: str, short: int
) -> None:
    key = str(uuid.uuid4())
    answers = [quizzes.save(guest, url, short, typed("OPAC"), save_id=key) for _again in range(3)]
    assert [(one.status_code, one.get_json()["seq"]) for one in answers] == [(200, 1)] * 3
    assert stored(app) == ["OPAC"]


def test_a_late_repeat_of_an_early_save_does_not_bring_it_back(
    app: Flask, guest: FlaskClient, url: str, short: int
) -> None:
    key = str(uuid.uuid4())
    quizzes.save(guest, url, short, typed("lama"), save_id=key)
    quizzes.save(guest, url, short, typed("baru"), 1)
    assert quizzes.save(guest, url, short, typed("lama"), save_id=key).status_code == 200
    assert quizzes.asked(app, url, "q-isian").answer == "baru"


def test_another_page_with_another_answer_is_asked(
    app: Flask, guest: FlaskClient, url: str, short: int
) -> None:
    quizzes.save(guest, url, short, typed("dari tab pertama"))
    clash = quizzes.save(guest, url, short, typed("dari tab kedua"))
    assert clash.status_code == 409
    assert clash.get_json()["seq"] == 1
    assert "dari tab pertama" in clash.get_json()["stored_html"]
    assert stored(app) == ["dari tab pertama"]


def test_who_was_asked_can_choose_her_own_answer(
    app: Flask, guest: FlaskClient, url: str, short: int
) -> None:
    quizzes.save(guest, url, short, typed("dari tab pertama"))
    seen = quizzes.save(guest, url, short, typed("dari tab kedua")).get_json()["seq"]
    assert quizzes.save(guest, url, short, typed("dari tab kedua"), seen).status_code == 200
    assert quizzes.asked(app, url, "q-isian").answer == "dari tab kedua"


def test_a_stale_page_with_an_empty_field_blanks_nothing(
    app: Flask, guest: FlaskClient, url: str, short: int
) -> None:
    quizzes.save(guest, url, short, typed("OPAC"))
    assert quizzes.save(guest, url, short, typed("")).status_code == 200
    assert quizzes.asked(app, url, "q-isian").answer == "OPAC"


def test_an_answer_can_be_taken_back_on_purpose(app: Flask, guest: FlaskClient, url: str, short: int) -> None:
    quizzes.save(guest, url, short, typed("OPAC"))
    assert quizzes.save(guest, url, short, typed(""), 1).get_json()["seq"] == 2
    assert not quizzes.asked(app, url, "q-isian").answered


def test_two_pages_with_the_same_answer_agree(guest: FlaskClient, url: str, short: int) -> None:
    quizzes.save(guest, url, short, typed("OPAC"))
    assert quizzes.save(guest, url, short, typed("OPAC")).get_json()["seq"] == 1


def test_a_uuid_with_another_answer_is_refused(app: Flask, guest: FlaskClient, url: str, short: int) -> None:
    key = str(uuid.uuid4())
    quizzes.save(guest, url, short, typed("satu"), save_id=key)
    assert quizzes.save(guest, url, short, typed("dua"), 1, save_id=key).status_code == 409
    assert stored(app) == ["satu"]


def test_a_uuid_of_another_question_is_refused(app: Flask, guest: FlaskClient, url: str, short: int) -> None:
    key = str(uuid.uuid4())
    quizzes.save(guest, url, short, typed("satu"), save_id=key)
    other = quizzes.asked(app, url, "q-kueri").position
    assert quizzes.save(guest, url, other, typed("kopi"), save_id=key).status_code == 400
    assert stored(app) == ["satu"]


@pytest.mark.parametrize("base", [2, 999_999])
def test_a_page_from_the_future_is_asked(guest: FlaskClient, url: str, short: int, base: int) -> None:
    assert quizzes.save(guest, url, short, typed("OPAC"), base).status_code == 409


def test_an_answer_after_handing_in_is_kept_told_and_not_marked(
    app: Flask, guest: FlaskClient, url: str, short: int
) -> None:
    sites.post(guest, url, {"aksi": "kirim-juga"})
    late = quizzes.save(guest, url, short, typed("OPAC")).get_json()
    assert late["state"] == "closed"
    assert "tidak dinilai" in late["message"]
    assert stored(app) == ["OPAC"]
    assert quizzes.sheet(app, url).percent == 0
    result = guest.get(f"{url}/hasil").get_data(as_text=True)
    assert "1 jawaban datang sesudah" in result
    assert "OPAC</" in result.split("tidak dinilai:")[1][:200]


def test_a_stale_page_of_a_handed_in_attempt_is_told_and_not_asked(
    app: Flask, guest: FlaskClient, url: str, short: int
) -> None:
    quizzes.save(guest, url, short, typed("OPAC"))
    sites.post(guest, url, {"aksi": "kirim-juga"})
    done = quizzes.save(guest, url, short, typed("katalog"))
    assert (done.status_code, done.get_json()["state"]) == (200, "closed")
    assert quizzes.asked(app, url, "q-isian").answer == "OPAC"
    assert "katalog" in guest.get(f"{url}/hasil").get_data(as_text=True)


def test_an_answer_after_the_time_is_late_but_half_a_minute_is_granted(
    app: Flask, guest: FlaskClient
) -> None:
    body = courses.FILES["01-lengkap/quiz.md"].replace(b"acak: ya", b"acak: ya\nbatas_menit: 5")
    sites.publish(app, {**courses.FILES, "01-lengkap/quiz.md": body})
    url = sites.start_quiz(guest)
    ends = quizzes.sheet(app, url).deadline_at
    assert ends is not None
    assert ends > clock.now()
    short = quizzes.asked(app, url, "q-isian").position
    with time_machine.travel(ends + timedelta(seconds=29), tick=False):
        assert quizzes.save(guest, url, short, typed("OPAC")).get_json()["state"] == "saved"
    with time_machine.travel(ends + timedelta(seconds=31), tick=False):
        assert quizzes.save(guest, url, short, typed("lain"), 1).get_json()["state"] == "late"
    assert quizzes.asked(app, url, "q-isian").answer == "OPAC"


@pytest.mark.parametrize("text", ["x" * 10_000, "a\x00b", "\ud83d"])
def test_what_cannot_be_stored_is_told_and_nothing_is_stored(
    app: Flask, guest: FlaskClient, url: str, short: int, text: str
) -> None:
    refused = quizzes.save(guest, url, short, typed(text))
    assert refused.status_code in (400, 422)
    assert refused.get_json()["message"]
    assert stored(app) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ia belajar: 🙂👩‍👩‍👧",
        "\u202eterbalik",
        "e\u0301 dan é",
        "ʔinaʔ ë",
        "baris\nbaru",
        "  tepi  ",
        "<b>&amp;",
    ],
)
def test_texts_are_kept_to_the_letter(
    app: Flask, guest: FlaskClient, url: str, short: int, text: str
) -> None:
    quizzes.save(guest, url, short, typed(text))
    assert stored(app) == [text]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"uuid": "x", "base": 0, "fields": {}},
        {"uuid": str(uuid.UUID(int=1)), "base": -1, "fields": {}},
        {"uuid": str(uuid.UUID(int=1)), "base": True, "fields": {}},
        {"uuid": str(uuid.UUID(int=1)), "base": 10**30, "fields": {}},
        {"uuid": str(uuid.UUID(int=1)), "base": 0, "fields": []},
        {"uuid": str(uuid.UUID(int=1)), "base": 0, "fields": {"j": "x"}},
        {"uuid": str(uuid.UUID(int=1)), "base": 0, "fields": {"j": [1]}},
        {"uuid": str(uuid.UUID(int=1)), "base": 0, "fields": {str(n): [] for n in range(61)}},
        [],
        None,
    ],
)
def test_a_save_of_another_shape_is_bad_input(guest: FlaskClient, url: str, body: Any) -> None:
    assert sites.put(guest, f"{url}/soal/1", body).status_code == 400


@pytest.mark.parametrize("position", [0, 12, 999, 1000, 10**30])
def test_a_place_that_the_quiz_does_not_have_is_missing(guest: FlaskClient, url: str, position: int) -> None:
    assert quizzes.save(guest, url, position, typed("x")).status_code == 404


def test_somebody_elses_attempt_does_not_exist(app: Flask, guest: FlaskClient, url: str, short: int) -> None:
    other = sites.guest(app)
    assert quizzes.save(other, url, short, typed("milik siapa")).status_code == 404
    assert [other.get(path).status_code for path in (url, f"{url}/hasil")] == [404, 404]
    assert sites.post(other, url, {"aksi": "kirim-juga"}).status_code == 404
    assert quizzes.sheet(app, url).submitted_at is None
    assert stored(app) == []


def test_what_a_number_was_read_as_is_said(app: Flask, guest: FlaskClient, url: str) -> None:
    place = quizzes.asked(app, url, "q-angka").position
    assert "1825" in quizzes.save(guest, url, place, typed("1.825")).get_json()["read_as"].replace(".", "")
