"""What a corrected key does to those who answered before, told before it is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from literasi.catalogue.rules.question import Question
from literasi.quizzes.rules.mastery import Verdict, judge, result_of, standing


@dataclass(frozen=True)
class Recount:
    """One attempt: the mark of its answer and its verdict, before and after. `kept`: a person gave that mark, and no
    key goes over it.
    """

    before: float
    after: float
    was: Verdict
    becomes: Verdict
    kept: bool = False

    @property
    def settled_anew(self) -> bool:
        """Whether her result is another one now."""
        return (self.was.percent, self.was.passed) != (self.becomes.percent, self.becomes.passed)


@dataclass(frozen=True)
class Summary:
    """How many attempts a correction touches, and how."""

    attempts: int
    up: int
    down: int
    kept: int
    passing: int
    settled_anew: int


def recounted(marks: Sequence[tuple[Question, float | None]], was: Verdict, threshold: int) -> Verdict:
    """The verdict on an attempt whose answers earn these marks now; the better of it and the one there was."""
    after = judge([result_of(question, mark) for question, mark in marks], threshold)
    shown = Verdict(after.percent if after.passed is not None else None, after.passed)
    return standing(was, shown)


def summary(recounts: Iterable[Recount]) -> Summary:
    """Count what would change."""
    all_of = list(recounts)
    return Summary(
        attempts=len(all_of),
        up=sum(one.after > one.before for one in all_of),
        down=sum(one.after < one.before for one in all_of),
        kept=sum(one.kept for one in all_of),
        passing=sum(bool(one.becomes.passed and not one.was.passed) for one in all_of),
        settled_anew=sum(one.settled_anew for one in all_of),
    )
