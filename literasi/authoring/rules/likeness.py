"""Questions that are nearly the same, found among ten thousand in seconds.

How alike two texts are is the Jaccard index of their shingles: what they share, divided by what both have together.
Shingles are folded words and pairs of neighbours, so that a word exchanged costs little and a new order something.

All pairs are found exactly, without comparing all: sets that share at least `t` of their union must share one of the
first n - ceil(t * n) + 1 shingles of each, when all sets are sorted in one order, the rarest first (Bayardo, Ma and
Srikant, Scaling Up All Pairs Similarity Search, WWW 2007). Rejected: MinHash, which may miss a pair and gains nothing
at our size.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from literasi.catalogue.rules.question import Question
from literasi.markup import plain_text

ALIKE = 0.5
"""From here on two questions are shown as near-duplicates."""
_WORD = re.compile(r"[^\W_]+")
_ROUNDING = 1e-9
"""Less than any share of a shingle, more than what floating point adds to one."""


@dataclass(frozen=True)
class Near:
    """A text that is like another; `share` is above 0 and at most 1, which means the same shingles."""

    key: str
    share: float


@dataclass(frozen=True)
class Pair:
    """Two texts that are alike, `one` before `other` by their keys."""

    one: str
    other: str
    share: float


def question_text(question: Question) -> str:
    """What makes a question this question: what is asked, and what is offered or expected as an answer."""
    shown = [question.title_html, question.stem_html, *question.cloze_html]
    shown += [option.html for option in question.options]
    shown += [side for pair in question.pairs for side in (pair.left_html, pair.right_html)]
    shown += [step.html for step in question.steps]
    typed = [one.text for one in (*question.expected, *question.queries)]
    typed += [number.text for number in question.numbers]
    typed += [text for gap in question.gaps for text in (*gap.accepted, *gap.choices)]
    return " ".join((*map(plain_text, shown), *typed))


def shingles(text: str) -> frozenset[str]:
    """The folded words of a text and its pairs of neighbours."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return frozenset((*words, *map(" ".join, pairwise(words))))


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1; 0 when one of them has no word, since nothing is like nothing."""
    left, right = shingles(one), shingles(other)
    return _jaccard(len(left & right), len(left), len(right))


def _jaccard(shared: int, one: int, other: int) -> float:
    return shared / (one + other - shared) if shared else 0.0


def _telling(size: int, least: float) -> int:
    """How many of the rarest shingles of a set of this size tell what it may be like."""
    return size - ceil(least * size - _ROUNDING) + 1


class Library:
    """Texts by key, kept so that one is quickly compared with all. A shingle is its rank, from the rarest up."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        found = {key: shingles(text) for key, text in sorted(texts.items())}
        spread = Counter(shingle for of_one in found.values() for shingle in of_one)
        rarest = sorted(spread, key=lambda shingle: (spread[shingle], shingle))
        self._ranks = {shingle: rank for rank, shingle in enumerate(rarest)}
        self._sets = {key: frozenset(map(self._ranks.__getitem__, of_one)) for key, of_one in found.items()}
        self._holders: defaultdict[int, list[str]] = defaultdict(list)
        for key, ranks in self._sets.items():
            for rank in ranks:
                self._holders[rank].append(key)

    def near(self, text: str, least: float = ALIKE, most: int = 10) -> list[Near]:
        """The texts that are most like this one, the nearest first. `least` is above 0."""
        asked = shingles(text)
        known = frozenset(self._ranks[shingle] for shingle in asked if shingle in self._ranks)
        new = len(asked) - len(known)  # the rarest of all: nobody else has them
        telling = sorted(known)[: max(_telling(len(asked), least) - new, 0)]
        candidates = {key for rank in telling for key in self._holders[rank]}
        shares = {key: self._share(known, len(asked), key) for key in candidates}
        found = [Near(key, share) for key, share in shares.items() if share >= least]
        return sorted(found, key=lambda one: (-one.share, one.key))[:most]

    def pairs(self, least: float = ALIKE) -> list[Pair]:
        """All pairs of texts that are alike, the most alike first. `least` is above 0."""
        found = []
        for one, other in self._meetings(least):
            ranks = self._sets[one]
            if (share := self._share(ranks, len(ranks), other)) >= least:
                found.append(Pair(one, other, share))
        return sorted(found, key=lambda pair: (-pair.share, pair.one, pair.other))

    def _share(self, known: frozenset[int], size: int, key: str) -> float:
        ranks = self._sets[key]
        return _jaccard(len(known & ranks), size, len(ranks))

    def _meetings(self, least: float) -> Iterator[tuple[str, str]]:
        """Each pair once that shares a telling shingle and is not too unequal in size to be alike."""
        holders: defaultdict[int, list[str]] = defaultdict(list)
        for key, ranks in self._sets.items():
            telling = sorted(ranks)[: _telling(len(ranks), least)]
            for other in {other for rank in telling for other in holders[rank]}:
                sizes = len(ranks), len(self._sets[other])
                if min(sizes) >= least * max(sizes) - _ROUNDING:
                    yield other, key
            for rank in telling:
                holders[rank].append(key)
