"""The marks of a class as rows for a spreadsheet, and as a message without names for a parents' group."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from literasi.classes.rules import calendar, gradebook, xlsx
from literasi.classes.rules.deadline import Timing
from literasi.classes.rules.xlsx import Cell, Row
from literasi.kernel.sentence import Sentence

Table = Sequence[Row]
Say = Callable[[Sentence], str]
"""Says a sentence in the language of whoever reads."""
DELIMITER = ";"
"""What spreadsheets set to Indonesian take for the end of a cell."""
LATE = Sentence("terlambat")
_HEADS = (Sentence("Nomor"), Sentence("Nama"), Sentence("nilai"), Sentence("keadaan"))
LONGEST_MESSAGE = 600
"""Letters of a message: what a phone shows of one without "read more"."""
_STARTS = ("=", "+", "-", "@", "\t", "\r", "|", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for a formula at the beginning of a cell, wide letters of East Asian keyboards included
(OWASP, CSV Injection)."""


@dataclass(frozen=True)
class Line:
    """A pupil of the sheet: what stands in her cells, two for each assignment: percent and words."""

    number: int | None
    name: str
    cells: tuple[tuple[int | None, str], ...]


class Subject(Protocol):
    """The class that a sheet is about."""

    @property
    def name(self) -> str: ...
    @property
    def school(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def term(self) -> calendar.Term: ...


def made(name: str, time: str) -> Sentence:
    """Who took it, and when: every sheet says so."""
    return Sentence("Dibuat oleh %(name)s, %(time)s", {"name": name, "time": time})


def about(one: Subject, made: Sentence, say: Say) -> list[str]:
    """What stands at the top of a sheet."""
    when = f"{one.school} {say(calendar.NAMES[one.term])} {calendar.label(one.year)}".strip()
    return [one.name, when, say(made)]


def table(titles: Sequence[str], lines: Sequence[Line], about: Sequence[str], say: Say) -> Table:
    """The sheet, row by row: what it is about, an empty row, the heads, the pupils."""
    return [*head(titles, about, say), *map(row, lines)]


def head(titles: Sequence[str], about: Sequence[str], say: Say) -> Table:
    """The rows above the pupils."""
    number, name, percent, standing = map(say, _HEADS)
    columns = [part for title in titles for part in (f"{title} · {percent}", f"{title} · {standing}")]
    return [*([one] for one in about), [], [number, name, *columns]]


def row(line: Line) -> Row:
    """The row of a pupil."""
    return [line.number, line.name, *(part for cell in line.cells for part in cell)]


def telling(say: Say) -> Callable[[gradebook.Cell], tuple[int | None, str]]:
    """What says of a cell its percent and its words. The same few words come again and again: each is said once."""

    @cache
    def words(standing: gradebook.Standing, percent: int | None, part: int, late: bool) -> str:
        told = say(gradebook.words(gradebook.Cell(standing, percent, part=part)))
        return f"{told}, {say(LATE)}" if late else told

    return lambda cell: (
        cell.percent,
        words(cell.standing, cell.percent, cell.part, cell.timing is Timing.LATE),
    )


def safe(cell: Cell) -> str:
    """A cell as text that no spreadsheet takes for a formula; it stays readable, with an apostrophe before it."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_STARTS) else text


def csv_text(rows: Table) -> str:
    """The sheet as CSV, with the mark of UTF-8 and semicolons, as spreadsheets set to Indonesian open it by a tap."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=DELIMITER).writerows([safe(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def workbook(rows: Table, name: str) -> bytes:
    """The sheet as XLSX: numbers as numbers, every text as text, no formula, no link."""
    out = io.BytesIO()
    with xlsx.sheet(out, sheet_name(name)) as add:
        add(rows)
    return out.getvalue()


def sheet_name(name: str) -> str:
    """At most 31 letters as Excel counts them, without those that XLSX forbids in the name of a sheet; nor its own name."""
    plain = "".join(" " if ch in "[]:*?/\\'" else ch for ch in name)
    kept = plain.encode("utf-16-le")[: 2 * 31].decode("utf-16-le", "ignore").strip()
    return kept if kept and kept.casefold() != "history" else f"Rekap {kept}".strip()


def message(head: str, lines: Sequence[str], foot: str) -> str:
    """A message to send: as many lines as fit between head and foot."""
    kept = list[str]()
    for line in lines:
        if len("\n".join([head, *kept, line, foot])) > LONGEST_MESSAGE:
            break
        kept.append(line)
    return "\n".join([head, *kept, foot])[:LONGEST_MESSAGE]
