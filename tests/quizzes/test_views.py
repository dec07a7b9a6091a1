"""A quiz from start to result through its pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from literasi.infra.db import db
from literasi.progress.models import Completion, Response
from literasi.quizzes.models import Attempt
from tests.makers import courses, quizzes, sites

QUIZ = "01-lengkap/quiz.md"
_KEYS = re.findall(r"id: (q-[\w]+)", courses.QUIZ)


def rows(app: Flask, what: Any) -> list[Any]:
    with app.app_context():
        found = list(db.session.execute(select(what)).scalars())
        db.session.remove()
    return found


def with_quiz(app: Flask, old: str, new: str) -> None:
    """Publish the course with another line in its quiz."""
    body = courses.FILES[QUIZ].replace(old.encode(), new.encode())
    assert body != courses.FILES[QUIZ]
    assert sites.publish(app, {**courses.FILES, QUIZ: body}).changed


def result(client: FlaskClient, url: str) -> str:
    page = client.get(f"{url}/hasil")
    assert page.status_code == 200
    return page.get_data(as_text=True)


def test_starting_twice_goes_on_with_the_same_attempt(app: Flask, guest: FlaskClient) -> None:
    assert sites.start_quiz(guest) == sites.start_quiz(guest)
    assert len(rows(app, Attempt)) == 1


def test_before_the_start_the_page_says_what_is_asked_and_nothing_of_the_questions(
    client: FlaskClient,
) -> None:
    page = client.get(courses.QUIZ_URL).get_data(as_text=True)
    assert "10 soal" in page
    assert "80%" in page
    assert "Langkah pertama" not in page


def test_starting_makes_a_guest(app: Flask, client: FlaskClient) -> None:
    assert client.get(sites.start_quiz(client)).status_code == 200


def test_all_eleven_kinds_earn_their_mark(app: Flask, guest: FlaskClient) -> None:
    url = quizzes.take(app, guest)
    sheet = quizzes.sheet(app, url)
    assert (sheet.percent, sheet.passed) == (100, True)
    assert {one.question.key: one.mark for one in sheet.asked if one.mark != 1.0} == {"q-survei": None}
    assert "Tuntas. Satu helai bunga terisi." in result(guest, url)


def test_nothing_right_earns_nothing(app: Flask, guest: FlaskClient) -> None:
    url = quizzes.take(app, guest, wrong=_KEYS)
    assert (quizzes.sheet(app, url).percent, quizzes.sheet(app, url).passed) == (0, False)


def test_eighty_percent_is_enough(app: Flask, guest: FlaskClient) -> None:
    url = quizzes.take(app, guest, wrong=["q-bs", "q-bs2"])
    assert (quizzes.sheet(app, url).percent, quizzes.sheet(app, url).passed) == (80, True)
    assert rows(app, Completion.key) == ["X01-01"]


def test_less_than_eighty_percent_is_not(app: Flask, guest: FlaskClient) -> None:
    url = quizzes.take(app, guest, wrong=["q-bs", "q-bs2", "q-isian"])
    assert (quizzes.sheet(app, url).percent, quizzes.sheet(app, url).passed) == (70, False)
    assert rows(app, Completion.key) == []


def test_ninety_percent_without_the_critical_question_is_not(app: Flask, guest: FlaskClient) -> None:
    url = quizzes.take(app, guest, wrong=["q-pg"])
    assert (quizzes.sheet(app, url).percent, quizzes.sheet(app, url).passed) == (90, False)
    assert "Soal wajib benar yang belum tepat" in result(guest, url)


def test_part_of_an_answer_earns_part_of_the_point(app: Flask, guest: FlaskClient) -> None:
    url = sites.start_quiz(guest)
    one = quizzes.asked(app, url, "q-jodoh")
    quizzes.send_page(guest, url, {one.position: quizzes.fields(one, [0, None])}, "kirim-juga")
    assert quizzes.asked(app, url, "q-jodoh").mark == 0.5
    assert "Sebagian tepat: 0,5 dari 1" in result(guest, url)


@pytest.mark.parametrize("text", ["1.825", "1825,4", "1826", " 1824 "])
def test_numbers_are_read_as_people_here_write_them(app: Flask, guest: FlaskClient, text: str) -> None:
    url = sites.start_quiz(guest)
    one = quizzes.asked(app, url, "q-angka")
    quizzes.send_page(guest, url, {one.position: {"j": [text]}}, "kirim-juga")
    assert quizzes.asked(app, url, "q-angka").mark == 1.0


@pytest.mark.parametrize("text", ["opac", " OPAC. ", "ＯＰＡＣ", "o p a c"])
def test_short_answers_are_folded(app: Flask, guest: FlaskClient, text: str) -> None:
    url = sites.start_quiz(guest)
    one = quizzes.asked(app, url, "q-isian")
    quizzes.send_page(guest, url, {one.position: {"j": [text]}}, "kirim-juga")
    assert quizzes.asked(app, url, "q-isian").mark == (0.0 if text == "o p a c" else 1.0)


@pytest.mark.parametrize(
    "text", ['TAHUN:2019-2024 AND judul:"pola asuh"', '(judul:"pola asuh") DAN (tahun:2019-2024)']
)
def test_queries_are_equal_by_meaning(app: Flask, guest: FlaskClient, text: str) -> None:
    url = sites.start_quiz(guest)
    one = quizzes.asked(app, url, "q-kueri")
    quizzes.send_page(guest, url, {one.position: {"j": [text]}}, "kirim-juga")
    assert quizzes.asked(app, url, "q-kueri").mark == 1.0


def test_feedback_of_every_option_comes_only_after_handing_in(app: Flask, guest: FlaskClient) -> None:
    url = sites.start_quiz(guest)
    assert "RAHASIA-pg" not in guest.get(url).get_data(as_text=True)
    one = quizzes.asked(app, url, "q-pg")
    quizzes.send_page(guest, url, {one.position: quizzes.fields(one, 0)}, "kirim-juga")
    page = result(guest, url)
    assert "RAHASIA-pg-salah-1" in page
    assert "RAHASIA-pg-bahas" in page


def test_the_result_of_an_open_attempt_leads_back_to_it(guest: FlaskClient) -> None:
    url = sites.start_quiz(guest)
    assert guest.get(f"{url}/hasil").headers["Location"] == url


def test_handing_in_twice_marks_once(app: Flask, guest: FlaskClient) -> None:
    url = quizzes.take(app, guest)
    first = quizzes.sheet(app, url).submitted_at
    assert sites.post(guest, url, {"aksi": "kirim-juga"}).status_code == 303
    assert quizzes.sheet(app, url).submitted_at == first
    assert len(rows(app, Response)) == 11


def test_the_ledger_keeps_every_answer_with_its_indicators_and_item(app: Flask, guest: FlaskClient) -> None:
    url = quizzes.take(app, guest)
    digests = {one.question.key: one.digest for one in quizzes.sheet(app, url).asked}
    kept = {one.item_key: one for one in rows(app, Response)}
    assert {key: one.item_digest for key, one in kept.items()} == digests
    assert (kept["q-pg"].indicators, kept["q-pg"].source, kept["q-pg"].mark) == (["K1.1"], "kuis", 1.0)


def test_a_survey_is_asked_and_stays_outside_the_mark(app: Flask, guest: FlaskClient) -> None:
    url = sites.start_quiz(guest)
    sheet = quizzes.sheet(app, url)
    answers = {
        one.position: quizzes.right_fields(one) for one in sheet.asked if one.question.key != "q-survei"
    }
    quizzes.send_page(guest, url, answers, "kirim-juga")
    assert quizzes.sheet(app, url).percent == 100
    assert "q-survei" not in rows(app, Response.item_key)


def test_an_essay_waits_for_a_person(app: Flask, guest: FlaskClient) -> None:
    url = quizzes.take(app, guest, courses.ESSAY_QUIZ_URL)
    sheet = quizzes.sheet(app, url)
    assert (sheet.percent, sheet.passed) == (None, None)
    assert "menunggu penilaian" in result(guest, url)
    assert "menunggu penilaian" in guest.get("/ruang-belajar").get_data(as_text=True)
    assert "menunggu penilaian" in guest.get(courses.ESSAY_QUIZ_URL).get_data(as_text=True)
    assert rows(app, Completion) == []


def test_an_essay_left_blank_needs_nobody(app: Flask, guest: FlaskClient) -> None:
    url = quizzes.take(app, guest, courses.ESSAY_QUIZ_URL, wrong=["u-uraian"])
    assert (quizzes.sheet(app, url).percent, quizzes.sheet(app, url).passed) == (33, False)


@pytest.mark.parametrize("when", ["tidak", "setelah_tenggat"])
def test_keys_that_stay_closed_are_not_in_the_result(app: Flask, guest: FlaskClient, when: str) -> None:
    with_quiz(app, "tampil_kunci: setelah_kirim", f"tampil_kunci: {when}")
    page = result(guest, quizzes.take(app, guest, wrong=["q-isian", "q-jodoh"]))
    assert "Kunci dan umpan balik belum dibuka" in page
    assert "RAHASIA" not in page
    assert "Belum tepat" not in page


def test_a_better_second_mark_is_kept_and_a_worse_one_is_not(app: Flask, guest: FlaskClient) -> None:
    for wrong in (["q-bs"], [], ["q-bs2"]):
        quizzes.take(app, guest, wrong=wrong)
    assert rows(app, Completion.mark) == [1.0]


def test_a_filled_petal_shows_on_the_course_and_in_the_room(app: Flask, guest: FlaskClient) -> None:
    quizzes.take(app, guest)
    for path in (f"/kursus/{courses.SLUG}", "/ruang-belajar"):
        assert "1 dari 4 modul tuntas" in guest.get(path).get_data(as_text=True)


def test_an_attempt_is_marked_by_the_release_it_began_with(app: Flask, guest: FlaskClient) -> None:
    url = sites.start_quiz(guest)
    one = quizzes.asked(app, url, "q-angka")
    with_quiz(app, "- = 1825 ± 1", "- = 7")
    quizzes.send_page(guest, url, {one.position: {"j": ["1825"]}}, "kirim-juga")
    assert quizzes.asked(app, url, "q-angka").mark == 1.0


def test_the_next_attempt_asks_the_corrected_question(app: Flask, guest: FlaskClient) -> None:
    sites.post(guest, sites.start_quiz(guest), {"aksi": "kirim-juga"})
    with_quiz(app, "- = 1825 ± 1", "- = 7")
    url = sites.start_quiz(guest)
    one = quizzes.asked(app, url, "q-angka")
    quizzes.send_page(guest, url, {one.position: {"j": ["7"]}}, "kirim-juga")
    assert quizzes.asked(app, url, "q-angka").mark == 1.0


def test_an_attempt_goes_on_when_its_module_was_dropped(app: Flask, guest: FlaskClient) -> None:
    url = sites.start_quiz(guest)
    files = {path: body for path, body in courses.FILES.items() if not path.startswith("01")}
    assert sites.publish(app, files, dropped=["X01-01"]).changed
    answers = {one.position: quizzes.right_fields(one) for one in quizzes.sheet(app, url).asked}
    assert guest.get(url).status_code == 200
    assert quizzes.send_page(guest, url, answers, "kirim").status_code == 303
    assert "100%" in result(guest, url)


def test_an_english_reader_gets_a_quiz_that_has_no_translation_in_indonesian(guest: FlaskClient) -> None:
    guest.set_cookie("tampilan", "en.0.0.0")
    assert "Langkah pertama yang berguna" in guest.get(sites.start_quiz(guest)).get_data(as_text=True)


@pytest.mark.parametrize(
    "path", [f"{courses.PLAIN_URL}/kuis", f"/kursus/{courses.SLUG}/nanti/kuis", "/kursus/x/y/kuis"]
)
def test_a_module_without_a_quiz_has_no_quiz_page(guest: FlaskClient, path: str) -> None:
    assert guest.get(path).status_code == 404
    assert sites.post(guest, path).status_code == 404


def test_a_visitor_of_whom_nothing_is_stored_has_no_attempts(
    app: Flask, client: FlaskClient, guest: FlaskClient
) -> None:
    url = sites.start_quiz(guest)
    assert [client.get(path).status_code for path in (url, f"{url}/hasil", "/pengerjaan/tidakada")] == [
        404
    ] * 3
