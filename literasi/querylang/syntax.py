"""The tree of a query. Two nodes are equal when they say the same; where they stood in the text does not count."""

import dataclasses
from dataclasses import dataclass
from typing import Literal

from literasi.querylang.fields import Field

Mark = Literal["", "*", "?"]


@dataclass(frozen=True, slots=True)
class Span:
    """Where a node stands: `start` is the column of its first character (from 1), `end` the one after its last."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many characters the span covers."""
        return self.end - self.start


NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed; `truncated` is `*` for any ending, `?` for exactly one more character."""

    text: str
    truncated: Mark = ""
    span: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand side by side; `text` comes without its quotes and with single spaces."""

    text: str
    span: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class YearRange:
    """Years of publication from `first` to `last`, both included; None leaves that side open."""

    first: int | None
    last: int | None
    span: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)

    def __contains__(self, year: int) -> bool:
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


@dataclass(frozen=True, slots=True)
class And:
    """Every part must hold: two parts or more, none of them an And (see `all_of`)."""

    items: tuple["Node", ...]
    span: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part must hold: two parts or more, none of them an Or (see `any_of`)."""

    items: tuple["Node", ...]
    span: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not hold."""

    item: "Node"
    span: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class In:
    """The words of `item` are looked for in one field. Never the year (see YearRange), never another In inside."""

    field: Field
    item: "Node"
    span: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


Node = Word | Phrase | YearRange | And | Or | Not | In


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was understood; `source` is the text as typed."""

    root: Node
    source: str = dataclasses.field(default="", compare=False)


def all_of(*nodes: Node) -> Node:
    """The nodes joined by AND, an And among them dissolved: `(a b) c` is `a b c`. Takes one node or more."""
    items = tuple(part for node in nodes for part in (node.items if isinstance(node, And) else (node,)))
    return items[0] if len(items) == 1 else And(items, _around(nodes))


def any_of(*nodes: Node) -> Node:
    """The nodes joined by OR, an Or among them dissolved. Takes one node or more."""
    items = tuple(part for node in nodes for part in (node.items if isinstance(node, Or) else (node,)))
    return items[0] if len(items) == 1 else Or(items, _around(nodes))


def placed(node: Node, start: int, end: int) -> Node:
    """The same node, said to stand from column `start` up to `end`."""
    return dataclasses.replace(node, span=Span(start, end))


def _around(nodes: tuple[Node, ...]) -> Span:
    return Span(nodes[0].span.start, nodes[-1].span.end)
