"""Finding lessons: what learners can read, in either language, and nothing else."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.makers import courses, sites

_LINK = re.compile(r'<article class="card"[^>]*><h2><a href="([^"]+)">([^<]+)</a>')
HOSTILE = [
    "\"", "'", "''; DROP TABLE search_entry; --", "NEAR(", "NEAR(a b, 2)", "*", "kata*", "a AND", "AND OR NOT",
    "title:kata", "^kata", "{judul} : kata", "-kata", "+", "(", ")", "\\", "%", "_", "🙂", "👩‍👩‍👧 kata", "²", "ﷺ", "\u202ekata",
    "kata " * 2000, "a" * 10_000, "\ud7ff", "日本語", "ʔ", " ",
]  # fmt: skip


def found(client: FlaskClient, query: str) -> list[tuple[str, str]]:
    """Address and title of every result."""
    page = client.get("/cari", query_string={"q": query})
    assert page.status_code == 200
    return _LINK.findall(page.get_data(as_text=True))


@pytest.mark.parametrize("query", ["telusur", "menelusur", "ditelusuri", "PENELUSURAN"])
def test_a_word_is_found_in_all_its_forms(client: FlaskClient, query: str) -> None:
    assert found(client, query) == [(courses.LESSON_URL, "Modul Lengkap")]


def test_a_text_in_two_languages_is_one_result_in_the_readers_own(client: FlaskClient) -> None:
    assert found(client, "guides search") == [(courses.LESSON_URL, "Complete Module")]
    client.set_cookie("tampilan", "en.0.0.0")
    assert found(client, "module") == [(courses.LESSON_URL, "Complete Module")]


def test_when_nothing_has_all_the_words_pages_with_some_are_shown(client: FlaskClient) -> None:
    assert found(client, "perpustakaan dinosaurus") == [(courses.LESSON_URL, "Modul Lengkap")]


@pytest.mark.parametrize(
    "query",
    ["RAHASIA", "fasilitator", "rencana", "catatan kaki", "OPAC", "1825", "Google", "mempersempit", "rubrik"],
)
def test_notes_for_facilitators_and_keys_of_quizzes_are_never_found(client: FlaskClient, query: str) -> None:
    assert found(client, query) == []


def test_a_module_that_is_only_a_title_is_not_found(client: FlaskClient) -> None:
    assert found(client, "nanti") == []


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_is_too_strange(client: FlaskClient, query: str) -> None:
    found(client, query)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(query=st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60))
def test_any_text_can_be_asked_for(client: FlaskClient, query: str) -> None:
    found(client, query)


def test_what_was_asked_is_shown_as_text(client: FlaskClient) -> None:
    page = client.get("/cari", query_string={"q": "<script>alert(1)</script>"}).get_data(as_text=True)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_new_release_replaces_what_can_be_found(client: FlaskClient) -> None:
    body = courses.FILES["03-tanpa-kuis/lesson.md"].replace(b"Bagian kedua.", b"Bagian tentang jambu.")
    sites.publish(client.application, {**courses.FILES, "03-tanpa-kuis/lesson.md": body})
    assert found(client, "jambu") == [(courses.PLAIN_URL, "Modul Tanpa Kuis")]
    sites.publish(client.application)
    assert found(client, "jambu") == []


def test_a_dropped_module_is_found_no_more(client: FlaskClient) -> None:
    files = {path: body for path, body in courses.FILES.items() if not path.startswith("03")}
    assert found(client, "modul tanpa kuis")
    sites.publish(client.application, files, dropped=["X01-03"])
    assert courses.PLAIN_URL not in {address for address, _title in found(client, "modul tanpa kuis")}


def test_a_renamed_course_is_found_at_its_new_address(client: FlaskClient) -> None:
    sites.publish(client.application, slug="nama-baru")
    assert found(client, "perpustakaan") == [("/kursus/nama-baru/lengkap", "Modul Lengkap")]
