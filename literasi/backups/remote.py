"""A PostgreSQL database, dumped and brought back by PostgreSQL's own programs.

A dump made by other means would have to know every kind of object; pg_dump is what a library's administrator knows
too, and `pg_restore` reads the part without literasi. Bringing back builds a new database and exchanges names, so the
role needs CREATEDB and the present database is untouched until the end.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import DDL, Connection, NullPool, create_engine, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from literasi.backups.rules.manifest import Contents, Unusable
from literasi.backups.rules.tables import COUNTED

KIND = "postgresql"
_DEBIAN = Path("/usr/lib/postgresql")
_MAINTENANCE = "postgres"
_CHUNK = 1 << 20
_DDL: Any = DDL  # whose constructor SQLAlchemy left without types
_LONGEST_NAME = 63
"""Bytes of a name in PostgreSQL; what is longer it cuts off without a word."""


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
        with _connected(self.url) as connection:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
            snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
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
                named = inspect(connection).has_table("person")
                return int(connection.execute(text(COUNTED["person"])).scalar_one()) if named else 0
        except Unusable:
            return None

    def check_unused(self) -> None:
        """Refuse while any program is connected to the database, from whatever machine. Raises Unusable."""
        with _connected(_named(self.url, _MAINTENANCE)) as connection:
            asked = text("SELECT count(*) FROM pg_stat_activity WHERE datname = :name")
            if connection.execute(asked, {"name": make_url(self.url).database}).scalar_one():
                raise Unusable("Basis data sedang dipakai program lain. Hentikan program itu, lalu ulangi.")

    @contextmanager
    def staged(self, part: Path, wanted: Contents, name: str) -> Iterator[PostgresStage]:
        """The dump in a new database beside the present one, checked. It is dropped unless it was installed."""
        url = _named(self.url, _beside(self.url, name))
        _run_ddl(self.url, _DDL("CREATE DATABASE %(new)s"), new=url)
        try:
            _load(part, url)
            with _connected(url) as connection:
                held = _contents(connection)
            if held.schema != wanted.schema or any(held.rows.get(one) != n for one, n in wanted.rows.items()):
                raise Unusable("Cadangan ini rusak: isi basis data tidak sama dengan yang tertulis.")
            yield PostgresStage(url, self.url, held)
        finally:
            _run_ddl(self.url, _DDL("DROP DATABASE IF EXISTS %(new)s"), new=url)


@dataclass(frozen=True)
class PostgresStage:
    """A database that may take the name of the one at `present`."""

    url: str
    present: str
    contents: Contents

    def scrub(self) -> None:
        """Write the tables anew, so that nothing of rows that were deleted is left in them."""
        with _connected(self.url) as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM FULL"))

    def install(self, name: str) -> str | None:
        """Take the name of the present database; what that one is called now, None when there was none."""
        aside = _named(self.present, _beside(self.present, name)) if _exists(self.present) else None
        if aside:
            _run_ddl(
                self.present, _DDL("ALTER DATABASE %(old)s RENAME TO %(new)s"), old=self.present, new=aside
            )
        _run_ddl(
            self.present, _DDL("ALTER DATABASE %(old)s RENAME TO %(new)s"), old=self.url, new=self.present
        )
        return make_url(aside).database if aside else None


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
    parsed = make_url(url).set(drivername="postgresql")
    if parsed.password:
        place = room / "passfile"
        place.touch(0o600)
        escaped = str(parsed.password).replace("\\", "\\\\").replace(":", "\\:")
        place.write_text(f"*:*:*:*:{escaped}\n", "utf-8")
        parsed = parsed.set(password=None).update_query_dict({"passfile": str(place)})
    return parsed.render_as_string(hide_password=False)


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise Unusable(f"PostgreSQL menolak: {str(getattr(error, 'orig', error)).splitlines()[0]}") from error


def _exists(url: str) -> bool:
    with _connected(_named(url, _MAINTENANCE)) as connection:
        asked = text("SELECT count(*) FROM pg_database WHERE datname = :name")
        return bool(connection.execute(asked, {"name": make_url(url).database}).scalar_one())


def _run_ddl(url: str, statement: Any, **databases: str) -> None:
    """Run a statement about whole databases. They are named by their URLs and quoted by the dialect."""
    with _connected(_named(url, _MAINTENANCE)) as connection:
        quote = connection.dialect.identifier_preparer.quote_identifier
        names = {place: quote(str(make_url(one).database)) for place, one in databases.items()}
        outside = connection.execution_options(isolation_level="AUTOCOMMIT")
        outside.execute(_DDL(statement.statement, context=names))


def _named(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)


def _beside(url: str, name: str) -> str:
    return f"{str(make_url(url).database)[: _LONGEST_NAME - len(name) - 1]}_{name}"


def _contents(connection: Connection) -> Contents:
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    rows = {name: int(connection.execute(text(asked)).scalar_one()) for name, asked in COUNTED.items()}
    return Contents(str(version), rows)
