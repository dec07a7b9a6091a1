from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.catalogue.rules.question import Gap, Kind, Question, Step
from literasi.kernel.sentence import Sentence
from literasi.quizzes.rules.answers import Answer
from literasi.quizzes.rules.arrangement import arrange
from literasi.quizzes.rules.describing import describe
from literasi.quizzes.rules.grading import grade, without_keys
from literasi.quizzes.rules.reading import fields_of, read_answer
from tests.quizzes.test_rules_samples import (
    CHOICE,
    CLOZE,
    ESSAY,
    MATCHING,
    MULTIPLE,
    NUMBER,
    ORDERING,
    QUERY,
    SECRET,
    SHARED_SIDES,
    SHORT,
    SURVEY,
    WEIGHTED,
    all_questions,
    answers,
    asked_and_answered,
    json_values,
    key_of,
    marked_questions,
    question,
)

marked_and_answered = marked_questions.flatmap(lambda asked: st.tuples(st.just(asked), answers(asked)))


def earned(asked: Question, answer: Answer) -> float | None:
    return grade(asked, answer).fraction


@given(marked_and_answered)
def test_an_answer_earns_between_nothing_and_everything(pair: tuple[Question, Answer]) -> None:
    mark = grade(*pair)
    assert mark.fraction is not None and 0 <= mark.fraction <= 1
    assert mark.right is (mark.fraction == 1) and not mark.awaiting


@given(marked_questions)
def test_the_key_earns_everything(asked: Question) -> None:
    mark = grade(asked, key_of(asked))
    assert (mark.fraction, mark.right) == (1.0, True)
    assert all(part.right in {True, None} for part in mark.parts)


@given(marked_questions, st.sampled_from([None, "", " \u200b", [], [None, None]]))
def test_blank_earns_nothing(asked: Question, blank: Answer) -> None:
    assert grade(asked, blank).fraction == 0.0


@given(all_questions, json_values)
def test_no_stored_value_makes_grading_raise(asked: Question, stored: Answer) -> None:
    assert grade(asked, stored) == grade(asked, stored)


@given(asked_and_answered, st.integers(), st.booleans())
def test_the_order_shown_does_not_change_the_mark(
    pair: tuple[Question, Answer], seed: int, shuffle: bool
) -> None:
    asked, answer = pair
    arrangement = arrange(asked, seed, shuffle)
    read = read_answer(asked, fields_of(asked, answer, arrangement), arrangement)
    assert not isinstance(read, Sentence) and grade(asked, read) == grade(asked, answer)


@pytest.mark.parametrize(
    ("answer", "share"), [([0, 2], 1.0), ([0], 0.75), ([0, 1, 2], 0.75), ([0, 1, 2, 3], 0.5), ([1, 3], 0.0)]
)
def test_of_several_options_each_counts_alike(answer: Answer, share: float) -> None:
    assert earned(MULTIPLE, answer) == pytest.approx(share)


@pytest.mark.parametrize(
    ("answer", "share"),
    [([0, 1, 2], 1.0), ([0], 0.3333), ([0, 3], 0.0833), ([3], 0.0), ([0, 1, 2, 3], 0.7499)],
)
def test_weights_add_up_and_never_leave_the_scale(answer: Answer, share: float) -> None:
    assert earned(WEIGHTED, answer) == pytest.approx(share)


def test_each_right_pair_counts() -> None:
    assert earned(MATCHING, [0, 2, 3]) == pytest.approx(1 / 3)
    assert earned(SHARED_SIDES, [0, 1, 0]) == 1.0


@pytest.mark.parametrize(
    ("places", "share"),
    [
        ([3, 2, 1, 0], 0.0),
        ([1, 0, 2, 3], 5 / 6),
        ([0, 1, 2, None], 3 / 6),
        ([0, None, None, None], 0.0),
        ([0, 0, 1, 2], 5 / 6),
    ],
)
def test_an_order_earns_its_pairs_in_order(places: Answer, share: float) -> None:
    assert earned(ORDERING, places) == pytest.approx(share)


@given(st.permutations(range(5)))
def test_only_the_right_order_earns_everything(places: list[int]) -> None:
    five = question(Kind.ORDERING, steps=tuple(Step(str(n)) for n in range(5)))
    assert (earned(five, list(places)) == 1.0) is (places == sorted(places))


