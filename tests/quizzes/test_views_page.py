"""A whole quiz page sent without JavaScript: nothing typed is lost, every button does what it says."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient

from literasi.quizzes.queries import Asked
from tests.makers import quizzes, sites


@pytest.fixture
def url(guest: FlaskClient) -> str:
    """An open attempt of the guest."""
    return sites.start_quiz(guest)


@pytest.fixture
def short(app: Flask, url: str) -> Asked:
    """The question with a typed answer."""
    return quizzes.asked(app, url, "q-isian")


def test_a_page_saves_every_answer_on_it(app: Flask, guest: FlaskClient, url: str) -> None:
    answers = {one.position: quizzes.right_fields(one) for one in quizzes.sheet(app, url).asked}
    assert quizzes.send_page(guest, url, answers).headers["Location"] == url
    assert all(one.answered for one in quizzes.sheet(app, url).asked)


def test_a_saved_page_shows_the_answers_again(app: Flask, guest: FlaskClient, url: str) -> None:
    answers = {one.position: quizzes.right_fields(one) for one in quizzes.sheet(app, url).asked}
    quizzes.send_page(guest, url, answers)
    page = guest.get(url).get_data(as_text=True)
    assert page.count(" checked") == 6
    assert page.count(" selected") == 6
    assert "Tersimpan pukul" in page


def test_sending_the_page_again_unchanged_stores_nothing_more(
    app: Flask, guest: FlaskClient, url: str, short: Asked
) -> None:
    for base in (0, 1):
        quizzes.send_page(guest, url, {short.position: {"j": ["OPAC"]}}, bases={short.position: base})
    assert quizzes.asked(app, url, "q-isian").seq == 1


def test_reloading_a_sent_page_stores_nothing_more(
    app: Flask, guest: FlaskClient, url: str, short: Asked
) -> None:
    form = quizzes.page_form({short.position: {"j": ["OPAC"]}})
    for _again in range(2):
        assert sites.post(guest, url, form).status_code == 303
    assert quizzes.asked(app, url, "q-isian").seq == 1


def test_a_stale_page_asks_and_saves_the_rest(app: Flask, guest: FlaskClient, url: str, short: Asked) -> None:
    other = quizzes.asked(app, url, "q-kueri")
    quizzes.send_page(guest, url, {short.position: {"j": ["dari tab pertama"]}})
    sent = {short.position: {"j": ["dari tab kedua"]}, other.position: {"j": ["kopi"]}}
    page = quizzes.send_page(guest, url, sent)
    assert page.status_code == 409
    assert "dari tab pertama" in page.get_data(as_text=True)
    assert 'value="dari tab kedua"' in page.get_data(as_text=True)
    assert quizzes.asked(app, url, "q-isian").answer == "dari tab pertama"
    assert quizzes.asked(app, url, "q-kueri").answer == "kopi"


def test_the_page_that_asks_can_send_its_own_answer(
    app: Flask, guest: FlaskClient, url: str, short: Asked
) -> None:
    quizzes.send_page(guest, url, {short.position: {"j": ["dari tab pertama"]}})
    quizzes.send_page(guest, url, {short.position: {"j": ["dari tab kedua"]}})
    quizzes.send_page(guest, url, {short.position: {"j": ["dari tab kedua"]}}, bases={short.position: 1})
    assert quizzes.asked(app, url, "q-isian").answer == "dari tab kedua"


def clash(guest: FlaskClient, url: str, short: Asked) -> str:
    """The page that asks, after two pages answered one question."""
    quizzes.send_page(guest, url, {short.position: {"j": ["dari tab pertama"]}})
    page = quizzes.send_page(guest, url, {short.position: {"j": ["dari tab kedua"]}})
    return page.get_data(as_text=True)


def test_a_page_that_asks_stays_stale_until_the_learner_chose(
    app: Flask, guest: FlaskClient, url: str, short: Asked
) -> None:
    assert f'name="s{short.position}.dasar" value="0"' in clash(guest, url, short)
    again = quizzes.send_page(guest, url, {short.position: {"j": ["dari tab kedua"]}}, "kirim-juga")
    assert again.status_code == 409
    assert quizzes.asked(app, url, "q-isian").answer == "dari tab pertama"


@pytest.mark.parametrize(
    ("press", "kept"), [("pakai:{}:1", "dari tab kedua"), ("tersimpan:{}", "dari tab pertama")]
)
def test_the_buttons_of_a_clash_do_what_they_say(
    app: Flask, guest: FlaskClient, url: str, short: Asked, press: str, kept: str
) -> None:
    assert f'value="{press.format(short.position)}"' in clash(guest, url, short)
    sent = {short.position: {"j": ["dari tab kedua"]}}
    assert quizzes.send_page(guest, url, sent, press.format(short.position)).status_code == 303
    assert quizzes.asked(app, url, "q-isian").answer == kept


def test_a_choice_against_an_answer_that_is_no_longer_the_newest_asks_again(
    app: Flask, guest: FlaskClient, url: str, short: Asked
) -> None:
    clash(guest, url, short)
    quizzes.save(guest, url, short.position, {"j": ["dari ponsel"]}, 1)
    sent = {short.position: {"j": ["dari tab kedua"]}}
    assert quizzes.send_page(guest, url, sent, f"pakai:{short.position}:1").status_code == 409
    assert quizzes.asked(app, url, "q-isian").answer == "dari ponsel"


def test_a_page_with_trouble_names_it_opens_there_and_is_not_green(
    guest: FlaskClient, url: str, short: Asked
) -> None:
    page, at = clash(guest, url, short), short.position
    assert f"Soal {at} perlu diperiksa" in page
    assert f'class="q card now" id="soal-{at}"' in page and page.count("q card now") == 1
    assert f'class="saved wait" id="tersimpan" role="status">Belum tersimpan: soal {at}<' in page


def test_a_stale_page_with_an_empty_field_blanks_nothing(
    app: Flask, guest: FlaskClient, url: str, short: Asked
) -> None:
    quizzes.send_page(guest, url, {short.position: {"j": ["OPAC"]}})
    quizzes.send_page(guest, url, {short.position: {"j": [""]}})
    assert quizzes.asked(app, url, "q-isian").answer == "OPAC"


def test_what_cannot_be_stored_stays_on_the_page(
    app: Flask, guest: FlaskClient, url: str, short: Asked
) -> None:
    typed = "panjang " * 1250
    page = quizzes.send_page(guest, url, {short.position: {"j": [typed]}}, "kirim")
    assert page.status_code == 422
    assert typed in page.get_data(as_text=True)
    assert "batasnya 500" in page.get_data(as_text=True)
    assert quizzes.sheet(app, url).submitted_at is None


def test_a_letter_that_no_keyboard_types_leaves_the_rest_on_the_page(
    guest: FlaskClient, url: str, short: Asked
) -> None:
    page = quizzes.send_page(guest, url, {short.position: {"j": ["OPAC\x00" + "ya" * 50]}})
    assert page.status_code == 400
    assert "OPAC" + "ya" * 50 in page.get_data(as_text=True)


def test_hints_come_one_at_a_time_and_stay(app: Flask, guest: FlaskClient, url: str) -> None:
    place = quizzes.asked(app, url, "q-pg").position
    assert "Petunjuk pertama pg." not in guest.get(url).get_data(as_text=True)
    for text in ("Petunjuk pertama pg.", "Petunjuk kedua pg."):
        assert text not in guest.get(url).get_data(as_text=True)
        done = sites.post(guest, url, {"aksi": f"petunjuk:{place}"})
        assert done.headers["Location"] == f"{url}#soal-{place}"
        assert text in guest.get(url).get_data(as_text=True)


def test_asking_for_more_hints_than_there_are_gives_no_more(app: Flask, guest: FlaskClient, url: str) -> None:
    place = quizzes.asked(app, url, "q-pg").position
    for _again in range(4):
        sites.post(guest, url, {"aksi": f"petunjuk:{place}"})
    assert quizzes.asked(app, url, "q-pg").hints == 2


def test_a_button_saves_the_page_too(app: Flask, guest: FlaskClient, url: str, short: Asked) -> None:
    quizzes.send_page(guest, url, {short.position: {"j": ["OPAC"]}}, f"ragu:{short.position}")
    one = quizzes.asked(app, url, "q-isian")
    assert (one.answer, one.flagged) == ("OPAC", True)


def test_a_doubt_can_be_taken_back(app: Flask, guest: FlaskClient, url: str) -> None:
    sites.post(guest, url, {"aksi": "ragu:3"})
    assert [one.position for one in quizzes.sheet(app, url).asked if one.flagged] == [3]
    sites.post(guest, url, {"aksi": "yakin:3"})
    assert not any(one.flagged for one in quizzes.sheet(app, url).asked)


def test_handing_in_with_gaps_names_them_and_waits(
    app: Flask, guest: FlaskClient, url: str, short: Asked
) -> None:
    page = quizzes.send_page(guest, url, {short.position: {"j": ["OPAC"]}}, "kirim")
    assert page.status_code == 200
    text = page.get_data(as_text=True)
    assert "10 soal belum dijawab" in text
    assert 'value="kirim-juga"' in text
    assert quizzes.sheet(app, url).submitted_at is None
    assert quizzes.asked(app, url, "q-isian").answer == "OPAC"


def test_handing_in_anyway_marks_what_is_there(
    app: Flask, guest: FlaskClient, url: str, short: Asked
) -> None:
    page = quizzes.send_page(guest, url, {short.position: {"j": ["OPAC"]}}, "kirim-juga")
    assert page.headers["Location"] == f"{url}/hasil"
    assert quizzes.sheet(app, url).percent == 10


def test_handing_in_a_full_page_needs_one_press(app: Flask, guest: FlaskClient, url: str) -> None:
    answers = {one.position: quizzes.right_fields(one) for one in quizzes.sheet(app, url).asked}
    assert quizzes.send_page(guest, url, answers, "kirim").headers["Location"] == f"{url}/hasil"
    assert quizzes.sheet(app, url).percent == 100


def test_an_attempt_that_was_handed_in_leads_to_its_result(guest: FlaskClient, url: str) -> None:
    sites.post(guest, url, {"aksi": "kirim-juga"})
    assert guest.get(url).headers["Location"] == f"{url}/hasil"


def test_a_page_sent_after_handing_in_is_kept_and_changes_no_mark(
    app: Flask, guest: FlaskClient, url: str, short: Asked
) -> None:
    sites.post(guest, url, {"aksi": "kirim-juga"})
    quizzes.send_page(guest, url, {short.position: {"j": ["OPAC"]}})
    sheet = quizzes.sheet(app, url)
    assert (sheet.percent, sheet.late) == (0, 1)


@pytest.mark.parametrize("place", ["0", "99", "", "x", "-1"])
def test_a_button_for_a_question_that_is_not_there_changes_nothing(
    app: Flask, guest: FlaskClient, url: str, place: str
) -> None:
    assert sites.post(guest, url, {"aksi": f"ragu:{place}"}).status_code in (303, 404)
    assert not any(one.flagged for one in quizzes.sheet(app, url).asked)


def test_fields_without_their_key_are_left_aside(
    app: Flask, guest: FlaskClient, url: str, short: Asked
) -> None:
    prefix = f"s{short.position}."
    sites.post(guest, url, {f"{prefix}j": "OPAC", f"{prefix}dasar": "0", f"{prefix}kunci": "x"})
    sites.post(guest, url, {f"{prefix}j": "OPAC", f"{prefix}dasar": "²", f"{prefix}kunci": str(uuid.uuid4())})
    assert quizzes.asked(app, url, "q-isian").seq == 0
