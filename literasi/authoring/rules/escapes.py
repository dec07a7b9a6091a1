"""Texts of a form <-> texts of a source: what would be read as structure by accident gets a backslash, and loses it again
when it is shown.

Every pair here is exact: `shown(written(text)) == text` for any text, because a backslash that somebody typed in such a
place gets one more. Code blocks are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from literasi.catalogue.rules.question_answers import KEY, ROUND, SQUARE, mark_of
from literasi.catalogue.rules.question_body import DASH, ESSAY_LINE, LABEL, NUMBERED
from literasi.catalogue.rules.question_source import HIDDEN_KEY
from literasi.markup import code_lines

_SLOT = re.compile(r"^(\s*\d{0,9})(\\*)(.*)$", re.DOTALL)
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-+)\s*$")
_FENCE = re.compile(r"^ {0,3}:{3,}")
_QUOTED = re.compile(r"^\s*>")
_LABELLED = re.compile(
    r"^(\**(?:petunjuk|hint|pembahasan|explanation|rubrik|rubric)\**\s*)(\\*)(:.*)$", re.IGNORECASE
)
_CODE_SPAN = re.compile(r"((?<!`)(`+)(?!`).+?(?<!`)\2(?!`))", re.DOTALL)
_BRACKETS = re.compile(r"(\[)(\\*)(?=\[)")
_ARROW = re.compile(r"((?:^|(?<=\s))-)(\\*)(?=>(?:\s|$))")
_KEY_MARK = re.compile(r"(\{)(\\*)(?=#)")
_CLOSING = re.compile(r"((?:^|[ \t]))(\\*)(?=#+$)")

Danger = Callable[[str, str], bool]
"""Whether a line, bare of backslashes, would be structure; the second text is the line before it, "" for the first."""


def _more(slashes: str) -> str:
    return slashes + "\\"


def _less(slashes: str) -> str:
    return slashes[1:]


Change = Callable[[str], str]
"""One backslash more, or one less."""
TO_SOURCE: Change = _more
TO_SCREEN: Change = _less


def heading(text: str, change: Change) -> str:
    """The title of a question: neither a key in braces nor closing `#`."""
    text = _KEY_MARK.sub(lambda found: found[1] + change(found[2]), text)
    return _CLOSING.sub(lambda found: found[1] + change(found[2]), text)


def stem(text: str, change: Change, *, level: int, steps: bool, gaps: bool) -> str:
    """What is asked, under a heading of `level`. `steps`: the answer is a numbered list; `gaps`: `[[…]]` is meant."""

    def danger(line: str, before: str) -> bool:
        dash, quote = DASH.match(line), re.match(r"^ {0,1}>[ ]?(.*)$", line)
        return bool(
            _is_structure(line, before, level)
            or HIDDEN_KEY.match(line)
            or (dash and mark_of((dash[1] or "").strip()))
            or (steps and NUMBERED.match(line))
            or (quote and LABEL.match(quote[1]))
        )

    text = _lines(text, danger, change)
    return text if gaps else brackets(text, change)


def option(text: str, change: Change, *, level: int) -> str:
    """An option or a step. Its first line stands behind its mark, so the others alone can be taken for something else."""

    def danger(line: str, before: str) -> bool:
        return bool(_is_structure(line, before, level) or _QUOTED.match(line))

    first, *others = text.split("\n")
    return first + _lines("\n".join(["x", *others]), danger, change)[1:]


def side(text: str, change: Change, *, left: bool = False) -> str:
    """A side of a pair, on one line: no arrow of its own, and a left one begins with no other mark."""
    text = _ARROW.sub(lambda found: found[1] + change(found[2]), text)
    found = _SLOT.match(text)
    if left and found and not found[1] and any(mark.match(found[3]) for mark in (ROUND, SQUARE, KEY)):
        return change(found[2]) + found[3]
    return text


def quoted(text: str, change: Change, *, note: bool = False) -> str:
    """Feedback, or a `note` such as a hint, where a line with a label would begin another one."""
    text = _lines(text, _is_underline, change)
    if not note:
        return text
    first, *others = text.split("\n")
    return "\n".join(
        [
            first,
            *(_LABELLED.sub(lambda found: found[1] + change(found[2]) + found[3], line) for line in others),
        ]
    )


def brackets(text: str, change: Change) -> str:
    """Where `[[` would be read as a gap. Code between backticks stays."""
    pieces = _CODE_SPAN.split(text)
    for at in range(0, len(pieces), 3):
        pieces[at] = _BRACKETS.sub(lambda found: found[1] + change(found[2]), pieces[at])
    return "".join(piece for at, piece in enumerate(pieces) if at % 3 != 2)


def _is_structure(line: str, before: str, level: int) -> bool:
    return bool(
        re.match(rf"^ {{0,3}}#{{2,{level}}}(?:[ \t]|$)", line)
        or ESSAY_LINE.match(line)
        or _FENCE.match(line)
        or _is_underline(line, before)
    )


def _is_underline(line: str, before: str) -> bool:
    return bool(before.strip()) and bool(_UNDERLINE.match(line))


def _lines(text: str, danger: Danger, change: Change) -> str:
    lines = text.split("\n")
    code, made, before = code_lines(tuple(lines)), [], ""
    for line, is_code in zip(lines, code, strict=True):
        found = None if is_code else _SLOT.match(line)
        changes = found is not None and danger(found[1] + found[3], before)
        made.append(found[1] + change(found[2]) + found[3] if changes and found else line)
        before = line
    return "\n".join(made)
