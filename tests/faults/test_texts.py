"""What people write is kept to the letter: whatever script, however long, however it is sent."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.pupils import stored
from tests.makers import courses, sites

_TOMBULU = "Siow, siowan: tumou' wo tumouʔ e ëndo; é ë ʔ ’ "
TEXTS = {
    "emoji": "🌺👩🏽‍🏫🇮🇩 ❤️‍🔥",
    "kanan ke kiri": "مكتبة טקסט \u200fcampur\u200e latin",
    "gabungan": "e\u0301 \u00e9 n\u0303 a\u0300\u0323 Z͑ͫ̓ͪ̂ͫ̽",
    "sepuluh ribu huruf": (_TOMBULU * 300)[:10_000],
    "sepuluh ribu huruf latin": ("Perpustakaan membantu saya memilih sumber. " * 300)[:10_000],
    "baris": "\nbaris kosong di depan\n\n  menjorok\tdan tab\nakhir\n",
    "tanda HTML": "</textarea><script>alert(1)</script> &amp; \"kutip\" 'tunggal'",
    "tak terlihat": "\ufeffdepan\u200b\u00a0\u2028belakang",
    "kueri": 'judul:"pola asuh" DAN tahun:2019-2024; DROP TABLE attempt; -- %s {{7*7}}',
}
TEXT = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
_AREA = re.compile(r'<textarea[^>]*name="s1\.j"[^>]*>(.*?)</textarea>', re.DOTALL)


def shown(client: FlaskClient, attempt: str) -> str:
    """What the first field holds, as a browser reads it: one line break right after the tag does not count."""
    found = _AREA.search(client.get(attempt).get_data(as_text=True))
    assert found is not None
    return html.unescape(found.group(1).removeprefix("\n"))


def kept(app: Flask) -> list[str]:
    return [row.text for row in stored(app.extensions["literasi"].instance)]


@pytest.fixture
def attempt(essay_guest: FlaskClient) -> str:
    return sites.start_quiz(essay_guest, courses.ESSAY_QUIZ_URL)


def send(client: FlaskClient, attempt: str, text: str) -> int:
    save = {"uuid": "00000000-0000-4000-8000-000000000001", "base": 0, "fields": {"j": [text]}}
    return sites.put(client, f"{attempt}/soal/1", save).status_code


@TEXT
def test_a_text_sent_by_the_script_is_kept_and_shown_to_the_letter(
    essay_app: Flask, essay_guest: FlaskClient, attempt: str, text: str
) -> None:
    assert send(essay_guest, attempt, text) == 200
    assert kept(essay_app) == [text]
    assert shown(essay_guest, attempt) == text


@TEXT
def test_a_text_sent_by_a_form_is_kept_to_the_letter(
    essay_app: Flask, essay_guest: FlaskClient, attempt: str, text: str
) -> None:
    as_a_form_sends_it = text.replace("\n", "\r\n")
    form = {"s1.kunci": "00000000-0000-4000-8000-000000000001", "s1.dasar": "0", "s1.j": as_a_form_sends_it}
    assert sites.post(essay_guest, attempt, form).status_code == 303
    assert kept(essay_app) == [text]


def test_line_breaks_of_a_form_and_of_the_script_are_one_answer(
    essay_app: Flask, essay_guest: FlaskClient, attempt: str
) -> None:
    assert send(essay_guest, attempt, "satu\r\ndua") == 200
    assert send(essay_guest, attempt, "satu\ndua") == 200
    assert kept(essay_app) == ["satu\ndua"]


@pytest.mark.parametrize(
    "text", ["x" * 20_001, "nol\x00", "separuh \ud83c"], ids=["panjang", "NUL", "separuh"]
)
def test_a_text_that_cannot_be_kept_is_refused_and_what_was_there_stays(
    essay_app: Flask, essay_guest: FlaskClient, attempt: str, text: str
) -> None:
    assert send(essay_guest, attempt, text) in (400, 422)
    assert kept(essay_app) == []


def test_a_text_that_is_too_long_stays_on_the_page(essay_guest: FlaskClient, attempt: str) -> None:
    text = "terlalu panjang " * 1500
    form = {"s1.kunci": "00000000-0000-4000-8000-000000000001", "s1.dasar": "0", "s1.j": text}
    answer = sites.post(essay_guest, attempt, form)
    assert answer.status_code == 422
    assert text in answer.get_data(as_text=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), min_size=1, max_size=80
    )
)
def test_any_text_comes_back_as_it_was(essay_app: Flask, text: str) -> None:
    client = sites.guest(essay_app)
    attempt = sites.start_quiz(client, courses.ESSAY_QUIZ_URL)
    assert send(client, attempt, text) == 200
    assert shown(client, attempt) == text
