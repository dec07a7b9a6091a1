"""Dates and numbers as people here write them, in both languages, in the time of Tomohon."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from literasi.infra import i18n
from literasi.kernel.sentence import Sentence

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
LATE = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)


def _in(app: Flask, language: str) -> object:
    return app.test_request_context("/", headers={"Cookie": f"tampilan={language}.0.0.0"})


@pytest.mark.parametrize(
    ("language", "said"),
    [("id", "Sabtu, 28 November 2026 pukul 20.00 WITA"), ("en", "Saturday, 28 November 2026 at 20:00 WITA")],
)
def test_a_moment_is_said_in_full(app: Flask, language: str, said: str) -> None:
    with _in(app, language):
        assert i18n.moment(NOON) == said


@pytest.mark.parametrize(("language", "said"), [("id", "1 Januari 2027"), ("en", "1 January 2027")])
def test_a_day_is_the_day_in_tomohon(app: Flask, language: str, said: str) -> None:
    with _in(app, language):
        assert i18n.day(LATE) == said


@pytest.mark.parametrize(("language", "said"), [("id", "00.30 WITA"), ("en", "00:30 WITA")])
def test_a_time_is_that_of_tomohon(app: Flask, language: str, said: str) -> None:
    with _in(app, language):
        assert i18n.time_of_day(LATE) == said


@pytest.mark.parametrize(
    ("value", "digits", "indonesian", "english"),
    [(3.5, 1, "3,5", "3.5"), (3.0, 1, "3", "3"), (0.25, 2, "0,25", "0.25"), (20, 0, "20", "20")],
)
def test_a_number_has_the_decimal_mark_of_its_language(
    app: Flask, value: float, digits: int, indonesian: str, english: str
) -> None:
    with _in(app, "id"):
        assert i18n.decimal(value, digits) == indonesian
    with _in(app, "en"):
        assert i18n.decimal(value, digits) == english


def test_a_sentence_of_the_rules_is_said_in_the_readers_language(app: Flask) -> None:
    sentence = Sentence("Dibaca sebagai %(number)s.", {"number": "1.234,5"})
    with _in(app, "id"):
        assert i18n.said(sentence) == "Dibaca sebagai 1.234,5."
    with _in(app, "en"):
        assert i18n.said(sentence) == "Read as 1.234,5."


def test_a_text_with_a_percent_sign_survives(app: Flask) -> None:
    with _in(app, "en"):
        assert i18n.said("100 % yakin") == "100 % yakin"


def test_a_refusal_of_a_lower_floor_is_translated(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie("tampilan", "en.0.0.0")
    assert "This page does not exist, or is not yours." in client.get("/pengerjaan/TIDAKADA").text
