"""All that a learner may see of a question before handing in, and nothing else.

`Presented` is built from nothing but what may be shown, so a template cannot leak a key: it never holds one.
Values are positions in the shown order and say nothing about the source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from literasi.catalogue.rules.question import Kind, Question
from literasi.quizzes.rules.answers import form_of, max_length, right_sides
from literasi.quizzes.rules.arrangement import Arrangement
from literasi.quizzes.rules.reading import FIELD, field_name


@dataclass(frozen=True)
class Choice:
    """Something to choose: the value its field sends, and its text as safe HTML."""

    value: str
    html: str


@dataclass(frozen=True)
class Row:
    """A line with a field of its own: a left side, a step, or a gap. A gap without choices is typed."""

    field: str
    html: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Presented:
    """A question as it is asked.

    `form` is how it is answered and `kind` what it is called (a survey has the form of another kind).
    `choices` are sent by `field`; `rows` carry fields of their own. `pieces_html` surround the gaps: one
    piece more than rows.
    """

    kind: Kind
    form: Kind
    title_html: str
    stem_html: str
    points: float
    hint_count: int
    max_length: int
    field: str = FIELD
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    pieces_html: tuple[str, ...] = ()


def present(question: Question, arrangement: Arrangement) -> Presented:
    """The question as this learner meets it."""
    return Presented(
        kind=question.kind,
        form=form_of(question),
        title_html=question.title_html,
        stem_html=question.stem_html,
        points=question.points,
        hint_count=len(question.hints_html),
        max_length=max_length(question),
        choices=_choices(question, arrangement),
        rows=_rows(question, arrangement),
        pieces_html=question.cloze_html,
    )


def _choices(question: Question, arrangement: Arrangement) -> tuple[Choice, ...]:
    if form_of(question) not in {Kind.CHOICE, Kind.MULTIPLE}:
        return ()
    return _numbered([option.html for option in question.options], arrangement.order)


def _rows(question: Question, arrangement: Arrangement) -> tuple[Row, ...]:
    form = form_of(question)
    if form is Kind.MATCHING:
        sides = _numbered(right_sides(question), arrangement.order)
        return tuple(Row(field_name(n), pair.left_html, sides) for n, pair in enumerate(question.pairs))
    if form is Kind.ORDERING:
        places = tuple(Choice(str(place), str(place)) for place in range(1, len(question.steps) + 1))
        shown = [question.steps[source].html for source in arrangement.order]
        return tuple(Row(field_name(n), html, places) for n, html in enumerate(shown))
    if form is Kind.CLOZE:
        return tuple(
            Row(field_name(n), "", _numbered([escape(text) for text in gap.choices], order))
            for n, (gap, order) in enumerate(zip(question.gaps, arrangement.gaps, strict=True))
        )
    return ()


def _numbered(texts: Sequence[str], order: tuple[int, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(str(position), texts[source]) for position, source in enumerate(order))
