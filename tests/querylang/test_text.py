"""How a query is written out, explained and remarked upon."""

import pytest
from hypothesis import given

from literasi.querylang import Query, advice, explain, parse, techniques, to_text
from tests.querylang.makers import queries


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("(kopi ATAU cengkih) ekspor", "(kopi ATAU cengkih) DAN ekspor"),
        ("kopi or cengkih ekspor", "kopi ATAU (cengkih DAN ekspor)"),
        ("kopi bukan (bunga or bank)", "kopi DAN TANPA (bunga ATAU bank)"),
        ("title:(a b) year:>=2019", "judul:(a DAN b) DAN tahun:2019-"),
    ],
)
def test_the_explanation_shows_what_was_left_unsaid(text: str, reading: str) -> None:
    assert explain(parse(text)) == f"Dibaca sebagai: {reading}"


def test_the_explanation_comes_in_english_too() -> None:
    assert explain(parse("judul:kopi tanpa teh"), "en") == "Read as: title:kopi AND NOT teh"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("kopi AND (teh)", "kopi DAN teh"),
        ("kopi not teh", "kopi TANPA teh"),
        ("TANPA (a b)", "TANPA (a DAN b)"),
        ("a ATAU (b c)", "a ATAU b DAN c"),
        ("tahun:2018..2024", "tahun:2018-2024"),
        ("tahun:<=0999", "tahun:-0999"),
    ],
)
def test_the_canonical_text_is_plain(text: str, canonical: str) -> None:
    assert to_text(parse(text)) == canonical


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("kopi", ""),
        ("(kopi)", ""),
        ("kopi teh", "and"),
        ("kopi ATAU teh", "or_sinonim"),
        ("(kopi ATAU teh) susu", "and kurung or_sinonim"),
        ("kopi TANPA teh", "and not"),
        ("kopi* ", "pemenggalan"),
        ("anak-anak", ""),
        ('judul:"pola asuh"', "frasa ruas"),
        ("tahun:2019", "ruas"),
        ("tahun:2019-", "rentang_tahun ruas"),
        ("judul:(a ATAU b)", "kurung or_sinonim ruas"),
    ],
)
def test_the_techniques_of_a_query_are_named(text: str, used: str) -> None:
    assert techniques(parse(text)) == frozenset(used.split())


@given(queries)
def test_brackets_count_exactly_when_the_canonical_text_needs_them(query: Query) -> None:
    assert ("kurung" in techniques(query)) == ("(" in to_text(query))


@pytest.mark.parametrize("text", ["TANPA kopi", "teh ATAU TANPA kopi", "TANPA (kopi teh)"])
def test_finding_by_absence_alone_is_remarked_upon(text: str) -> None:
    assert "tidak memuat kata apa pun" in advice(parse(text))[0].indonesian


def test_a_range_of_years_without_its_field_is_remarked_upon() -> None:
    assert "`tahun:2018-2024`" in advice(parse("kopi 2018-2024"))[0].indonesian


@pytest.mark.parametrize("text", ["kopi TANPA teh", "tahun:2018-2024", "anak-anak", "TANPA (TANPA kopi)"])
def test_an_ordinary_query_gets_no_remark(text: str) -> None:
    assert advice(parse(text)) == ()
