"""Identifiers, codes, days and sentences."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.kernel import clock, ids
from literasi.kernel.sentence import Sentence

codes = st.text(ids.ALPHABET, min_size=8, max_size=8)


@given(codes)
def test_a_code_is_read_as_it_is_printed(code: str) -> None:
    assert ids.read_code(ids.spaced(code)) == code


@given(codes, st.sampled_from(["lower", "upper"]), st.lists(st.integers(0, 8)))
def test_case_spaces_and_dashes_are_free(code: str, case: str, places: list[int]) -> None:
    typed = getattr(code, case)()
    for place in places:
        typed = typed[:place] + " -\t\u00a0"[place % 4] + typed[place:]
    assert ids.read_code(typed) == code


@pytest.mark.parametrize(
    ("typed", "code"), [("oooo1111", "00001111"), ("ILIL0000", "11110000"), ("uuuu0000", "VVVV0000")]
)
def test_letters_that_look_alike_are_forgiven(typed: str, code: str) -> None:
    assert ids.read_code(typed) == code


@given(st.text())
def test_whatever_is_typed_is_a_code_or_none(typed: str) -> None:
    code = ids.read_code(typed)
    assert code is None or (len(code) == 8 and set(code) <= set(ids.ALPHABET))


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_code_follows_from_its_key_and_salt_and_is_one(key: str, salt: str) -> None:
    code = ids.code_from(key, "kode-lanjut", salt)
    assert code == ids.code_from(key, "kode-lanjut", salt)
    assert ids.read_code(code) == code


def test_each_purpose_has_digests_of_its_own() -> None:
    assert (
        ids.keyed_digest("k", "a", "b") != ids.keyed_digest("k", "b", "b") != ids.keyed_digest("j", "b", "b")
    )


def test_a_day_begins_at_midnight_in_tomohon() -> None:
    assert clock.wita_date(datetime(2026, 11, 23, 15, 59, tzinfo=UTC)) == date(2026, 11, 23)
    assert clock.wita_date(datetime(2026, 11, 23, 16, 0, tzinfo=UTC)) == date(2026, 11, 24)


def test_a_sentence_without_values_may_hold_a_percent_sign() -> None:
    assert str(Sentence("80 % cukup")) == "80 % cukup"
    assert str(Sentence("%(n)s %% cukup", {"n": 80})) == "80 % cukup"
