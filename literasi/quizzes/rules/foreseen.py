"""Which of the author's foreseen answers a typed one meets. The first that fits decides, right or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from literasi.catalogue.rules.question import Expected, Kind, NumberRange, Question
from literasi.querylang import Query, QueryError, Record, equivalent, parse
from literasi.quizzes.rules.folding import same
from literasi.quizzes.rules.numbers import NumberRead, read_number

Foreseen: TypeAlias = Expected | NumberRange


def foreseen(question: Question, text: str, records: Sequence[Record] = ()) -> Foreseen | None:
    """The foreseen answer that a typed one meets; None when the author did not foresee it.

    `records` refine the comparison of long queries: see `querylang.equivalent`.
    """
    if question.kind is Kind.SHORT:
        return next((key for key in question.expected if same(key.text, text)), None)
    if question.kind is Kind.NUMBER:
        return _number(question.numbers, text)
    return _query(question.queries, text, records)


def keys(question: Question) -> tuple[str, ...]:
    """The right answers of a typed question as their author wrote them, the first one first."""
    listed: tuple[Foreseen, ...] = (*question.expected, *question.numbers, *question.queries)
    return tuple(key.text for key in listed if key.right)


def _number(ranges: Sequence[NumberRange], text: str) -> NumberRange | None:
    read = read_number(text)
    if not isinstance(read, NumberRead):
        return None
    return next((key for key in ranges if key.low <= read.value <= key.high), None)


def _query(queries: Sequence[Expected], text: str, records: Sequence[Record]) -> Expected | None:
    given = _parsed(text)
    if given is None:
        return None
    for key in queries:
        meant = _parsed(key.text)
        if meant is not None and equivalent(meant, given, records):
            return key
    return None


def _parsed(text: str) -> Query | None:
    try:
        return parse(text)
    except QueryError:
        return None
