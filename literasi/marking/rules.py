"""How a rubric becomes a mark, and what has to be said before one is kept.

Each criterion of a rubric is judged on the same four levels, from not shown to Mahir; a level earns an equal step of the
criterion's points. So a rubric needs nothing but its criteria, and two markers mean the same by one word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from literasi.catalogue.rules.question import Criterion, Question
from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence

LONGEST = 2000
"""Characters of a comment or a reason."""


class Kind(StrEnum):
    """How a mark came about; the value is stored."""

    RUBRIC = "rubrik"  # the first mark, by a person
    CHANGED = "ubah"  # a person put another in the place of the one there was
    REGRADED = "hitung-ulang"  # the key was corrected


BY_PEOPLE = (Kind.RUBRIC, Kind.CHANGED)


@dataclass(frozen=True)
class Level:
    """A step of every rubric: its name, and when it is reached."""

    name: Sentence
    reached: Sentence


LEVELS = (
    Level(Sentence("Belum tampak"), Sentence("Kriteria ini belum ada dalam jawaban.")),
    Level(Sentence("Awal"), Sentence("Mulai tampak, tetapi masih banyak yang kurang.")),
    Level(Sentence("Berkembang"), Sentence("Sebagian besar terpenuhi; ada yang perlu dilengkapi.")),
    Level(Sentence("Mahir"), Sentence("Terpenuhi seluruhnya dan jelas.")),
)
TOP = len(LEVELS) - 1
WHOLE = Sentence("Jawaban secara keseluruhan")
"""The one criterion of a question whose author wrote no rubric."""

NO_LEVEL = Sentence("Pilih satu tingkat untuk kriteria ini.")
NO_REASON = Sentence("Tulis alasan perubahan ini. Peserta dan petugas lain akan membacanya.")
TOO_LONG = Sentence("Tulisan ini terlalu panjang. Ringkas menjadi paling banyak %(most)s huruf.", {"most": LONGEST})  # fmt: skip
NO_PERCENT = Sentence("Tulis nilai sebagai bilangan bulat dari 0 sampai 100.")
NO_ADDRESS = Sentence("Tempel alamat halaman hasil, seperti /pengerjaan/…/hasil.")
MARKERS = {Role.TEACHER: Sentence("guru"), Role.LIBRARIAN: Sentence("pustakawan")}
"""What a learner is told of whoever marked."""

_ORIGIN = re.compile(r"(?:.*/)?([0-9a-z]{16})(?:/hasil)?(?:[?#].*)?", re.ASCII)
_PERCENT = re.compile(r"\d{1,3}", re.ASCII)


def criteria(question: Question) -> tuple[Criterion, ...]:
    """The lines of a question's rubric; one without words for a question that has none."""
    return question.rubric or (Criterion("", question.points or 1.0),)


def share(points: Sequence[float], levels: Sequence[int]) -> float:
    """What an answer earns, 0 to 1: the points of each criterion times its level, exactly.

    Raises ValueError when criteria and levels are not as many.
    """
    worth = [Fraction(point).limit_denominator(10_000) for point in points]
    earned = sum(
        (point * Fraction(level, TOP) for point, level in zip(worth, levels, strict=True)), Fraction()
    )
    return float(earned / sum(worth, Fraction()))


def level_problems(levels: Sequence[int | None]) -> dict[int, Sentence]:
    """What is missing of a rubric, by the number of the criterion."""
    return {at: NO_LEVEL for at, level in enumerate(levels) if level is None}


def tidy(text: str) -> str:
    """Words as they are kept: one kind of line end, no control characters, no space around."""
    lines = text.replace("\r\n", "\n")
    return "".join(letter for letter in lines if letter == "\n" or letter.isprintable()).strip()


def comment_problem(text: str) -> Sentence | None:
    """What is wrong with a comment; none is needed."""
    return TOO_LONG if len(text) > LONGEST else None


def reason_problem(text: str) -> Sentence | None:
    """What is wrong with the reason of a change."""
    return comment_problem(text) if text else NO_REASON


def share_of(percent: str) -> float | None:
    """The share that a typed percent means, or None when it is none."""
    typed = percent.strip()
    if not _PERCENT.fullmatch(typed) or int(typed) > 100:
        return None
    return float(Fraction(int(typed), 100))


def origin_in(address: str) -> str | None:
    """The public id of what was handed in, out of the address of its result or typed alone; None when there is none."""
    found = _ORIGIN.fullmatch(address)
    return found[1] if found else None


def changes(seen: int) -> bool:
    """Whether somebody who saw so many marks changes one by giving another."""
    return seen > 0
