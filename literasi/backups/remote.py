"""A PostgreSQL database, dumped and brought back by PostgreSQL's own programs.

A dump made by other means would have to know every kind of object; pg_dump is what a library's administrator knows
too, and `pg_restore` reads the part without literasi. Bringing back builds a new database and exchanges names, so the
role needs CREATEDB and the present database is untouched until the end.

The connection is psycopg's own, not SQLAlchemy's: the application sets its connections up for short transactions of
visitors, and a dump is neither.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, make_url

from literasi.backups.rules.manifest import Contents, Unusable
from literasi.backups.rules.tables import COUNTED

if TYPE_CHECKING:
    from psycopg import Connection

KIND = "postgresql"
_CHUNK = 1 << 20
_DEBIAN = Path("/usr/lib/postgresql")
_MAINTENANCE = "postgres"
_LONGEST_NAME = 63
"""Bytes of a name in PostgreSQL; what is longer it cuts off without a word."""
_OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


@dataclass(frozen=True)
class PostgresDatabase:
    """The database at `url` (`postgresql://…` or `postgresql+psycopg://…`), which need not exist yet."""

    url: str
    kind: str = KIND

    @contextmanager
    def dumped(self, room: Path) -> Iterator[tuple[Contents, Iterator[bytes]]]:
        """What it holds at this moment, and a dump of it. Raises Unusable.

        Counted and dumped in one exported snapshot, so the two agree however many saves go on.
        """
        with _connected(self.url) as connection, connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            snapshot = _one(connection, "SELECT pg_export_snapshot()")
            held = _contents(connection)
            options = ("--format=custom", "--compress=0", "--no-owner", "--no-privileges")
            where = f"--dbname={_dsn(self.url, room)}"
            yield held, _output([_program("pg_dump"), *options, f"--snapshot={snapshot}", where])

    def people(self) -> int | None:
        """How many people it holds; None when that cannot be read."""
        try:
            if not _exists(self.url):
                return 0
            with _connected(self.url) as connection:
                named = _one(connection, "SELECT to_regclass('person') IS NOT NULL")
                return int(_one(connection, COUNTED["person"])) if named else 0
        except Unusable:
            return None

    def check_unused(self) -> None:
        """Refuse while any program is connected to the database, from whatever machine. Raises Unusable."""
        with _connected(self.url, _MAINTENANCE) as connection:
            if _one(connection, _OTHERS, _name(self.url)):
                raise Unusable("Basis data sedang dipakai program lain. Hentikan program itu, lalu ulangi.")

    @contextmanager
    def staged(self, part: Path, wanted: Contents, name: str) -> Iterator[PostgresStage]:
        """The dump in a new database beside the present one, checked. It is dropped unless it was installed."""
        beside = _beside(self.url, name)
        stage = PostgresStage(_at(self.url, beside), self.url)
        _run(self.url, "CREATE DATABASE {}", beside)
        try:
            _load(part, stage.url)
            with _connected(stage.url) as connection:
                held = _contents(connection)
            if held.schema != wanted.schema or any(held.rows.get(one) != n for one, n in wanted.rows.items()):
                raise Unusable("Cadangan ini rusak: isi basis data tidak sama dengan yang tertulis.")
            yield stage
        finally:
            _run(self.url, "DROP DATABASE IF EXISTS {}", beside)


@dataclass(frozen=True)
class PostgresStage:
    """A database that may take the name of the one at `present`."""

    url: str
    present: str

    def scrub(self) -> None:
        """Write the tables anew, so that nothing of rows that were deleted is left in them."""
        with _connected(self.url) as connection:
            connection.execute("VACUUM FULL")

    def install(self, name: str) -> str | None:
        """Take the name of the present database; what that one is called now, None when there was none."""
        now, aside = _name(self.present), None
        if _exists(self.present):
            aside = _beside(self.present, name)
            _run(self.present, "ALTER DATABASE {} RENAME TO {}", now, aside)
        _run(self.present, "ALTER DATABASE {} RENAME TO {}", _name(self.url), now)
        return aside


def _load(part: Path, url: str) -> None:
    """Bring a dump into an empty database."""
    options = ("--exit-on-error", "--no-owner", "--no-privileges")
    command = [_program("pg_restore"), *options, f"--dbname={_dsn(url, part.parent)}", str(part)]
    for _nothing in _output(command):
        continue


def _program(name: str) -> str:
    """The newest one that Debian has, since an older program refuses a newer server; else the one on PATH."""
    found = sorted(
        _DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(re.sub(r"\D", "", path.parts[-3]) or 0)
    )
    chosen = str(found[-1]) if found else shutil.which(name)
    if chosen is None:
        raise Unusable(f"Program {name} tidak ada. Pasang dulu: apt install postgresql-client")
    return chosen


def _output(command: Sequence[str]) -> Iterator[bytes]:
    """What a program writes. Raises Unusable with its last words when it fails."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        while chunk := running.stdout.read(_CHUNK):
            yield chunk
        said = running.stderr.read().decode("utf-8", "replace").strip()
        if running.wait():
            raise Unusable(f"{Path(command[0]).name} gagal: {said[-300:]}")


