"""Texts as a reader meets them: words, sentences, and what remains of an option when only its meaning counts."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from literasi.markup import plain_text

_CODE = re.compile(r"<code\b[^>]*>(.*?)</code>", re.DOTALL)
_APART = re.compile(r"<(table|pre)\b.*?</\1>", re.DOTALL)
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|dt|dd|figcaption|blockquote|div)>|<br\s*/?>|<img\b[^>]*>")
_WORD = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*")
_TOKEN = re.compile(rf"{_WORD.pattern}|[^\w\s.,;:!?…'’‘\"“”«»()*_-]")
"""A word, or a sign that is more than punctuation: `+`, `·`, `%`, an arrow."""
_END = re.compile(r"""(?<![.?!…])[.?!…]++["”’»)\]]*+\s++(?=["“‘«(\[]*([A-ZÀ-Þ]|\d))""")
_LAST_TOKEN = re.compile(r"([\w.]+)\.[\"”’»)\]]*\s*$")
_LONGEST_ABBREVIATION = 40
"""Letters to look back, so that a line made to be slow is read as fast as any other."""
_TITLES = (
    "dr dra drs ir prof hj kh bpk sdr sdri tn ny jl jln gg kec kab kel prov pt cv st ed vs rev a.n d.a u.p"
)
_COUNTED = "no nomor hal hlm tgl vol bab ps pkl ay dkk"
_BEFORE_NAMES = frozenset(_TITLES.split())
_BEFORE_NUMBERS = frozenset(_COUNTED.split())


def words(text: str) -> int:
    """How many words a plain text has; `dua-duanya`, `1.234` and an address are one each."""
    return len(_WORD.findall(text))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a plain Indonesian text, in order.

    A dot ends none after a title or initial (`Dr.`, `B. J.`), nor after `hlm.` and its like before a number,
    nor after `dkk.` before a year; `dkk.` and `dll.` end one when a capital follows.
    """
    found, start = list[str](), 0
    for match in _END.finditer(text):
        before = text[start : match.end()]
        if not _goes_on(before, match[1].isdigit()):
            found.append(before.strip())
            start = match.end()
    return (*found, rest) if (rest := text[start:].strip()) else tuple(found)


def _goes_on(before: str, number: bool) -> bool:
    last = _LAST_TOKEN.search(before[-_LONGEST_ABBREVIATION:])
    if last is None:
        return False
    token = last[1].casefold()
    initial = len(token) == 1 and last[1].isalpha() and last[1].isupper()
    return initial or token in _BEFORE_NAMES or (number and token in _BEFORE_NUMBERS)


def read_sentences(safe_html: str) -> Iterator[str]:
    """The sentences in HTML of ours. Tables and code blocks are not read as sentences; a paragraph ends one."""
    for piece in _BLOCK_END.split(_APART.sub(" ", safe_html)):
        yield from sentences(plain_text(piece))


def mean_words(said: list[str]) -> float:
    """Words a sentence on average; 0 when there is none."""
    counts = [count for one in said if (count := words(one))]
    return sum(counts) / len(counts) if counts else 0.0


def folded(safe_html: str) -> tuple[str, ...]:
    """What an option says, apart from case, emphasis and punctuation. Code stays as it is: there a sign may be all."""
    found, last = list[str](), 0
    for code in _CODE.finditer(safe_html):
        found += [*_plain_words(safe_html[last : code.start()]), f"`{html.unescape(code[1]).strip()}`"]
        last = code.end()
    return (*found, *_plain_words(safe_html[last:]))


def _plain_words(safe_html: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFKC", plain_text(safe_html)).casefold())
