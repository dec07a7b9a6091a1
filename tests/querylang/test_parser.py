"""How a query is read."""

import pytest
from hypothesis import given

from literasi.querylang import (
    And,
    Field,
    In,
    Not,
    Or,
    Phrase,
    Query,
    QueryError,
    Span,
    Word,
    YearRange,
    parse,
    to_text,
)
from tests.querylang.makers import queries, scribbles

A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("a", A),
        ("a b", And((A, B))),
        ("a DAN b AND c", And((A, B, C))),
        ("a atau b or c", Or((A, B, C))),
        ("a TANPA b", And((A, Not(B)))),
        ("a bukan b", And((A, Not(B)))),
        ("a AND NOT b", And((A, Not(B)))),
        ("a ATAU b DAN TANPA c", Or((A, And((B, Not(C)))))),
        ("a ATAU b c", Or((A, And((B, C))))),
        ("(a ATAU b) c", And((Or((A, B)), C))),
        ("(a b) c", And((A, B, C))),
        ("TANPA (TANPA a)", Not(Not(A))),
        ("a(b)", And((A, B))),
    ],
)
def test_not_binds_before_and_before_or(text: str, root: object) -> None:
    assert parse(text).root == root


@pytest.mark.parametrize("text", ['"pola  asuh"', "“pola asuh”", "„pola asuh“", "«pola asuh»", '”pola asuh"'])
def test_typographic_quotes_make_a_phrase(text: str) -> None:
    assert parse(text).root == Phrase("pola asuh")


def test_an_operator_in_quotes_is_a_word() -> None:
    assert parse('"dan" DAN "not"').root == And((Phrase("dan"), Phrase("not")))


@pytest.mark.parametrize(
    ("text", "word"), [("tani*", Word("tani", "*")), ("tani?", Word("tani", "?")), ("dan*", Word("dan", "*"))]
)
def test_a_mark_at_the_end_truncates(text: str, word: Word) -> None:
    assert parse(text).root == word


@pytest.mark.parametrize("text", ["anak-anak", "Jum'at", "COVID-19", "R&D", "e\u0301lan", "no.5"])
def test_signs_between_letters_stay_in_the_word(text: str) -> None:
    assert parse(text).root == Word(text)


@pytest.mark.parametrize("field", list(Field))
def test_every_field_has_an_indonesian_and_an_english_name(field: Field) -> None:
    content = "2019" if field is Field.YEAR else "kopi"
    written = parse(f"{field}:{content}")
    assert parse(to_text(written, "en")) == written
    assert to_text(written, "en") != to_text(written, "id")


@pytest.mark.parametrize("text", ["judul:(a b)", "JUDUL: (a b)", "judul :(a DAN b)", "title:(a AND b)"])
def test_a_field_takes_a_group(text: str) -> None:
    assert parse(text).root == In(Field.TITLE, And((A, B)))


def test_a_field_without_a_group_takes_one_word() -> None:
    assert parse("judul:a b*").root == And((In(Field.TITLE, A), Word("b", "*")))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("tahun:2019", YearRange(2019, 2019)),
        ("tahun:2018-2024", YearRange(2018, 2024)),
        ("tahun: 2018 – 2024", YearRange(2018, 2024)),
        ("year:2018..2024", YearRange(2018, 2024)),
        ("tahun:2018-", YearRange(2018, None)),
        ("tahun:>=2018", YearRange(2018, None)),
        ("tahun:-2024", YearRange(None, 2024)),
        ("tahun:<= 2024", YearRange(None, 2024)),
    ],
)
def test_years_are_read_in_every_common_spelling(text: str, years: YearRange) -> None:
    assert parse(text).root == years


def test_a_group_of_years_ends_with_its_bracket() -> None:
    years = Or((YearRange(2015, 2015), YearRange(2018, 2020)))
    assert parse("tahun:(2015 ATAU 2018-2020) 2019").root == And((years, Word("2019")))


def test_a_node_knows_where_it_stands() -> None:
    root = parse('kopi judul:"pola asuh"').root
    assert isinstance(root, And)
    assert [item.span for item in root.items] == [Span(1, 5), Span(6, 23)]
    assert root.span == Span(1, 23)


def test_an_invisible_character_from_a_pasted_text_is_a_blank() -> None:
    assert parse("\ufeffa\u200bb").root == And((A, B))


@given(scribbles)
def test_any_text_is_read_or_refused_with_a_column_inside_it(text: str) -> None:
    try:
        parse(text)
    except QueryError as error:
        assert 1 <= error.column <= max(1, len(text))
        assert 1 <= error.length <= max(1, len(text))
        assert error.message.encode()


@given(queries)
def test_a_query_written_out_reads_back_the_same(query: Query) -> None:
    assert parse(to_text(query)) == query
    assert parse(to_text(query, "en")) == query


@given(scribbles)
def test_whatever_is_understood_reads_back_the_same(text: str) -> None:
    try:
        query = parse(text)
    except QueryError:
        return
    assert parse(to_text(query)) == query


def test_forty_brackets_are_read_and_forty_one_refused() -> None:
    assert parse("(" * 40 + "a" + ")" * 40).root == A
    with pytest.raises(QueryError, match="terlalu dalam"):
        parse("(" * 41 + "a" + ")" * 41)