def test_each_right_gap_counts() -> None:
    assert earned(CLOZE, ["and", 1]) == 0.5
    assert earned(CLOZE, [None, 0]) == 0.5


def test_a_gap_for_a_sign_is_not_filled_by_another_sign() -> None:
    sign = question(Kind.CLOZE, cloze_html=("", ""), gaps=(Gap(("*",)),))
    assert (earned(sign, ["*"]), earned(sign, ["?"])) == (1.0, 0.0)


@given(st.sampled_from([str.upper, str.title, lambda t: f" {t}. ", lambda t: t.replace(" ", "\u00a0-")]))
def test_a_short_answer_is_folded(change: Callable[[str], str]) -> None:
    assert earned(SHORT, change(SHORT.expected[0].text)) == 1.0


def test_a_foreseen_wrong_answer_gets_its_own_feedback() -> None:
    part = grade(SHORT, "google").parts[0]
    assert (part.right, part.feedback_html) == (False, f"{SECRET}-bukan")


@pytest.mark.parametrize(
    ("typed", "right"), [("1.824", True), ("1826,0", True), ("1826,01", False), ("52", False)]
)
def test_a_number_is_right_within_its_range(typed: str, right: bool) -> None:
    assert grade(NUMBER, typed).right is right


def test_the_page_says_how_a_number_was_read() -> None:
    assert str(grade(NUMBER, "1825.5").read_as) == "Dibaca sebagai 1.825,5."


@pytest.mark.parametrize(
    "typed", [f'tahun:2019-2024 JUDUL:"pola {SECRET}"', f'title:"Pola {SECRET}" and year:2019-2024']
)
def test_a_query_is_judged_by_its_meaning(typed: str) -> None:
    assert grade(QUERY, typed).right


def test_a_query_that_asks_something_else_gets_its_feedback() -> None:
    part = grade(QUERY, f"“pola {SECRET}”").parts[0]
    assert (part.right, part.feedback_html) == (False, f"{SECRET}-tanpa-ruas")


def test_a_broken_query_earns_nothing_and_hears_why() -> None:
    mark = grade(QUERY, "judul:(kopi")
    assert mark.fraction == 0.0 and "kurung" in str(mark.read_as)


def test_an_essay_waits_for_a_person_unless_it_is_blank() -> None:
    assert grade(ESSAY, "Menurut saya").awaiting and grade(ESSAY, "Menurut saya").fraction is None
    assert (grade(ESSAY, " ").awaiting, grade(ESSAY, " ").fraction) == (False, 0.0)


def test_a_survey_is_never_marked() -> None:
    assert (grade(SURVEY, 1).fraction, grade(SURVEY, 1).right, grade(SURVEY, 1).awaiting) == (
        None,
        None,
        False,
    )


def test_a_single_choice_explains_what_was_chosen() -> None:
    told = [part.feedback_html for part in grade(CHOICE, 2).parts]
    assert told == ["", "", f"{SECRET}-umpan-2", ""]
    assert [part.right for part in grade(CHOICE, 2).parts] == [None, None, False, None]


def test_several_choices_explain_every_option() -> None:
    parts = grade(MULTIPLE, [0, 1]).parts
    assert all(part.feedback_html for part in parts)
    assert [part.right for part in parts] == [True, False, False, True]


def test_a_misplaced_step_gets_its_feedback() -> None:
    parts = grade(ORDERING, [1, 0, 2, 3]).parts
    assert [bool(part.feedback_html) for part in parts] == [True, True, False, False]


@given(asked_and_answered)
def test_without_keys_nothing_tells_right_from_wrong(pair: tuple[Question, Answer]) -> None:
    asked, answer = pair
    told = without_keys(asked, answer)
    assert (told.fraction, told.right) == (None, None)
    assert SECRET not in repr(told).replace(repr(answer), "")
    assert not any(part.key or part.keys_html or part.right is not None for part in told.parts)


def test_typed_text_is_shown_as_text() -> None:
    assert describe(SHORT, "<script>")[0].given_html == "&lt;script&gt;"
    assert grade(SHORT, "<script>").parts[0].given_html == "&lt;script&gt;"


def test_unplaced_steps_are_described_without_telling_their_order() -> None:
    shown = [line.given_html for line in describe(ORDERING, None)]
    assert shown == sorted(shown) != [step.html for step in ORDERING.steps]
