"""Counting what a page asks the database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

LARGE = {
    "account",
    "answer_event",
    "assignment",
    "attempt",
    "attempt_item",
    "class_member",
    "classroom",
    "device",
    "mark_given",
    "pause",
    "person",
    "piece",
    "place",
    "trace",
}
"""Tables that grow with a city."""
_SCANNED = re.compile(r"SCAN (\w+?)(?:_\d+)*(?: |$)")


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that are run meanwhile, in order; those that only begin or set something are left out, and the one
    that a busy site asks every half second, whatever the page."""
    found = list[str]()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "SET ")) and "FROM shelfmark" not in statement:
            found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


@contextmanager
def scanned(engine: Engine) -> Iterator[set[tuple[str, str]]]:
    """The large tables that SQLite reads from end to end meanwhile, each with the statement that it does so for."""
    found = set[tuple[str, str]]()

    def note(connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            plan = connection.connection.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            tables = {name for *_, step in plan for name in _SCANNED.findall(step)}
            found.update((table, statement) for table in tables & LARGE)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
