"""How lints read: sentences of Indonesian, words, options by their meaning, and chance."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.authoring.rules.lints.chance import at_least
from literasi.authoring.rules.lints.reading import folded, mean_words, read_sentences, sentences, words

chances = st.lists(st.floats(0, 1), max_size=8)


@pytest.mark.parametrize(
    "whole",
    [
        "Dr. Sari menulis buku.",
        "Buku karya B. J. Habibie ada di rak.",
        "Lihat hlm. 12 sampai 14.",
        "Menurut Aslett dkk. (2024), orang salah.",
        "Alamatnya Jl. Merdeka dan Kec. Tomohon.",
        "Harganya 1.234,5 rupiah pada pukul 09.00.",
        "Ia bertanya “benarkah?” lalu pergi.",
        "Ia menunggu … lalu pulang.",
    ],
)
def test_a_dot_inside_a_sentence_ends_none(whole: str) -> None:
    assert sentences(whole) == (whole,)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ia datang. Ia pergi.", 2),
        ("Apel, jeruk, dll. Semua segar.", 2),
        ("“Pasti benar!” Ia tertawa.", 2),
        ("Itu satu hal. Kedua, baca.", 2),
        ("Ada tiga. 30 orang datang.", 2),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_pauses(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@given(st.text("aB .?!…”1", max_size=60))
def test_no_letter_is_lost_between_sentences(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "hostile", ["." * 200_000, "a." * 9_000 + " X." * 9_000, "“" * 20_000 + ". ", "A. " * 60_000]
)
def test_a_text_that_was_made_to_be_slow_is_read_all_the_same(hostile: str) -> None:
    assert "".join("".join(sentences(hostile)).split()) == "".join(hostile.split())


def test_a_paragraph_ends_a_sentence_and_a_table_has_none() -> None:
    html = (
        "<h3>Judul</h3>\n<p>Satu <em>dua</em>.</p><table><tr><td>Sel.</td></tr></table><ul><li>Tiga</li></ul>"
    )
    assert list(read_sentences(html)) == ["Judul", "Satu dua.", "Tiga"]


def test_words_are_counted_as_people_count_them() -> None:
    assert words("dua-duanya 1.234 contoh.example — ya!") == 4
    assert mean_words(["Satu dua.", "…", "Satu dua tiga empat."]) == 3


def test_an_option_is_folded_but_its_code_is_not() -> None:
    assert folded("<strong>Rak</strong>, Buku.") == ("rak", "buku")
    assert folded("cari <code>A  &amp;B</code>") != folded("cari <code>a &amp;B</code>")


@given(chances)
def test_chances_of_at_least_fall_from_one(found: list[float]) -> None:
    row = [at_least(count, found) for count in range(len(found) + 2)]
    assert row[0] == pytest.approx(1)
    assert row[-1] == 0
    assert all(left >= right - 1e-12 for left, right in pairwise(row))


def test_chance_agrees_with_coins() -> None:
    assert at_least(2, [0.5, 0.5]) == pytest.approx(0.25)
    assert at_least(1, [0.25, 0.5]) == pytest.approx(1 - 0.75 * 0.5)
