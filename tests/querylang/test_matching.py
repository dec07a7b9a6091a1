"""What a query finds."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.querylang import Index, Not, Query, Record, all_of, any_of, matches, parse, run
from tests.querylang.makers import RECORDS, queries, shelves


def found(text: str) -> str:
    return " ".join(sorted(run(parse(text), RECORDS)))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("kopi", "R3"),
        ("KOPI", "R3"),
        ("kópi", "R3"),
        ("cengkih", "R3"),
        ("petani", "R3 R4"),
        ("tani", "R4"),
        ("petani TANPA kopi", "R4"),
        ("kopi ATAU asuh judul:anak", "R1 R3"),
        ("(kopi ATAU asuh) judul:anak", "R1"),
        ("subjek:keluarga", "R1"),
        ("keluarga", "R1 R2"),
        ("zzz", ""),
        ("TANPA zzz", "R1 R2 R3 R4"),
    ],
)
def test_words_are_matched_literally(text: str, ids: str) -> None:
    assert found(text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ('"pola asuh"', "R1 R2"),
        ('judul:"pola asuh"', "R1"),
        ('"asuh pola"', "R2"),
        ('"wenas maria"', "R1"),
        ('"maria lontoh"', ""),
        ('"pengasuhan keluarga"', ""),
        ('"ola asuh"', ""),
    ],
)
def test_a_phrase_stands_side_by_side_inside_one_value(text: str, ids: str) -> None:
    assert found(text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [("anak-anak", "R1"), ('"anak anak"', "R1"), ("rumah-dan", "R2"), ("judul:anak-anak", "")],
)
def test_a_hyphenated_word_is_its_words_side_by_side(text: str, ids: str) -> None:
    assert found(text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("pe*", "R1 R3 R4"),
        ("petan?", "R3 R4"),
        ("peta?", ""),
        ("tani*", "R4"),
        ("tani?", ""),
        ("judul:pola-as*", "R1"),
        ("pola-asu?", "R1 R2"),
        ("pola-as?", ""),
    ],
)
def test_an_asterisk_is_any_ending_and_a_question_mark_one_character(text: str, ids: str) -> None:
    assert found(text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("tahun:2019-2021", "R1 R2"),
        ("tahun:2021", "R1"),
        ("tahun:2021-", "R1 R4"),
        ("tahun:-2015", "R3"),
        ("2021", ""),
    ],
)
def test_a_range_of_years_includes_both_ends(text: str, ids: str) -> None:
    assert found(text) == ids


@pytest.mark.parametrize(
    "text", ["jenis:buku", "type:book", "bahasa:indonesia", "language:Indonesian", "bahasa:indo*"]
)
def test_kind_and_language_are_found_by_either_name(text: str) -> None:
    assert found(text) == "R1"


def test_kind_and_language_are_only_searched_by_their_field() -> None:
    assert found("laporan") == ""


def test_a_record_is_matched_alone() -> None:
    assert matches(parse("kopi"), RECORDS[2])
    assert not matches(parse("teh"), RECORDS[2])


def test_an_empty_shelf_holds_nothing() -> None:
    assert run(parse("TANPA kopi"), ()) == frozenset()


def test_an_empty_record_is_found_by_absence() -> None:
    assert run(parse("TANPA kopi"), [Record("R0", judul="", tahun=0)]) == {"R0"}


@given(queries, queries, shelves)
def test_operators_are_the_operations_on_sets(a: Query, b: Query, records: list[Record]) -> None:
    index = Index(records)
    everything = frozenset(record.id for record in records)
    assert index.run(Query(all_of(a.root, b.root))) == index.run(a) & index.run(b)
    assert index.run(Query(any_of(a.root, b.root))) == index.run(a) | index.run(b)
    assert index.run(Query(Not(a.root))) == everything - index.run(a)


@given(queries, shelves, st.randoms(use_true_random=False))
def test_neither_the_index_nor_the_order_of_records_changes_what_is_found(
    query: Query, records: list[Record], chance: Random
) -> None:
    one_by_one = {record.id for record in records if matches(query, record)}
    chance.shuffle(records)
    assert run(query, records) == one_by_one
