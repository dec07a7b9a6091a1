"""Where a reader is: which part opens, what comes before and after, when the reading is done."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

_IMAGE = re.compile(r'<img (?=[^>]*src="/media/(?P<name>[^"]+)")[^>]*?>')
_ALT = re.compile(r'alt="([^"]*)"')

END = "akhir"
"""The end card stands behind the last part, under this key."""


@dataclass(frozen=True)
class Position:
    """A place in a lesson. `number` counts from 1; the end card is `total` + 1. `before`, `after`: keys, or ""."""

    key: str
    number: int
    total: int
    before: str
    after: str
    done: frozenset[int]
    """Numbers of the parts marked as read."""

    @property
    def at_end(self) -> bool:
        """Whether this is the end card."""
        return self.key == END


def position(parts: Sequence[str], asked: str, left_at: str, done: Collection[str]) -> Position:
    """Where to open a lesson: at the part asked for, else where the reader stopped, else at the first part.

    A part that a newer release no longer has is passed over: the first part not yet read opens instead.
    """
    keys = [*parts, END]
    unread = next((key for key in parts if key not in done), END if done else keys[0])
    key = next((key for key in (asked, left_at) if key in keys), unread if done else keys[0])
    at = keys.index(key)
    return Position(
        key=key,
        number=at + 1,
        total=len(parts),
        before=keys[at - 1] if at else "",
        after=keys[at + 1] if at < len(parts) else "",
        done=frozenset(number for number, one in enumerate(parts, start=1) if one in done),
    )


def marked(done: Sequence[str], part: str, parts: Collection[str]) -> list[str]:
    """The parts marked as read after one more; once is enough, and unknown parts are not marked."""
    return [*done, part] if part in parts and part not in done else list(done)


def minutes_left(minutes: int, total: int, done: int) -> int:
    """About how long the rest takes: parts are taken as equally long, and nothing takes less than a minute."""
    return max(1, round(minutes * (total - done) / total)) if total else minutes


def images_in(html: str) -> list[str]:
    """The names of the pictures that a lesson's HTML shows."""
    return [found["name"] for found in _IMAGE.finditer(html)]


def images_as_links(html: str, words: Mapping[str, str]) -> str:
    """The HTML with its pictures as links, for Hemat data: the description is read, the picture asked for.

    `words` says for each picture what its link is called, such as "Buka gambar (≈ 4 kB)". The HTML is our own,
    cleaned when it was published: attributes stand in double quotes, and a picture never stands inside a link.
    """

    def link(found: re.Match[str]) -> str:
        alt = _ALT.search(found[0])
        called = words.get(found["name"], found["name"])
        return f'{alt[1] if alt else ""} <a href="/media/{found["name"]}">{called}</a>'

    return _IMAGE.sub(link, html)
