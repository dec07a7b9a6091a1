"""Which nightly backups are kept: one for each of seven days, one for each of four weeks."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from datetime import UTC, datetime

DAYS, WEEKS = 7, 4
_SHAPE = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"literasi-(\d{8}T\d{6}Z)\.tar(\.terkunci)?")


def name(now: datetime, *, encrypted: bool) -> str:
    """What a nightly backup is called; names sort by time."""
    return f"literasi-{now.astimezone(UTC):{_SHAPE}}.tar{'.terkunci' if encrypted else ''}"


def superfluous(names: Iterable[str]) -> list[str]:
    """Which of these files may go. What is not named like a nightly backup is somebody else's and stays.

    The newest of a day stands for the day, the newest of a week for the week, so the newest of all always stays.
    """
    dated = [(name, moment) for name in names if (moment := _moment(name)) is not None]
    newest_first = sorted(dated, key=lambda one: one[1], reverse=True)
    stay = {
        *_newest_of_each(newest_first, lambda moment: moment.date(), DAYS),
        *_newest_of_each(newest_first, lambda moment: moment.isocalendar()[:2], WEEKS),
    }
    return sorted(name for name, _moment in newest_first if name not in stay)


def _newest_of_each(
    newest_first: Iterable[tuple[str, datetime]], span: Callable[[datetime], Hashable], most: int
) -> list[str]:
    """The first name of every span of time, for the `most` newest spans."""
    first: dict[Hashable, str] = {}
    for name, moment in newest_first:
        first.setdefault(span(moment), name)
    return list(first.values())[:most]


def _moment(name: str) -> datetime | None:
    found = _NAME.fullmatch(name)
    try:
        return datetime.strptime(found.group(1), _SHAPE).replace(tzinfo=UTC) if found else None
    except ValueError:  # digits that are no date
        return None
