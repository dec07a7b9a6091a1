"""Opening a backup: plain or encrypted, and from front to back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from literasi.backups.files import archive
from literasi.backups.files.archive import Receiver, Sink
from literasi.backups.files.sealing import MAGIC, SealedReader
from literasi.backups.rules.manifest import Manifest, Part, Unusable

Accept = Callable[[Manifest], None]


def is_sealed(path: Path) -> bool:
    """Whether a backup is encrypted. Raises Unusable when it cannot be read."""
    return _head(path).startswith(MAGIC)


def is_backup(path: Path) -> bool:
    """Whether a file looks like a backup, so that a newer one may take its place."""
    return is_sealed(path) or archive.starts_one(_head(path))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC))
    except OSError as error:
        raise Unusable(f"{path} tidak dapat dibaca ({error.strerror}).") from error


def unpack(path: Path, passphrase: str, accept: Accept, receiver: Receiver) -> Manifest:
    """Read a backup to its end. Raises Unusable; what was received counts only when this returns."""
    if not is_backup(path):
        raise Unusable(f"{path} bukan cadangan literasi, atau awalnya rusak.")
    sealed = is_sealed(path)
    try:
        with path.open("rb") as file:
            return archive.read(SealedReader(file, passphrase) if sealed else file, accept, receiver)
    except OSError as error:
        raise Unusable(f"Cadangan tidak dapat dibaca atau dibuka ({error.strerror}).") from error


def check(path: Path, passphrase: str) -> Manifest:
    """Read a backup as bringing it back would, from the disk itself, and keep nothing. Raises Unusable."""
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return unpack(path, passphrase, lambda _manifest: None, _nowhere)


class _Nowhere:
    def write(self, data: bytes) -> None:
        """Let it go."""


@contextmanager
def _nowhere(_part: Part) -> Iterator[Sink]:
    yield _Nowhere()
