"""How fresh the last backup must be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

NIGHTLY = timedelta(hours=36)
"""A nightly backup that is older than this was missed once."""
BY_HAND = timedelta(days=8)


@dataclass(frozen=True)
class Record:
    """The last good backup (when, where, bytes), and the failure since then if there was one."""

    at: datetime | None = None
    place: str = ""
    size: int = 0
    failed_at: datetime | None = None
    reason: str = ""


def succeeded(at: datetime, place: str, size: int) -> Record:
    """The record after a good backup; an earlier failure is over."""
    return Record(at, place, size)


def failed(record: Record, at: datetime, reason: str) -> Record:
    """The record after a failure; the last good one stays the last good one."""
    return replace(record, failed_at=at, reason=reason)


def fresh(record: Record, since: datetime | None, now: datetime, *, nightly: bool) -> bool:
    """Whether the site is covered. `since` is when the first person's row was made, None when there is nobody."""
    if since is None:
        return True
    if nightly and record.failed_at is not None:
        return False
    return now - (record.at or since) < (NIGHTLY if nightly else BY_HAND)
