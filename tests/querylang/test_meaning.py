"""When two queries ask the same."""

from itertools import chain, combinations, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.querylang import (
    Field,
    In,
    Index,
    Node,
    Not,
    Phrase,
    Query,
    Record,
    Word,
    YearRange,
    all_of,
    any_of,
    equivalent,
    parse,
    run,
)
from tests.querylang.makers import RECORDS, queries, shelves, trees

KEY = 'judul:"pola asuh" DAN tahun:2019-2024'


def same(first: str, second: str) -> bool:
    return equivalent(parse(first), parse(second), RECORDS)


@pytest.mark.parametrize(
    "answer",
    [
        'tahun:2019-2024 judul:"pola asuh"',
        'title:"pola asuh" AND year:2019-2024',
        "judul:“Pola Asuh”  tahun:2019..2024",
        'judul:("pola asuh") DAN tahun:>=2019 DAN tahun:<=2024',
        'judul:"pola asuh" tahun:(2019-2021 ATAU 2022-2024)',
        'judul:"pola asuh" tahun:2019- TANPA tahun:2025-',
        'judul:("pola asuh" DAN pola) tahun:2019-2024',
    ],
)
def test_an_answer_that_asks_the_same_in_other_words_is_accepted(answer: str) -> None:
    assert same(KEY, answer)


@pytest.mark.parametrize(
    "answer",
    [
        '"pola asuh" DAN tahun:2019-2024',
        "judul:pola judul:asuh tahun:2019-2024",
        'judul:"asuh pola" tahun:2019-2024',
        'judul:"pola asuh" tahun:2018-2024',
        'judul:"pola asuh" tahun:2019-2023',
        'judul:"pola asuh" ATAU tahun:2019-2024',
        'judul:"pola asuh" TANPA tahun:2019-2024',
        'judul:"pola asuh"',
        "judul:pola-asuh* tahun:2019-2024",
    ],
)
def test_an_answer_that_asks_something_else_is_refused(answer: str) -> None:
    assert not same(KEY, answer)


def test_finding_the_same_records_by_chance_is_not_asking_the_same() -> None:
    phrase, words = parse('judul:"pola asuh"'), parse("judul:pola judul:asuh")
    assert run(phrase, RECORDS) == run(words, RECORDS) != frozenset()
    assert not equivalent(phrase, words, RECORDS)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("kopi ATAU kopi*", "kopi*"),
        ("kopi? ATAU kopi*", "kopi*"),
        ("kopis kopi?", "kopis"),
        ("kopi ATAU judul:kopi", "kopi"),
        ('pola DAN "pola asuh"', "pola-asuh"),
        ("jenis:buku bahasa:inggris", "type:book language:english"),
        ('jenis:"buku tua" ATAU jenis:book', "type:buku"),
        ("tahun:2019 ATAU tahun:2020", "tahun:2019-2020"),
        ("judul:(a b)", "judul:a judul:b"),
        ("a TANPA a", "b TANPA b"),
        ("kopi ATAU teh susu", "kopi ATAU (teh DAN susu)"),
    ],
)
def test_what_follows_from_another_condition_adds_nothing(first: str, second: str) -> None:
    assert same(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("kopi*", "kopi?"),
        ("kopi", "kopi*"),
        ("judul:kopi", "subjek:kopi"),
        ("jenis:buku", "buku"),
        ("kopi ATAU teh susu", "(kopi ATAU teh) susu"),
        ("pola asuh", '"pola asuh"'),
        ("bahasa:buku", "bahasa:book"),
    ],
)
def test_a_different_condition_is_a_different_question(first: str, second: str) -> None:
    assert not same(first, second)


@given(queries, queries)
def test_the_laws_of_boolean_algebra_hold(a: Query, b: Query) -> None:
    def equal(first: Node, second: Node) -> bool:
        return equivalent(Query(first), Query(second), RECORDS)

    x, y = a.root, b.root
    assert equal(x, Not(Not(x)))
    assert equal(all_of(x, y), all_of(y, x))
    assert equal(any_of(x, y), any_of(y, x))
    assert equal(Not(all_of(x, y)), any_of(Not(x), Not(y)))
    assert equal(any_of(x, all_of(x, y)), x)
    assert not equal(x, Not(x))


@given(queries, queries, shelves)
def test_queries_that_mean_the_same_find_the_same(a: Query, b: Query, records: list[Record]) -> None:
    assert not equivalent(a, b) or run(a, records) == run(b, records)


def every_record() -> list[Record]:
    """One record for every way to meet or miss the conditions of `small_queries`."""
    keywords = ("a", "b", "ab", "ac", "abc", "a b")
    choices = chain.from_iterable(combinations(keywords, count) for count in range(len(keywords) + 1))
    cases = product(choices, ("", "a"), (2018, 2019, 2020, 2021))
    return [Record(str(n), judul, tahun, kata_kunci=chosen) for n, (chosen, judul, tahun) in enumerate(cases)]


UNIVERSE = Index(every_record())
small_queries = trees(
    st.sampled_from(
        (
            Word("a"),
            Word("b"),
            Word("a", "*"),
            Word("a", "?"),
            Word("ab"),
            Phrase("a b"),
            In(Field.TITLE, Word("a")),
            YearRange(2019, 2020),
            YearRange(2020, None),
        )
    )
).map(Query)


@given(small_queries, small_queries)
def test_queries_mean_the_same_exactly_when_no_possible_record_tells_them_apart(a: Query, b: Query) -> None:
    assert equivalent(a, b) == (UNIVERSE.run(a) == UNIVERSE.run(b))


def long_query(concepts: int, skip: str = "", seed: int = 0) -> Query:
    """Concepts of six synonyms each in chance order, `skip` left out."""
    groups = [[f"k{concept}s{number}" for number in range(6)] for concept in range(concepts)]
    for group in groups:
        Random(seed).shuffle(group)
    return parse(" ".join(f"({' ATAU '.join(word for word in group if word != skip)})" for group in groups))


def test_a_very_long_query_is_equal_to_itself_in_another_order() -> None:
    assert equivalent(long_query(3), long_query(3, seed=1), RECORDS)


@pytest.mark.parametrize("skip", [f"k{concept}s{number}" for concept in range(3) for number in range(6)])
def test_a_single_synonym_missing_from_a_very_long_query_is_noticed(skip: str) -> None:
    assert not equivalent(long_query(3), long_query(3, skip), RECORDS)


def test_records_may_still_part_very_long_queries() -> None:
    rare = " ".join(f"k{number}" for number in range(30))
    with_rare, without = parse(f"teh ATAU {rare} TANPA k30 TANPA k31"), parse("teh")
    record = Record("R1", judul=rare, tahun=2020)
    assert not equivalent(with_rare, without, [record])
