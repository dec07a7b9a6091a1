"""Running a query over records: literal words, no stemming, case and accents ignored."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from literasi.querylang.conditions import Condition, Term, combine
from literasi.querylang.fields import SEARCHED, Field, synonyms
from literasi.querylang.syntax import Mark, Query, YearRange
from literasi.querylang.words import words_of

_TAIL: dict[Mark, str] = {"": " ", "*": "", "?": "[^ ] "}


@dataclass(frozen=True, slots=True)
class Record:
    """What a catalogue says about one work; `tahun` is its year of publication."""

    id: str
    judul: str
    tahun: int
    pengarang: tuple[str, ...] = ()
    subjek: tuple[str, ...] = ()
    kata_kunci: tuple[str, ...] = ()
    abstrak: str = ""
    jenis: str = ""
    bahasa: str = ""


class Shelf:
    """The words of one field over all records, ready to be asked. A set of records is an int: bit n is record n."""

    def __init__(self) -> None:
        self._values: dict[int, list[str]] = {}
        self._holders: dict[str, int] = {}
        self._sorted: list[str] = []

    def add(self, number: int, value: str) -> None:
        """Put one value of record `number` on the shelf."""
        words = words_of(value)
        self._values.setdefault(number, []).append(f" {' '.join(words)} ")
        for word in words:
            self._holders[word] = self._holders.get(word, 0) | 1 << number

    def close(self) -> None:
        """Sort the words once every value has been added."""
        self._sorted = sorted(self._holders)

    def find(self, words: tuple[str, ...], mark: Mark) -> int:
        """The records with these words side by side in one value; `mark` truncates the last word."""
        *before, last = words
        found = self._holding(last, mark)
        if not before:
            return found
        for word in before:
            found &= self._holders.get(word, 0)
        side_by_side = re.compile(re.escape(f" {' '.join(words)}") + _TAIL[mark])
        return sum(1 << n for n in _numbers(found) if any(map(side_by_side.search, self._values[n])))

    def _holding(self, word: str, mark: Mark) -> int:
        if not mark:
            return self._holders.get(word, 0)
        found = 0
        for known in self._beginning_with(word):
            if mark == "*" or len(known) == len(word) + 1:
                found |= self._holders[known]
        return found

    def _beginning_with(self, start: str) -> Iterator[str]:
        for position in range(bisect_left(self._sorted, start), len(self._sorted)):
            if not self._sorted[position].startswith(start):
                return
            yield self._sorted[position]


class Index:
    """Records prepared once for many queries."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = tuple(records)
        self._shelves: dict[Field | None, Shelf] = {place: Shelf() for place in (None, *Field)}
        for number, record in enumerate(self._records):
            for field, value in _values(record):
                self._shelves[field].add(number, value)
        for shelf in self._shelves.values():
            shelf.close()

    def run(self, query: Query) -> frozenset[str]:
        """The ids of the records that the query finds."""
        found = combine(query.root, self._find, (1 << len(self._records)) - 1)
        return frozenset(self._records[number].id for number in _numbers(found))

    def _find(self, condition: Condition) -> int:
        match condition:
            case Term():
                return self._shelves[condition.field].find(condition.words, condition.mark)
            case YearRange():
                return sum(1 << n for n, record in enumerate(self._records) if record.tahun in condition)


def run(query: Query, records: Iterable[Record]) -> frozenset[str]:
    """The ids of the records that the query finds; keep an `Index` where many queries meet the same records."""
    return Index(records).run(query)


def matches(query: Query, record: Record) -> bool:
    """Whether the query finds this record."""
    return bool(run(query, (record,)))


def _values(record: Record) -> Iterator[tuple[Field | None, str]]:
    texts = {
        Field.TITLE: (record.judul,),
        Field.AUTHOR: record.pengarang,
        Field.SUBJECT: record.subjek,
        Field.ABSTRACT: (record.abstrak,),
        Field.TYPE: _spellings(Field.TYPE, record.jenis),
        Field.LANGUAGE: _spellings(Field.LANGUAGE, record.bahasa),
    }
    for field, values in texts.items():
        yield from ((field, value) for value in values)
        if field in SEARCHED:
            yield from ((None, value) for value in values)
    yield from ((None, value) for value in record.kata_kunci)


def _spellings(field: Field, value: str) -> tuple[str, ...]:
    """The value as it stands, and every synonym of its words in the field's vocabulary."""
    return (value, *(same for word in words_of(value) for same in sorted(synonyms(field, word))))


def _numbers(found: int) -> Iterator[int]:
    """The positions of the bits that are set, from the lowest."""
    while found:
        lowest = found & -found
        yield lowest.bit_length() - 1
        found ^= lowest
