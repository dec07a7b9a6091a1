from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from literasi.catalogue.rules.question import Kind, Question, Step
from literasi.quizzes.rules.arrangement import arrange
from literasi.quizzes.rules.presentation import present
from tests.quizzes.test_rules_samples import (
    ALL,
    CHOICE,
    CLOZE,
    MATCHING,
    ORDERING,
    SECRET,
    SURVEY,
    TRUE_FALSE,
    all_questions,
    question,
)


@given(all_questions, st.integers())
def test_nothing_secret_is_presented(asked: Question, seed: int) -> None:
    assert SECRET in repr(asked)
    assert SECRET not in repr(asdict(present(asked, arrange(asked, seed))))


@given(all_questions, st.integers())
def test_the_same_seed_shows_the_same_page(asked: Question, seed: int) -> None:
    assert present(asked, arrange(asked, seed)) == present(asked, arrange(asked, str(seed)))


def test_the_order_is_pinned_across_machines_and_versions() -> None:
    assert arrange(CHOICE, "benih-1").order == (3, 1, 0, 2)


def test_values_are_positions_in_the_shown_order() -> None:
    for seed in range(20):
        values = [choice.value for choice in present(CHOICE, arrange(CHOICE, seed)).choices]
        assert values == ["0", "1", "2", "3"]


def test_every_option_is_shown_and_every_order_happens() -> None:
    orders = {arrange(CHOICE, seed).order for seed in range(400)}
    assert len(orders) == 24


def test_steps_are_never_shown_in_the_right_order() -> None:
    three = question(Kind.ORDERING, steps=(Step("a"), Step("b"), Step("c")))
    orders = {arrange(three, seed).order for seed in range(200)}
    assert (0, 1, 2) not in orders and len(orders) == 5


def test_two_steps_may_stand_either_way() -> None:
    two = question(Kind.ORDERING, steps=(Step("a"), Step("b")))
    assert {arrange(two, seed).order for seed in range(50)} == {(0, 1), (1, 0)}


def test_scales_stay_in_their_order() -> None:
    assert {arrange(TRUE_FALSE, seed).order for seed in range(20)} == {(0, 1)}
    assert {arrange(SURVEY, seed).order for seed in range(20)} == {(0, 1, 2)}


def test_without_shuffling_only_options_stay_for_the_rest_is_its_own_key() -> None:
    assert arrange(CHOICE, 7, shuffle=False).order == (0, 1, 2, 3)
    for asked in (MATCHING, ORDERING, CLOZE):
        assert arrange(asked, 7, shuffle=False) == arrange(asked, 7)


def test_a_drop_down_offers_its_key_among_the_rest() -> None:
    row = present(CLOZE, arrange(CLOZE, 1)).rows[1]
    assert sorted(choice.html for choice in row.choices) == ["NEAR", "NOT", "OR"]


def test_hints_are_counted_and_not_told() -> None:
    assert {present(asked, arrange(asked, 1)).hint_count for asked in ALL} == {1}
