"""How words are compared and how results are ordered.

Stemming is Sastrawi's (Indonesian confix stripping after Nazief and Adriani): menilai, penilaian and dinilai meet in
`nilai`. The order is our own, so that it is the same on every database.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

LONGEST_QUERY = 200
LONGEST_WORD = 200
"""Letters of a word that are compared; PostgreSQL takes 2 kB of a word at most."""
_WORD = re.compile(r"[^\W_]+")
_EXCERPT = 160


@cache
def _stemmer() -> object:
    return StemmerFactory().create_stemmer()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one folded word; numbers and words under four letters stay as they are."""
    if len(word) < 4 or not word.isalpha() or not word.isascii():
        return word
    return str(_stemmer().stem(word)) or word  # type: ignore[attr-defined]  # ships no types


def folded(text: str) -> str:
    """Small letters without accents, so that `Indonésia` is found by `indonesia`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(ch for ch in plain if not unicodedata.combining(ch))


def stems(text: str) -> list[str]:
    """The stems of a text, in order, repeated as often as they occur."""
    return [stem(word[:LONGEST_WORD]) for word in _WORD.findall(folded(text))]


def terms(query: str) -> tuple[str, ...]:
    """The different stems somebody asks for, in order; only the first 200 letters are read."""
    return tuple(dict.fromkeys(stems(query[:LONGEST_QUERY])))


@dataclass(frozen=True)
class Candidate:
    """A possible result with its stems."""

    key: str
    language: str
    address: str
    title: str
    text: str
    title_stems: tuple[str, ...]
    text_stems: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """A result as it is shown. `excerpt` alternates plain and matching text: odd members are the matches."""

    key: str
    language: str
    address: str
    title: str
    excerpt: tuple[str, ...]


def holds(candidate: Candidate, wanted: Sequence[str], *, every: bool) -> bool:
    """Whether a page holds every word, or any of them, stem for stem."""
    held = {*candidate.title_stems, *candidate.text_stems}
    return all(word in held for word in wanted) if every else not held.isdisjoint(wanted)


def ranked(candidates: Sequence[Candidate], wanted: Sequence[str], language: str) -> list[Result]:
    """Best first: more of the words found, then more of them in the title, then more often in the text.

    A text's count is capped at three a word, so that repeating a word does not buy a place. Of two languages of one
    page the reader's own is kept. Ties go by title, so the order never wavers.
    """
    own: dict[str, Candidate] = {}
    for candidate in candidates:
        kept = own.get(candidate.key)
        if kept is None or (candidate.language == language and kept.language != language):
            own[candidate.key] = candidate
    ordered = sorted(
        own.values(), key=lambda candidate: (*_merit(candidate, wanted), candidate.title, candidate.key)
    )
    return [
        Result(one.key, one.language, one.address, one.title, excerpt(one.text, wanted)) for one in ordered
    ]


def _merit(candidate: Candidate, wanted: Sequence[str]) -> tuple[int, int, int]:
    in_title, in_text = set(candidate.title_stems), Counter(candidate.text_stems)
    found = sum(word in in_title or word in in_text for word in wanted)
    return -found, -sum(word in in_title for word in wanted), -sum(min(in_text[word], 3) for word in wanted)


def excerpt(text: str, wanted: Sequence[str]) -> tuple[str, ...]:
    """About 160 letters around the first match, cut at words: plain, match, plain, match, ... plain."""
    words = list(_WORD.finditer(text))
    hits = [word for word in words if stem(folded(word.group())[:LONGEST_WORD]) in wanted]
    start = max(0, hits[0].start() - _EXCERPT // 3) if hits else 0
    start = next((word.start() for word in words if word.start() >= start), 0)
    end = max(
        (word.end() for word in words if word.end() <= start + _EXCERPT), default=min(len(text), _EXCERPT)
    )
    pieces, at = ["… " if start else ""], start
    for word in (hit for hit in hits if start <= hit.start() and hit.end() <= end):
        pieces[-1] += text[at : word.start()]
        pieces += [word.group(), ""]
        at = word.end()
    pieces[-1] += text[at:end] + (" …" if end < len(text.rstrip()) else "")
    return tuple(pieces)
