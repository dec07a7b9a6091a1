"""A strict reader for front matter and data files: every scalar stays text, and text is taken as it was
written.

Plain YAML turns `no` into false and `1:30` into 90, lets a second key win silently, and rejects
`judul: Mulai dari Pertanyaan: Merancang`. Here scalars are never interpreted (the schema does that), a
repeated key is a problem, anchors and tags are refused, and the rest of a `key: rest` line is quoted before
YAML sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from .problems import Findings

MAX_DEPTH = 12
MAX_NODES = 50_000

# libyaml reads the same events about eight times as fast; not every installation has it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEY_LINE = re.compile(r"^(?P<lead> *(?:- +)*)(?P<key>[^\W\d][\w.-]*):(?: +(?P<rest>\S.*?))? *$")
_ITEM_LINE = re.compile(r"^(?P<lead> *- +)(?P<rest>\S.*?) *$")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_BLOCK_SCALARS = frozenset({"|", ">", "|-", ">-", "|+", ">+"})


@dataclass(frozen=True)
class Node:
    """A value with the line (1-based, in the file) where it starts. A missing value is the empty text."""

    line: int
    value: str | tuple[Node, ...] | Mapping[str, Node]


class _RefusedError(Exception):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def read_yaml(
    text: str, findings: Findings, *, first_line: int = 1, literal: frozenset[str] = frozenset()
) -> dict[str, Node]:
    """Read a mapping; {} when it cannot be read, with the reason in `findings`.

    `literal` names the keys whose value, or whose list items, are text to the end of the line whatever they
    hold. `first_line` is the line of the file where `text` starts.
    """
    try:
        root = _Builder(_quote_text(text, literal), findings, first_line).build()
    except _RefusedError as refusal:
        findings.error(refusal.line, refusal.message)
        return {}
    if root is None or root.value == "":
        return {}
    if not isinstance(root.value, Mapping):
        findings.error(root.line, "Bagian ini harus berupa baris `kunci: nilai`.")
        return {}
    return dict(root.value)


class _Builder:
    """Turns YAML events into nodes. Works on events, so that a bomb is refused before it is built."""

    def __init__(self, text: str, findings: Findings, first_line: int) -> None:
        self._findings = findings
        self._first_line = first_line
        self._nodes = 0
        self._events = self._checked_events(text)

    def build(self) -> Node | None:
        event = next(self._events, None)
        return None if event is None else self._node(event)

    def _checked_events(self, text: str) -> Iterator[yaml.Event]:
        depth = 0
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                if isinstance(event, yaml.CollectionStartEvent):
                    depth += 1
                elif isinstance(event, yaml.CollectionEndEvent):
                    depth -= 1
                self._refuse(event, depth)
                if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
                    yield event
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = self._first_line + (mark.line if mark else 0)
            message = "Susunan baris ini tidak terbaca. Periksa spasi di depan, tanda kutip, dan kurung."
            raise _RefusedError(line, message) from error
        except (yaml.YAMLError, UnicodeError) as error:
            raise _RefusedError(
                self._first_line, "Ada karakter yang tidak terbaca. Simpan ulang sebagai UTF-8."
            ) from error

    def _refuse(self, event: yaml.Event, depth: int) -> None:
        line = self._line(event)
        self._nodes += 1
        if depth > MAX_DEPTH:
            raise _RefusedError(
                line, f"Data bersarang lebih dari {MAX_DEPTH} tingkat. Sederhanakan susunannya."
            )
        if self._nodes > MAX_NODES:
            raise _RefusedError(
                line, "Data terlalu banyak untuk satu berkas. Pecahlah menjadi beberapa berkas."
            )
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError(
                line, "Jangkar `&` dan rujukan `*` tidak dipakai di sini. Tulis nilainya langsung."
            )
        if getattr(event, "tag", None):
            raise _RefusedError(line, "Tanda `!` di depan nilai tidak dipakai di sini. Hapus tanda itu.")

    def _line(self, event: yaml.Event) -> int:
        return self._first_line + (event.start_mark.line if event.start_mark else 0)

    def _node(self, event: yaml.Event) -> Node:
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self._line(event), self._mapping())
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self._line(event), tuple(self._items()))
        return Node(self._line(event), self._scalar(event))

    @staticmethod
    def _scalar(event: yaml.Event) -> str:
        return event.value if isinstance(event, yaml.ScalarEvent) else ""

    def _items(self) -> Iterator[Node]:
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event)

    def _mapping(self) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            line, key = self._line(event), self._key(event)
            node = self._node(next(self._events))
            if key in entries:
                self._findings.error(
                    line, f"Kunci `{key}` sudah ada di baris {entries[key].line}. Hapus salah satunya."
                )
            else:
                entries[key] = Node(line, node.value)
        return entries

    def _key(self, event: yaml.Event) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise _RefusedError(self._line(event), "Nama kunci harus berupa kata, bukan daftar.")
        return str(event.value)


def _quote_text(text: str, literal: frozenset[str]) -> str:
    return "\n".join(_TextQuoter(literal).quote(text.split("\n")))


class _TextQuoter:
    """Quotes the rest of `key: rest` lines and keeps their number, so that YAML takes it as one text."""

    def __init__(self, literal: frozenset[str]) -> None:
        self._literal = literal
        self._out: list[str] = []
        self._scalar: tuple[int, str, str] | None = None  # column, lead, text of the value being continued
        self._raw_below: int | None = None  # a block scalar: deeper lines are left alone
        self._open_brackets = 0
        self._literal_list: int | None = None  # column of the key whose items are text

    def quote(self, lines: list[str]) -> list[str]:
        for line in lines:
            if not (self._passes(line) or self._continues(line)):
                self._start(line)
        return self._out

    def _passes(self, line: str) -> bool:
        """Lines inside brackets or a block scalar belong to YAML."""
        column = len(line) - len(line.lstrip(" "))
        if self._open_brackets > 0:
            self._open_brackets += _bracket_balance(line)
        elif self._raw_below is None or (line.strip() and column <= self._raw_below):
            self._raw_below = None
            return False
        self._out.append(line)
        return True

    def _continues(self, line: str) -> bool:
        """A deeper line after a text is more of that text: fold it, leave its place empty."""
        column = len(line) - len(line.lstrip(" "))
        if self._scalar is None or not line.strip() or column <= self._scalar[0]:
            return False
        first = len(self._out) - 1
        while not self._out[first]:
            first -= 1
        self._scalar = (self._scalar[0], self._scalar[1], f"{self._scalar[2]} {line.strip()}")
        self._out[first] = self._scalar[1] + _single_quoted(self._scalar[2])
        self._out.append("")
        return True

    def _start(self, line: str) -> None:
        if not line.strip():
            self._out.append("")
            return
        self._scalar = None
        column = len(line) - len(line.lstrip(" "))
        item = _ITEM_LINE.match(line)
        if self._literal_list is not None and item and column >= self._literal_list:
            self._value(column, item["lead"], item["rest"], is_literal=True)
            return
        self._literal_list = None
        pair = _KEY_LINE.match(line)
        if pair and pair["rest"]:
            lead = line[: pair.end("key") + 1] + " "
            self._value(pair.start("key"), lead, pair["rest"], is_literal=pair["key"] in self._literal)
            return
        if pair and pair["key"] in self._literal:
            self._literal_list = pair.start("key")
        self._raw(line, item["rest"] if item else line.strip())

    def _value(self, column: int, lead: str, rest: str, *, is_literal: bool) -> None:
        if rest in _BLOCK_SCALARS:
            self._raw_below = column
            self._out.append(lead + rest)
        elif _is_quoted(rest) or (not is_literal and rest[0] in "[{&*!#"):
            self._raw(lead + rest, rest)
        else:
            value = rest if is_literal else re.split(r"\s+#", rest, maxsplit=1)[0]
            self._scalar = (column, lead, value)
            self._out.append(lead + _single_quoted(value))

    def _raw(self, line: str, rest: str) -> None:
        if rest[:1] in ("[", "{"):
            self._open_brackets = max(0, _bracket_balance(rest))
        self._out.append(line)


def _is_quoted(rest: str) -> bool:
    """A whole quoted value, or the first line of one; `"Hoaks" dan Kita` is text that begins with a quote."""
    if rest[0] not in "\"'":
        return False
    return bool(_QUOTED.fullmatch(rest)) or rest.count(rest[0]) == 1


def _single_quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _bracket_balance(line: str) -> int:
    bare = _QUOTED.sub("", line)
    return sum(bare.count(mark) for mark in "[{") - sum(bare.count(mark) for mark in "]}")
