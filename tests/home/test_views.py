"""The pages across features."""

from flask.testing import FlaskClient

from tests.makers import courses, sites


def test_the_front_page_shows_the_opening_question(client: FlaskClient) -> None:
    assert "Kata teman, daun X bagus" in client.get("/").get_data(as_text=True)


def test_answering_the_opening_question_stores_nothing_and_leads_to_a_lesson(client: FlaskClient) -> None:
    page = sites.post(client, "/", {"pilihan": "1"})
    assert page.status_code == 200
    assert courses.LESSON_URL in page.get_data(as_text=True)


def test_a_guest_sees_where_to_go_on(guest: FlaskClient) -> None:
    assert "Modul Tanpa Kuis" in guest.get("/ruang-belajar").get_data(as_text=True)


def test_a_quiz_can_be_started(guest: FlaskClient) -> None:
    page = guest.get(sites.start_quiz(guest)).get_data(as_text=True)
    assert "Langkah pertama yang berguna" in page
    assert "RAHASIA" not in page.replace("RAHASIA bukan pasangan", "")
