"""The one seam between backups and the kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from literasi.backups.files.sqlite import SqliteDatabase
from literasi.backups.remote import PostgresDatabase
from literasi.backups.rules.manifest import Contents, Unusable
from literasi.config import Settings


class Stage(Protocol):
    """A database built beside the present one."""

    @property
    def url(self) -> str:
        """Where the application finds it."""

    def scrub(self) -> None:
        """Leave no trace of deleted rows."""

    def install(self, name: str, /) -> str | None:
        """Take the present one's place; what that one is called now, if there was one."""


class Database(Protocol):
    """What backups need of a database. `name` is an ending for what stands beside it."""

    @property
    def kind(self) -> str:
        """A key of manifest.DATABASES."""

    def dumped(self, room: Path, /) -> AbstractContextManager[tuple[Contents, Iterator[bytes]]]:
        """What it holds at one moment, and that moment's dump."""

    def people(self) -> int | None:
        """How many people it holds; None when nobody can say."""

    def check_unused(self) -> None:
        """Raises Unusable while a program works with it."""

    def staged(self, part: Path, wanted: Contents, name: str, /) -> AbstractContextManager[Stage]:
        """The dump in `part` as a database beside this one."""


def database_of(settings: Settings) -> Database:
    """The database of this installation. Raises Unusable for one that lives in memory."""
    if not settings.database_url.startswith("sqlite"):
        return PostgresDatabase(settings.database_url)
    if settings.sqlite_path is None:
        raise Unusable("Basis data ini hanya ada di ingatan; tidak ada yang dapat dicadangkan.")
    return SqliteDatabase(settings.sqlite_path)
