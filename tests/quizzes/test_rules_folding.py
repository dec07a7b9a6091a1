import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.quizzes.rules.folding import fold, same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("OPAC", " opac. "),
        ("e-book", "E–Book"),
        ("anak-anak", "anak anak"),
        ("Jum’at", "jumat"),
        ("“pola asuh”", "pola  asuh!"),
        ("ﬁlm", "FILM"),
        ("cafe\u0301", "caf\u00e9"),
        ("lite\u200brasi", "literasi"),
        ("pola\u00a0asuh", "pola\tasuh"),
    ],
)
def test_what_does_not_matter_is_folded_away(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("kompos*", "kompos"), ("?", "!"), ("C++", "C"), ("saté", "sate"), ("2000", "20.00"), ("a", "")],
)
def test_what_matters_stays(one: str, other: str) -> None:
    assert not same(one, other)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_character_settles() -> None:
    every = map(chr, range(sys.maxunicode + 1))
    assert [
        c
        for c in every
        if unicodedata.category(c) not in {"Cs", "Cn", "Co", "Lo"} and fold(fold(c)) != fold(c)
    ] == []


@given(st.text())
def test_case_and_spaces_never_matter(text: str) -> None:
    assert same(f"  {text}\t", text)
    assert same(text.casefold(), text)


@given(st.text())
def test_the_unicode_form_never_matters(text: str) -> None:
    assert same(unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text))
