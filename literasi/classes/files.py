"""Files of marks in the instance, while they are written and as long as they lie there."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from literasi.classes.rules import recap, xlsx
from literasi.classes.rules.exports import Export
from literasi.classes.rules.xlsx import Add

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
    with path.open("wb") as out, xlsx.sheet(out, recap.sheet_name(name)) as add:
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
