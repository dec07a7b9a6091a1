"""Numbers as Indonesians type them: a full stop groups thousands, a comma begins the decimals.

Phones and spreadsheets also produce `3.14` and `1,234.5`, so every spelling with one sensible reading is
taken, and the page always says how it was read. The two spellings with two readings are settled by the course
format: `1.234` is one thousand two hundred thirty-four, `1,234` is one and a bit.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from literasi.kernel.sentence import Sentence

MAX_LENGTH = 40
"""Characters of a number. More is a slip, and a limit keeps hostile input cheap."""

NOTHING = Sentence("Tulis sebuah angka, misalnya 1.234,5.")
WITH_UNIT = Sentence("Tulis angkanya saja, tanpa “Rp”, tanda persen, atau satuan. Contohnya 1.234,5.")
UNCLEAR = Sentence("Angka ini belum terbaca. Tulis misalnya 1234, 1.234, atau 3,14.")
TOO_LONG = Sentence(
    "Angka ini terlalu panjang. Tulis paling banyak %(limit)s karakter.", {"limit": MAX_LENGTH}
)

# Each spelling with the sign that groups thousands and the sign that begins decimals. The first that fits
# is taken, so `1.234` is grouped before it could be a decimal; no group begins with zero, so `0.123` is one.
_SPELLINGS = tuple(
    (re.compile(pattern, re.ASCII), group, point)
    for pattern, group, point in (
        (r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?", ".", ","),  # 1.234 and 1.234,5
        (r"[1-9]\d{0,2}( \d{3})+(,\d+)?", " ", ","),  # 1 234,5
        (r"\d+", "", ","),
        (r"\d*,\d+", "", ","),  # 3,14 and ,5
        (r"\d*\.\d+", "", "."),  # 3.14 and 0.123
        (r"[1-9]\d{0,2}(,\d{3})+\.\d+", ",", "."),  # 1,234.5
        (r"[1-9]\d{0,2}(,\d{3}){2,}", ",", "."),  # 1,234,567
    )
)
_MINUS = str.maketrans({"−": "-", "–": "-", "‑": "-"})
_SWAP = str.maketrans(",.", ".,")


@dataclass(frozen=True)
class NumberRead:
    """A number and how it was read: `value` exactly, `shown` in the Indonesian spelling."""

    value: Decimal
    shown: str


def read_number(typed: str) -> NumberRead | Sentence:
    """The number in a typed text, or the sentence that says how to write it. Never raises."""
    text = " ".join(typed.translate(_MINUS).split())  # split() also takes the no-break and thin spaces
    if not text:
        return NOTHING
    if len(text) > MAX_LENGTH:
        return TOO_LONG
    sign = "-" if text[0] == "-" else ""
    digits = text[1:].lstrip() if text[0] in "+-" else text
    for spelling, group, point in _SPELLINGS:
        if spelling.fullmatch(digits):
            plain = digits.replace(group, "") if group else digits
            value = Decimal(sign + plain.replace(point, "."))
            return NumberRead(value, format_number(value))
    return WITH_UNIT if any(_is_unit(character) for character in text) else UNCLEAR


def format_number(value: Decimal) -> str:
    """A finite number in the Indonesian spelling: `Decimal("-1234.50")` gives `-1.234,50`."""
    sign = "-" if value < 0 else ""
    return sign + format(value.copy_abs(), ",f").translate(_SWAP)


def _is_unit(character: str) -> bool:
    return character in "%‰" or unicodedata.category(character) in {"Lu", "Ll", "Lo", "Sc"}
