"""Folding of short answers: what does not change the answer does not change the mark.

Case, Unicode form, spaces and the punctuation of prose are folded away: `E–Book`, `e-book` and ` “e book” `
are one answer. Diacritics stay, because they make other words. Signs that carry meaning stay too (`kompos*`,
`C++`, `50%`), and an answer made of punctuation alone is compared as it stands, so that the key `?` differs
from the key `!`.
"""

from __future__ import annotations

import unicodedata

_APOSTROPHES = dict.fromkeys(map(ord, "’‘‛ʼʻ`´′"), "'")
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»″"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_UNIFIED = _APOSTROPHES | _QUOTES | _DASHES

_MEANT = frozenset("*#@%&")
_PUNCTUATION = frozenset({"Po", "Ps", "Pe", "Pi", "Pf", "Pd"})
_ROUNDS = 4
"""A form can contain what an earlier step folds. Two rounds settle every character of Unicode 14."""


def fold(text: str) -> str:
    """The text without what does not matter. Folding twice changes nothing more."""
    for _ in range(_ROUNDS):
        folded = _fold_once(text)
        if folded == text:
            break
        text = folded
    return text


def same(one: str, other: str) -> bool:
    """Whether two short answers say the same."""
    return fold(one) == fold(other)


def _fold_once(text: str) -> str:
    plain = _normal(text)
    words = "".join(_as_word(character) for character in plain)
    return _normal(" ".join(words.split())) or "".join(plain.split())


def _normal(text: str) -> str:
    """One spelling of each character, small letters, nothing invisible."""
    unified = unicodedata.normalize("NFC", text).translate(_UNIFIED)
    small = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", unified).casefold())
    return "".join(character for character in small if unicodedata.category(character) != "Cf")


def _as_word(character: str) -> str:
    """Letters and signs as they are; an apostrophe joins (`Jum'at`), other punctuation separates."""
    if character == "'":
        return ""
    if character in _MEANT:
        return character
    category = unicodedata.category(character)
    return " " if category in _PUNCTUATION or category == "Cc" else character
