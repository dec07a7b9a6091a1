"""Reads a page as people meet it: every piece of text they see or hear, and the language it is said to be in."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

_SILENT = frozenset({"script", "style"})
_EMPTY = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "path", "circle"})
_SPOKEN = frozenset({"aria-label", "alt", "placeholder", "title"})
_SHOWN_LATER = ("data-saving", "data-saved", "data-waiting", "data-fragile", "data-answered", "data-hold")
_SHOWN_BESIDE = ("data-next", "data-last", "data-label")


@dataclass(frozen=True)
class Piece:
    """A text of a page, its language, and the element it stands in."""

    text: str
    language: str
    tag: str
    classes: tuple[str, ...] = ()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        self._open: list[tuple[str, str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        language = known.get("lang") or (self._open[-1][1] if self._open else "")
        classes = tuple(known.get("class", "").split())
        for name in (*_SPOKEN, *_SHOWN_LATER, *_SHOWN_BESIDE):
            if known.get(name):
                self.pieces.append(Piece(known[name], language, f"{tag}@{name}", classes))
        if tag == "form" and len(known.get("data-leave", "")) > 1:
            self.pieces.append(Piece(known["data-leave"], language, "form@data-leave"))
        if tag not in _EMPTY:
            self._open.append((tag, language, classes))

    def handle_endtag(self, tag: str) -> None:
        while self._open and tag not in _EMPTY:
            if self._open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        tag, language, classes = self._open[-1] if self._open else ("", "", ())
        if data.strip() and tag not in _SILENT:
            self.pieces.append(Piece(" ".join(data.split()), language, tag, classes))


def pieces(page: str) -> list[Piece]:
    """The visible texts of a page, in order, with those that the script shows later."""
    reader = _Reader()
    reader.feed(page)
    return reader.pieces
