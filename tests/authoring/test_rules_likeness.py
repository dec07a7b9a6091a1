"""Near-duplicates: the laws of likeness, and that the quick way finds what comparing all finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.authoring.rules.likeness import Library, Near, Pair, likeness, question_text
from literasi.catalogue.rules.question import Expected, Gap, Kind, Option, Question, Step
from literasi.catalogue.rules.question import Pair as Match

texts = st.lists(st.sampled_from(["rak", "buku", "kamus", "peta", "koran"]), min_size=1, max_size=7).map(
    " ".join
)
libraries = st.lists(texts, min_size=1, max_size=8).map(
    lambda all_: {f"s{at}": one for at, one in enumerate(all_)}
)
shares = st.sampled_from([0.1, 0.25, 1 / 3, 0.5, 0.75, 1.0])


@given(texts, texts)
def test_likeness_is_symmetric_and_at_most_one(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


@given(texts)
def test_a_text_is_its_own_nearest(text: str) -> None:
    assert likeness(text, text) == 1
    assert Library({"a": text, "b": "surat kabar"}).near(text)[0] == Near("a", 1)


@given(libraries, texts, shares)
def test_the_nearest_are_those_that_comparing_all_finds(
    library: dict[str, str], text: str, least: float
) -> None:
    wanted = {key for key, other in library.items() if likeness(text, other) >= least}
    assert {one.key for one in Library(library).near(text, least)} == wanted


@given(libraries, shares)
def test_the_pairs_are_those_that_comparing_all_finds(library: dict[str, str], least: float) -> None:
    wanted = {
        (one, other)
        for one in library
        for other in library
        if one < other and likeness(library[one], library[other]) >= least
    }
    found = Library(library).pairs(least)
    assert {(pair.one, pair.other) for pair in found} == wanted
    assert len(found) == len(wanted)


@given(libraries)
def test_near_is_as_symmetric_as_pairs(library: dict[str, str]) -> None:
    shelf = Library(library)
    for pair in shelf.pairs():
        assert Near(pair.other, pair.share) in shelf.near(library[pair.one])
        assert Near(pair.one, pair.share) in shelf.near(library[pair.other])


def test_case_and_punctuation_make_no_difference_but_order_does() -> None:
    assert likeness("Rak buku!", "rak, BUKU") == 1
    assert likeness("rak buku", "buku rak") == pytest.approx(0.5)


def test_what_has_no_word_is_like_nothing() -> None:
    assert Library({"a": "…", "b": "?"}).near("…") == []
    assert Library({"a": "…", "b": "…"}).pairs() == []


def test_the_nearest_comes_first_and_no_more_than_asked_for() -> None:
    shelf = Library({"a": "rak buku lama", "b": "rak buku", "c": "rak buku baru sekali"})
    assert [one.key for one in shelf.near("rak buku", 0.1)] == ["b", "a", "c"]
    assert [one.key for one in shelf.near("rak buku", 0.1, most=1)] == ["b"]
    assert shelf.pairs(0.5)[0] == Pair("a", "b", likeness("rak buku lama", "rak buku"))


def test_the_text_of_a_question_holds_what_is_asked_and_answered_in_every_kind() -> None:
    question = Question(
        "s",
        Kind.CHOICE,
        "Judul",
        "<p>Pokok</p>",
        options=(Option("Pilihan", True),),
        pairs=(Match("Kiri", "Kanan"),),
        steps=(Step("Langkah"),),
        expected=(Expected("kunci", True),),
        cloze_html=("depan", "belakang"),
        gaps=(Gap(("celah",), ("celah", "lubang")),),
    )
    said = question_text(question).split()
    assert {*said} == {
        *[
            "Judul",
            "Pokok",
            "Pilihan",
            "Kiri",
            "Kanan",
            "Langkah",
            "kunci",
            "depan",
            "belakang",
            "celah",
            "lubang",
        ]
    }
