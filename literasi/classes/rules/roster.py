"""A class list as teachers have it: read from whatever a spreadsheet wrote, planned row by row, and written again.

Only a number and a nickname are taken. Any other column is refused by its name instead of being dropped: what was sent
once lies in a browser's history and on a teacher's disk, and she should know that nobody needs it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from literasi.accounts.rules.names import fold, name_problem, tidy
from literasi.classes.rules.spreadsheet import SIGNS, Pasted, pasted
from literasi.kernel import ids
from literasi.kernel.errors import Invalid
from literasi.kernel.sentence import Sentence

FIELD = "daftar"
"""The field beside which a list that cannot be read is refused."""
MOST = 4000
"""Rows of a list and members of a class: more than any lecture."""
AT_ONCE = 400
"""New members of one list: their accounts are made in one transaction, and everybody else who writes waits for it."""
LARGEST_NUMBER = 9999
NUMBER, NAME = "nomor", "nama panggilan"
_HEADINGS: Mapping[str, str] = {
    **dict.fromkeys(
        ("nomor", "no", "no.", "nomor absen", "no absen", "no. absen", "absen", "number"), NUMBER
    ),
    **dict.fromkeys(("nama panggilan", "nama", "nama siswa", "panggilan", "nickname", "name"), NAME),
}
_NOT_NEEDED = frozenset(
    {
        "peran", "role", "sandi", "password", "pin", "surel", "email", "e-mail", "nisn", "nis",
        "nik", "npsn", "nip", "usia", "umur", "ttl", "alamat", "telepon", "hp", "wa", "kelas",
        "agama", "wali", "jk", "l/p", "foto", "id", "kata sandi", "tanggal lahir", "tempat lahir",
        "jenis kelamin", "nama lengkap", "no hp", "nama pengguna"
    }
)  # fmt: skip
"""Headings by which a first line is known as one, although it names no column of ours."""
_DELIMITERS = (";", ",")
_NUMBERED = re.compile(r"(\d{1,4})\s*[.)]?\s+(.+)")
_FORMULA = frozenset("=+-@\t\r'\uff1d\uff0b\uff0d\uff20")
"""What begins a formula, also full-width, and the quote that keeps a spreadsheet from calculating it."""

EMPTY = Sentence("Belum ada nama. Tempel daftar siswa, satu baris untuk satu siswa.")
UNREADABLE = Sentence("Berkas ini tidak dapat dibaca sebagai teks. Simpan sebagai CSV (UTF-8), lalu unggah lagi.")  # fmt: skip
OPEN_QUOTE = Sentence("Satu nama dalam daftar ini memuat pindah baris, mungkin karena tanda kutip yang tidak ditutup. Hapus tanda kutipnya.")  # fmt: skip
TOO_LONG = Sentence("Daftar ini lebih dari %(most)s baris. Bagi menjadi beberapa kelas.", {"most": MOST})
NO_NAMES = Sentence("Kolom nama panggilan belum ada. Tambahkan, atau hapus baris judul.")
NOBODY = Sentence("Nama panggilan pada baris ini kosong. Isi namanya, atau hapus barisnya.")
NUMBER_ODD = Sentence("Nomor absen ditulis dengan angka 1 sampai %(most)s.", {"most": LARGEST_NUMBER})
FULL = Sentence("Satu kelas memuat paling banyak %(most)s siswa. Buat kelas kedua untuk selebihnya.", {"most": MOST})  # fmt: skip

TOO_MANY_NEW = Sentence("Paling banyak %(most)s siswa baru sekali simpan. Pindahkan baris ini ke daftar berikutnya.", {"most": AT_ONCE})  # fmt: skip


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "baru"
    THERE = "sudah-ada"
    WRONG = "keliru"


@dataclass(frozen=True)
class Row:
    """A row as it was written; `line` counts from 1, the heading and empty lines too."""

    line: int
    number: str
    name: str


@dataclass(frozen=True)
class Planned:
    """A row with what becomes of it; `problem` says how to mend one that is wrong."""

    line: int
    number: int | None
    name: str
    fate: Fate
    problem: Sentence | None = None


@dataclass(frozen=True)
class Plan:
    """What a list does to a class: all of it, or nothing while any row is wrong."""

    rows: tuple[Planned, ...]

    def of(self, fate: Fate) -> tuple[Planned, ...]:
        """The rows with this fate."""
        return tuple(one for one in self.rows if one.fate is fate)

    @property
    def sound(self) -> bool:
        """Whether it can be done."""
        return not self.of(Fate.WRONG)

    @property
    def digest(self) -> str:
        """Tells this plan from another: what was shown is what is done."""
        return ids.digest("\n".join(f"{one.fate} {one.number} {one.name}" for one in self.rows))


def sent(data: bytes) -> Pasted:
    """What a file says, a spreadsheet or text. Raises Invalid for anything else."""
    return pasted(data, FIELD) if data.startswith(SIGNS) else Pasted(decoded(data))


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 with or without mark, UTF-16, or what Windows writes. Raises Invalid for anything else."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Invalid(FIELD, UNREADABLE)


def _encodings(data: bytes) -> tuple[str, ...]:
    """What a file may be written in, the surest first. Every second byte of UTF-16 is NUL in our alphabet."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if data[:1] == b"\x00":
        return ("utf-16-be",)
    return ("utf-16-le",) if data[1:2] == b"\x00" else ("utf-8-sig", "cp1252")


