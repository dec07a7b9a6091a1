"""The database: one metadata, SQLite or PostgreSQL set up for durability, and the one way to write.

Models inherit `Base` directly. `db.session` is for doors only; actions and queries get the session handed in. What
the two databases do differently stands in `sqlite` and `postgres`, and nowhere else in this house but the search
shelf, the migrations and the doctor.
"""

from __future__ import annotations

import os
import random
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
    String,
    TypeDecorator,
    event,
)
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session

from literasi.infra import postgres, sqlite
from literasi.infra.engines import Hold, Kind, Trouble
from literasi.kernel.errors import Busy

T = TypeVar("T")

_WAIT_SECONDS = 5.0
_PAUSES = {Trouble.AGAIN: (0.0001, 0.0004), Trouble.LOST: (0.05, 0.15)}
"""Seconds before another try, at random so that nobody is unlucky twice; a server needs longer to come back."""
_KINDS: dict[str, Kind] = {"sqlite": sqlite, "postgresql": postgres}
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

RowId = BigInteger().with_variant(Integer, "sqlite")


def plain(length: int) -> String:
    """A text that both databases order alike, letter by letter, so that a list can be cut into pages there."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


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

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """One function reads what is stored; by `process_result_value` three would. Some pages read thousands."""
        return _KINDS[dialect.name].moment


READING_A_PAGE: ContextVar[bool] = ContextVar("reading_a_page", default=False)
"""Set by the edge while it answers a request."""
_HOLD: ContextVar[Hold | None] = ContextVar("hold", default=None)
"""Set while a transaction that writes begins."""

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def options(url: str) -> dict[str, Any]:
    """How connections to this database are kept."""
    return dict(postgres.POOL) if url.startswith("postgresql") else {}


def write(action: Callable[[Session], T], *, of: int | None = None) -> T:
    """Run `action` in one transaction that holds the write lock from its start, and commit it durably.

    Waits for the lock for up to five seconds, then Busy. Should the database refuse later on for the sake of somebody
    else, the whole action runs again.

    `of` says that the action touches rows of this person alone (0: of somebody who becomes a person by it), by her id.
    On PostgreSQL it then waits for nobody but her and those who write about everything; on SQLite all wait for all.
    """
    session: Session = db.session()
    hold = Hold(time.monotonic() + _WAIT_SECONDS, of)
    while True:
        session.rollback()
        try:
            return _written(session, action, hold)
        except DBAPIError as error:
            session.rollback()
            trouble = _kind(session.get_bind()).trouble(error)
            if trouble is Trouble.OURS:
                raise
            if trouble is Trouble.LATER or time.monotonic() > hold.until:
                raise Busy from error
            time.sleep(random.uniform(*_PAUSES[trouble]))
        except BaseException:
            session.rollback()
            raise


def _written(session: Session, action: Callable[[Session], T], hold: Hold) -> T:
    """One try. A line that breaks while committing leaves it unknown whether the rows are there: nothing is
    acknowledged, and whoever sends again finds the save stored or stores it."""
    token = _HOLD.set(hold)
    try:
        session.connection()
    finally:
        _HOLD.reset(token)
    result = action(session)
    session.flush()
    try:
        session.commit()
    except DBAPIError as error:
        if _kind(session.get_bind()).trouble(error) is Trouble.LOST:
            raise Busy from error
        raise
    return result


def _kind(bind: Engine | Connection) -> Kind:
    return _KINDS[bind.dialect.name]


def _kind_of(record: Any) -> Kind:
    return sqlite if type(record.dbapi_connection).__module__ == "sqlite3" else postgres


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, record: Any) -> None:
    _kind_of(record).prepare(connection)
    record.info["process"] = os.getpid()


@event.listens_for(Engine, "checkout")
def _check(connection: Any, record: Any, fairy: Any) -> None:
    """Take another connection when this one was cut, or belongs to the process that this one was forked from."""
    if record.info["process"] != os.getpid():
        record.dbapi_connection = fairy.dbapi_connection = (
            None  # not closed: its other end is not ours to close
        )
        raise DisconnectionError("of another process")
    if not _kind_of(record).check(connection):
        raise DisconnectionError("cut")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Begin a transaction, except for the reading of a page.

    Writers say how they begin. A page reads what is immutable or stands for itself, so each statement may be a
    transaction of its own: two round trips are saved, and PostgreSQL has no transaction lying open.
    """
    kind = _kind(connection)
    if (hold := _HOLD.get()) is not None:
        kind.begin_writing(connection, hold)
    elif not READING_A_PAGE.get():
        kind.begin(connection)
