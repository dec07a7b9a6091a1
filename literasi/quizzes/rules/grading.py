"""The mark of one answer. `fractions` publishes the formulas, `parts` what is said to each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from literasi.catalogue.rules.question import Kind, Question
from literasi.kernel.sentence import Sentence
from literasi.querylang import Record
from literasi.quizzes.rules.answers import Answer, is_blank
from literasi.quizzes.rules.describing import describe
from literasi.quizzes.rules.fractions import share
from literasi.quizzes.rules.parts import Part, parts_of
from literasi.quizzes.rules.readback import read_back


@dataclass(frozen=True)
class Grade:
    """What an answer earned.

    `fraction` is the share of the question's points, 0 to 1; None for a survey and for an essay that a person
    has still to mark (`awaiting`). `right` means the whole point; None where there is no fraction. `read_as`
    says how a typed answer was understood.
    """

    fraction: float | None
    right: bool | None
    awaiting: bool = False
    parts: tuple[Part, ...] = ()
    read_as: Sentence | None = None


def grade(
    question: Question,
    answer: Answer,
    records: Sequence[Record] = (),
    language: Literal["id", "en"] = "id",
) -> Grade:
    """Mark an answer. The same question and answer always get the same mark; no answer makes this raise.

    `records` are those shipped with `kueri` questions. A blank essay needs no person: it earns nothing.
    """
    parts = parts_of(question, answer, records)
    return replace(mark(question, answer, records), parts=parts, read_as=_read_as(question, answer, language))


def mark(question: Question, answer: Answer, records: Sequence[Record] = ()) -> Grade:
    """The grade of an answer without what the review page says about it."""
    if question.kind is Kind.SURVEY:
        return Grade(None, None)
    if question.kind is Kind.ESSAY and not is_blank(question, answer):
        return Grade(None, None, awaiting=True)
    earned = share(question, answer, records)
    return Grade(earned, earned >= 1)


def as_stored(one: Grade, stored: float | None) -> Grade:
    """A grade with the mark that is stored: a person may have given another, or the first."""
    if stored is None or stored == one.fraction:
        return one
    return replace(one, fraction=stored, right=stored >= 1, awaiting=False)


def _read_as(question: Question, answer: Answer, language: Literal["id", "en"]) -> Sentence | None:
    unmarked = question.kind in (Kind.SURVEY, Kind.ESSAY)
    return None if unmarked else read_back(question, answer, language)


def without_keys(question: Question, answer: Answer, language: Literal["id", "en"] = "id") -> Grade:
    """What may be said while keys are withheld: what was given and how it was read, no verdict, no feedback.

    The verdict is withheld too: right or wrong, told item by item over many attempts, is the key.
    """
    given = tuple(Part(line.label_html, line.given_html) for line in describe(question, answer))
    awaiting = question.kind is Kind.ESSAY and not is_blank(question, answer)
    return Grade(None, None, awaiting, given, read_back(question, answer, language))
