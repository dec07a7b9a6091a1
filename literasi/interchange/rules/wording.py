"""Plain words <-> Markdown: what somebody typed elsewhere must read as typed, whatever signs it holds."""

from __future__ import annotations

import re

from literasi.catalogue.rules.question_meta import meta_index
from literasi.markup import Findings, Links, MediaRef, Page, Passage, plain_text

_ALWAYS = re.compile(r"[\\`*_\[\]<~|^{}#]|&(?=[#A-Za-z])")
_AT_START = re.compile(r"^(?=[-+=>:!])")
_NUMBERED = re.compile(r"^(\d{1,9})(?=[.)])")
_LABEL = re.compile(r"^(petunjuk|hint|pembahasan|explanation|rubrik|rubric)(?=\s*:)", re.IGNORECASE)
_ARROW = re.compile(r"(?<!\S)->(?!\S)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~\n])")
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u2028\u2029\x85]"
)
_QUOTES = str.maketrans("“”„‘’‚", "\"\"\"'''")


def clean(text: str) -> str:
    """The text without signs that no editor shows, line ends as ours."""
    return _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def escaped(text: str) -> str:
    """Markdown that shows `text` letter by letter: its lines stay lines, empty lines part paragraphs."""
    paragraphs = re.split(r"\n\s*\n", clean(text).strip())
    return "\n\n".join("\\\n".join(map(_escaped_line, part.strip().split("\n"))) for part in paragraphs)


def escaped_line(text: str) -> str:
    """Like `escaped`, for a place that has one line only."""
    return _escaped_line(" ".join(clean(text).split()))


def _escaped_line(line: str) -> str:
    safe = _ALWAYS.sub(r"\\\g<0>", " ".join(line.split()))
    safe = _ARROW.sub(r"\\->", _NUMBERED.sub(r"\1\\", _AT_START.sub(r"\\", safe)))
    if _LABEL.match(safe) or meta_index(Passage(1, (safe,))) is not None:
        safe = safe.replace(":", "\\:", 1)
    return re.sub(r"^\\\\->", r"\\->", safe)


def shown(markdown: str) -> str:
    """The HTML a reader gets; pictures stand for themselves, whether or not their file is there."""
    page = Page(Findings(), Links(media=MediaRef))
    return page.blocks(Passage(1, tuple(markdown.split("\n"))))


def words(markdown: str) -> str:
    """The words of a text in one line, quotes straight."""
    return plain_text(shown(markdown)).translate(_QUOTES)


def bare(markdown: str) -> tuple[str, bool]:
    """The text without markup, and whether nothing was lost by that."""
    text = _ESCAPED.sub(r"\1", markdown)
    if shown(escaped(text)) == shown(markdown):
        return text, True
    return words(markdown), False


def shortened(text: str, most: int = 60) -> str:
    """The beginning of a text in one line, for a title."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return f"{line[:most].rsplit(' ', 1)[0]} …"
