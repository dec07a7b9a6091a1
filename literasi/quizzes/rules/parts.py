"""What the review page prints: each part of an answer, whether it was right, and what is said to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from literasi.catalogue.rules.question import Kind, Question
from literasi.querylang import Record
from literasi.quizzes.rules.answers import Answer, gap_texts, options_chosen, places, typed_text
from literasi.quizzes.rules.describing import describe, sides_given
from literasi.quizzes.rules.foreseen import foreseen, keys
from literasi.quizzes.rules.fractions import gaps_right, pairs_right


@dataclass(frozen=True)
class Part:
    """A part of a marked answer; all texts are safe HTML.

    `label_html` is what was asked: an option, a left side, a step, the number of a gap, or nothing. Options
    use `chosen` and `key`; the other kinds `given_html` (empty: nothing was given) and `keys_html`. `right`
    is None for what is not judged, such as an option of a single choice that was left alone.
    """

    label_html: str
    given_html: str = ""
    right: bool | None = None
    feedback_html: str = ""
    chosen: bool = False
    key: bool = False
    keys_html: tuple[str, ...] = ()


def parts_of(question: Question, answer: Answer, records: Sequence[Record] = ()) -> tuple[Part, ...]:
    """The parts of an answer, in the order of the source."""
    match question.kind:
        case Kind.CHOICE | Kind.TRUE_FALSE | Kind.MULTIPLE:
            return _options(question, options_chosen(question, answer))
        case Kind.MATCHING:
            return _pairs(question, answer)
        case Kind.ORDERING:
            return _steps(question, places(question, answer))
        case Kind.CLOZE:
            return _gaps(question, answer)
        case Kind.SHORT | Kind.NUMBER | Kind.QUERY:
            return (_typed(question, typed_text(answer), records),)
        case Kind.ESSAY | Kind.SURVEY:
            return tuple(Part(line.label_html, line.given_html) for line in describe(question, answer))


def key_of(question: Question) -> tuple[str, ...]:
    """The key of a question in words, line by line, as safe HTML. For those who correct it."""
    parts = parts_of(question, None)
    if question.options:
        return tuple(part.label_html for part in parts if part.key)
    lines = ((part.label_html, ", ".join(part.keys_html)) for part in parts)
    return tuple(f"{label}: {key}" if label else key for label, key in lines)


def _options(question: Question, chosen: frozenset[int]) -> tuple[Part, ...]:
    """Of several right options each is judged and explained; of a single choice only the chosen one."""
    several = question.kind is Kind.MULTIPLE
    parts = []
    for index, option in enumerate(question.options):
        taken, key = index in chosen, option.right
        told = several or taken
        right = (taken == key) if told else None
        parts.append(Part(option.html, "", right, option.feedback_html if told else "", taken, key))
    return tuple(parts)


def _pairs(question: Question, answer: Answer) -> tuple[Part, ...]:
    rows = zip(question.pairs, sides_given(question, answer), pairs_right(question, answer), strict=True)
    return tuple(
        Part(pair.left_html, given, right, pair.feedback_html, keys_html=(pair.right_html,))
        for pair, given, right in rows
    )


def _steps(question: Question, given: tuple[int | None, ...]) -> tuple[Part, ...]:
    """A step in its place needs no word; a misplaced one gets its feedback."""
    parts = []
    for own, (step, place) in enumerate(zip(question.steps, given, strict=True)):
        shown = "" if place is None else str(place + 1)
        right = place == own and given.count(place) == 1
        feedback = "" if right else step.feedback_html
        parts.append(Part(step.html, shown, right, feedback, keys_html=(str(own + 1),)))
    return tuple(parts)


def _gaps(question: Question, answer: Answer) -> tuple[Part, ...]:
    rows = zip(question.gaps, gap_texts(question, answer), gaps_right(question, answer), strict=True)
    parts = []
    for number, (gap, text, right) in enumerate(rows, start=1):
        accepted = gap.accepted[:1] if gap.choices else gap.accepted
        parts.append(Part(str(number), escape(text), right, keys_html=tuple(map(escape, accepted))))
    return tuple(parts)


def _typed(question: Question, text: str, records: Sequence[Record]) -> Part:
    met = foreseen(question, text, records)
    feedback = met.feedback_html if met else ""
    accepted = tuple(map(escape, keys(question)))
    return Part("", escape(text), met is not None and met.right, feedback, keys_html=accepted)
