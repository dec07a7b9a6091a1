"""What may be asked and until when, how an erasure is written down, how data travels, and what /privasi says."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.kernel.holding import Holding
from literasi.kernel.sentence import Sentence
from literasi.privacy.rules import journal, notice, requests, retention
from literasi.privacy.rules.journal import Erasure
from literasi.privacy.rules.parcel import as_json, packed
from tests.i18n import catalogue

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
MOMENTS = st.integers(-(10**8), 10**9).map(lambda seconds: NOW + timedelta(seconds=seconds))


@given(MOMENTS)
def test_an_answer_is_owed_after_three_times_24_hours(asked_at: datetime) -> None:
    due = requests.due(asked_at)
    assert due - asked_at == timedelta(hours=72)
    assert not requests.overdue(due, None, due)
    assert requests.overdue(due, None, due + timedelta(seconds=1))


@given(MOMENTS, st.integers(0, 200))
def test_hours_left_never_promise_more_than_there_are(now: datetime, hours: int) -> None:
    due = now + timedelta(hours=hours, minutes=59)
    assert requests.hours_left(due, now) == hours
    assert requests.hours_left(now, due) == 0


def test_an_answer_that_came_in_time_is_never_late() -> None:
    assert not requests.overdue(NOW, NOW - timedelta(hours=1), NOW + timedelta(days=9))


@pytest.mark.parametrize(("text", "problem"), [("", True), ("  \n", True), ("…!?", True), ("a" * 2001, True), ("Tolong.", False)])  # fmt: skip
def test_a_request_says_something_and_not_too_much(text: str, problem: bool) -> None:
    assert (requests.text_problem(text, requests.TEXT_MISSING) is not None) is problem


@given(st.text())
def test_a_tidy_text_holds_no_control_character_and_stays_as_it_is(text: str) -> None:
    tidy = requests.tidy(text)
    assert all(ch == "\n" or ch.isprintable() for ch in tidy)
    assert requests.tidy(tidy) == tidy


@given(st.lists(st.builds(Erasure, st.integers(1, 2**62), MOMENTS, MOMENTS), max_size=5))
def test_the_journal_can_be_read_again_line_by_line(erasures: list[Erasure]) -> None:
    read = [json.loads(line) for line in journal.lines(erasures).splitlines()]
    found = [
        Erasure(one["person"], datetime.fromisoformat(one["created"]), datetime.fromisoformat(one["at"]))
        for one in read
    ]
    assert found == erasures and all(set(one) == {"person", "created", "at"} for one in read)


def test_a_parcel_holds_every_row_and_opens_again() -> None:
    held = Holding(
        "akun", Sentence("Akun"), {}, [{"nama": "Kiki", "sejak": NOW, "apa": Sentence("%(n)s", {"n": 1})}]
    )
    text = as_json([held], NOW)
    with zipfile.ZipFile(io.BytesIO(packed({"a.json": text}, NOW))) as parcel:
        read = json.loads(parcel.read("a.json"))
    assert read["data"] == {"akun": [{"nama": "Kiki", "sejak": NOW.isoformat(), "apa": "1"}]}


def test_a_value_of_an_unknown_kind_is_never_left_out_silently() -> None:
    with pytest.raises(TypeError):
        as_json([Holding("x", Sentence("X"), {}, [{"a": object()}])], NOW)


def test_the_notice_for_adults_covers_what_the_law_lists() -> None:
    text = " ".join(str(one) for one in notice.sentences(notice.adult(8, 14)))
    for word in ("Dasar hukum", "untuk apa", "Berapa lama", "Siapa yang melihat", "Hak", "Keluhan", "bocor"):
        assert word in text


def test_the_notice_names_every_number_of_retention() -> None:
    text = " ".join(str(one) for one in notice.sentences(notice.adult(8, 14)))
    numbers = set(re.findall(r"\d+", text))
    kept = {
        retention.GUEST_DAYS,
        retention.CONSENT_DAYS,
        retention.TRAIL_YEARS,
        retention.REQUEST_YEARS,
        8,
        14,
        72,
    }
    assert {str(number) for number in kept} <= numbers


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_notice_for_children_has_at_most_200_words(language: str) -> None:
    english = {message.id: message.string for message in catalogue.english()}
    texts = [english[one.text] if language == "en" else one.text for one in notice.sentences(notice.child())]
    assert all(texts) and len(" ".join(texts).split()) <= 200


def test_sentences_for_children_are_short() -> None:
    lines = [str(one) for one in notice.sentences(notice.child())]
    long = [part for line in lines for part in re.split(r"[.?!:]", line) if len(part.split()) > 18]
    assert long == []


def test_years_of_retention_are_years() -> None:
    assert retention.trail_before(NOW) == NOW - timedelta(days=730)
    assert retention.requests_before(NOW) == NOW - timedelta(days=365)
    assert retention.journal_before(NOW) == NOW - timedelta(days=730)
