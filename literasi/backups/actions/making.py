"""Making a backup: gather, pack, write under another name, read back, and only then give it its name."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from literasi.backups.actions.database import database_of
from literasi.backups.actions.opening import check, is_backup
from literasi.backups.files import archive, folders
from literasi.backups.files.sealing import SealedWriter
from literasi.backups.rules import manifest as contents
from literasi.backups.rules.manifest import DATABASES, Manifest, Unusable
from literasi.config import Settings

SHORTEST_PASSPHRASE = 12


@dataclass(frozen=True)
class Made:
    """A backup that was read back and found whole: its size in bytes and what it says of itself."""

    path: Path
    size: int
    encrypted: bool
    manifest: Manifest


def make(
    settings: Settings, target: Path, now: datetime, passphrase: str = "", *, with_keys: bool = False
) -> Made:
    """Back everything up into `target`, encrypted when there is a passphrase. Raises Unusable; then `target` is as before.

    A backup that is there already is replaced, once the new one is known to be good. Any other file is left alone.
    """
    _check_wishes(target, passphrase, with_keys=with_keys)
    try:
        with folders.room(settings.instance) as room:
            manifest = _gathered(settings, room, now, with_keys=with_keys)
            size = _written(target, manifest, room, passphrase)
    except OSError as error:
        raise Unusable(f"Cadangan tidak dapat ditulis ({error.strerror}: {error.filename}).") from error
    return Made(target, size, bool(passphrase), manifest)


def _check_wishes(target: Path, passphrase: str, *, with_keys: bool) -> None:
    if with_keys and not passphrase:
        raise Unusable("Kunci rahasia hanya ikut dalam cadangan yang dikunci. Tambahkan --encrypt.")
    if passphrase and len(passphrase) < SHORTEST_PASSPHRASE:
        raise Unusable(f"Kata sandi cadangan perlu paling sedikit {SHORTEST_PASSPHRASE} huruf.")
    if not target.parent.is_dir():
        raise Unusable(f"Folder {target.parent} tidak ada. Buat dulu foldernya.")
    if target.exists() and (not target.is_file() or not is_backup(target)):
        raise Unusable(f"{target} sudah ada dan bukan cadangan literasi. Pilih nama lain.")


def _gathered(settings: Settings, room: Path, now: datetime, *, with_keys: bool) -> Manifest:
    """Pack everything into `room`: the database first, since what it points at on disk never comes after it."""
    database = database_of(settings)
    with database.dumped(room) as (held, chunks):
        parts = [archive.pack(DATABASES[database.kind], chunks, room)]
    for name, path in _files(settings.instance):
        with path.open("rb") as file:
            parts.append(archive.pack(name, archive.chunks_of(file), room))
    if with_keys:
        keys = json.dumps({"secret_keys": settings.secret_keys}).encode()
        parts.append(archive.pack(contents.KEYS, [keys], room))
    return Manifest(version("literasi"), database.kind, now, held, tuple(parts))


def _files(instance: Path) -> Iterator[tuple[str, Path]]:
    """What stands beside the database and cannot be made again: the journal of erasures, what people uploaded.

    Mail that waits, jobs, and settings belong to a machine, not to the library.
    """
    if (journal := instance / contents.JOURNAL).is_file():
        yield contents.JOURNAL, journal
    for path in sorted((instance / contents.UPLOADS).rglob("*")):
        if path.is_dir() and not path.is_symlink():
            continue
        name = path.relative_to(instance).as_posix()
        if path.is_symlink() or not path.is_file() or not contents.may_name(name):
            raise Unusable(f"{path}: nama atau jenis berkas ini tidak dapat dicadangkan. Pindahkan dulu.")
        yield name, path


def _written(target: Path, manifest: Manifest, room: Path, passphrase: str) -> int:
    """Write the archive under a name of its own, read it back, rename it; its size in bytes."""
    handle, name = tempfile.mkstemp(
        prefix=f".{target.name}-", dir=target.parent
    )  # 0600 from its first moment
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            _write(out, manifest, room, passphrase)
            out.flush()
            os.fsync(out.fileno())
        if check(draft, passphrase) != manifest:
            raise Unusable("Cadangan yang baru ditulis tidak sama saat dibaca lagi. Periksa disknya.")
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    folders.sync(target.parent)
    return target.stat().st_size


def _write(out: BinaryIO, manifest: Manifest, room: Path, passphrase: str) -> None:
    if not passphrase:
        archive.write(out, manifest, room)
        return
    sealed = SealedWriter(out, passphrase)
    archive.write(sealed, manifest, room)
    sealed.finish()
