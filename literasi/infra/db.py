"""The database: one metadata, SQLite set up for durability, and the one way to write.

Models inherit `Base` directly. `db.session` is for doors only; actions and queries get the session handed in.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    TypeDecorator,
    event,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session

from literasi.kernel.errors import Busy

T = TypeVar("T")

_WAIT_SECONDS = 5.0
_READERS_WAIT_MS = 2000
"""A reader waits only after a crash, while another process puts the log in order."""
_PAUSE_SECONDS = (0.0001, 0.0004)
"""Between two tries for the write lock: about a tenth of what a commit takes, at random so that nobody is unlucky twice."""
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

RowId = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """The parent of every model."""

    metadata = MetaData(naming_convention=_NAMES)


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime; stored without its zone, which is always UTC. A naive value is a mistake and raises."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


READING_A_PAGE: ContextVar[bool] = ContextVar("reading_a_page", default=False)
"""Set by the edge while it answers a request."""
_WRITE_UNTIL: ContextVar[float | None] = ContextVar("write_until", default=None)
"""Set while a transaction that writes begins: until when it waits for the lock, on the monotonic clock."""

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def write(action: Callable[[Session], T]) -> T:
    """Run `action` in one transaction that holds the write lock from its start, and commit it durably.

    Waits for the lock for up to five seconds, then Busy. Should the database refuse later on for the sake of somebody
    else, the whole action runs again.
    """
    session: Session = db.session()
    deadline = time.monotonic() + _WAIT_SECONDS
    while True:
        session.rollback()
        try:
            _begin_writing(session, deadline)
            result = action(session)
            session.commit()
            return result
        except OperationalError as error:
            session.rollback()
            if not _passing(error):
                raise
            if not _locked(error) or time.monotonic() > deadline:
                raise Busy from error
            time.sleep(random.uniform(*_PAUSE_SECONDS))
        except BaseException:
            session.rollback()
            raise


def _begin_writing(session: Session, deadline: float) -> None:
    """Take the write lock now."""
    token = _WRITE_UNTIL.set(deadline)
    try:
        session.connection()
    finally:
        _WRITE_UNTIL.reset(token)


def _locked(error: OperationalError) -> bool:
    return "locked" in str(error.orig) or "busy" in str(error.orig)


def _passing(error: OperationalError) -> bool:
    """Whether writing may work again later: the lock is taken, the disk is full, cannot be reached or is read-only."""
    said = str(error.orig)
    return _locked(error) or any(word in said for word in ("full", "readonly", "disk I/O", "unable to open"))


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={_READERS_WAIT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged answer survives a power cut
        "foreign_keys=ON",
        "cache_size=-8000",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Begin a transaction, except for the reading of a page.

    Writers say how they begin. A page reads what is immutable or stands for itself, so each statement may be a
    transaction of its own, and two round trips to SQLite are saved.
    """
    if connection.dialect.name != "sqlite":
        return
    if (deadline := _WRITE_UNTIL.get()) is not None:
        _take_the_lock(connection, deadline)
    elif not READING_A_PAGE.get():
        connection.exec_driver_sql("BEGIN")


def _take_the_lock(connection: Connection, deadline: float) -> None:
    """Begin a transaction that writes, as soon as nobody else does.

    SQLite's own handler sleeps longer with each try, so who has waited longest waits on; and one try here costs a
    hundredth of one that fails through SQLAlchemy.
    """
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                driver.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")  # says the same as SQLAlchemy's error
                    return
                if time.monotonic() > deadline:
                    raise Busy from error
                time.sleep(random.uniform(*_PAUSE_SECONDS))
    finally:
        driver.execute(f"PRAGMA busy_timeout={_READERS_WAIT_MS}")
