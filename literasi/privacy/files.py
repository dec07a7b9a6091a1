"""What privacy keeps and forgets on disk, beside the database: the journal of erasures, letters that lie as files."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path


def append(place: Path, lines: str) -> None:
    """Add lines to a file and wait until they are on the disk.

    A line that a power cut left unfinished is ended first, so that it spoils no other. Raises OSError.
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
    with os.fdopen(os.open(place, flags, 0o600), "rb+", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        torn = False
        if size:
            file.seek(size - 1)
            torn = file.read(1) != b"\n"
        file.write(b"\n" * torn + lines.encode())
        os.fsync(file.fileno())


def forget_letters(folder: Path, before: datetime) -> None:
    """Delete letters that were laid down before this moment."""
    for path in folder.glob("*.eml"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
