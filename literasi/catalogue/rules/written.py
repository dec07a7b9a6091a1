"""A question as its author wrote it: Markdown and words, nothing rendered. A form shows it, an import makes it.

`read_written` takes it from a source and `write` puts it into one; what was written reads as the same question again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from literasi.markup import Findings, Passage, Section, cut_sections

from .question_answers import ARROW, KEY, ROUND, SQUARE
from .question_body import Item, NoteKind, read_notes
from .question_cut import Cut, cut_question
from .question_meta import entries_of, read_meta

Shape = Literal["round", "square", "key", "arrow", "number", "essay", "gaps"]
"""How the answer is written: `( )`, `[ ]`, `=`, `->`, numbers, a line to write on, gaps in the stem."""

_LABELS = {
    "id": {NoteKind.HINT: "Petunjuk", NoteKind.EXPLANATION: "Pembahasan", NoteKind.RUBRIC: "Rubrik"},
    "en": {NoteKind.HINT: "Hint", NoteKind.EXPLANATION: "Explanation", NoteKind.RUBRIC: "Rubric"},
}


@dataclass(frozen=True)
class Answer:
    """One item of the answer. `percent` is a partial weight without its sign, such as -25, for squares alone;
    `partner` the right side of a pair, whose left side `text` is empty for a distractor."""

    text: str
    right: bool = False
    percent: str = ""
    partner: str = ""
    feedback: str = ""


@dataclass(frozen=True)
class Written:
    """A question. `meta` are the entries of its data line, `rubric` the lines of an essay's rubric with their points."""

    heading: str
    shape: Shape
    meta: tuple[tuple[str, str], ...] = ()
    stem: str = ""
    answers: tuple[Answer, ...] = ()
    hints: tuple[str, ...] = ()
    explanations: tuple[str, ...] = ()
    rubric: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The question's id; "" for one that has none yet."""
        return dict(self.meta).get("id", "")


def read_written(section: Section) -> Written | None:
    """The question below a heading; None for one that would not read the same once it was written again.

    So it is for what has errors, and for what only the text can say: a footnote among the answers, say.
    """
    found = _read(section)
    if found is None:
        return None
    again = cut_sections(Passage(1, tuple(write(found).split("\n"))), 2, Findings())[1]
    return found if len(again) == 1 and _read(again[0]) == found else None


def _read(section: Section) -> Written | None:
    findings = Findings()
    meta, _body = read_meta(section.body, findings, None)
    entries, body = entries_of(section.body)
    cut = cut_question(body, meta.kind, section.line, findings)
    if cut is None:
        return None
    notes = read_notes(cut.after, findings)
    if findings.errors:
        return None
    texts = {kind: tuple(note.passage.text for note in notes if note.kind is kind) for kind in NoteKind}
    return Written(
        heading=f"{section.heading} {{#{section.key}}}" if section.key else section.heading,
        shape=cast("Shape", cut.mark),
        meta=entries,
        stem=cut.stem.text.strip("\n"),
        answers=tuple(_answer(cut, item) for item in cut.items),
        hints=texts[NoteKind.HINT],
        explanations=texts[NoteKind.EXPLANATION],
        rubric=tuple(line for text in texts[NoteKind.RUBRIC] for line in text.split("\n") if line.strip()),
    )


def _answer(cut: Cut, item: Item) -> Answer:
    feedback = item.feedback.text if item.feedback else ""
    if cut.mark == "round" and (match := ROUND.match(item.text)):
        return Answer(match[2], bool(match[1]), feedback=feedback)
    if cut.mark == "square" and (match := SQUARE.match(item.text)):
        percent = match[1].rstrip("% ") if match[1].endswith("%") else ""
        return Answer(match[2], bool(match[1]) and not percent, percent, feedback=feedback)
    if cut.mark == "key" and (match := KEY.match(item.text)):
        return Answer(match[2].strip(), match[1] == "=", feedback=feedback)
    if cut.mark == "arrow" and (match := ARROW.search(item.text)):
        left, right = item.text[: match.start()], item.text[match.end() :]
        return Answer(left.strip(), partner=right.strip(), feedback=feedback)
    return Answer(item.text, feedback=feedback)


def write(written: Written, level: int = 2, language: str = "id") -> str:
    """The lines of a question under a heading of `level`, without an empty line at their end."""
    labels = _LABELS.get(language, _LABELS["id"])
    data = " | ".join(f"{name}: {value}" for name, value in written.meta)
    notes = [
        *(_quoted(f"{labels[NoteKind.HINT]}: {text}") for text in written.hints),
        *(_quoted(f"{labels[NoteKind.EXPLANATION]}: {text}") for text in written.explanations),
        *(_quoted(f"{labels[NoteKind.RUBRIC]}: {text}") for text in written.rubric),
    ]
    blocks = [
        "\n".join([f"{'#' * level} {written.heading}", *([data] if data else [])]),
        written.stem,
        "___" if written.shape == "essay" else "\n".join(_items(written)),
        "\n".join(notes),
    ]
    return "\n\n".join(block for block in blocks if block)


def _items(written: Written) -> Iterator[str]:
    for number, answer in enumerate(written.answers, 1):
        bullet = f"{number}. " if written.shape == "number" else "- "
        first, *others = f"{_mark(written.shape, answer)}{answer.text}".rstrip().split("\n")
        if written.shape == "arrow":
            first, *others = f"{answer.text} -> {answer.partner}".lstrip().split("\n")
        indent = " " * len(bullet)
        yield f"{bullet}{first}"
        yield from (f"{indent}{line}" if line else "" for line in others)
        if answer.feedback:
            yield from (f"{indent}> {line}".rstrip() for line in answer.feedback.split("\n"))


def _mark(shape: Shape, answer: Answer) -> str:
    if shape == "round":
        return "(x) " if answer.right else "( ) "
    if shape == "square":
        return f"[{answer.percent}%] " if answer.percent else "[x] " if answer.right else "[ ] "
    if shape == "key":
        return "= " if answer.right else "!= "
    return ""


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