def read(text: str) -> tuple[Row, ...]:
    """The rows of a list, with or without a heading. Raises Invalid for what is no list, and stops at the first row too
    many instead of reading a million of them."""
    cells = _cells(text)
    first = next(cells, None)
    if first is None:
        raise Invalid(FIELD, EMPTY)
    heading = _heading(first[1])
    rows = cells if heading else _again(first, cells)
    columns = _columns(first[1]) if heading else None
    found: list[Row] = []
    for line, values in rows:
        if len(found) == MOST:
            raise Invalid(FIELD, TOO_LONG)
        found.append(_named(line, values, columns) if columns else _guessed(line, values))
    if not found:
        raise Invalid(FIELD, EMPTY)
    return tuple(found)


def _again(
    first: tuple[int, list[str]], rest: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    yield first
    yield from rest


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every line that holds something, with its number, as cells without the space around them."""
    text = text.removeprefix("\ufeff")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for number, cells in enumerate(lines, start=1):
            values = [cell.strip() for cell in cells]
            if any("\n" in one or "\r" in one for one in values):
                raise Invalid(FIELD, OPEN_QUOTE)  # two names would become one
            if any(values):
                yield number, values
    except csv.Error as error:
        raise Invalid(FIELD, UNREADABLE) from error


def _delimiter(text: str) -> str:
    """What parts the columns: a tab, which is in no name, else the sign that stands most often in the first line that says
    something."""
    first = next((line for line in io.StringIO(text) if line.strip()), "")
    return "\t" if "\t" in first else max(_DELIMITERS, key=first.count)


def _heading(cells: Sequence[str]) -> bool:
    """Whether a line names columns."""
    return any(fold(cell) in _HEADINGS or fold(cell) in _NOT_NEEDED for cell in cells)


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Where number and name stand. Raises Invalid that names every column nobody needs."""
    spare = [cell for cell in cells if cell and fold(cell) not in _HEADINGS]
    if spare:
        raise Invalid(FIELD, _not_needed(spare))
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        if cell:
            found.setdefault(_HEADINGS[fold(cell)], at)
    if NAME not in found:
        raise Invalid(FIELD, NO_NAMES)
    return found


def _not_needed(columns: Iterable[str]) -> Sentence:
    names = ", ".join(tidy(one)[:40] for one in columns)
    return Sentence("Kolom ini tidak dibutuhkan: %(columns)s. Hapus dulu dari daftar, lalu coba lagi.", {"columns": names})  # fmt: skip


def _too_much(line: int, cells: Iterable[str]) -> Sentence:
    """Said of a row of a list without heading, whose columns have no names."""
    told = ", ".join(tidy(one)[:40] for one in cells)
    return Sentence("Baris %(line)s memuat lebih dari nomor dan nama panggilan: %(cells)s. Hapus yang lain dari setiap baris, lalu coba lagi.", {"line": line, "cells": told})  # fmt: skip


def _named(line: int, cells: Sequence[str], columns: Mapping[str, int]) -> Row:
    """A row below a heading. Raises Invalid for a cell that stands under no heading."""
    spare = [cell for at, cell in enumerate(cells) if cell and at not in columns.values()]
    if spare:
        raise Invalid(FIELD, _not_needed(spare))
    told = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
    return Row(line, told.get(NUMBER, ""), _bare(told[NAME]))


def _guessed(line: int, cells: Sequence[str]) -> Row:
    """A row of a list without heading: a name, a name behind its number, or both in columns of their own."""
    values = [cell for cell in cells if cell]
    if len(values) == 1:
        numbered = _NUMBERED.fullmatch(values[0])
        return Row(line, *numbered.groups()) if numbered else Row(line, "", _bare(values[0]))
    numbers = [one for one in values if _is_number(one)]
    names = [one for one in values if not _is_number(one)]
    if len(values) > 2 or len(numbers) != 1:
        raise Invalid(FIELD, _too_much(line, names[1:] or values[1:]))
    return Row(line, numbers[0], _bare(names[0]))


def _is_number(text: str) -> bool:
    return text.isascii() and text.rstrip(".").isdigit()


def _bare(cell: str) -> str:
    """A name without the quote that keeps a spreadsheet from calculating it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in _FORMULA else cell


def plan(rows: Sequence[Row], there: frozenset[str]) -> Plan:
    """What a list does to a class in which these folded names learn. Every row's problem is said at once."""
    seen: dict[str, int] = {}
    planned = [_planned(row, there, seen) for row in rows]
    room, new = MOST - len(there), 0
    for at, one in enumerate(planned):
        new += one.fate is Fate.NEW
        if one.fate is Fate.NEW and new > min(room, AT_ONCE):
            problem = FULL if new > room else TOO_MANY_NEW
            planned[at] = Planned(one.line, one.number, one.name, Fate.WRONG, problem)
    return Plan(tuple(planned))


def _planned(row: Row, there: frozenset[str], seen: dict[str, int]) -> Planned:
    name = tidy(row.name)
    before = seen.setdefault(fold(name), row.line)
    number, odd = number_of(row.number)
    problem = (NOBODY if not name else name_problem(name)) or odd
    if problem is None and before != row.line:
        problem = Sentence("Nama ini sama dengan baris %(line)s. Tambahkan huruf atau nama kedua, misalnya Rini S.", {"line": before})  # fmt: skip
    if problem is not None:
        return Planned(row.line, number, name, Fate.WRONG, problem)
    return Planned(row.line, number, name, Fate.THERE if fold(name) in there else Fate.NEW)


def number_of(typed: str) -> tuple[int | None, Sentence | None]:
    """A number on the class list, "" for none; and what is wrong with it."""
    typed = typed.strip().rstrip(".")
    if not typed:
        return None, None
    if _is_number(typed) and len(typed) <= 4 and 1 <= int(typed) <= LARGEST_NUMBER:
        return int(typed), None
    return None, NUMBER_ODD


def table(members: Iterable[tuple[int | None, str]]) -> list[list[str | int | None]]:
    """A class list as rows of a spreadsheet, whose cells need no quote: it knows text from formulas."""
    return [[NUMBER, NAME], *([number, name] for number, name in members)]


def written(members: Iterable[tuple[int | None, str]]) -> str:
    """A class list that spreadsheets here open (semicolons), and that read again changes nothing."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, delimiter=";")
    lines.writerow((NUMBER, NAME))
    for number, name in members:
        lines.writerow((number or "", f"'{name}" if name[:1] in _FORMULA else name))
    return out.getvalue()
