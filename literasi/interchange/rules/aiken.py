"""Aiken: a stem in one line, options `A.` or `A)`, and `ANSWER: A`. https://docs.moodle.org/en/Aiken_format"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from literasi.catalogue.rules.question import Kind
from literasi.catalogue.rules.written import Written

from .foreign import WHOLE, Foreign, Reply
from .incoming import bring
from .outgoing import foreign_of
from .report import Brought, Handed, Remarks, Told
from .wording import bare, escaped, shortened

_OPTION = re.compile(r"^\s{0,8}([A-Z])[.)]\s+(.*)$")
_ANSWER = re.compile(r"^\s{0,8}ANSWER:\s*([A-Z])\s*$", re.IGNORECASE)
_FEEDBACK = re.compile(r"^\s{0,8}FEEDBACK:\s*(.*)$", re.IGNORECASE)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def read(source: str) -> Iterator[Brought]:
    """Every question of an Aiken file, in order. A question ends with its `ANSWER:` line."""
    number, stem, options = 0, list[str](), list[tuple[str, str]]()
    for line in [*source.split("\n"), ""]:
        answer, option = _ANSWER.match(line), _OPTION.match(line)
        if answer:
            number += 1
            yield _brought(number, stem, options, answer[1].upper())
            stem, options = [], []
        elif option and stem:
            options.append((option[1], option[2]))
        elif line.strip() and options:
            number += 1
            yield _brought(number, stem, options, "")
            stem, options = [line.strip()], []
        elif line.strip() and not _FEEDBACK.match(line):
            stem.append(line.strip())
    if stem:
        yield _brought(number + 1, stem, options, "")


def _brought(number: int, stem: list[str], options: list[tuple[str, str]], key: str) -> Brought:
    remarks = Remarks()
    text = "\n".join(stem)
    if key not in [letter for letter, _ in options]:
        remarks.dropped("Baris `ANSWER:` dengan huruf sebuah pilihan belum ada. Lengkapi di asalnya.")
        return bring(number, None, text, remarks)
    replies = tuple(
        Reply(escaped(option), WHOLE if letter == key else Decimal(0)) for letter, option in options
    )
    return bring(number, Foreign(Kind.CHOICE, stem=escaped(text), replies=replies), text, remarks)


def write(questions: Iterable[Written]) -> Handed:
    """An Aiken file of the questions it can carry: one right option, plain lines, nothing else."""
    texts: list[str] = []
    told: list[Told] = []
    for number, written in enumerate(questions, 1):
        remarks = Remarks()
        foreign = foreign_of(written, remarks)
        text = _text(foreign, remarks) if foreign else None
        if text:
            texts.append(text)
        told.append(
            remarks.told(number, shortened(foreign.title if foreign else written.heading), carried=bool(text))
        )
    return Handed("\n\n".join(texts) + "\n" if texts else "", tuple(told))


def _text(foreign: Foreign, remarks: Remarks) -> str | None:
    if foreign.kind not in (Kind.CHOICE, Kind.TRUE_FALSE):
        remarks.dropped("Aiken hanya mengenal pilihan dengan satu jawaban benar.")
        return None
    _say_losses(foreign, remarks)
    stem = _line(foreign.stem, remarks) or foreign.title
    options = [_line(one.text, remarks) for one in foreign.replies]
    lines = [f"{LETTERS[at]}. {text}" for at, text in enumerate(options)]
    key = next(at for at, one in enumerate(foreign.replies) if one.percent)
    return "\n".join([stem, *lines, f"ANSWER: {LETTERS[key]}"])


def _say_losses(foreign: Foreign, remarks: Remarks) -> None:
    if foreign.title and foreign.stem:
        remarks.dropped("Judul soal tidak dikenal Aiken.")
    if any(one.feedback for one in foreign.replies) or foreign.explanation or foreign.hints:
        remarks.dropped("Umpan balik, petunjuk, dan pembahasan tidak dikenal Aiken.")
    if foreign.tags or foreign.key or foreign.points != 1:
        remarks.dropped("Id, tag, dan poin tidak dikenal Aiken.")


def _line(markdown: str, remarks: Remarks) -> str:
    text, exact = bare(markdown)
    line = " ".join(text.split())
    if not exact or line != text:
        remarks.changed("Teks berhias atau berbaris banyak menjadi satu baris polos.")
    return line