def _dsn(url: str, room: Path) -> str:
    """The address as PostgreSQL's programs take it. A password goes by a private file, not where `ps` shows it."""
    parsed = make_url(url)
    query = dict(parsed.query)
    if parsed.password:
        place = room / "passfile"
        place.touch(0o600)
        escaped = str(parsed.password).replace("\\", "\\\\").replace(":", "\\:")
        place.write_text(f"*:*:*:*:{escaped}\n", "utf-8")
        query["passfile"] = str(place)
    plain = URL.create(KIND, parsed.username, None, parsed.host, parsed.port, parsed.database, query)
    return plain.render_as_string(hide_password=False)


@contextmanager
def _connected(url: str, database: str | None = None) -> Iterator[Connection[tuple[Any, ...]]]:
    """A connection on which every statement stands for itself. Raises Unusable with the server's words."""
    import psycopg  # there only where PostgreSQL is wished for

    where = make_url(_at(url, database or _name(url))).set(drivername=KIND)
    try:
        with psycopg.connect(where.render_as_string(hide_password=False), autocommit=True) as connection:
            yield connection
    except psycopg.Error as error:
        raise Unusable(f"PostgreSQL menolak: {str(error).partition(chr(10))[0]}") from error


def _one(connection: Connection[tuple[Any, ...]], asked: str, *values: str) -> Any:
    """The one value that a statement of ours finds."""
    row = connection.execute(asked.encode(), values or None).fetchone()
    return row[0] if row else None


def _exists(url: str) -> bool:
    with _connected(url, _MAINTENANCE) as connection:
        return bool(_one(connection, "SELECT count(*) FROM pg_database WHERE datname = %s", _name(url)))


def _run(url: str, statement: str, *databases: str) -> None:
    """Run a statement about whole databases, whose names psycopg quotes."""
    from psycopg import sql

    with _connected(url, _MAINTENANCE) as connection:
        named = sql.SQL(statement).format(*map(sql.Identifier, databases))
        connection.execute(named)


def _name(url: str) -> str:
    return str(make_url(url).database)


def _at(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)


def _beside(url: str, name: str) -> str:
    """The name of a database beside this one, such as can be typed without quotes."""
    ending = name.replace("-", "_").lower()
    return f"{_name(url)[: _LONGEST_NAME - len(ending) - 1]}_{ending}"


def _contents(connection: Connection[tuple[Any, ...]]) -> Contents:
    rows = {name: int(_one(connection, asked)) for name, asked in COUNTED.items()}
    return Contents(str(_one(connection, "SELECT version_num FROM alembic_version")), rows)
