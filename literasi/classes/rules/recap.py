"""The marks of a class as rows for a spreadsheet, and as a message without names for a parents' group."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | None
Table = Sequence[Sequence[Cell]]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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


def table(heads: Sequence[str], titles: Sequence[str], lines: Sequence[Line], about: Sequence[str]) -> Table:
    """The sheet, row by row: what it is about, an empty row, the heads, the pupils. `heads`: the words for number,
    name, percent and standing."""
    number, name, percent, standing = heads
    columns = [part for title in titles for part in (f"{title} · {percent}", f"{title} · {standing}")]
    rows = [[line.number, line.name, *(part for cell in line.cells for part in cell)] for line in lines]
    return [*([one] for one in about), [], [number, name, *columns], *rows]


def safe(cell: Cell) -> str:
    """A cell as text that no spreadsheet takes for a formula; it stays readable, with an apostrophe before it."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_STARTS) else text


def csv_text(rows: Table) -> str:
    """The sheet as CSV, with the mark of UTF-8 and semicolons, as spreadsheets set to Indonesian open it by a tap."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([safe(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def workbook(rows: Table, name: str) -> bytes:
    """The sheet as XLSX: numbers as numbers, every text as text, no formula, no link."""
    from xlsxwriter import Workbook  # 3 MB that only whoever takes a sheet needs

    out = io.BytesIO()
    plain = {f"strings_to_{kind}": False for kind in ("formulas", "urls", "numbers")}
    with Workbook(out, {"in_memory": True, **plain}) as book:
        sheet = book.add_worksheet(_sheet_name(name))
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(at, column, cell)
                elif cell:
                    sheet.write_string(at, column, cell)
    return out.getvalue()


def _sheet_name(name: str) -> str:
    """At most 31 letters, without those that XLSX forbids in the name of a sheet."""
    kept = "".join(" " if ch in "[]:*?/\\'" else ch for ch in name)[:31].strip()
    return kept or "Rekap"


def message(head: str, lines: Sequence[str], foot: str) -> str:
    """A message to send: as many lines as fit between head and foot."""
    kept = list[str]()
    for line in lines:
        if len("\n".join([head, *kept, line, foot])) > LONGEST_MESSAGE:
            break
        kept.append(line)
    return "\n".join([head, *kept, foot])[:LONGEST_MESSAGE]
