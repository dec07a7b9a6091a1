"""School years and terms: July to December is the first (ganjil), January to June the second (genap)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from literasi.kernel.sentence import Sentence

_FIRST_MONTH = 7


class Term(StrEnum):
    """The value is stored."""

    ODD = "ganjil"
    EVEN = "genap"


NAMES = {Term.ODD: Sentence("semester ganjil"), Term.EVEN: Sentence("semester genap")}


def term_of(day: date) -> Term:
    """The term in which a day lies."""
    return Term.ODD if day.month >= _FIRST_MONTH else Term.EVEN


def year_of(day: date) -> int:
    """The calendar year in which the school year of a day began."""
    return day.year if day.month >= _FIRST_MONTH else day.year - 1


def label(year: int) -> str:
    """A school year as it is written: `2026/2027`."""
    return f"{year}/{year + 1}"
