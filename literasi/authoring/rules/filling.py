"""A filled form -> a question as its author would write it, or sentences beside the fields that keep it from being one.

What is written here is read again before it is given back: whatever was typed, a question never reads as another one.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from literasi.authoring.rules import escapes
from literasi.authoring.rules.escapes import TO_SOURCE
from literasi.authoring.rules.question_data import entries_for
from literasi.authoring.rules.question_fields import (
    Criterion,
    Fields,
    Row,
    kind_of,
    note,
    shown,
    shown_criterion,
    stem,
    written_row,
)
from literasi.catalogue.rules.number import read_number
from literasi.catalogue.rules.question import Kind
from literasi.catalogue.rules.question_answers import SQUARE
from literasi.catalogue.rules.question_body import find_lists
from literasi.catalogue.rules.question_meta import MAX_POINTS
from literasi.catalogue.rules.read_as import SCREEN_NAMES
from literasi.catalogue.rules.written import Answer, Written, read_written, write
from literasi.kernel.sentence import Sentence
from literasi.markup import Findings, Passage, check_code_is_closed, clean_text, cut_sections

NO_HEADING = Sentence("Isi judul soal: pertanyaannya dalam satu kalimat.")
NO_ROWS = Sentence("Isi paling sedikit satu jawaban.")
NO_GAPS = Sentence("Tulis jawaban tiap rumpang di dalam kurung siku ganda. Contohnya [[DAN]]")
PERCENT_ODD = Sentence("Tulis bobot sebagai persen, misalnya 50 atau -25, atau kosongkan.")
POINTS_ODD = Sentence(
    "Tulis poin sebagai angka di atas 0 sampai %(most)s, misalnya 2 atau 1,5.", {"most": MAX_POINTS}
)
CRITERION_ODD = Sentence("Isi kriteria dan poinnya, misalnya 2 atau 1,5.")
TAG_ODD = Sentence("Tanda | tidak dapat dipakai di dalam tag. Pakai koma di antara dua tag.")
HIDDEN = Sentence(
    "Ada karakter tak terlihat, atau baris yang lebih panjang dari 10.000 huruf. Ketik ulang bagian itu."
)
CODE_OPEN = Sentence("Blok kode belum ditutup. Tambahkan baris ``` di akhirnya.")
LIST_OPEN = Sentence(
    "Daftar tepat di atas jawaban akan terbaca sebagai jawaban. Awali butirnya dengan tanda *, bukan tanda hubung."
)
NOT_AGAIN = Sentence(
    "Soal ini akan terbaca lain daripada yang Anda ketik. Sederhanakan susunannya, atau tulis lewat tampilan teks."
)
_POINTS = re.compile(r"\d{1,3}(?:,\d+)?")


@dataclass(frozen=True)
class Filled:
    """The question, or None and what stands beside which field: `heading`, `stem`, `rows-2`, `rubric-0`, `points`, …

    "" is the place of what belongs to no field.
    """

    written: Written | None
    problems: Mapping[str, Sentence] = field(default_factory=dict)


def fill(typed: Fields, was: Written | None = None, level: int = 2) -> Filled:
    """The question of a form. What is as the form showed it of `was` stays as it was written there."""
    fields = tidied(typed)
    problems = dict(_problems(fields))
    if problems:
        return Filled(None, problems)
    written = _written(fields, was, level)
    if not reads_the_same(written, level):
        return Filled(None, dict([_reason(fields, written)]))
    return Filled(written)


def reads_the_same(written: Written, level: int) -> bool:
    """Whether a question, once it stands in a source, is read as this very question."""
    _intro, sections = cut_sections(Passage(1, tuple(write(written, level).split("\n"))), level, Findings())
    return len(sections) == 1 and read_written(sections[0]) == written


def tidied(fields: Fields) -> Fields:
    """What was typed without the space around it, without empty rows and those its kind has not."""
    rows = () if fields.shape in ("essay", "gaps") else tuple(_tidied_row(fields, row) for row in fields.rows)
    data = replace(
        fields.data,
        points=_line(fields.data.points),
        tags=tuple(dict.fromkeys(tag for tag in map(_line, fields.data.tags) if tag)),
    )
    criteria = (Criterion(_criterion(one.text), _line(one.points)) for one in fields.rubric)
    return replace(
        fields,
        heading=_line(fields.heading),
        stem=_lines(fields.stem),
        rows=tuple(row for row in rows if not row.is_empty),
        hints=tuple(hint for hint in map(_quoted, fields.hints) if hint),
        explanation=_quoted(fields.explanation),
        rubric=tuple(one for one in criteria if one != Criterion()) if fields.kind is Kind.ESSAY else (),
        data=data,
    )


def _tidied_row(fields: Fields, row: Row) -> Row:
    shape = fields.shape
    one_line = shape in ("key", "arrow")
    return Row(
        _line(row.text) if one_line else _tail_aligned(_lines(row.text)),
        row.right and not row.percent and shape in ("round", "square", "key"),
        _line(row.percent).rstrip("% ") if shape == "square" else "",
        _line(row.partner) if shape == "arrow" else "",
        _quoted(row.feedback),
    )


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line(text: str) -> str:
    return " ".join(part for part in map(str.strip, _unix(text).split("\n")) if part)


def _lines(text: str) -> str:
    """Empty lines at both ends go, and those of spaces alone are empty."""
    return "\n".join(line if line.strip() else "" for line in _unix(text).split("\n")).strip("\n")


def _quoted(text: str) -> str:
    """What stands behind `>`: nobody sees spaces at the end of its lines, nor before its first."""
    return "\n".join(line.rstrip() for line in _lines(text).split("\n")).strip()


def _criterion(text: str) -> str:
    return re.sub(r"^(?:[-*]\s+)+", "", _line(text)).strip()


def _tail_aligned(text: str) -> str:
    """The lines below an option's first one begin where it begins; one empty line parts two paragraphs."""
    first, *others = re.sub(r"\n{3,}", "\n\n", text.strip()).split("\n")
    return "\n".join([first, *textwrap.dedent("\n".join(others)).split("\n")] if others else [first])


