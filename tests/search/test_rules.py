"""Stems, excerpts and the order of results."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.search import rules
from literasi.search.rules import Candidate


def candidate(key: str, title: str, text: str, language: str = "id") -> Candidate:
    stems = tuple(rules.stems(title)), tuple(rules.stems(text))
    return Candidate(key, language, f"/{key}", title, text, *stems)


def order(candidates: Sequence[Candidate], query: str, language: str = "id") -> list[str]:
    return [result.key for result in rules.ranked(candidates, rules.terms(query), language)]


@pytest.mark.parametrize("word", ["menilai", "penilaian", "dinilai", "nilai", "Menilai", "PENILAIAN"])
def test_the_forms_of_one_word_meet(word: str) -> None:
    assert rules.stems(word) == ["nilai"]


@pytest.mark.parametrize(("word", "stems"), [("2019", ["2019"]), ("UU", ["uu"]), ("", []), ("—!?", [])])
def test_numbers_and_short_words_stay_as_they_are(word: str, stems: list[str]) -> None:
    assert rules.stems(word) == stems


def test_accents_and_capitals_do_not_matter() -> None:
    assert rules.stems("Indonésia") == rules.stems("INDONESIA")


def test_a_word_asked_twice_counts_once() -> None:
    assert rules.terms("menilai penilaian nilai") == ("nilai",)


@given(st.text())
def test_only_the_first_200_letters_of_a_query_are_read(text: str) -> None:
    assert rules.terms("a" * rules.LONGEST_QUERY + text) == ("a" * rules.LONGEST_QUERY,)


def test_more_of_the_words_goes_first() -> None:
    one, both = candidate("satu", "Kopi", "kopi kopi kopi"), candidate("dua", "Lain", "kopi susu")
    assert order([one, both], "kopi susu") == ["dua", "satu"]


def test_among_equals_the_title_goes_first() -> None:
    text, title = candidate("teks", "Lain", "kopi kopi kopi"), candidate("judul", "Kopi", "lain")
    assert order([text, title], "kopi") == ["judul", "teks"]


def test_repeating_a_word_beyond_three_times_buys_nothing() -> None:
    many, three = candidate("banyak", "B", "kopi " * 50), candidate("tiga", "A", "kopi kopi kopi")
    assert order([many, three], "kopi") == ["tiga", "banyak"]


@given(st.permutations([("c", "B"), ("b", "A"), ("a", "A")]))
def test_ties_go_by_title_then_key_however_the_database_answers(rows: list[tuple[str, str]]) -> None:
    assert order([candidate(key, title, "kopi") for key, title in rows], "kopi") == ["a", "b", "c"]


@given(st.permutations(["id", "en"]), st.sampled_from(["id", "en"]))
def test_of_two_languages_of_a_page_the_readers_own_is_kept(languages: list[str], own: str) -> None:
    found = rules.ranked([candidate("a", "Kopi", "kopi", one) for one in languages], ("kopi",), own)
    assert [result.language for result in found] == [own]


@given(st.text(), st.text(max_size=30))
def test_an_excerpt_is_text_of_the_page_and_never_raises(text: str, query: str) -> None:
    pieces = rules.excerpt(text, rules.terms(query))
    assert len(pieces) % 2 == 1
    assert "".join(pieces).removeprefix("… ").removesuffix(" …") in text


def test_an_excerpt_marks_what_was_found() -> None:
    assert rules.excerpt("Cara menilai sumber.", ("nilai",)) == ("Cara ", "menilai", " sumber …")
