"""What is printed and what is typed mean the same: for every kind of question and every order of its options."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from literasi.catalogue.rules.question import Expected, Gap, Kind, NumberRange, Option, Question
from literasi.handouts.rules import cells, keys, papers
from literasi.handouts.rules.cells import cell_of, read_cell
from literasi.handouts.rules.grid import (
    NO_VERSION,
    Problem,
    Read,
    Typed,
    numbers_by_cell,
    numbers_by_letter,
    read_row,
    row_of,
    rows_a_page,
)
from literasi.handouts.rules.keys import key_cell, right_answer
from literasi.handouts.rules.papers import Item, Version, first_seed, second_seed, unsuited, version
from literasi.kernel.sentence import Sentence
from literasi.quizzes.rules.answers import Answer, form_of, places
from literasi.quizzes.rules.arrangement import arrange
from literasi.quizzes.rules.grading import mark
from literasi.quizzes.rules.reading import fields_of, read_answer
from tests.quizzes.test_rules_samples import (
    ALL,
    CHOICE,
    CLOZE,
    ESSAY,
    MARKED,
    MATCHING,
    MULTIPLE,
    NUMBER,
    ORDERING,
    SHORT,
    SURVEY,
    TRUE_FALSE,
    answers,
    asked_and_answered,
    marked_questions,
)

BS = replace(TRUE_FALSE, options=(Option("<p>Benar</p>", True, 1), Option("<p>Salah</p>", False)))
PRINTED = (*MARKED, BS)
BANK = tuple(Item(f"digest-{n}", replace(one, key=f"soal-{n}")) for n, one in enumerate(PRINTED))
seeds = st.integers(0, 2**32).map(lambda number: f"{number:016x}")
banks = st.lists(st.sampled_from(BANK), min_size=1, unique_by=lambda item: item.digest).map(tuple)


def typeable(asked: Question, answer: Answer) -> bool:
    """Whether paper can say it: not two steps at one place, no lines, no gap with what divides gaps."""
    if form_of(asked) is Kind.ORDERING:
        given = [place for place in places(asked, answer) if place is not None]
        return len(set(given)) == len(given)
    texts = [one for one in (answer if isinstance(answer, list) else [answer]) if isinstance(one, str)]
    return all(text == text.strip() and cells.BETWEEN_GAPS not in text for text in texts)


@given(asked_and_answered, seeds)
def test_what_is_printed_of_an_answer_is_read_as_that_answer(
    pair: tuple[Question, Answer], seed: str
) -> None:
    asked, answer = pair
    arrangement = arrange(asked, seed)
    if typeable(asked, answer):
        fields = read_cell(asked, arrangement, cell_of(asked, answer, arrangement))
        assert not isinstance(fields, Sentence) and read_answer(asked, fields, arrangement) == answer


@given(st.sampled_from(PRINTED), seeds, st.booleans())
def test_the_key_that_is_printed_earns_the_whole_point_when_it_is_typed(
    asked: Question, seed: str, shuffle: bool
) -> None:
    arrangement = arrange(asked, seed, shuffle)
    fields = read_cell(asked, arrangement, f" {key_cell(asked, arrangement).lower()} ")
    if form_of(asked) in (Kind.CLOZE, Kind.QUERY):  # operators are written large
        fields = read_cell(asked, arrangement, key_cell(asked, arrangement))
    assert not isinstance(fields, Sentence)
    answer = read_answer(asked, fields, arrangement)
    assert not isinstance(answer, Sentence) and mark(asked, answer).right


@given(st.sampled_from(ALL), seeds, st.text(max_size=12))
def test_whatever_is_typed_is_read_or_told(asked: Question, seed: str, typed: str) -> None:
    arrangement = arrange(asked, seed)
    fields = read_cell(asked, arrangement, typed)
    if not isinstance(fields, Sentence):
        assert set(fields) == set(fields_of(asked, None, arrangement))


@given(marked_questions, seeds)
def test_nothing_typed_is_a_blank_answer(asked: Question, seed: str) -> None:
    arrangement = arrange(asked, seed)
    fields = read_cell(asked, arrangement, "")
    assert not isinstance(fields, Sentence) and read_answer(asked, fields, arrangement) is None


@pytest.mark.parametrize(
    ("asked", "typed", "told"),
    [
        (CHOICE, "E", "tulis satu huruf A sampai D, dan - bila kosong."),
        (CHOICE, "AB", "tulis satu huruf A sampai D, dan - bila kosong."),
        (BS, "A", "tulis B atau S, dan - bila kosong."),
        (MULTIPLE, "ACX", "tulis huruf yang dipilih saja, dari A sampai D."),
        (MATCHING, "AB", "tulis 3 huruf dari A sampai D, satu untuk setiap nomor, dan - untuk yang kosong."),
        (ORDERING, "AABC", "huruf A tertulis dua kali. Tulis setiap huruf sekali, dan - untuk yang tidak jelas."),
        (CLOZE, "AND", "tulis isi 2 rumpang, dipisahkan titik koma."),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_mend(asked: Question, typed: str, told: str) -> None:
    assert str(read_cell(asked, arrange(asked, "benih"), typed)) == told


def test_true_and_false_are_called_by_their_first_letters() -> None:
    assert cells.letters(BS, arrange(BS, "benih")) == ("B", "S")
    assert cells.letters(TRUE_FALSE, arrange(TRUE_FALSE, "benih")) == ("A", "B")


def test_letters_may_be_small_and_spaced() -> None:
    arrangement = arrange(MULTIPLE, "benih")
    assert read_cell(MULTIPLE, arrangement, " d, a ") == {"j": ("0", "3")}


def test_a_key_is_not_what_the_author_called_wrong_before() -> None:
    low, high = Decimal(10), Decimal(20)
    tricky = replace(NUMBER, numbers=(NumberRange(low, low, False, "10"), NumberRange(low, high, True, "10..20")))  # fmt: skip
    assert right_answer(tricky) == "20"
    hidden = replace(SHORT, expected=(Expected("opac", False), Expected("OPAC", True)))
    assert right_answer(hidden) is None and unsuited(hidden) is papers.KEYLESS


def test_why_is_one_line() -> None:
    told = replace(CHOICE, explanation_html="<p>Karena <em>dua</em> sumber &amp; satu arsip. Lalu yang lain.</p>")  # fmt: skip
    assert keys.why(told) == "Karena dua sumber & satu arsip."
    assert len(keys.why(replace(CHOICE, explanation_html=f"<p>{'kata ' * 200}</p>"))) <= keys.LONGEST_WHY


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (SURVEY, papers.NOT_MARKED),
        (ESSAY, papers.READ_BY_SOMEBODY),
        (replace(CHOICE, options=CHOICE.options * 7), papers.TOO_MANY_LETTERS),
        (replace(CLOZE, gaps=(Gap(("a;b",)), Gap(("c",)))), papers.UNTYPEABLE),
        *((one, None) for one in PRINTED),
    ],
)
def test_what_paper_cannot_carry_is_left_out_with_its_reason(asked: Question, why: Sentence | None) -> None:
    assert unsuited(asked) is why


@given(banks, seeds)
def test_both_versions_ask_the_same_at_numbers_of_the_same_kind(bank: tuple[Item, ...], seed: str) -> None:
    a, b = (version(bank, one, True) for one in (seed, second_seed(bank, seed, True)))
    assert sorted(one.digest for one in a) == sorted(one.digest for one in b)
    assert numbers_by_letter(a) == numbers_by_letter(b) and numbers_by_cell(a) == numbers_by_cell(b)


@given(seeds)
def test_neighbours_have_other_keys_at_most_numbers(seed: str) -> None:
    bank = [Item(f"d{n}", replace(CHOICE, key=f"k{n}")) for n in range(10)]
    a, b = (version(bank, one, True) for one in (seed, second_seed(bank, seed, True)))
    alike = sum(key_cell(x.question, x.arrangement) == key_cell(y.question, y.arrangement) for x, y in zip(a, b, strict=True))  # fmt: skip
    assert alike <= 3


def test_an_order_that_its_author_wants_is_kept() -> None:
    assert [one.digest for one in version(BANK, "benih", False)] == [one.digest for one in BANK]


@given(banks, seeds, st.sampled_from(Version))
def test_the_keys_of_a_version_typed_as_a_row_are_all_right(
    bank: tuple[Item, ...], seed: str, chosen: Version
) -> None:
    asked = version(bank, seed, True)
    row = row_of({one.number: right_answer(one.question) for one in asked}, chosen, asked)
    read = read_row(row, {chosen: asked})
    assert isinstance(read, Read) and read.version is chosen
    assert all(mark(one.question, read.answers[one.number]).right for one in asked)


@given(st.data())
def test_a_row_says_what_it_says_in_words_too(data: st.DataObject) -> None:
    asked = version(BANK, "benih", True)
    given_to = {one.number: data.draw(answers(one.question)) for one in asked}
    if all(typeable(one.question, given_to[one.number]) for one in asked):
        read = read_row(row_of(given_to, Version.B, asked), {Version.B: asked})
        assert isinstance(read, Read) and read.answers == given_to


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 15), st.integers(2, 5), seeds)
def test_no_letter_is_the_key_much_more_often_than_another(count: int, size: int, seed: str) -> None:
    options = tuple(Option(f"<p>{at}</p>", at == 0) for at in range(size))
    items = [Item(f"d{n}", replace(CHOICE, key=f"k{n}", options=options)) for n in range(count)]
    first = first_seed(items, seed, True)
    for one in (first, second_seed(items, first, True)):
        keys_of = Counter(key_cell(each.question, each.arrangement) for each in version(items, one, True))
        assert max(keys_of.values()) <= -(-count // size) + 1
    assert first == first_seed(items, seed, True) and first_seed(items, seed, False) == seed


def test_every_problem_of_a_row_is_named_at_once() -> None:
    asked = version([Item(f"d{n}", replace(one, key=f"k{n}")) for n, one in enumerate((CHOICE, CHOICE, MATCHING))], "benih", True)  # fmt: skip
    told = read_row(Typed("A", "ZY", {3: "A"}), {Version.A: asked})
    assert isinstance(told, tuple) and [problem.number for problem in told] == [1, 2, 3]
    assert [problem.field("m") for problem in told] == ["h-m", "h-m", "j-m-3"]


def test_letters_are_counted_and_a_version_is_asked_for() -> None:
    asked = version([Item(f"d{n}", replace(CHOICE, key=f"k{n}")) for n in range(2)], "benih", True)
    assert read_row(Typed("", "AB"), {Version.A: asked}) == (Problem(0, NO_VERSION),)
    told = read_row(Typed("A", "ABC"), {Version.A: asked})
    assert isinstance(told, tuple) and "ada 3 huruf untuk 2 soal (1–2)" in str(told[0].what)


def test_a_row_without_answers_is_blank_whatever_its_version() -> None:
    assert Typed("A", " ", {7: ""}).blank and not Typed("", "-").blank


def test_numbers_are_written_as_people_write_them() -> None:
    assert papers.ranges([1, 2, 3, 5, 7, 8]) == "1–3, 5, 7–8" and papers.ranges([]) == ""


def test_a_page_of_rows_is_a_class_and_no_more_fields_than_a_form_may_have() -> None:
    assert rows_a_page(0) == rows_a_page(15) == 40
    assert all(rows_a_page(cells) * (cells + 3) <= 900 for cells in range(21, 60))
