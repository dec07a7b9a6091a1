import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.catalogue.rules.question import Question
from literasi.kernel.sentence import Sentence
from literasi.quizzes.rules.answers import MAX_ESSAY, MAX_SHORT, Answer, is_blank
from literasi.quizzes.rules.arrangement import Arrangement, arrange
from literasi.quizzes.rules.reading import (
    ONE_ONLY,
    UNKNOWN,
    UNSAVEABLE,
    field_names,
    fields_of,
    read_answer,
)
from tests.quizzes.test_rules_samples import (
    CHOICE,
    CLOZE,
    ESSAY,
    MATCHING,
    MULTIPLE,
    ORDERING,
    SHARED_SIDES,
    SHORT,
    SURVEY,
    all_questions,
    asked_and_answered,
    json_values,
)


def as_written(asked: Question) -> Arrangement:
    return arrange(asked, "benih", shuffle=False)


@given(asked_and_answered, st.integers())
def test_what_a_page_shows_reads_back_as_the_same_answer(pair: tuple[Question, Answer], seed: int) -> None:
    asked, answer = pair
    arrangement = arrange(asked, seed)
    assert read_answer(asked, fields_of(asked, answer, arrangement), arrangement) == answer


@given(asked_and_answered, st.integers())
def test_a_page_uses_the_fields_that_are_read(pair: tuple[Question, Answer], seed: int) -> None:
    asked, answer = pair
    assert tuple(fields_of(asked, answer, arrange(asked, seed))) == field_names(asked)


@given(
    all_questions,
    st.dictionaries(st.sampled_from(["j", "j0", "j1", "j2", "x"]), st.lists(st.text(max_size=5))),
)
def test_no_form_makes_reading_raise(asked: Question, fields: dict[str, list[str]]) -> None:
    read = read_answer(asked, fields, arrange(asked, 1))
    assert isinstance(read, Sentence) or json.loads(json.dumps(read)) == read


@given(all_questions, json_values)
def test_no_stored_value_makes_showing_raise(asked: Question, stored: Answer) -> None:
    fields_of(asked, stored, arrange(asked, 1))
    is_blank(asked, stored)


@given(all_questions)
def test_an_empty_form_is_a_blank_answer(asked: Question) -> None:
    assert read_answer(asked, {}, arrange(asked, 1)) is None
    assert is_blank(asked, None)


@pytest.mark.parametrize("value", ["4", "-1", "1e1", "٣", "9" * 5000, "ya", "1\0"])
def test_a_choice_that_is_not_there_is_a_sentence(value: str) -> None:
    assert read_answer(CHOICE, {"j": [value]}, as_written(CHOICE)) == UNKNOWN


def test_one_field_with_two_values_is_a_sentence_unless_they_are_alike() -> None:
    assert read_answer(CHOICE, {"j": ["1", "2"]}, as_written(CHOICE)) == ONE_ONLY
    assert read_answer(CHOICE, {"j": ["1", "1"]}, as_written(CHOICE)) == 1


def test_several_choices_are_kept_rising_and_once() -> None:
    assert read_answer(MULTIPLE, {"j": ["3", "0", "3"]}, as_written(MULTIPLE)) == [0, 3]


def test_a_place_out_of_range_names_the_range() -> None:
    read = read_answer(ORDERING, {"j0": ["5"]}, arrange(ORDERING, 1))
    assert str(read) == "Tulis nomor urut dari 1 sampai 4, lalu simpan lagi."


def test_two_steps_may_share_a_place_while_someone_is_at_work() -> None:
    read = read_answer(ORDERING, {"j0": [" 2 "], "j1": ["2"]}, Arrangement((0, 1, 2, 3)))
    assert read == [1, 1, None, None]


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
@pytest.mark.parametrize(("asked", "field"), [(SHORT, "j"), (ESSAY, "j"), (CLOZE, "j0")])
def test_text_that_cannot_be_stored_is_a_sentence(asked: Question, field: str, text: str) -> None:
    assert read_answer(asked, {field: [text]}, arrange(asked, 1)) == UNSAVEABLE


@pytest.mark.parametrize(("asked", "limit"), [(ESSAY, MAX_ESSAY), (SHORT, MAX_SHORT)])
def test_text_past_the_limit_is_a_sentence_with_both_lengths(asked: Question, limit: int) -> None:
    assert read_answer(asked, {"j": ["é" * limit]}, as_written(asked)) == "é" * limit
    too_long = read_answer(asked, {"j": ["é" * (limit + 1)]}, as_written(asked))
    assert isinstance(too_long, Sentence) and too_long.values == {"length": limit + 1, "limit": limit}


def test_line_breaks_of_a_form_are_one_character() -> None:
    assert read_answer(ESSAY, {"j": ["satu\r\ndua"]}, as_written(ESSAY)) == "satu\ndua"


def test_a_shared_right_side_is_offered_once_and_kept_as_the_first() -> None:
    arrangement = arrange(SHARED_SIDES, 1)
    assert sorted(arrangement.order) == [0, 1]
    shown = str(arrangement.order.index(0))
    assert read_answer(SHARED_SIDES, {"j2": [shown]}, arrangement) == [None, None, 0]


def test_a_form_sends_one_field_or_one_for_each_row() -> None:
    assert field_names(CHOICE) == field_names(SURVEY) == ("j",)
    assert field_names(MATCHING) == ("j0", "j1", "j2")


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\ufeff"])
def test_white_space_is_blank(text: str) -> None:
    assert is_blank(ESSAY, text)
    assert is_blank(CLOZE, [text, None])
