"""Files of marks in the instance, while they are written and as long as they lie there."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from literasi.classes.rules import recap
from literasi.classes.rules.exports import Export

Add = Callable[[Iterable[recap.Row]], None]
"""Writes more rows below those that are there."""
_PART = ".sebagian"


def folder(instance: Path) -> Path:
    """Where the files lie; nobody else on the computer may look into it."""
    place = instance / "exports"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


@contextmanager
def sheet(instance: Path, one: Export, name: str) -> Iterator[Add]:
    """Write a file row by row, in little memory. It gets its name when it is whole."""
    part = folder(instance) / (one.file + _PART)
    with _workbook(part, name) if one.kind == "xlsx" else _text(part) as add:
        yield add
    part.chmod(0o600)
    part.replace(part.with_name(one.file))


@contextmanager
def _text(path: Path) -> Iterator[Add]:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        lines = csv.writer(out, delimiter=recap.DELIMITER)
        yield lambda rows: lines.writerows([recap.safe(cell) for cell in row] for row in rows)


@contextmanager
def _workbook(path: Path, name: str) -> Iterator[Add]:
    from xlsxwriter import Workbook  # 3 MB that only whoever takes a sheet needs

    # constant_memory keeps one row in memory, and the rest in a file beside it until the end
    how = {"constant_memory": True, "tmpdir": str(path.parent), **recap.PLAIN}
    with Workbook(str(path), how) as book:
        rows_into, at = book.add_worksheet(recap.sheet_name(name)), 0

        def add(rows: Iterable[recap.Row]) -> None:
            nonlocal at
            for row in rows:
                recap.put(rows_into, at, row)
                at += 1

        yield add


def found(instance: Path, one: Export) -> Path | None:
    """The file of an export, or None."""
    path = folder(instance) / one.file
    return path if path.is_file() else None


def sweep(instance: Path, kept: Collection[str]) -> None:
    """Delete every file but these, and those that are being written for them."""
    names = {*kept, *(name + _PART for name in kept)}
    for path in folder(instance).iterdir():
        if path.name not in names:
            path.unlink(missing_ok=True)
