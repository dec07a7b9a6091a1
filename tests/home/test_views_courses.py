"""The list of courses with its filters, and the course page."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.makers import courses, sites

HREF = f'href="/kursus/{courses.SLUG}"'


def listed(client: FlaskClient, query: str) -> bool:
    page = client.get(f"/kursus?{query}")
    assert page.status_code == 200
    return HREF in page.get_data(as_text=True)


@pytest.mark.parametrize(
    "query",
    ["", "khalayak=sma", "mampu=K1.2", "menit=20", "bahasa=en", "khalayak=umum&mampu=K1.1&menit=30&bahasa=id",
     "khalayak=tidak-ada", "menit=7", "bahasa=de"],
)  # fmt: skip
def test_a_course_that_meets_the_filter_is_listed(client: FlaskClient, query: str) -> None:
    assert listed(client, query)


@pytest.mark.parametrize("query", ["khalayak=guru", "mampu=K9.9", "bahasa=en&khalayak=umum&mampu=K1.3"])
def test_a_course_that_does_not_is_not(client: FlaskClient, query: str) -> None:
    assert not listed(client, query)


def test_one_module_has_to_meet_the_whole_filter(client: FlaskClient) -> None:
    """Five minutes has one module, English another."""
    short = courses.FILES["01-lengkap/lesson.md"].replace(b"menit: 20", b"menit: 45")
    sites.publish(client.application, {**courses.FILES, "01-lengkap/lesson.md": short})
    assert listed(client, "bahasa=en")
    assert listed(client, "menit=20")
    assert not listed(client, "bahasa=en&menit=20")


def test_abilities_are_offered_as_sentences(client: FlaskClient) -> None:
    assert "Menyatakan kebutuhan dalam satu kalimat" in client.get("/kursus").get_data(as_text=True)
    client.set_cookie("tampilan", "en.0.0.0")
    assert "State a need in one sentence" in client.get("/kursus").get_data(as_text=True)


def test_a_filter_without_a_course_says_how_to_go_on(client: FlaskClient) -> None:
    assert "Lihat semua kursus" in client.get("/kursus?khalayak=guru").get_data(as_text=True)


def test_a_course_shows_its_modules_and_announces_what_comes(client: FlaskClient) -> None:
    page = client.get(f"/kursus/{courses.SLUG}").get_data(as_text=True)
    assert all(title in page for title in ("Modul Lengkap", "Modul Tanpa Kuis", "Modul Nanti"))
    assert f'href="{courses.LESSON_URL}' in page
    assert "/nanti" not in page


def test_a_site_without_courses_has_its_pages(empty_app: Flask) -> None:
    client = empty_app.test_client()
    assert [client.get(path).status_code for path in ("/", "/kursus", "/ruang-belajar", "/cari?q=x")] == [
        200
    ] * 4


def test_a_room_of_nobody_says_what_will_be_there(client: FlaskClient) -> None:
    assert "Sudah punya kode lanjut?" in client.get("/ruang-belajar").get_data(as_text=True)


def test_the_room_leads_to_an_open_quiz_and_keeps_the_history(guest: FlaskClient) -> None:
    url = sites.start_quiz(guest)
    assert f'href="{url}"' in guest.get("/ruang-belajar").get_data(as_text=True)
    sites.post(guest, url, {"aksi": "kirim-juga"})
    assert f'href="{url}/hasil"' in guest.get("/ruang-belajar").get_data(as_text=True)


@pytest.mark.parametrize("choice", ["", "9", "-1", "x", "²", "1" * 5000])
def test_an_opening_answer_that_is_none_is_refused(client: FlaskClient, choice: str) -> None:
    assert sites.post(client, "/", {"pilihan": choice}).status_code == 400
