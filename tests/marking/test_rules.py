"""From levels to a mark, and what must be said before one is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.catalogue.rules.question import Criterion, Kind, Question
from literasi.marking import rules
from literasi.marking.forms import change_from, rubric_from

levels = st.integers(0, rules.TOP)
judged = st.lists(st.tuples(st.sampled_from([0.5, 1.0, 2.0, 3.0]), levels), min_size=1, max_size=6)


@given(judged)
def test_a_share_lies_between_nothing_and_all(found: list[tuple[float, int]]) -> None:
    assert 0 <= rules.share(*zip(*found, strict=True)) <= 1


@given(judged, st.data())
def test_a_better_level_never_earns_less(found: list[tuple[float, int]], data: st.DataObject) -> None:
    points, given_levels = zip(*found, strict=True)
    at = data.draw(st.integers(0, len(points) - 1))
    better = [rules.TOP if place == at else level for place, level in enumerate(given_levels)]
    assert rules.share(points, better) >= rules.share(points, given_levels)


@pytest.mark.parametrize(("level", "share"), [(0, 0.0), (1, 1 / 3), (2, 2 / 3), (3, 1.0)])
def test_each_level_is_an_equal_step(level: int, share: float) -> None:
    assert rules.share([2, 1], [level, level]) == share


def test_points_weigh() -> None:
    assert rules.share([3, 1], [rules.TOP, 0]) == 0.75


def test_criteria_and_levels_are_as_many() -> None:
    with pytest.raises(ValueError, match="shorter"):
        rules.share([1, 1], [3])


def test_a_question_without_a_rubric_is_judged_as_a_whole() -> None:
    essay = Question("u", Kind.ESSAY, "Jelaskan", points=4)
    assert rules.criteria(essay) == (Criterion("", 4),)


def test_every_criterion_needs_a_level() -> None:
    assert rubric_from({"k0": "3", "k2": "9"}, 3).problems == {"k1": rules.NO_LEVEL, "k2": rules.NO_LEVEL}


@pytest.mark.parametrize(("seen", "needed"), [("0", False), ("1", True), ("x", False), ("9" * 50, False)])
def test_whoever_saw_a_mark_says_why_she_changes_it(seen: str, needed: bool) -> None:
    assert ("alasan" in rubric_from({"k0": "3", "dilihat": seen}, 1).problems) is needed


@pytest.mark.parametrize(("typed", "share"), [("0", 0.0), ("100", 1.0), (" 75 ", 0.75), ("", None), ("101", None), ("-1", None), ("²", None), ("1,5", None)])  # fmt: skip
def test_a_changed_mark_is_a_whole_percent(typed: str, share: float | None) -> None:
    assert rules.share_of(typed) == share


def test_a_change_without_a_number_or_a_reason_says_both() -> None:
    assert set(change_from({}).problems) == {"nilai", "alasan"}
    assert set(change_from({"nilai": "50", "alasan": "a" * 2001, "komentar": "b" * 2001}).problems) == {
        "alasan",
        "komentar",
    }


@given(st.text(), st.text())
def test_words_are_kept_without_what_no_page_shows(comment: str, reason: str) -> None:
    typed = rubric_from({"k0": "1", "komentar": comment, "alasan": reason, "dilihat": "1"}, 1)
    assert all(letter == "\n" or letter.isprintable() for letter in typed.comment + typed.reason)


@pytest.mark.parametrize("typed", ["0123456789abcdef", "/pengerjaan/0123456789abcdef", "https://lit.example/pengerjaan/0123456789abcdef/hasil?x=1#soal-2"])  # fmt: skip
def test_an_attempt_is_found_by_the_address_of_its_result(typed: str) -> None:
    assert rules.origin_in(typed) == "0123456789abcdef"


@given(st.text(max_size=15))
def test_whatever_is_no_address_finds_nothing(typed: str) -> None:
    assert rules.origin_in(typed) is None
