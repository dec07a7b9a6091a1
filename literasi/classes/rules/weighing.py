"""What the parts of an XLSX file would come to in memory, counted before a reader sees them that trusts what it is told.

A few kilobytes may ask for gigabytes: cells that name no place stand in a table as wide as its longest row and as long as
its longest column, and one long text may be meant by every cell. Parts are read here by a parser that is strict, as
UTF-8 and without a document type, so that no other reader finds more in them; and every part as if it were a sheet and the
shared texts, since a file may call its parts what it likes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,10})")
_ROW = re.compile(r"()([0-9]{1,10})")

_WIDE = (b"\xff\xfe", b"\xfe\xff")


class Odd(Exception):
    """A part is no XML, or none that a spreadsheet writes."""


class TooMuch(Exception):
    """The parts together are heavier than allowed."""


@dataclass
class Weight:
    """What the parts of a file come to together.

    A part may span at most `most_cells`, from the first to the furthest one. All cells that mean shared texts, were each
    as long as the longest of these, may hold at most `most_letters`.
    """

    most_cells: int
    most_letters: int
    sharing: int = 0
    longest: int = 0

    def add(self, body: bytes) -> None:
        """Put a part to the others. Raises TooMuch and Odd."""
        part = _Part(self.most_cells)
        _read(body, part)
        self.sharing, self.longest = max(self.sharing, part.sharing), max(self.longest, part.longest)
        if self.sharing * self.longest > self.most_letters:
            raise TooMuch


class _Part:
    """One part, as it is read: the table that its cells span by the places they name, or by their turn where they name
    none; how many mean a shared text; letters of the longest shared text in it."""

    def __init__(self, most: int) -> None:
        self.sharing = self.longest = 0
        self._most = most
        self._row = self._column = self._rows = self._columns = self._inside = self._length = 0

    def begin(self, name: str, sent: Mapping[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "row":
            self._stand(*_place(_ROW, sent) or (self._row + 1, 0))
        elif kind == "c":
            self._stand(*_place(_PLACE, sent) or (self._row, self._column + 1))
            self.sharing += sent.get("t") == "s"
        elif kind == "si":
            self._length = self._length if self._inside else 0
            self._inside += 1

    def end(self, name: str) -> None:
        self._inside -= name.rpartition(":")[2] == "si"

    def words(self, text: str) -> None:
        if self._inside:
            self._length += len(text)
            self.longest = max(self.longest, self._length)

    def _stand(self, row: int, column: int) -> None:
        self._row, self._column = row, column
        self._rows, self._columns = max(self._rows, row), max(self._columns, column)
        if self._rows * max(self._columns, 1) > self._most:
            raise TooMuch


def _read(body: bytes, part: _Part) -> None:
    if b"\x00" in body or body.startswith(_WIDE):
        raise Odd  # the parser would follow the mark of UTF-16, whatever it is told
    reader = expat.ParserCreate("utf-8")
    reader.StartDoctypeDeclHandler = _refuse
    reader.StartElementHandler = part.begin
    reader.EndElementHandler = part.end
    reader.CharacterDataHandler = part.words
    try:
        reader.Parse(body, True)
    except expat.ExpatError as error:
        raise Odd from error


def _place(named: re.Pattern[str], sent: Mapping[str, str]) -> tuple[int, int] | None:
    """The row and the column that a row or a cell names; None where it names none. Raises Odd."""
    if "r" not in sent:
        return None
    found = named.fullmatch(sent["r"])
    if found is None:
        raise Odd
    return int(found[2]), _column(found[1])


def _refuse(*_told: object) -> None:
    raise Odd


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
