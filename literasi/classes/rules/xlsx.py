"""A workbook of one sheet, as little XLSX (ECMA-376) as spreadsheets need: numbers as numbers, every text as text, no
formula, no link, no looks. It is written row by row, so the marks of a lecture need the memory of one row.

Not by a library: the one for Python takes three times as long for cells that have no looks as finding out what stands in
them does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from itertools import count
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

Cell = str | int | None
Row = Sequence[Cell]
Add = Callable[[Iterable[Row]], None]
"""Writes more rows below those that are there."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET = "xl/worksheets/sheet1.xml"
_FRAME = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/><Override PartName="/{_SHEET}" ContentType="{_KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML may hold."""
_LIKE_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""`_x0041_` is an A to whoever reads a cell, unless its first line is escaped itself."""


@contextmanager
def sheet(out: IO[bytes], name: str) -> Iterator[Add]:
    """Write a workbook into a file. `name`: of its sheet, as XLSX allows it."""
    book_xml = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="{_escaped(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=4) as book:
        for path, xml in {**_FRAME, "xl/workbook.xml": book_xml}.items():
            book.writestr(path, _HEAD + xml)
        with book.open(_SHEET, "w") as part:
            numbers = count(1)

            def add(rows: Iterable[Row]) -> None:
                for row in rows:
                    part.write(_row(next(numbers), row))

            part.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            yield add
            part.write(b"</sheetData></worksheet>")


def _row(at: int, row: Row) -> bytes:
    cells = [
        f'<c r="{column}{at}"><v>{cell}</v></c>'
        if isinstance(cell, int)
        else f'<c r="{column}{at}" t="inlineStr"><is><t xml:space="preserve">{_escaped(cell)}</t></is></c>'
        for column, cell in zip(_columns(len(row)), row, strict=True)
        if cell is not None and cell != ""
    ]
    return f'<row r="{at}">{"".join(cells)}</row>'.encode()


@lru_cache(maxsize=1024)
def _escaped(text: str) -> str:
    """A text as XML; the same few words come again and again."""
    return _NO_XML.sub("\ufffd", _LIKE_ESCAPE.sub("_x005F_", text)).translate(_ESCAPES)


@cache
def _columns(count: int) -> tuple[str, ...]:
    """A, B, … Z, AA, …"""
    return tuple(map(_column, range(1, count + 1)))


def _column(number: int) -> str:
    before, last = divmod(number - 1, 26)
    return (_column(before) if before else "") + chr(ord("A") + last)
