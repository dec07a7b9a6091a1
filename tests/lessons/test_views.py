"""The reading page: resume, finish, practise."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from literasi.accounts.models import Person
from literasi.infra.db import db
from literasi.lessons.models import PracticeAnswer
from literasi.progress.models import Completion, Response
from tests.makers import courses, sites

_KEPT = re.compile(r'name="rilis" value="(\d+)"')
HERE = re.compile(r'bagian=([^"&]+)" aria-current="step"')


def rows(app: Flask, what: Any) -> list[Any]:
    with app.app_context():
        found = list(db.session.execute(select(what)).scalars())
        db.session.remove()
    return found


def part_here(client: FlaskClient, path: str = courses.PLAIN_URL) -> str:
    """The part that the page shows."""
    found = HERE.search(client.get(path).get_data(as_text=True))
    assert found is not None
    return found.group(1)


def text(client: FlaskClient, path: str, **query: str) -> str:
    page = client.get(path, query_string=query or None)
    assert page.status_code == 200
    return page.get_data(as_text=True)


def whole(client: FlaskClient) -> str:
    return text(client, courses.LESSON_URL, tampil="utuh")


def practise(client: FlaskClient, item: str, choice: str, **fields: str) -> TestResponse:
    """Answer a practice question of the first lesson by the text of an option."""
    page = whole(client)
    form = re.search(rf'id="soal-{item}".*?</form>', page, re.DOTALL)
    assert form is not None
    value = re.search(rf'value="(\d)"[^>]*><span>(<p>)?{choice}', form.group())
    sent = {"kunci": str(uuid.uuid4()), "rilis": _KEPT.findall(page)[0], "j": value.group(1) if value else ""}
    return sites.post(client, f"{courses.LESSON_URL}/latihan/{item}", {**sent, **fields})


def test_a_first_visit_opens_the_first_part_and_stores_nobody(app: Flask, client: FlaskClient) -> None:
    assert part_here(client) == "satu"
    assert rows(app, Person) == []


def test_going_on_is_remembered_to_the_part(guest: FlaskClient) -> None:
    assert part_here(guest) == "dua"
    assert "bagian=dua" in text(guest, "/ruang-belajar")


def test_a_part_asked_for_opens_and_does_not_move_the_place(guest: FlaskClient) -> None:
    assert part_here(guest, f"{courses.PLAIN_URL}?bagian=satu") == "satu"
    assert part_here(guest) == "dua"


def test_a_part_that_does_not_exist_opens_where_one_stopped(guest: FlaskClient) -> None:
    assert part_here(guest, f"{courses.PLAIN_URL}?bagian=dihapus") == "dua"


def test_a_part_that_a_newer_release_lost_is_passed_over(guest: FlaskClient) -> None:
    path = "03-tanpa-kuis/lesson.md"
    body = courses.FILES[path].replace(b"{#dua}", b"{#dua-baru}")
    sites.publish(guest.application, {**courses.FILES, path: body})
    assert part_here(guest) == "dua-baru"


def test_moving_on_from_an_unknown_part_is_refused(guest: FlaskClient) -> None:
    assert sites.post(guest, courses.PLAIN_URL, {"bagian": "dihapus", "ke": "dua"}).status_code == 400


def test_a_module_without_a_quiz_is_finished_when_every_part_is_marked(
    app: Flask, guest: FlaskClient
) -> None:
    assert rows(app, Completion.key) == []
    sites.post(guest, courses.PLAIN_URL, {"bagian": "dua", "ke": "akhir"})
    assert rows(app, Completion.key) == ["X01-03"]
    assert "Modul ini sudah tuntas." in text(guest, courses.PLAIN_URL)


def test_reading_the_last_part_alone_does_not_finish_a_module(app: Flask, client: FlaskClient) -> None:
    sites.post(client, courses.PLAIN_URL, {"bagian": "dua", "ke": "akhir"})
    assert rows(app, Completion.key) == []


def test_a_module_with_a_quiz_is_not_finished_by_reading(app: Flask, client: FlaskClient) -> None:
    parts = re.findall(r"bagian=([^\"&]+)", whole(client))
    for part in dict.fromkeys(parts):
        sites.post(client, courses.LESSON_URL, {"bagian": part, "ke": "akhir"})
    assert rows(app, Completion.key) == []
    assert part_here(client, courses.LESSON_URL) == "akhir"


def test_finishing_twice_is_one_completion(app: Flask, guest: FlaskClient) -> None:
    for _again in range(2):
        sites.post(guest, courses.PLAIN_URL, {"bagian": "dua", "ke": "akhir"})
    assert rows(app, Completion.key) == ["X01-03"]


@pytest.mark.parametrize("module", ["nanti", "tidak-ada", "lengkap%00"])
def test_what_cannot_be_read_is_missing(client: FlaskClient, module: str) -> None:
    assert client.get(f"/kursus/{courses.SLUG}/{module}").status_code in (400, 404)


def test_a_reader_of_english_gets_the_english_text(client: FlaskClient) -> None:
    client.set_cookie("tampilan", "en.0.0.0")
    page = whole(client)
    assert "A clear question guides the search." in page
    assert "Pertanyaan yang jelas" not in page


def test_a_lesson_without_a_translation_is_shown_in_indonesian(client: FlaskClient) -> None:
    client.set_cookie("tampilan", "en.0.0.0")
    assert "Bagian pertama." in text(client, courses.PLAIN_URL, tampil="utuh")


def test_a_place_holds_in_both_languages(guest: FlaskClient) -> None:
    sites.post(guest, courses.LESSON_URL, {"bagian": "mengapa", "ke": "akhir"})
    guest.set_cookie("tampilan", "en.0.0.0")
    assert part_here(guest, courses.LESSON_URL) == "akhir"


def test_nothing_of_the_facilitator_and_no_key_stands_in_the_lesson(guest: FlaskClient) -> None:
    for language in ("id", "en"):
        guest.set_cookie("tampilan", f"{language}.0.0.0")
        assert "RAHASIA" not in whole(guest)
        assert "asilitator" not in whole(guest)


def test_an_answer_is_explained_and_kept(app: Flask, guest: FlaskClient) -> None:
    assert practise(guest, "x-latihan", "Sepuluh").status_code == 303
    page = whole(guest)
    assert "RAHASIA-latihan-salah" in page
    assert "RAHASIA-latihan-bahas" in page
    assert [(one.source, one.mark) for one in rows(app, Response)] == [("latihan", 0.0)]


def test_what_was_chosen_stays_chosen(guest: FlaskClient) -> None:
    practise(guest, "x-latihan", "Dua")
    assert re.search(r"checked[^>]*><span>(<p>)?Dua", whole(guest))


def test_a_second_answer_replaces_the_first_and_both_are_in_the_ledger(
    app: Flask, guest: FlaskClient
) -> None:
    practise(guest, "x-latihan", "Sepuluh")
    practise(guest, "x-latihan", "Dua")
    assert len(rows(app, PracticeAnswer)) == 1
    assert [one.mark for one in rows(app, Response)] == [0.0, 1.0]


def test_the_same_answer_sent_twice_counts_once(app: Flask, guest: FlaskClient) -> None:
    key = str(uuid.uuid4())
    for _again in range(2):
        assert practise(guest, "x-latihan", "Dua", kunci=key).status_code == 303
    assert len(rows(app, Response)) == 1


def test_a_guess_before_reading_is_explained_and_carries_no_mark(app: Flask, guest: FlaskClient) -> None:
    practise(guest, "x-tebak", "Meneruskan")
    assert "RAHASIA-tebak-salah" in whole(guest)
    assert [(one.source, one.mark) for one in rows(app, Response)] == [("tebak", None)]


def test_an_answer_makes_a_guest(app: Flask, client: FlaskClient) -> None:
    assert practise(client, "x-latihan", "Dua").status_code == 303
    assert "RAHASIA-latihan-benar" in whole(client)


@pytest.mark.parametrize("fields", [{"j": ""}, {"j": "9"}, {"kunci": "bukan-uuid"}])
def test_an_answer_that_cannot_be_read_is_told_and_not_kept(
    app: Flask, guest: FlaskClient, fields: dict[str, str]
) -> None:
    page = practise(guest, "x-latihan", "Dua", **fields)
    assert page.status_code == 422
    assert 'role="alert"' in page.get_data(as_text=True)
    assert rows(app, PracticeAnswer) == []


def test_an_answer_to_an_older_release_is_asked_again(app: Flask, guest: FlaskClient) -> None:
    page = practise(guest, "x-latihan", "Dua", rilis="999")
    assert page.status_code == 303
    assert "baru diperbarui" in text(guest, page.headers["Location"])
    assert rows(app, PracticeAnswer) == []


def test_an_answer_to_a_question_that_changed_is_shown_no_more(guest: FlaskClient) -> None:
    practise(guest, "x-latihan", "Dua")
    path = "01-lengkap/lesson.md"
    body = courses.FILES[path].replace(b"- ( ) Sepuluh", b"- ( ) Seratus")
    english = courses.FILES["01-lengkap/lesson.en.md"].replace(b"- ( ) Sepuluh", b"- ( ) Seratus")
    sites.publish(guest.application, {**courses.FILES, path: body, "01-lengkap/lesson.en.md": english})
    assert "RAHASIA" not in whole(guest)


def test_our_script_gets_the_explanation_alone(guest: FlaskClient) -> None:
    release = _KEPT.findall(whole(guest))[0]
    sent = {"kunci": str(uuid.uuid4()), "rilis": release, "j": "0"}
    headers = {"X-Requested-By": "literasi"}
    piece = sites.post(guest, f"{courses.LESSON_URL}/latihan/x-latihan", sent, headers=headers)
    assert piece.status_code == 200
    assert "<html" not in piece.get_data(as_text=True)
    assert "RAHASIA-latihan-bahas" in piece.get_data(as_text=True)


@pytest.mark.parametrize("item", ["q-pg", "tidak-ada", "x-tebak%2f"])
def test_only_questions_of_the_lesson_can_be_practised(guest: FlaskClient, item: str) -> None:
    sent = {"kunci": str(uuid.uuid4()), "rilis": "1", "j": "0"}
    assert sites.post(guest, f"{courses.LESSON_URL}/latihan/{item}", sent).status_code == 404


def in_english(client: FlaskClient) -> FlaskClient:
    client.set_cookie("tampilan", "en.0.0.0")
    return client


def exercise(client: FlaskClient) -> str:
    """The form of the practice question, in the reader's language."""
    form = re.search(r'id="soal-x-latihan".*?</form>', whole(client), re.DOTALL)
    assert form is not None
    return form.group()


