"""What a class made of the questions of a quiz: how many had it right, which wrong options they chose, how long it took."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from literasi.catalogue.rules.question import Question
from literasi.quizzes.rules.answers import Answer, options_chosen

_PATIENCE_SECONDS = 30 * 60
"""A longer pause between two answers is a break, not thinking."""


@dataclass(frozen=True)
class Given:
    """One learner's last answer to a question in an attempt that was handed in. `mark` 0 to 1; `seconds` from the
    answer before it, None when that was a break, or unknown."""

    mark: float | None
    answer: Answer
    seconds: float | None


@dataclass(frozen=True)
class Chosen:
    """A wrong option and how many chose it."""

    text_html: str
    count: int


@dataclass(frozen=True)
class Summary:
    """What is told of a question. `seconds`: the median; `wrong`: distractors, the most chosen first."""

    asked: int
    answered: int
    right: int
    seconds: int | None
    wrong: tuple[Chosen, ...]


def summary(question: Question, given: Sequence[Given]) -> Summary:
    """A question as a class answered it."""
    times = [one.seconds for one in given if one.seconds is not None]
    return Summary(
        len(given),
        sum(one.answer is not None for one in given),
        sum(one.mark == 1.0 for one in given),
        round(statistics.median(times)) if times else None,
        tuple(_wrong(question, (one.answer for one in given))),
    )


def _wrong(question: Question, answers: Iterable[Answer]) -> list[Chosen]:
    """Wrong options of a question with options; none for other kinds, whose answers are not a choice."""
    chosen = Counter(number for answer in answers for number in options_chosen(question, answer))
    found = [(number, count) for number, count in chosen.most_common() if not question.options[number].right]
    return [Chosen(question.options[number].html, count) for number, count in found]


def seconds(began: datetime, saved: Mapping[int, datetime]) -> dict[int, float | None]:
    """How long each question of an attempt took, by position: from the save before it, or from the beginning."""
    found, before = dict[int, float | None](), began
    for position, at in sorted(saved.items(), key=lambda item: item[1]):
        gap = (at - before).total_seconds()
        found[position] = gap if 0 <= gap <= _PATIENCE_SECONDS else None
        before = at
    return found
