"""Options that give the key away, say the same, or confuse.

After the guidelines that Haladyna, Downing and Rodriguez gathered (A Review of Multiple-Choice Item-Writing Guidelines
for Classroom Assessment, Applied Measurement in Education 15(3), 2002): choices independent of each other, alike in
form and about equal in length, no all of the above, and as many as can be made plausible, which is often three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from literasi.catalogue.rules.number import read_number
from literasi.catalogue.rules.question import Kind, Option, Question
from literasi.markup import plain_text

from .reading import folded
from .remark import Code, Remark
from .sayings import remark

LONGER_TIMES, LONGER_LETTERS = 1.5, 20
"""A key stands out when it is this many times as long as the longest wrong option, and longer by this many letters."""
FEWEST, MOST = 3, 5
_CHOICES = (Kind.CHOICE, Kind.MULTIPLE)
_ALL_OR_NONE = (
    r"(?:semua(?:nya)?|keduanya|seluruhnya)(?: (?:jawaban|pilihan|pernyataan))?(?: (?:di atas|tersebut|itu|ini))?"
    r"(?: (?:benar|betul|tepat|salah|keliru))?",
    r"(?:tidak|tak) (?:ada|satu pun)(?: (?:satu pun|jawaban|pilihan))?(?: (?:di atas|yang|tersebut))*"
    r"(?: (?:benar|betul|tepat|di atas))?",
    r"bukan (?:salah satu|semua(?:nya)?)(?: (?:dari|di atas|yang|tersebut))*",
    r"(?:all|none|both|neither)(?: of)?(?: (?:the|these|them))?(?: (?:above|options|answers))?(?: are)?"
    r"(?: (?:correct|true|right|wrong))?",
)
_SUMS_UP = re.compile("|".join(f"(?:{form})" for form in _ALL_OR_NONE))
_LETTERS = re.compile(
    r"(?:both )?[a-f](?: [a-f])* (?:dan|and) [a-f](?: (?:are )?(?:benar|betul|tepat|correct|true|right))?"
)
_NUMBER = r"\d+(?:\.\d{3})*(?:,\d+)?"
_RANGE = re.compile(
    rf"(?<![\d.,])({_NUMBER})\s*(?:–|-|—|sampai(?: dengan)?|hingga|s\.d\.|to)\s*({_NUMBER})(?![\d,])"
)
_OPENING, _CLOSING = ('"', "'", "“", "‘", "«", "(", "["), ('"', "'", "”", "’", "»", ")", "]")


def of_options(question: Question) -> Iterator[Remark]:
    """The remarks about the options of a question; none for kinds that have none, and for surveys."""
    if question.kind in _CHOICES:
        yield from _count(question)
        yield from _summing_up(question)
        yield from _alike(question)
        yield from _overlapping(question)
        yield from _odd_ending(question)
    if question.kind is Kind.CHOICE:
        yield from _standing_out(question)


def letter(at: int) -> str:
    """The letter of the option at an index."""
    return chr(ord("A") + at)


def length(option: Option) -> int:
    """How long an option looks: the letters a reader sees."""
    return len(plain_text(option.html))


def _count(question: Question) -> Iterator[Remark]:
    found = len(question.options)
    if found < FEWEST:
        yield remark(Code.FEW_OPTIONS, question.line, question.key, found=found)
    if found > MOST:
        yield remark(Code.MANY_OPTIONS, question.line, question.key, found=found)


def _standing_out(question: Question) -> Iterator[Remark]:
    wrong = [length(option) for option in question.options if not option.right]
    for at, option in enumerate(question.options):
        if option.right and length(option) >= max(
            LONGER_TIMES * max(wrong, default=0), max(wrong, default=0) + LONGER_LETTERS
        ):
            yield remark(Code.KEY_BY_LENGTH, option.line, question.key, letter=letter(at))


def _summing_up(question: Question) -> Iterator[Remark]:
    """Letters sum options up where few options do it; where most are letters, these name things in the stem."""
    said = [" ".join(folded(option.html)) for option in question.options]
    lettered = [bool(_LETTERS.fullmatch(text)) for text in said]
    for at, option in enumerate(question.options):
        if _SUMS_UP.fullmatch(said[at]) or (lettered[at] and sum(lettered) * 2 < len(said)):
            yield remark(Code.ALL_OR_NONE, option.line, question.key, letter=letter(at))


def _alike(question: Question) -> Iterator[Remark]:
    first: dict[tuple[str, ...], int] = {}
    for at, option in enumerate(question.options):
        said = folded(option.html)
        if said and first.setdefault(said, at) != at:
            other = letter(first[said])
            yield remark(Code.SAME_OPTIONS, option.line, question.key, letter=letter(at), other=other)


def _overlapping(question: Question) -> Iterator[Remark]:
    """Only where every option is one range: two spans of years in a sentence may well overlap."""
    ranges = [_range(option) for option in question.options]
    if None in ranges:
        return
    for (one, left), (two, right) in combinations(enumerate(ranges), 2):
        if left and right and max(left[0], right[0]) <= min(left[1], right[1]):
            line = question.options[two].line
            yield remark(Code.OVERLAPPING_RANGES, line, question.key, letter=letter(one), other=letter(two))


def _range(option: Option) -> tuple[float, float] | None:
    found = _RANGE.findall(plain_text(option.html))
    if len(found) != 1:
        return None
    low, high = (read_number(text) for text in found[0])
    return (float(low), float(high)) if low is not None and high is not None and low <= high else None


def _odd_ending(question: Question) -> Iterator[Remark]:
    """Full stops alone: whether an option asks or shouts may be just what is to be noticed."""
    endings = [_ending(option) for option in question.options]
    for at, ending in enumerate(endings):
        others = {*endings[:at], *endings[at + 1 :]}
        if len(endings) >= FEWEST and {ending, *others} == {"", "."} and len(others) == 1:
            yield remark(Code.ODD_ENDING, question.options[at].line, question.key, letter=letter(at))


def _ending(option: Option) -> str:
    """The sign at an option's end; "" for a letter, for code, and for a quotation that ends a sentence without it."""
    text = plain_text(option.html)
    quoted = text.endswith(_CLOSING)
    if option.html.endswith("</code>") or (quoted and not text.startswith(_OPENING)):
        return ""
    sign = text.rstrip("".join(_CLOSING))[-1:]
    return "" if sign.isalnum() else sign