def _problems(fields: Fields) -> Iterator[tuple[str, Sentence]]:
    for name, text in _texts(fields):
        if clean_text(text, Findings()) is None:
            yield name, HIDDEN
    if not fields.heading:
        yield "heading", NO_HEADING
    if fields.shape not in ("essay", "gaps") and not fields.rows:
        yield "rows-0", NO_ROWS
    for at, row in enumerate(fields.rows):
        if row.percent and not SQUARE.match(f"[{row.percent}%]"):
            yield f"rows-{at}", PERCENT_ODD
    for at, one in enumerate(fields.rubric):
        if not one.text or not _POINTS.fullmatch(one.points):
            yield f"rubric-{at}", CRITERION_ODD
    points = read_number(fields.data.points or "1")
    if points is None or not 0 < points <= MAX_POINTS:
        yield "points", POINTS_ODD
    if any("|" in tag or "," in tag for tag in fields.data.tags):
        yield "tags", TAG_ODD


def _texts(fields: Fields) -> Iterator[tuple[str, str]]:
    yield from (("heading", fields.heading), ("stem", fields.stem), ("explanation", fields.explanation))
    yield from (
        (f"rows-{at}", "\n".join([row.text, row.partner, row.feedback])) for at, row in enumerate(fields.rows)
    )
    yield from ((f"hints-{at}", text) for at, text in enumerate(fields.hints))
    yield from ((f"rubric-{at}", one.text) for at, one in enumerate(fields.rubric))
    yield from (("tags", tag) for tag in fields.data.tags)


def _written(fields: Fields, was: Written | None, level: int) -> Written:
    """The question; every part that says what `was` says is taken from there."""
    shape, old = fields.shape, was or Written("", fields.shape)
    seen = shown(old, level)

    def answer(row: Row) -> Answer:
        return written_row(shape, row, level)

    rows = dict(zip((_tidied_row(seen, row) for row in seen.rows), old.answers, strict=True))
    hints = dict(zip(map(_quoted, seen.hints), old.hints, strict=True))
    rubric = {_tidied_criterion(line): line for line in old.rubric}
    if fields.explanation == _quoted(seen.explanation):
        explanations = old.explanations
    else:
        explanations = (note(shape, fields.explanation, TO_SOURCE),) if fields.explanation else ()
    title = escapes.heading(fields.heading, TO_SOURCE)
    written = Written(
        heading=f"{title} {{#{fields.anchor}}}" if fields.anchor else title,
        shape=shape,
        meta=entries_for(fields.data, old.meta),
        stem=old.stem if fields.stem == _lines(seen.stem) else stem(shape, fields.stem, TO_SOURCE, level),
        answers=tuple(rows.get(row) or answer(row) for row in fields.rows),
        hints=tuple(hints.get(hint) or note(shape, hint, TO_SOURCE) for hint in fields.hints),
        explanations=explanations,
        rubric=tuple(rubric.get(one) or f"{one.text} ({one.points})" for one in fields.rubric),
    )
    return _of_kind(written, fields.kind)


def _tidied_criterion(line: str) -> Criterion:
    found = shown_criterion(line)
    return Criterion(_criterion(found.text), found.points)


def _of_kind(written: Written, kind: Kind) -> Written:
    """With `jenis` where the answer alone would read as another kind."""
    named = replace(written, meta=tuple({**dict(written.meta), "jenis": SCREEN_NAMES[kind]}.items()))
    return named if kind_of(written) is not kind and kind_of(named) is kind else written


def _reason(fields: Fields, written: Written) -> tuple[str, Sentence]:
    """The likeliest reason why a question would read otherwise, and its field."""
    for name, text in _texts(fields):
        findings = Findings()
        check_code_is_closed(Passage(1, tuple(text.split("\n"))), findings)
        if findings.errors:
            return name, CODE_OPEN
    if fields.shape == "gaps" and "[[" not in fields.stem:
        return "stem", NO_GAPS
    lists = [run for run in find_lists(Passage(1, tuple(written.stem.split("\n")))) if not run.numbered]
    if lists and fields.shape not in ("essay", "gaps"):
        return "stem", LIST_OPEN
    return "", NOT_AGAIN
