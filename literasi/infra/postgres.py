"""PostgreSQL, made to mean what SQLite means: whoever writes holds a lock first and commits with fsync.

Two locks, both the transaction's own. Who writes about everything takes the site's lock alone. Who writes about one
person takes the site's lock together with others, and that person's lock alone; so people save side by side, and
what an action read about its person holds until it commits. A lock of rows was rejected: it cannot be taken on rows
that are not there yet, which is what two saves at once are about.
"""

from __future__ import annotations

import select
import time
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, String
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles

from literasi.infra.engines import Hold, Trouble

EVERYTHING = 7_241_530_001
"""The site's advisory lock, of PostgreSQL's space of one number; any number, if nobody else takes it."""
_PEOPLE = 724_153
"""The first of two numbers of a person's lock, which is a space of its own."""
_SECONDS = 5
_SETTINGS = (
    "SET synchronous_commit = on",  # an acknowledged answer survives a power cut
    f"SET statement_timeout = '{_SECONDS}s'",
    f"SET lock_timeout = '{_SECONDS}s'",
    "SET idle_in_transaction_session_timeout = '120s'",  # a worker that hangs does not hold the lock for ever
    "SET timezone = 'UTC'",
    "SET jit = off",  # compiling a short statement takes longer than running it
)
POOL = {
    "pool_size": 2,  # one application thread a process, and the jobs beside it
    "max_overflow": 8,
    "pool_timeout": _SECONDS,
    "pool_use_lifo": True,
    "connect_args": {"connect_timeout": _SECONDS, "application_name": "literasi"},
}
_AGAIN = ("40",)  # deadlock, serialization
_LATER = (
    "53",  # no room, no memory, too many connections
    "58",  # the system under it failed
    "55P03",  # a lock was not free in time
    "57014",  # a statement took too long
    "25006",  # read-only: a standby
)
_LOST = ("08", "57P")


def moment(stored: datetime | None) -> datetime | None:
    """A moment as it lies here, without its zone, which is UTC."""
    return None if stored is None else stored.replace(tzinfo=UTC)


def prepare(connection: Any) -> None:
    """Each statement is a transaction of its own unless we say BEGIN, as on SQLite."""
    connection.autocommit = True
    connection.execute("; ".join(_SETTINGS))


def check(connection: Any) -> bool:
    """Whether the server has kept silent: a word without a question is its farewell.

    Looking at the socket costs two microseconds, asking the server a hundred.
    """
    if connection.closed:
        return False
    socket = select.poll()
    socket.register(connection.fileno(), select.POLLIN)
    return not socket.poll(0)


@compiles(String, "postgresql")
def _as_long_as_it_is(kind: String, compiler: object, **_more: object) -> str:
    """SQLite does not look at the length of a text, so here it is a remark to the reader too: rules and forms decide
    what is too long, and say so in words."""
    return "VARCHAR"


def begin(connection: Connection) -> None:
    """Begin a transaction in which every statement sees what is committed."""
    connection.exec_driver_sql("BEGIN")


def begin_writing(connection: Connection, hold: Hold) -> None:
    """Begin, wait for the lock for what is left of the time, and hold it: all in one message to the server."""
    left = max(1, round((hold.until - time.monotonic()) * 1000))
    connection.exec_driver_sql(f"BEGIN; SET LOCAL lock_timeout = {left}; SELECT {_locks(hold.of)}")


def _locks(of: int | None) -> str:
    """The numbers are ours; a person's is folded into what the lock can hold, where sharing one costs only waiting."""
    if of is None:
        return f"pg_advisory_xact_lock({EVERYTHING})"
    person = int(of) % 2**31
    return f"pg_advisory_xact_lock_shared({EVERYTHING}), pg_advisory_xact_lock({_PEOPLE}, {person})"


def trouble(error: DBAPIError) -> Trouble:
    """By the code of the refusal (PostgreSQL's appendix A); a connection that is refused or cut has none."""
    code = getattr(error.orig, "sqlstate", None) or ""
    if code.startswith(_LATER):
        return Trouble.LATER
    if code.startswith(_LOST) or error.connection_invalidated or _unreached(error, code):
        return Trouble.LOST
    return Trouble.AGAIN if code.startswith(_AGAIN) else Trouble.OURS


def _unreached(error: DBAPIError, code: str) -> bool:
    """Whether there was no server to refuse: psycopg's operational error without a code."""
    return not code and type(error.orig).__name__ in ("OperationalError", "ConnectionTimeout")
