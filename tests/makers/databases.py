"""The database of every test site: a file in its folder, or a PostgreSQL database named after that folder.

A site is known by its folder on both, so no test has to know which of the two it runs on.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine, text

from literasi.infra import postgres

_servers: list[str] = []
"""The address of the PostgreSQL server in use, with `{name}` for the database; none on SQLite."""
_made: dict[Path, str] = {}


def use(server: str) -> None:
    """From now on sites live on this PostgreSQL server."""
    _servers[:] = [server]


@contextmanager
def at(server: str) -> Iterator[None]:
    """For a while sites live on another PostgreSQL server, where nothing is yet."""
    servers, made = _servers[:], dict(_made)
    use(server)
    _made.clear()
    try:
        yield
    finally:
        _servers[:] = servers
        _made.clear()
        _made.update(made)


def on_postgresql() -> bool:
    """Whether sites live on PostgreSQL."""
    return bool(_servers)


def server() -> str:
    """The address of the PostgreSQL server in use."""
    return _servers[0]


def url(instance: Path) -> str:
    """The database of the site in this folder."""
    if not on_postgresql():
        return f"sqlite:///{instance / 'literasi.db'}"
    return _servers[0].format(name=_name(instance))


def ready(instance: Path) -> None:
    """Make sure that the site's database exists, be it empty. A file comes by itself."""
    if on_postgresql() and instance not in _made:
        _create(instance, "template0")


def copy(source: Path, instance: Path) -> None:
    """Give a site the database of another, to which nobody may be connected."""
    if on_postgresql():
        _create(instance, _name(source))
    else:
        shutil.copy(source / "literasi.db", instance / "literasi.db")


def drop_below(folder: Path) -> None:
    """Drop the databases of all sites below a folder; their files go with the folder."""
    for instance in [one for one in _made if one.is_relative_to(folder)]:
        _as_server(f"DROP DATABASE IF EXISTS {_made.pop(instance)} WITH (FORCE)")


@contextmanager
def connected(instance: Path) -> Iterator[Connection]:
    """A connection of one's own to a site's database."""
    engine = create_engine(url(instance), poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


@contextmanager
def held(instance: Path) -> Iterator[None]:
    """Somebody else holds the write lock of a site."""
    lock = f"SELECT pg_advisory_lock({postgres.EVERYTHING})" if on_postgresql() else "BEGIN IMMEDIATE"
    with connected(instance) as connection:
        connection.connection.driver_connection.execute(lock)  # type: ignore[union-attr]  # just connected
        yield


def ruin(instance: Path) -> None:
    """Take a site's database away while the site runs: the file is overwritten, the database dropped."""
    if on_postgresql():
        _as_server(f"DROP DATABASE {_made[instance]} WITH (FORCE)")
    else:
        (instance / "literasi.db").write_bytes(b"bukan basis data" * 300)


def contents(instance: Path) -> bytes:
    """What lies on the disk of a site's database: every byte of the file, free pages included, or every row."""
    if not on_postgresql():
        with connected(instance) as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        return b"".join(path.read_bytes() for path in sorted(instance.glob("literasi.db*")))
    with connected(instance) as connection:
        tables = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        rows = [connection.execute(text(f'SELECT t::text FROM "{name}" AS t')) for name in tables.scalars()]
        return "\n".join(row for found in rows for row in found.scalars()).encode()


def schema(instance: Path) -> list[tuple[object, ...]]:
    """Tables, columns, indexes and constraints as the database has them, and the version that it says it has."""
    with connected(instance) as connection:
        if on_postgresql():
            found = [tuple(row) for row in connection.execute(_OF_POSTGRESQL)]
        else:
            found = [(*kind, _in_order(sql)) for *kind, sql in connection.execute(_OF_SQLITE)]
        versioned = any("alembic_version" in row for row in found)
        versions = connection.execute(text("SELECT * FROM alembic_version")) if versioned else ()
        return [*found, *(tuple(row) for row in versions)]


def _in_order(statement: str | None) -> str | None:
    """A table's statement with its constraints sorted: a rebuilt table lists them in any order."""
    if statement is None:
        return None
    lines = [line.rstrip(", ") for line in statement.splitlines()]
    columns = [line for line in lines if not line.startswith("\tCONSTRAINT ")]
    return "\n".join([*columns, *sorted(set(lines) - set(columns))])


_OF_SQLITE = text("SELECT type, name, sql FROM sqlite_master ORDER BY name")
_OF_POSTGRESQL = text("""
    SELECT 'column' AS kind, table_name AS "table",
        concat_ws(' ', column_name, data_type, is_nullable, column_default, generation_expression) AS what
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'index', tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'constraint', conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    ORDER BY 1, 2, 3
""")


def _name(instance: Path) -> str:
    return f"literasi_{hashlib.sha256(str(instance).encode()).hexdigest()[:16]}"


def _create(instance: Path, template: str) -> None:
    _made[instance] = _name(instance)
    _as_server(f"CREATE DATABASE {_name(instance)} TEMPLATE {template} STRATEGY file_copy")


def _as_server(statement: str) -> None:
    """Databases come and go outside every transaction."""
    engine = create_engine(_servers[0].format(name="postgres"), poolclass=NullPool)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.connection.driver_connection.execute(statement)  # type: ignore[union-attr]  # just connected
