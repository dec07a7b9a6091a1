"""The conditions at the leaves of a query, and the one walk that combines whatever they find.

A set of records and a column of a truth table are both a row of bits, so running a query and comparing the meaning
of two queries share `combine`: only the bits handed in differ.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from literasi.querylang.fields import Field
from literasi.querylang.syntax import And, In, Mark, Node, Not, Or, Phrase, Word, YearRange
from literasi.querylang.words import words_of


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words side by side in one value of a field; `mark` truncates the last one.

    Without a field: in one value of the title, authors, subjects, keywords or abstract.
    """

    field: Field | None
    words: tuple[str, ...]
    mark: Mark = ""


Condition = Term | YearRange


def combine(node: Node, find: Callable[[Condition], int], everything: int, field: Field | None = None) -> int:
    """The bits of `everything` for which the node holds, given the bits that `find` returns for a condition."""
    match node:
        case And():
            return reduce(and_, (combine(item, find, everything, field) for item in node.items))
        case Or():
            return reduce(or_, (combine(item, find, everything, field) for item in node.items))
        case Not():
            return everything & ~combine(node.item, find, everything, field)
        case In():
            return combine(node.item, find, everything, node.field)
        case _:
            return find(_condition(node, field))


def conditions_of(node: Node, field: Field | None = None) -> Iterator[Condition]:
    """Every condition of the tree from left to right, repeated ones included."""
    match node:
        case And() | Or():
            for item in node.items:
                yield from conditions_of(item, field)
        case Not():
            yield from conditions_of(node.item, field)
        case In():
            yield from conditions_of(node.item, node.field)
        case _:
            yield _condition(node, field)


def _condition(leaf: Word | Phrase | YearRange, field: Field | None) -> Condition:
    match leaf:
        case Word():
            return Term(field, words_of(leaf.text), leaf.truncated)
        case Phrase():
            return Term(field, words_of(leaf.text))
        case YearRange():
            return leaf
