"""Drafts: which files a course may have, what of the past is kept, and what a draft is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from literasi.catalogue.rules.naming import module_path, text_file

LARGEST_TEXT_BYTES = 1_000_000
LARGEST_MEDIA_BYTES = 5_000_000
MOST_FILES = 2_000
PASTS_KEPT = 50
"""States of one file that can be gone back to."""
PAST_EVERY = timedelta(minutes=10)
"""An author at work saves every few seconds; one state in so many minutes is enough to go back to."""
_MEDIA = re.compile(r"media/[a-z0-9][a-z0-9._-]{0,99}")


@dataclass(frozen=True)
class Change:
    """A save: when, whose (0 for somebody who is gone), and how many bytes."""

    at: datetime
    person_id: int
    size: int


def is_course_file(path: str) -> bool:
    """Whether a file of a draft may have this name: texts of the course and its modules, and their media."""
    if (found := text_file(path)) is not None:
        return found[0] == "course"
    place = module_path(path)
    if place is None or len(path) > 300:
        return False
    text = text_file(place.file)
    return (text is not None and text[0] != "course") or _MEDIA.fullmatch(place.file) is not None


def fits(path: str, body: bytes) -> bool:
    """Whether a file is small enough to be kept."""
    return len(body) <= (LARGEST_TEXT_BYTES if path.endswith(".md") else LARGEST_MEDIA_BYTES)


def keeps_past(before: Change, now: Change, last_kept: datetime | None) -> bool:
    """Whether the state before a save is kept: when it was somebody else's, when much of it goes, and now and then.

    `last_kept` is when the state that was kept last had been saved.
    """
    return (
        before.person_id != now.person_id
        or now.size * 2 < before.size
        or last_kept is None
        or before.at - last_kept >= PAST_EVERY
    )


def laid_over(files: Mapping[str, bytes], changes: Mapping[str, bytes | None]) -> dict[str, bytes]:
    """The files of a release with the changes of a draft on top; None takes a file away."""
    merged = {**files, **changes}
    return {path: body for path, body in sorted(merged.items()) if body is not None}
