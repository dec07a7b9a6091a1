"""One word that changes whenever something that everybody sees changes: a release, what the library says of itself.

So a process may keep in memory what it made of that, and asks for this word alone.
"""

from __future__ import annotations

import secrets
import time
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, String, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from literasi.infra.db import Base

_BELIEVED_SECONDS = 0.5

_marks: WeakKeyDictionary[Engine | Connection, tuple[str, float]] = WeakKeyDictionary()


class Shelfmark(Base):
    """The one row that holds the word."""

    __tablename__ = "shelfmark"

    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(32))


_SHELFMARK = select(Shelfmark.value)


def shelfmark(session: Session) -> str:
    """The word as it stands. Believed for half a second, so that a busy site asks seldom."""
    engine = session.get_bind()
    mark, until = _marks.get(engine, ("", 0.0))
    if time.monotonic() >= until:
        mark = session.connection().execute(_SHELFMARK).scalar() or ""
        _marks[engine] = mark, time.monotonic() + _BELIEVED_SECONDS
    return mark


def turn_shelfmark(session: Session) -> None:
    """Tell every process that what it keeps in memory is old."""
    value = secrets.token_hex(16)
    _marks.pop(session.get_bind(), None)
    done = session.execute(update(Shelfmark).where(Shelfmark.id == 1).values(value=value))
    if not done.rowcount:  # type: ignore[attr-defined]  # of an update, always there
        session.execute(insert(Shelfmark).values(id=1, value=value))
