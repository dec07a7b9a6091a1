"""Changing one question of a source and no other character of it, so that form and text work on the same file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from literasi.markup import Section

from .ids import question_sections
from .written import Written, read_written, write


@dataclass(frozen=True)
class Placed:
    """A question in its source. Its lines are `line` (1-based, the heading) up to `end`, which is no longer its own.

    `written` is None when only the text can show it.
    """

    heading: str
    level: int
    line: int
    end: int
    written: Written | None


def placed(source: str) -> tuple[Placed, ...]:
    """The questions of a lesson or quiz, in order. Raises nothing: what cannot be read has no `written`."""
    level, sections = question_sections(_plain(source))
    return tuple(_placed(level, section) for section in sections)


def _placed(level: int, section: Section) -> Placed:
    lines = section.body.lines
    used = next((at for at in range(len(lines), 0, -1) if lines[at - 1].strip()), 0)
    return Placed(section.heading, level, section.line, section.line + 1 + used, read_written(section))


def replace_question(source: str, number: int, written: Written, language: str = "id") -> str:
    """The source with question `number` (from 0) as it is written now. One that says the same is left as it is."""
    there = placed(source)[number]
    if there.written == written:
        return source
    return _spliced(source, there.line - 1, there.end - 1, write(written, there.level, language).split("\n"))


def add_question(source: str, written: Written, language: str = "id") -> str:
    """A quiz with one question more at its end."""
    lines = [*write(written, 2, language).split("\n")]
    body = _plain(source).rstrip("\n")
    return _spliced(f"{body}\n", body.count("\n") + 1, body.count("\n") + 1, ["", *lines], like=source)


def remove_question(source: str, number: int) -> str:
    """The source without question `number`, and without the empty lines that followed it."""
    there = placed(source)[number]
    lines = _plain(source).split("\n")
    end = there.end - 1
    while end < len(lines) - 1 and not lines[end].strip():
        end += 1
    return _spliced(source, there.line - 1, end, [])


def move_question(source: str, number: int, to: int) -> str:
    """The source with question `number` at place `to` among the others; the lines of each stay as they are."""
    found = placed(source)
    lines = _plain(source).split("\n")
    texts = [lines[one.line - 1 : one.end - 1] for one in found]
    texts.insert(to, texts.pop(number))
    moved = source
    for there, text in reversed(list(zip(found, texts, strict=True))):
        moved = _spliced(moved, there.line - 1, there.end - 1, text)
    return moved


def _plain(source: str) -> str:
    return source.removeprefix("\ufeff").replace("\r\n", "\n")


def _spliced(source: str, start: int, end: int, new: Sequence[str], like: str | None = None) -> str:
    """Lines `start` up to `end` (from 0) replaced; line ends and a byte order mark stay as the author's editor put them."""
    like = source if like is None else like
    lines = _plain(source).split("\n")
    lines[start:end] = new
    ending = "\r\n" if "\r\n" in like else "\n"
    return ("\ufeff" if like.startswith("\ufeff") else "") + ending.join(lines)
