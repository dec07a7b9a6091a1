"""Whether a corrected question still asks the same, and what old answers say in its terms."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.catalogue.rules.question import Kind, Pair, Question
from literasi.quizzes.rules.carrying import asks_the_same, carried, judges_otherwise
from literasi.quizzes.rules.describing import describe
from literasi.quizzes.rules.grading import mark
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
    SHARED_SIDES,
    SHORT,
    SURVEY,
)


def other_key(question: Question) -> Question:
    """The same question with another key: lists turned round, or the first option right instead."""
    turned = tuple(reversed(question.options))
    return replace(
        question,
        options=tuple(replace(one, right=not one.right) for one in turned),
        steps=tuple(reversed(question.steps)),
        pairs=tuple(
            Pair(pair.left_html, other.right_html)
            for pair, other in zip(question.pairs, reversed(question.pairs), strict=True)
        ),
        expected=question.expected[1:],
        numbers=question.numbers[1:],
    )


@pytest.mark.parametrize("question", MARKED, ids=lambda one: one.kind)
def test_a_question_asks_the_same_as_itself_and_is_judged_alike(question: Question) -> None:
    assert asks_the_same(question, question) and not judges_otherwise(question, question)


@pytest.mark.parametrize("question", [CHOICE, MULTIPLE, SHORT, NUMBER, MATCHING, ORDERING])
def test_another_key_asks_the_same_and_judges_otherwise(question: Question) -> None:
    assert asks_the_same(question, other_key(question)) and judges_otherwise(question, other_key(question))


def test_a_fact_that_turns_out_an_opinion_is_a_corrected_key() -> None:
    pairs = (SHARED_SIDES.pairs[0], SHARED_SIDES.pairs[1], Pair("c", "Opini"))
    corrected = replace(SHARED_SIDES, pairs=pairs)
    assert asks_the_same(SHARED_SIDES, corrected)
    answer = carried(SHARED_SIDES, corrected, [0, 1, 1])
    assert mark(corrected, answer).fraction == 1


@pytest.mark.parametrize("question", [ESSAY, SURVEY])
def test_what_has_no_key_cannot_have_it_corrected(question: Question) -> None:
    assert not asks_the_same(question, question)


@pytest.mark.parametrize(
    "changed",
    [
        {"title_html": "Lain?"},
        {"stem_html": "<p>Lain</p>"},
        {"options": CHOICE.options[1:]},
        {"kind": Kind.MULTIPLE},
    ],
)
def test_whatever_a_learner_could_see_must_be_as_it_was(changed: dict[str, object]) -> None:
    assert not asks_the_same(CHOICE, replace(CHOICE, **changed))  # type: ignore[arg-type]  # fields of a question


def test_a_gap_with_other_choices_asks_something_else() -> None:
    gaps = (CLOZE.gaps[0], replace(CLOZE.gaps[1], choices=("OR", "NOT")))
    assert not asks_the_same(CLOZE, replace(CLOZE, gaps=gaps))


@given(st.sampled_from([CHOICE, MULTIPLE, MATCHING, ORDERING]), st.data())
def test_a_carried_answer_says_the_same_in_words(question: Question, data: st.DataObject) -> None:
    answer = data.draw(answers_to(question))
    corrected = other_key(question)
    before = sorted((line.label_html, line.given_html) for line in describe(question, answer))
    after = sorted(
        (line.label_html, line.given_html)
        for line in describe(corrected, carried(question, corrected, answer))
    )
    assert before == after


@given(st.sampled_from([CHOICE, MULTIPLE, MATCHING, ORDERING, SHORT, CLOZE]), st.data())
def test_carrying_there_and_back_changes_nothing(question: Question, data: st.DataObject) -> None:
    answer, corrected = data.draw(answers_to(question)), other_key(question)
    assert carried(corrected, question, carried(question, corrected, answer)) == answer


@given(
    st.sampled_from(ALL), st.recursive(st.none() | st.booleans() | st.integers(-3, 9) | st.text(), st.lists)
)
def test_no_stored_answer_makes_it_raise(question: Question, answer: object) -> None:
    found = mark(question, carried(question, other_key(question), answer))  # type: ignore[arg-type]  # any JSON
    assert found.fraction is None or 0 <= found.fraction <= 1


def answers_to(question: Question) -> st.SearchStrategy[object]:
    """Answers in the form in which they are stored."""
    if question.kind is Kind.CHOICE:
        return st.none() | st.integers(0, len(question.options) - 1)
    if question.kind is Kind.MULTIPLE:
        chosen = st.sets(st.integers(0, len(question.options) - 1), min_size=1)
        return st.none() | chosen.map(sorted)
    if question.kind in (Kind.MATCHING, Kind.ORDERING):
        size = len(question.pairs or question.steps)
        return st.none() | st.lists(st.none() | st.integers(0, size - 1), min_size=size, max_size=size)
    return st.text() if question.kind is Kind.SHORT else st.just(["AND", 1])
