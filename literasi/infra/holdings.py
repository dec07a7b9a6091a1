"""Asks every feature what it holds of a person: a table of wiring.py, as for news.

So whoever shows a person her data need not know the features that have some, and one that stands above may have some too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.orm import Session

from literasi.kernel.holding import Holding

Export = Callable[[Session, int], Sequence[Holding]]

_exports: list[Export] = []


def subscribe(exports: Sequence[Export]) -> None:
    """Take over the table of literasi/wiring.py. Called once by the application; replaces what was there."""
    _exports[:] = exports


def of(session: Session, person_id: int) -> list[Holding]:
    """Everything that is stored of a person, feature by feature; tables without a row of hers are left out."""
    return [held for export in _exports for held in export(session, person_id) if held.rows]


def rows(session: Session, asked: Executable) -> list[dict[str, Any]]:
    """What a statement finds, as a Holding has it: names of columns to values."""
    return [dict(row) for row in session.execute(asked).mappings()]
