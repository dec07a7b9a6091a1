"""Numbers as Indonesian authors write them: `1.234,5` is one thousand two hundred thirty-four and a half."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_SIGN = r"[-−+]?"
_GROUPED = re.compile(_SIGN + r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_COMMA = re.compile(_SIGN + r"\d+(?:,\d+)?")
_POINT = re.compile(_SIGN + r"\d+\.\d+")
_TOLERANCE = re.compile(r"(.+?)\s*(?:±|\+-|\+/-)\s*(.+)")
_RANGE = re.compile(r"(.+?)\s*\.\.\s*(.+)")
MAX_LENGTH = 40


@dataclass(frozen=True)
class NumberKey:
    """An interval, both ends included. `foreign` says a decimal point was read as a comma."""

    low: Decimal
    high: Decimal
    foreign: bool = False


def read_number(text: str) -> Decimal | None:
    """`1.234,5` -> 1234.5; `1.234` -> 1234; `3.14` -> 3.14 (a point that groups nothing); else None."""
    text = text.strip()
    if len(text) > MAX_LENGTH or (not text.isascii() and "−" not in text):
        return None
    if _GROUPED.fullmatch(text):
        text = text.replace(".", "")
    elif not (_COMMA.fullmatch(text) or _POINT.fullmatch(text)):
        return None
    return Decimal(text.replace(",", ".").replace("−", "-"))


def is_interval(text: str) -> bool:
    """Whether a key is written as `a ± b` or `a..b`, which only a number question understands."""
    return read_number(text) is None and read_number_key(text) is not None


def read_number_key(text: str) -> NumberKey | None:
    """`1825`, `1825 ± 1` or `10..20`; None when it is no number or an empty interval."""
    tolerance, interval = _TOLERANCE.fullmatch(text.strip()), _RANGE.fullmatch(text.strip())
    match = tolerance or interval
    first, second = (
        (read_number(match[1]), read_number(match[2])) if match else (read_number(text), Decimal(0))
    )
    if first is None or second is None:
        return None
    low, high = (first, second) if interval and not tolerance else (first - second, first + second)
    if low > high:
        return None
    return NumberKey(low, high, any(_is_foreign(part) for part in (match.groups() if match else (text,))))


def _is_foreign(text: str) -> bool:
    return bool(_POINT.fullmatch(text.strip())) and not _GROUPED.fullmatch(text.strip())
