"""The letters of GIFT: escapes, comments, blocks, formats. What a block means is the reader's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .html_reader import markdown_of
from .report import Remarks
from .wording import escaped, escaped_line

_SPECIAL = "~=#{}:\\n"
_STANDINS = "".join(chr(0xFDD0 + at) for at in range(len(_SPECIAL)))
"""Noncharacters, which no source may hold, keep an escaped sign's place while the block is cut at the bare ones."""
_HIDE = dict(zip(_SPECIAL, _STANDINS, strict=True))
_SHOW = {ord(mark): "\n" if sign == "n" else sign for sign, mark in _HIDE.items()}
_ESCAPE = re.compile(r"\\([~=#{}:\\n])")
_FORMAT = re.compile(r"^\s*\[(html|markdown|plain|moodle)\]\s*")
_TAG = re.compile(r"<[a-zA-Z/][^<>]{0,400}>")
_TO_ESCAPE = re.compile(r"[\\~=#{}:]")
_ID = re.compile(r"\[id:([!-\\^-~]{1,64})\]")
_NO_TAG = re.compile(r"[\]\[<>`]")
_TAGS = re.compile(r"\[tag:([^\]<>`\x00-\x1f\x7f]{1,200})\]")


@dataclass(frozen=True)
class Block:
    """The lines of one question as one text, its escaped signs hidden; and what its comments told."""

    text: str
    key: str = ""
    tags: tuple[str, ...] = ()
    category: str = ""


def blocks(source: str) -> Iterator[Block]:
    """The questions of a file: an empty line ends one, as Moodle has it."""
    category, comments = "", ""
    lines: list[str] = []
    for line in [*source.split("\n"), ""]:
        bare = line.strip()
        if bare.startswith("//"):
            comments += bare
        elif bare.startswith("$CATEGORY:"):
            category = bare.removeprefix("$CATEGORY:").strip()
        elif bare:
            lines.append(line)
        elif lines:
            yield _block(lines, comments, category)
            lines, comments = [], ""


def _block(lines: list[str], comments: str, category: str) -> Block:
    key = _ID.search(comments)
    return Block(hidden("\n".join(lines)), key[1] if key else "", tuple(_TAGS.findall(comments)), category)


def hidden(text: str) -> str:
    """The text with its escaped signs out of the way."""
    return _ESCAPE.sub(lambda match: _HIDE[match[1]], text)


def plain(text: str) -> str:
    """A hidden text as somebody typed it."""
    return text.translate(_SHOW).strip()


def cut_format(text: str) -> tuple[str, str]:
    """`[markdown]text` as its format and the text; "moodle" when nothing is said."""
    match = _FORMAT.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def markdown(text: str, default: str, remarks: Remarks) -> str:
    """A hidden text in one of the four formats as Markdown."""
    own, rest = cut_format(text)
    kind, words = own or default or "moodle", plain(rest)
    if kind == "markdown":
        return words
    if kind == "html" or (kind == "moodle" and _TAG.search(words)):
        return markdown_of(words, remarks, keep_lines=kind == "moodle")
    return escaped(words)


def title(text: str) -> str:
    """A hidden title, plain and in one line."""
    return " ".join(plain(text).split())


def typed(text: str) -> str:
    """A text with its special signs escaped, in one line."""
    return _TO_ESCAPE.sub(r"\\\g<0>", text.strip()).replace("\n", "\\n")


def plain_partner(text: str) -> str:
    """The right side of a pair, which is plain in GIFT, as Markdown."""
    return escaped_line(plain(text))


def head(key: str, tags: tuple[str, ...]) -> str:
    """The comment that carries a question's id and tags."""
    told = [f"[id:{key}]"] if key else []
    told += [f"[tag:{' '.join(_NO_TAG.sub(' ', tag).split())}]" for tag in tags]
    return f"// {' '.join(told)}\n" if told else ""
