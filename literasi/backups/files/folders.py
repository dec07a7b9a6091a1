"""Folders and files of an instance: rooms to work in, what must last, whose they are."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ROOM = ".cadangan-"
_FORGOTTEN_SECONDS = 24 * 3600


@contextmanager
def room(place: Path) -> Iterator[Path]:
    """A private folder to work in, removed afterwards; also those that a killed process left behind a day ago."""
    for left in place.glob(f"{_ROOM}*"):
        if left.is_dir() and time.time() - left.stat().st_mtime > _FORGOTTEN_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=_ROOM, dir=place))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def write_durably(path: Path, body: bytes) -> None:
    """Write a small private file, whole or not at all, so that it outlives a power cut."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        give_to_owner(Path(name), path.parent)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync(path.parent)


def sync(folder: Path) -> None:
    """Make names in a folder outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def give_to_owner(path: Path, folder: Path) -> None:
    """Let a file belong to whom the folder belongs, when root works for the account that serves."""
    if os.geteuid() == 0:
        owner = folder.stat()
        for one in (path, *(path.rglob("*") if path.is_dir() else ())):
            os.chown(one, owner.st_uid, owner.st_gid)
