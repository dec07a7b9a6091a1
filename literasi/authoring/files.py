"""The courses folder on disk: read without following links out of it, written file by file, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from literasi.markup import Problem

LARGEST_FILE = 5_000_000
MOST_FILES = 2_000


NO_MARK = "tak terbaca"


class Unreadable(Exception):
    """A folder that cannot be read: the path in it that is in the way, and why."""

    def __init__(self, path: Path | str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path, self.why = Path(path), why


@dataclass(frozen=True)
class Folder:
    """A folder as it was read. `mark` is its fingerprint from just before, so that a save in between is noticed."""

    files: Mapping[str, bytes]
    mark: str
    problem: Problem | None = None


def course_folders(root: Path) -> list[Path]:
    """The course folders below `root`, or `root` itself when it is one. Names with _ or . in front are none."""
    if (root / "course.md").exists():
        return [root]
    return sorted(path for path in root.iterdir() if path.is_dir() and path.name[0] not in "._")


def read_folder(folder: Path) -> dict[str, bytes]:
    """All files of a folder, by path inside it with `/` between. Links are refused: they could lead anywhere."""
    files: dict[str, bytes] = {}
    for path in _walk(folder):
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable(path, "Berkas ini lebih besar dari 5 MB. Perkecil, atau keluarkan dari folder.")
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            files[path.relative_to(folder).as_posix()] = file.read(LARGEST_FILE + 1)
    return files


def take_in(folder: Path) -> Folder:
    """A folder's files, or the problem that keeps them from being read: one bad folder must not stop the others."""
    try:
        mark = fingerprint(folder)
        return Folder(read_folder(folder), mark)
    except Unreadable as error:
        where, why = error.path, error.why
    except OSError as error:
        where, why = (
            Path(error.filename or folder),
            f"Tidak dapat dibaca ({error.strerror}). Periksa izinnya.",
        )
    inside = where.relative_to(folder.parent) if where.is_relative_to(folder.parent) else where
    return Folder({}, NO_MARK, Problem(1, why, "error", inside.as_posix()))


def mark_of(folder: Path) -> str:
    """The fingerprint of a folder; of one that cannot be read a word that no fingerprint equals."""
    try:
        return fingerprint(folder)
    except (Unreadable, OSError):
        return NO_MARK


def fingerprint(folder: Path) -> str:
    """Names, sizes and times of a folder's files as one digest: equal means that nobody saved anything."""
    marks = hashlib.sha256()
    for path in _walk(folder):
        about = path.stat()
        marks.update(f"{path.relative_to(folder)}|{about.st_size}|{about.st_mtime_ns}\n".encode())
    return marks.hexdigest()


def _walk(folder: Path) -> Iterator[Path]:
    found = sorted(path for path in folder.rglob("*") if not _is_hidden(path.relative_to(folder)))
    if len(found) > MOST_FILES:
        raise Unreadable(
            folder, f"Ada lebih dari {MOST_FILES} berkas di sini. Periksa apakah foldernya benar."
        )
    for path in (folder, *found):
        if path.is_symlink():
            raise Unreadable(path, "Tautan (symlink) tidak diikuti. Salin berkasnya ke dalam folder kursus.")
        if path.is_file():
            yield path


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below `folder`. Each appears whole; a path that leads out of the folder raises Unreadable."""
    root = folder.resolve()
    for name, body in files.items():
        place = (root / name).resolve()
        if not place.is_relative_to(root):
            raise Unreadable(name, "Jalur ini keluar dari folder kursus.")
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, body)


def write_whole(place: Path, body: bytes) -> None:
    """Write one file by way of a temporary one, so that nobody ever reads half of it."""
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".tulis-")
    with os.fdopen(handle, "wb") as file:
        file.write(body)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(place)
