"""Whether two queries ask the same.

The rule. Two queries are equal when no possible record could be found by one and missed by the other. Whether they
happen to find the same books in today's catalogue counts for nothing: `judul:pola judul:asuh` may do so and still
does not ask for the phrase. Every distinct condition of both queries is a row of a truth table; a column is one way a record could be. What follows from
another condition is kept so (`kopi` is also `kopi*`, `judul:kopi` is also `kopi`, `"pola asuh"` is also `pola`),
years are compared as sets of whole numbers, and spelling, order, AND left unsaid, the language of operators and
fields, case and accents do not matter. Up to 16 conditions the table is complete, and the answer exact for records
whose fields may hold any words. Beyond that the queries are tried on a fixed spread of about ten thousand columns
and must also agree on the records handed in.
"""

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from literasi.querylang.conditions import Condition, Term, combine, conditions_of
from literasi.querylang.fields import SEARCHED, synonyms
from literasi.querylang.matching import Index, Record
from literasi.querylang.syntax import Mark, Query, YearRange

EXACT_UP_TO = 16
"""The most conditions whose truth table is written out in full: 65,536 columns."""

_SPREAD = 2048


def equivalent(first: Query, second: Query, records: Iterable[Record] = ()) -> bool:
    """Whether the queries mean the same, by the rule above; `records` matter only past 16 conditions."""
    conditions = list(dict.fromkeys((*conditions_of(first.root), *conditions_of(second.root))))
    terms = [condition for condition in conditions if isinstance(condition, Term)]
    ranges = [condition for condition in conditions if isinstance(condition, YearRange)]
    exact = len(terms) <= EXACT_UP_TO
    columns, everything = _complete(len(terms)) if exact else _spread(len(terms))
    truth = dict(zip(terms, _closed(terms, columns), strict=True))
    if any(_differ(first, second, truth, everything, year) for year in _telling_years(ranges)):
        return False
    if exact:
        return True
    index = Index(records)
    return index.run(first) == index.run(second)


def _differ(first: Query, second: Query, truth: dict[Term, int], everything: int, year: int) -> bool:
    def find(condition: Condition) -> int:
        match condition:
            case Term():
                return truth[condition]
            case YearRange():
                return everything if year in condition else 0

    return combine(first.root, find, everything) != combine(second.root, find, everything)


def _complete(count: int) -> tuple[list[int], int]:
    """One row of bits for each of `count` conditions, together all combinations; and the row of all ones."""
    everything = (1 << (1 << count)) - 1
    # Dividing all ones by 2^w + 1 leaves blocks of w ones and w zeros: the classical column of a truth table.
    return [everything // ((1 << (1 << number)) + 1) for number in range(count)], everything


def _spread(count: int) -> tuple[list[int], int]:
    """Rows as above, for more conditions than can be combined in full.

    Each condition alone, each one missing, and five blocks of chance from rarely to mostly true. The seed is fixed,
    so that the same two queries always get the same answer.
    """
    chance = Random(16)
    rows = []
    for number in range(count):
        a, b, c = (chance.getrandbits(_SPREAD) for _ in range(3))
        row = 1 << number | ((1 << count) - 1 ^ 1 << number) << count
        for block, bits in enumerate((a, a & b, a | b, a & b & c, a | b | c)):
            row |= bits << 2 * count + block * _SPREAD
        rows.append(row)
    return rows, (1 << 2 * count + 5 * _SPREAD) - 1


def _closed(terms: Sequence[Term], columns: Sequence[int]) -> list[int]:
    """The rows after every term has been made true wherever a term that implies it is true.

    Implying is transitive, so one round is enough, and no column is left that no record could show.
    """
    closed = []
    for target in terms:
        row = 0
        for term, bits in zip(terms, columns, strict=True):
            if _implies(term, target):
                row |= bits
        closed.append(row)
    return closed


def _implies(term: Term, other: Term) -> bool:
    """Whether every record that meets `term` meets `other`."""
    if other.field not in (term.field, None if term.field in SEARCHED else term.field):
        return False
    return any(_contains(words, mark, other.words, other.mark) for words, mark in _spellings(term))


def _spellings(term: Term) -> Iterator[tuple[tuple[str, ...], Mark]]:
    """The term itself and, in a field with a closed vocabulary, each synonym of its whole words."""
    yield term.words, term.mark
    whole = term.words[:-1] if term.mark else term.words
    yield from (((same,), "") for word in whole for same in synonyms(term.field, word))


def _contains(words: tuple[str, ...], mark: Mark, part: tuple[str, ...], part_mark: Mark) -> bool:
    """Whether `part` stands side by side within `words`, whatever the marks stand for."""
    for end in range(len(part), len(words) + 1):
        if words[end - len(part) : end - 1] == part[:-1]:
            last_mark: Mark = mark if end == len(words) else ""
            if _covers(part[-1], part_mark, words[end - 1], last_mark):
                return True
    return False


def _covers(wide: str, wide_mark: Mark, word: str, mark: Mark) -> bool:
    """Whether everything that `word` and its mark stand for is also stood for by `wide` and its mark."""
    if (wide, wide_mark) == (word, mark):
        return True
    if wide_mark == "*":
        return word.startswith(wide)
    return wide_mark == "?" and not mark and len(word) == len(wide) + 1 and word.startswith(wide)


def _telling_years(ranges: Sequence[YearRange]) -> list[int]:
    """One year from every stretch in which all the ranges give the same answer."""
    starts = {r.first for r in ranges if r.first is not None} | {
        r.last + 1 for r in ranges if r.last is not None
    }
    return [min(starts) - 1, *sorted(starts)] if starts else [0]
