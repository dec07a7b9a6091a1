"""A SQLite database as files: copied while it serves, looked into, exchanged for another."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from literasi.backups.files import archive, folders
from literasi.backups.rules.manifest import Contents, Unusable
from literasi.backups.rules.tables import COUNTED

KIND = "sqlite"
_PAGES = 4096
_NOBODY = 0
_BESIDE = ("-wal", "-shm")


@dataclass(frozen=True)
class SqliteDatabase:
    """The database at `path`, which need not exist yet."""

    path: Path
    kind: str = KIND

    @contextmanager
    def dumped(self, room: Path) -> Iterator[tuple[Contents, Iterator[bytes]]]:
        """What it holds at this moment, and a sound copy of it. Raises Unusable when it is damaged."""
        copy = room / "salinan.db"
        try:
            copied(self.path, copy)
            held = checked(copy)
        except sqlite3.DatabaseError as error:
            raise Unusable(
                f"Basis data tidak dapat disalin ({error}). Jalankan `literasi doctor`."
            ) from error
        with copy.open("rb") as file:
            yield held, archive.chunks_of(file)
        copy.unlink()

    def people(self) -> int | None:
        """How many people it holds; None when that cannot be read, so that nobody takes it for empty."""
        if not self.path.exists() or not self.path.stat().st_size:
            return _NOBODY
        try:
            with closing(_opened(self.path)) as connection:
                named = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'person'").fetchone()
                return count(connection, "person") if named else _NOBODY
        except sqlite3.DatabaseError:
            return None

    def check_unused(self) -> None:
        """Refuse while any program has the database open, a forgotten `sqlite3` too. Raises Unusable."""
        if not self.path.exists():
            return
        with closing(_opened(self.path, patience=0.5)) as connection:
            try:
                # In WAL mode every connection holds a shared lock on the file, which this one tolerates no longer.
                connection.execute("PRAGMA locking_mode=EXCLUSIVE")
                connection.execute("BEGIN EXCLUSIVE")
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                    raise Unusable(
                        "Basis data sedang dibuka program lain. Hentikan program itu, lalu ulangi."
                    ) from error

    @contextmanager
    def staged(self, part: Path, manifest: Contents, name: str) -> Iterator[SqliteStage]:
        """The unpacked database beside the present one, checked. It is gone afterwards unless it was installed."""
        for left in self.path.parent.glob(f".{self.path.name}.baru-*"):
            left.unlink()  # of a restore that was killed; nobody else restores while we do
        place = self.path.with_name(f".{self.path.name}.{name}")
        try:
            shutil.move(part, place)
            yield SqliteStage(place, self.path, _matching(place, manifest))
        finally:
            for file in (place, *beside(place)):
                file.unlink(missing_ok=True)


@dataclass(frozen=True)
class SqliteStage:
    """A database that stands beside `path` and may take its place."""

    place: Path
    path: Path
    contents: Contents

    @property
    def url(self) -> str:
        """Where the application finds it."""
        return f"sqlite:///{self.place}"

    def scrub(self) -> None:
        """Write the file anew, so that nothing of rows that were deleted is left in its free pages."""
        with closing(_opened(self.place)) as connection:
            connection.execute("VACUUM")

    def install(self, name: str) -> str | None:
        """Take the place of the present database; where that one is now, None when there was none.

        At every moment one of the two stands there whole, so a power cut costs at most another try.
        """
        fold(self.place)
        aside = _put_aside(self.path, name) if self.path.exists() else None
        for file in beside(self.path):
            file.unlink(missing_ok=True)  # a log that is left would be played into the wrong database
        folders.give_to_owner(self.place, self.path.parent)
        self.place.replace(self.path)
        folders.sync(self.path.parent)
        return str(aside) if aside else None


def copied(source: Path, target: Path) -> None:
    """Copy a database that is being written to, as it stands at one moment.

    The reading transaction keeps that moment: without it SQLite begins again after every save of somebody else, and
    on a busy site never ends. Writers go on meanwhile; their log is folded back when we are done.
    """
    with closing(_opened(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.execute("BEGIN")
        live.execute("SELECT count(*) FROM sqlite_master").fetchone()
        copy.execute("PRAGMA synchronous=OFF")  # the archive is what must last
        live.backup(copy, pages=_PAGES)
        copy.execute("PRAGMA journal_mode=DELETE")


def checked(path: Path) -> Contents:
    """What a database file holds. Raises Unusable when SQLite finds anything broken in it."""
    with closing(_opened(path)) as connection:
        said = [row[0] for row in connection.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
        if said or connection.execute("PRAGMA foreign_key_check").fetchone():
            raise Unusable(f"Basis data rusak ({'; '.join(said) or 'rujukan putus'}).")
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return Contents(version[0] if version else "", {name: count(connection, name) for name in COUNTED})


def count(connection: sqlite3.Connection, name: str) -> int:
    """The rows of one of the tables in COUNTED."""
    return int(connection.execute(COUNTED[name]).fetchone()[0])


def fold(path: Path) -> None:
    """Fold the write-ahead log into the file and let the log go."""
    with closing(_opened(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    with path.open("rb") as file:
        os.fsync(file.fileno())


def beside(path: Path) -> list[Path]:
    """The files that SQLite keeps beside a database."""
    return [Path(f"{path}{suffix}") for suffix in _BESIDE]


def _opened(path: Path, patience: float = 5.0) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, timeout=patience)


def _matching(place: Path, wanted: Contents) -> Contents:
    """What the unpacked database holds. Raises Unusable when that is not what the manifest says."""
    try:
        held = checked(place)
    except sqlite3.DatabaseError as error:
        raise archive.broken("basis data di dalamnya tidak dapat dibuka") from error
    if held.schema != wanted.schema or any(held.rows.get(name) != rows for name, rows in wanted.rows.items()):
        raise archive.broken("isi basis data tidak sama dengan yang tertulis")
    return held


def _put_aside(path: Path, name: str) -> Path:
    """Give the present database a second name; with its log, when that cannot be folded because it is damaged."""
    aside = path.with_name(f"{path.name}.{name}")
    try:
        fold(path)
    except sqlite3.DatabaseError:
        for file, suffix in zip(beside(path), _BESIDE, strict=True):
            if file.exists():
                shutil.copy2(file, f"{aside}{suffix}")
    if not (aside.exists() and aside.samefile(path)):  # by a restore that was killed right after
        os.link(path, aside)
    return aside
