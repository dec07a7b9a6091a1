"""Lines of front matter: where each key has its own, and how a text or a list is written so that it reads the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from literasi.markup import Findings, read_yaml

_TOP_KEY = re.compile(r"^([^\W\d][\w.-]*):(?:\s|$)")
_ITEM = re.compile(r"^( *)- ")


@dataclass(frozen=True)
class Block:
    """The lines of a key, from index `start` up to `stop`."""

    start: int
    stop: int


def blocks_of(lines: Sequence[str], first: int) -> dict[str, Block]:
    """The lines of every key at the left edge; empty lines and comments behind a value belong to nobody.

    `first` is the index that the first line has in the file. A key that comes twice keeps its first place.
    """
    starts = [(at, match[1]) for at, line in enumerate(lines) if (match := _TOP_KEY.match(line))]
    blocks: dict[str, Block] = {}
    for (at, key), stop in zip(starts, [*(at for at, _key in starts[1:]), len(lines)], strict=True):
        while stop > at + 1 and (not lines[stop - 1].strip() or lines[stop - 1].startswith("#")):
            stop -= 1
        blocks.setdefault(key, Block(first + at, first + stop))
    return blocks


def text_line(lead: str, text: str, literal: bool) -> str:
    """`lead` and a text behind it, in quotation marks only where it would read as something else without them."""
    plain = lead + text
    return plain if _reads_as(plain, text, literal) else lead + "'" + text.replace("'", "''") + "'"


def _reads_as(line: str, text: str, literal: bool) -> bool:
    key, found = line.strip().removeprefix("- ").split(":", 1)[0], Findings()
    nodes = read_yaml(line.strip().removeprefix("- "), found, literal=frozenset({key} if literal else ()))
    return not found.problems and key in nodes and nodes[key].value == text


def list_lines(key: str, rows: Sequence[str], old: Sequence[str], *, codes: bool) -> list[str]:
    """A list: codes in brackets, texts one a line, indented as they were; one text alone as it was, on its key's line."""
    if codes:
        return [f"{key}: [{', '.join(rows)}]"]
    items = [line for line in old[1:] if _ITEM.match(line)]
    if len(rows) == 1 and not items:
        return [text_line(f"{key}: ", rows[0], literal=True)]
    indent = _ITEM.sub(r"\1", items[0])[: _indent(items[0])] if items else "  "
    kept = {" ".join(_item_text(key, line).split()): line for line in items}
    return [f"{key}:", *(kept.get(row) or _item(key, indent, row) for row in rows)]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _item_text(key: str, line: str) -> str:
    """The text of an item that stands on one line."""
    node = read_yaml(f"{key}:\n{line}", Findings(), literal=frozenset({key})).get(key)
    if node is None or not isinstance(node.value, tuple) or not isinstance(node.value[0].value, str):
        return ""
    return node.value[0].value


def _item(key: str, indent: str, text: str) -> str:
    plain = f"{indent}- {text}"
    return plain if _item_text(key, plain) == text else f"{indent}- '" + text.replace("'", "''") + "'"
