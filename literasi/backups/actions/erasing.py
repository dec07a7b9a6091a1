"""Deleting again who was deleted since a backup was made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.backups import queries
from literasi.backups.rules import erasures
from literasi.backups.rules.erasures import Erasure


def erase_again(session: Session, gone: Sequence[Erasure], now: datetime) -> int:
    """Delete those of `gone` who came back with a backup, with all that is theirs; how many they were."""
    back = erasures.returned(gone, queries.created(session, [one.person for one in gone]))
    accounts.erase(session, back, now, again=True)
    return len(back)
