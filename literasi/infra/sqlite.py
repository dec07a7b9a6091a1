"""SQLite, set up for durability: one writer at a time, readers beside it."""

from __future__ import annotations

import random
import sqlite3
import time
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from literasi.infra.engines import Hold, Trouble
from literasi.kernel.errors import Busy

_READERS_WAIT_MS = 2000
"""A reader waits only after a crash, while another process puts the log in order."""
_PAUSE_SECONDS = (0.0001, 0.0004)
"""Between two tries for the write lock: about a tenth of what a commit takes, at random so that nobody is unlucky twice."""


def moment(stored: str | None) -> datetime | None:
    """A moment as it lies here, a text in UTC."""
    return None if stored is None else datetime.fromisoformat(f"{stored}+00:00")


def prepare(connection: sqlite3.Connection) -> None:
    """Write-ahead log, fsync at every commit, references kept."""
    connection.isolation_level = None  # we say BEGIN ourselves, see `begin`
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={_READERS_WAIT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged answer survives a power cut
        "foreign_keys=ON",
        "secure_delete=ON",  # what a person has erased must not be left in free pages of the file
        "cache_size=-8000",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def check(connection: Any) -> bool:
    """A file cannot hang up."""
    return True


def begin(connection: Connection) -> None:
    """Begin a transaction that takes its lock when it first needs one."""
    connection.exec_driver_sql("BEGIN")


def begin_writing(connection: Connection, hold: Hold) -> None:
    """Begin a transaction that writes, as soon as nobody else does; there is one lock, whosever rows it is about.

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
                if time.monotonic() > hold.until:
                    raise Busy from error
                time.sleep(random.uniform(*_PAUSE_SECONDS))
    finally:
        driver.execute(f"PRAGMA busy_timeout={_READERS_WAIT_MS}")


def trouble(error: DBAPIError) -> Trouble:
    """By what SQLite says: the lock is taken; the disk is full, cannot be reached or is read-only; or a mistake."""
    said = str(error.orig)
    if "locked" in said or "busy" in said:
        return Trouble.AGAIN
    away = any(word in said for word in ("full", "readonly", "disk I/O", "unable to open"))
    return Trouble.LATER if away else Trouble.OURS
