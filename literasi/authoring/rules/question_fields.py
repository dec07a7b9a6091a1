"""What a form shows of a question: its fields as a person reads and types them. `shown` makes them of a question."""

from __future__ import annotations

from dataclasses import dataclass, field

from literasi.authoring.rules import escapes
from literasi.authoring.rules.escapes import TO_SCREEN, TO_SOURCE, Change
from literasi.authoring.rules.question_data import Data, data_of
from literasi.catalogue.rules.number import is_interval
from literasi.catalogue.rules.question import Kind
from literasi.catalogue.rules.question_answers import POINTS
from literasi.catalogue.rules.question_meta import KINDS
from literasi.catalogue.rules.written import Answer, Shape, Written
from literasi.markup import Findings, split_key

SHAPES: dict[Kind, Shape] = {
    Kind.CHOICE: "round",
    Kind.TRUE_FALSE: "round",
    Kind.MULTIPLE: "square",
    Kind.SHORT: "key",
    Kind.NUMBER: "key",
    Kind.QUERY: "key",
    Kind.MATCHING: "arrow",
    Kind.ORDERING: "number",
    Kind.CLOZE: "gaps",
    Kind.ESSAY: "essay",
    Kind.SURVEY: "round",
}
"""How the answer of each kind is written. A survey may also have boxes or a line to write on."""
TRUE_FALSE = ({"benar", "salah"}, {"true", "false"})
_KIND_OF_SHAPE: dict[Shape, Kind] = {
    "round": Kind.CHOICE,
    "square": Kind.MULTIPLE,
    "key": Kind.SHORT,
    "arrow": Kind.MATCHING,
    "number": Kind.ORDERING,
    "essay": Kind.ESSAY,
    "gaps": Kind.CLOZE,
}


@dataclass(frozen=True)
class Row:
    """A row of the answer: an option, a key, a pair (`text` and `partner`) or a step."""

    text: str = ""
    right: bool = False
    percent: str = ""
    partner: str = ""
    feedback: str = ""

    @property
    def is_empty(self) -> bool:
        """A row that somebody left as it was given; it is no answer."""
        return not (self.text or self.partner or self.feedback)


@dataclass(frozen=True)
class Criterion:
    """A line of an essay's rubric, and the points as they are typed: `2` or `1,5`."""

    text: str = ""
    points: str = ""


@dataclass(frozen=True)
class Fields:
    """A question as its form has it. `anchor` is the key in the heading's braces, which the form carries along."""

    kind: Kind
    shape: Shape
    heading: str
    anchor: str = ""
    stem: str = ""
    rows: tuple[Row, ...] = ()
    hints: tuple[str, ...] = ()
    explanation: str = ""
    rubric: tuple[Criterion, ...] = ()
    data: Data = field(default_factory=Data)


def shown(written: Written, level: int = 2) -> Fields:
    """The fields of a question under a heading of `level`."""
    title, anchor = split_key(written.heading, 1, Findings())
    return Fields(
        kind=kind_of(written),
        shape=written.shape,
        heading=escapes.heading(title, TO_SCREEN),
        anchor=anchor,
        stem=stem(written.shape, written.stem, TO_SCREEN, level),
        rows=tuple(shown_row(written.shape, answer, level) for answer in written.answers),
        hints=tuple(note(written.shape, text, TO_SCREEN) for text in written.hints),
        explanation=shown_explanation(written.shape, written.explanations),
        rubric=tuple(shown_criterion(line) for line in written.rubric),
        data=data_of(written.meta),
    )


def kind_of(written: Written) -> Kind:
    """The kind a question is read as, told from its data line and the shape of its answer."""
    named = KINDS.get(dict(written.meta).get("jenis", "").casefold())
    kind = named or _KIND_OF_SHAPE[written.shape]
    if named is None and kind is Kind.SHORT and any(is_interval(answer.text) for answer in written.answers):
        return Kind.NUMBER
    texts = {answer.text.casefold().rstrip(".") for answer in written.answers}
    if kind is Kind.CHOICE and texts in TRUE_FALSE:
        return Kind.TRUE_FALSE
    return kind


def shown_row(shape: Shape, answer: Answer, level: int) -> Row:
    """A row of the form for an answer."""
    return _row(shape, answer, TO_SCREEN, level)


def shown_explanation(shape: Shape, texts: tuple[str, ...]) -> str:
    """All explanations in one field."""
    return "\n\n".join(note(shape, text, TO_SCREEN) for text in texts)


def shown_criterion(line: str) -> Criterion:
    """Text and points of a line of the rubric; points are "" where none can be read."""
    match = POINTS.match(line.strip())
    return Criterion(match[1].strip(), match[2]) if match else Criterion(line.strip())


def written_row(shape: Shape, row: Row, level: int) -> Answer:
    """The answer of a row of the form."""
    made = _row(shape, Answer(row.text, row.right, row.percent, row.partner, row.feedback), TO_SOURCE, level)
    return Answer(made.text, made.right, made.percent, made.partner, made.feedback)


def stem(shape: Shape, text: str, change: Change, level: int) -> str:
    """What is asked, to the source or to the screen."""
    return escapes.stem(text, change, level=level, steps=shape == "number", gaps=shape == "gaps")


def note(shape: Shape, text: str, change: Change) -> str:
    """A hint or an explanation, to the source or to the screen."""
    return _block(shape, escapes.quoted(text, change, note=True), change)


def _row(shape: Shape, answer: Answer, change: Change, level: int) -> Row:
    feedback = _block(shape, escapes.quoted(answer.feedback, change), change)
    text, partner = answer.text, answer.partner
    if shape == "arrow":
        text, partner = escapes.side(text, change, left=True), escapes.side(partner, change)
    elif shape != "key":
        text = _block(shape, escapes.option(text, change, level=level), change)
    return Row(text, answer.right, answer.percent, partner, feedback)


def _block(shape: Shape, text: str, change: Change) -> str:
    """Gaps are looked for before steps are, anywhere in a question."""
    return escapes.brackets(text, change) if shape == "number" else text
