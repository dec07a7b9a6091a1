"""One question as the course format defines it: what is asked, what counts as right, and what is said afterwards.

Texts that end in `_html` are safe HTML, made by `literasi.markup`. Everything else is plain text from the source,
untouched by typography, because keys are compared letter by letter. A question knows nothing of who answers it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """The eleven kinds; the value is stored in releases and must never change."""

    CHOICE = "choice"  # pilihan ganda: exactly one right option
    MULTIPLE = "multiple"  # pilihan ganda kompleks: any number of right options, or partial weights
    TRUE_FALSE = "true_false"  # benar-salah: two options, never shuffled
    SHORT = "short"  # isian singkat
    NUMBER = "number"  # angka
    MATCHING = "matching"  # menjodohkan
    ORDERING = "ordering"  # mengurutkan
    CLOZE = "cloze"  # isian rumpang
    ESSAY = "essay"  # uraian: marked by a person
    QUERY = "query"  # kueri: judged by meaning
    SURVEY = "survey"  # survei: no key, no mark


@dataclass(frozen=True)
class Option:
    """A choice. `weight` is the share of the point it earns: 1 for the key of a single choice, -0.25 for a penalty.

    For `multiple` without percentages every right option has weight 1 and every wrong one 0, and the whole is
    graded by `quizzes.rules.grading`. `weighted` on the question says which of the two it is.
    """

    html: str
    right: bool
    weight: float = 0.0
    feedback_html: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Expected:
    """A foreseen typed answer, right (`- =`) or wrong (`- !=`), with the feedback it gets."""

    text: str
    right: bool
    feedback_html: str = ""


@dataclass(frozen=True)
class NumberRange:
    """A foreseen number, `low` and `high` included. `text` is the key as the author wrote it."""

    low: Decimal
    high: Decimal
    right: bool
    text: str
    feedback_html: str = ""


@dataclass(frozen=True)
class Pair:
    """A left side and the right side that belongs to it."""

    left_html: str
    right_html: str
    feedback_html: str = ""


@dataclass(frozen=True)
class Gap:
    """A gap of a cloze text: typed when `choices` is empty, else a drop-down whose key is `accepted[0]`."""

    accepted: tuple[str, ...]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """A step of an ordering question, in the right order, with the feedback it gets when it is misplaced."""

    html: str
    feedback_html: str = ""


@dataclass(frozen=True)
class Criterion:
    """A line of an essay's rubric and the points it can earn."""

    text: str
    points: float


@dataclass(frozen=True)
class Question:
    """A question. `key` is its stable id; `kind` says which of the lists below are used.

    `cloze_html` is the text of an `isian rumpang` cut at its gaps: len(gaps) + 1 pieces of HTML.
    `survey_kind` is how a survey is answered: CHOICE, MULTIPLE or ESSAY (free text).
    """

    key: str
    kind: Kind
    title_html: str
    stem_html: str = ""
    points: float = 1.0
    difficulty: str = ""
    tags: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    akm: str = ""
    context: str = ""
    critical: bool = False
    options: tuple[Option, ...] = ()
    weighted: bool = False
    expected: tuple[Expected, ...] = ()
    numbers: tuple[NumberRange, ...] = ()
    pairs: tuple[Pair, ...] = ()
    distractors_html: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    cloze_html: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    queries: tuple[Expected, ...] = ()
    survey_kind: Kind | None = None
    rubric: tuple[Criterion, ...] = ()
    hints_html: tuple[str, ...] = ()
    explanation_html: str = ""
    line: int = field(default=0, compare=False)
