"""Cuts the lines under a question's heading into stem, answer list and notes, before anything is rendered.

The answer is the last list. What stands before it is the stem; after it only `> Petunjuk: …`, `> Pembahasan:
…` and `> Rubrik: …` may stand. Cutting by lines keeps keys exactly as they were written.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from enum import StrEnum

from literasi.markup import Findings, Passage, code_lines

DASH = re.compile(r"^-(?:[ \t]+(.*))?$")
NUMBERED = re.compile(r"^\d{1,9}[.)](?:[ \t]+(.*))?$")
_QUOTE = re.compile(r"^ {0,1}>[ ]?(.*)$")
_INDENTED = re.compile(r"^(?: {2,}|\t)\S")
LABEL = re.compile(
    r"^\**(?P<label>petunjuk|hint|pembahasan|explanation|rubrik|rubric)\**\s*:\**\s*(?P<text>.*)$",
    re.IGNORECASE,
)
ESSAY_LINE = re.compile(r"^ {0,3}_{3,}\s*$")


class NoteKind(StrEnum):
    """What a quoted line below the answers is for."""

    HINT = "hint"
    EXPLANATION = "explanation"
    RUBRIC = "rubric"


_NOTE_KINDS = {
    "petunjuk": NoteKind.HINT,
    "hint": NoteKind.HINT,
    "pembahasan": NoteKind.EXPLANATION,
    "explanation": NoteKind.EXPLANATION,
    "rubrik": NoteKind.RUBRIC,
    "rubric": NoteKind.RUBRIC,
}


@dataclass(frozen=True)
class Item:
    """An item of the answer list: its raw text without the bullet, and the quote under it."""

    line: int
    text: str
    feedback: Passage | None = None


@dataclass(frozen=True)
class Note:
    """A labelled quote after the answer."""

    kind: NoteKind
    passage: Passage


@dataclass
class _Draft:
    line: int
    head: str
    tail: list[str] = field(default_factory=list)
    loose: list[tuple[int, str]] = field(default_factory=list)  # quote lines that are not indented
    loose_after_blank: bool = False


@dataclass
class ItemList:
    """A run of items of one style, as indexes into the passage; `stop` is the index after its last line."""

    numbered: bool
    start: int
    stop: int
    drafts: list[_Draft]

    @property
    def heads(self) -> list[str]:
        """The first line of every item."""
        return [draft.head for draft in self.drafts]


def find_lists(passage: Passage) -> list[ItemList]:
    """Every top-level list with `-` or numbers, in order. Lists with `*` belong to the stem by rule."""
    finder = _ListFinder(passage)
    for index, code in enumerate(code_lines(passage.lines)):
        finder.take(index, code)
    return finder.lists


class _ListFinder:
    def __init__(self, passage: Passage) -> None:
        self.lists: list[ItemList] = []
        self._passage = passage
        self._current: ItemList | None = None
        self._blank = False

    def take(self, index: int, code: bool) -> None:
        line = self._passage.lines[index]
        dash, number = (None, None) if code else (DASH.match(line), NUMBERED.match(line))
        match = dash or number
        if not line.strip():
            self._blank = True
        elif match:
            self._item(index, match[1] or "", numbered=match is number)
        elif self._current is not None:
            self._continue(index, line, code)

    def _item(self, index: int, head: str, *, numbered: bool) -> None:
        if self._current is None or self._current.numbered != numbered:
            self._current = ItemList(numbered, index, index + 1, [])
            self.lists.append(self._current)
        self._current.drafts.append(_Draft(self._passage.line + index, head.strip()))
        self._extend(index)

    def _continue(self, index: int, line: str, code: bool) -> None:
        assert self._current is not None
        draft = self._current.drafts[-1]
        quote = None if code else _QUOTE.match(line)
        if _INDENTED.match(line) and not quote:
            draft.tail.extend([""] * self._blank + [line])
            self._extend(index)
        elif quote and not LABEL.match(quote[1]):
            draft.loose_after_blank = draft.loose_after_blank or (self._blank and not draft.loose)
            draft.loose.append((self._passage.line + index, quote[1]))
            self._blank = False
        elif quote or self._blank or draft.loose:
            self._current = None
        else:
            draft.tail.append(line)  # a lazy line of the same paragraph
            self._extend(index)

    def _extend(self, index: int) -> None:
        assert self._current is not None
        self._current.stop = index + 1
        self._blank = False


def finish_items(answer: ItemList, passage: Passage, findings: Findings) -> tuple[Item, ...]:
    """The items with their feedback. A quote that is not indented is taken as feedback, with a warning.

    After the last item such a quote must follow at once: after a blank line it could be anything.
    `answer.stop` moves behind what was taken.
    """
    items = []
    for draft in answer.drafts:
        last = draft is answer.drafts[-1]
        if draft.loose and not (last and draft.loose_after_blank):
            findings.warn(
                draft.loose[0][0],
                "Umpan balik ini belum menjorok; dibaca milik pilihan di atasnya. Beri dua spasi.",
            )
            draft.tail.extend(f"  > {text}" for _, text in draft.loose)
            answer.stop = max(answer.stop, draft.loose[-1][0] - passage.line + 1)
        items.append(_item(draft))
    return tuple(items)


def _item(draft: _Draft) -> Item:
    """Text first, then the quote: the feedback is everything from the first `>` on that is quoted."""
    lines = textwrap.dedent("\n".join(draft.tail)).split("\n") if draft.tail else []
    quoted = [(index, match[1]) for index, line in enumerate(lines) if (match := _QUOTE.match(line.lstrip()))]
    indexes = {index for index, _ in quoted}
    text = "\n".join(
        [draft.head, *(line for index, line in enumerate(lines) if index not in indexes)]
    ).strip()
    feedback = Passage(draft.line + 1 + quoted[0][0], tuple(line for _, line in quoted)) if quoted else None
    return Item(draft.line, text, feedback)


def read_notes(passage: Passage, findings: Findings) -> tuple[Note, ...]:
    """Labelled quotes; unlabelled quotes and anything else here is an error that says where it belongs."""
    notes: list[Note] = []
    open_note = False
    for index, line in enumerate(passage.lines):
        number, quote = passage.line + index, _QUOTE.match(line)
        label = LABEL.match(quote[1]) if quote else None
        if label:
            kind = _NOTE_KINDS[label["label"].casefold()]
            notes.append(Note(kind, Passage(number, (label["text"],))))
        elif quote and open_note:
            notes[-1] = Note(
                notes[-1].kind, Passage(notes[-1].passage.line, (*notes[-1].passage.lines, quote[1]))
            )
        elif line.strip():
            _report_stray(number, bool(quote), findings)
        open_note = bool(label) or (open_note and bool(quote))
    return tuple(_check_not_empty(note, findings) for note in notes)


def _report_stray(line: int, quoted: bool, findings: Findings) -> None:
    if quoted:
        findings.error(
            line,
            "Kutipan sesudah jawaban perlu label: `> Petunjuk: …`, `> Pembahasan: …`, atau `> Rubrik: …`. "
            "Bila ini umpan balik sebuah pilihan, jorokkan dua spasi di bawah pilihannya.",
        )
    else:
        findings.error(
            line, "Teks ini ada sesudah jawaban. Pindahkan ke atas jawaban, atau jadikan `> Pembahasan: …`."
        )


def _check_not_empty(note: Note, findings: Findings) -> Note:
    if note.passage.is_blank:
        findings.error(
            note.passage.line, "Catatan ini masih kosong. Isi sesudah titik dua, atau hapus barisnya."
        )
    return note


def notes_start(passage: Passage) -> int:
    """Where the notes begin in a body without an answer list: at the first labelled quote."""
    mask = code_lines(passage.lines)
    for index, line in enumerate(passage.lines):
        quote = None if mask[index] else _QUOTE.match(line)
        if quote and LABEL.match(quote[1]):
            return index
    return len(passage.lines)
