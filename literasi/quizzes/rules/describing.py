"""An answer in words, as the review page and the question "which of your two answers?" show it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from literasi.catalogue.rules.question import Kind, Question
from literasi.quizzes.rules.answers import (
    Answer,
    form_of,
    gap_texts,
    options_chosen,
    places,
    right_sides,
    typed_text,
)


@dataclass(frozen=True)
class Line:
    """A line of an answer as safe HTML: what was asked, and what was given. Either may be empty."""

    label_html: str
    given_html: str


def describe(question: Question, answer: Answer) -> tuple[Line, ...]:
    """The answer line by line, in the order of the source. No line at all when no option was chosen."""
    form = form_of(question)
    if form in {Kind.CHOICE, Kind.MULTIPLE}:
        chosen = sorted(options_chosen(question, answer))
        return tuple(Line("", question.options[index].html) for index in chosen)
    if form is Kind.MATCHING:
        lefts = [pair.left_html for pair in question.pairs]
        return tuple(map(Line, lefts, sides_given(question, answer)))
    if form is Kind.ORDERING:
        return _in_given_order(question, answer)
    if form is Kind.CLOZE:
        texts = gap_texts(question, answer)
        return tuple(Line(str(number), escape(text)) for number, text in enumerate(texts, start=1))
    return (Line("", escape(typed_text(answer))),)


def sides_given(question: Question, answer: Answer) -> tuple[str, ...]:
    """The right side given to each left side, as HTML; empty where none was."""
    sides = right_sides(question)
    return tuple("" if side is None else sides[side] for side in places(question, answer))


def _in_given_order(question: Question, answer: Answer) -> tuple[Line, ...]:
    """The steps by the place they were given. Those without a place stand last, as if shown by their text.

    Their order must not follow the source, which is the key: unplaced steps are sorted by what they say.
    """
    given = list(zip(places(question, answer), (step.html for step in question.steps), strict=True))
    given.sort(key=lambda line: (line[0] is None, line[0] or 0, line[1]))
    return tuple(Line("" if place is None else str(place + 1), html) for place, html in given)
