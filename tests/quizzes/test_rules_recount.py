"""What a corrected key does to a verdict."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from literasi.quizzes.rules.mastery import Verdict, judge, result_of, standing
from literasi.quizzes.rules.recount import Recount, recounted, summary
from tests.quizzes.test_rules_samples import CHOICE, ESSAY, SURVEY

FAILED, PASSED = Verdict(50, False), Verdict(90, True)
verdicts = st.builds(Verdict, st.integers(0, 100), st.booleans())


@given(verdicts, verdicts)
def test_nobody_fails_or_falls_by_a_corrected_key(before: Verdict, after: Verdict) -> None:
    stands = standing(before, after)
    assert stands in (before, after)
    assert (stands.passed, stands.percent) >= (before.passed, before.percent)


@given(verdicts, verdicts)
def test_the_verdict_that_stands_stays_when_it_is_done_again(before: Verdict, after: Verdict) -> None:
    assert standing(standing(before, after), after) == standing(before, after)


def test_while_an_essay_waits_there_is_nothing_to_compare() -> None:
    waiting = Verdict(None, None)
    assert recounted([(CHOICE, 1.0), (ESSAY, None)], waiting, 80) == waiting


@given(st.lists(st.sampled_from([0.0, 1 / 3, 2 / 3, 1.0]), min_size=1, max_size=6))
def test_a_verdict_is_the_sum_of_marks(marks: list[float]) -> None:
    verdict = judge([result_of(CHOICE, mark) for mark in marks])
    assert verdict.percent == int(round(sum(round(mark * 3) for mark in marks) / (3 * len(marks)) * 100, 9))


def test_a_survey_counts_for_nothing_and_an_unmarked_essay_waits() -> None:
    assert not result_of(SURVEY, None).scored and not result_of(SURVEY, None).awaiting
    assert result_of(ESSAY, None).awaiting and not result_of(ESSAY, 0.5).awaiting


def test_only_the_whole_point_is_right() -> None:
    assert [result_of(CHOICE, mark).right for mark in (None, 0.5, 1.0)] == [None, False, True]


def test_a_summary_counts_what_changes() -> None:
    up, down = Recount(0, 1, FAILED, PASSED), Recount(1, 0, PASSED, PASSED)
    kept = replace(up, after=0, becomes=FAILED, kept=True)
    told = summary([up, down, kept])
    assert (told.attempts, told.up, told.down, told.kept) == (3, 1, 1, 1)
    assert (told.passing, told.settled_anew) == (1, 1)