def place_of(form: str, option: str) -> str:
    """The value that chooses an option."""
    value = re.search(rf'value="(\d)"[^>]*><span[^>]*>(?:<p>)?{option}', form)
    assert value is not None
    return value[1]


@pytest.fixture
def turned(app: Flask, guest: FlaskClient) -> FlaskClient:
    """A guest of a lesson in which the practice question's options stand in another order in English."""
    path = "01-lengkap/lesson.en.md"
    for number in range(20):
        title = f"How many keywords ({number})?".encode()
        sites.publish(app, {**courses.FILES, path: courses.FILES[path].replace(b"Berapa kata kunci?", title)})
        indonesian = place_of(exercise(guest), "Dua")
        if place_of(exercise(in_english(guest)), "Dua") != indonesian:
            break
    guest.set_cookie("tampilan", "id.0.0.0")
    return guest


def test_an_answer_counts_in_the_language_in_which_it_was_asked(turned: FlaskClient) -> None:
    """The reader switched in another tab meanwhile."""
    page = whole(turned)
    sent = {"kunci": str(uuid.uuid4()), "rilis": _KEPT.findall(page)[0], "lisan": "id"}
    sent["j"] = place_of(exercise(turned), "Dua")
    done = sites.post(in_english(turned), f"{courses.LESSON_URL}/latihan/x-latihan", sent)
    assert done.status_code == 303
    assert "RAHASIA-latihan-benar" in exercise(turned)
    assert f'value="{place_of(exercise(turned), "Dua")}" checked' in exercise(turned)


def test_an_answer_is_shown_in_the_other_language_too(turned: FlaskClient) -> None:
    practise(turned, "x-latihan", "Dua")
    shown = exercise(in_english(turned))
    assert f'value="{place_of(shown, "Dua")}" checked' in shown


def test_a_page_that_asks_again_leads_back_to_its_lesson(guest: FlaskClient) -> None:
    page = practise(guest, "x-latihan", "tidak ada").get_data(as_text=True)
    assert f'name="kembali" value="{courses.LESSON_URL}"' in page
