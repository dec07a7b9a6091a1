"""A pupil's row of a grid: which version, the letters in one go, and a cell for each longer answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from literasi.handouts.rules.cells import EMPTY, Fields, cell_of, read_cell
from literasi.handouts.rules.papers import Asked, Version
from literasi.kernel.sentence import Sentence
from literasi.quizzes.rules.answers import Answer
from literasi.quizzes.rules.reading import read_answer

LONGEST_RUN = 200
"""Characters of the letters of a row that are read at all."""

MOST_ROWS = 40
"""Rows on a page: a school class stands on one."""
_MOST_FIELDS = 900
"""Fields that a page sends at most: whoever reads forms refuses a thousand."""
_FIELDS_OF_ROW = 3

NO_VERSION = Sentence("pilih versi A atau B; itu tercetak di atas lembar jawabannya.")
WRONG_COUNT = Sentence("ada %(got)s huruf untuk %(want)s soal (%(which)s). Tulis satu huruf untuk setiap soal, dan - untuk yang kosong.")  # fmt: skip


@dataclass(frozen=True)
class Typed:
    """A row as it was typed: `version` A, B or "", `run` the letters, `cells` by the number of their question."""

    version: str = ""
    run: str = ""
    cells: Mapping[int, str] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        """Whether nothing of an answer was typed, whatever the version says."""
        return not self.run.strip() and not any(text.strip() for text in self.cells.values())

    def words(self) -> tuple[object, ...]:
        """Everything that counts of it: two rows with the same words are the same."""
        return (self.version, self.run.strip(), tuple(sorted((at, text.strip()) for at, text in self.cells.items() if text.strip())))  # fmt: skip


class Place(StrEnum):
    """Where in a row something is mended; the value begins the name of its field."""

    VERSION = "v"
    RUN = "h"
    CELL = "j"


@dataclass(frozen=True)
class Problem:
    """What has to be mended; `number` 0 is about the row."""

    number: int
    what: Sentence
    place: Place = Place.VERSION

    def field(self, member: str) -> str:
        """The name of the field where it is mended, in the row of this member."""
        return f"{self.place}-{member}" + (f"-{self.number}" if self.place is Place.CELL else "")


@dataclass(frozen=True)
class Read:
    """A row that was understood: `fields` as a page online would send them and `answers` by number."""

    version: Version
    fields: Mapping[int, Fields]
    answers: Mapping[int, Answer]


class Became(StrEnum):
    """What became of a row that was sent."""

    UNTOUCHED = "kosong"
    FAULTY = "keliru"
    SHOWN = "dibaca"
    STORED = "tersimpan"
    AGAIN = "sudah"
    OTHER = "lain"
    REFUSED = "ditolak"


def numbers_by_letter(asked: Sequence[Asked]) -> tuple[int, ...]:
    """The questions whose answers are typed as one run of letters."""
    return tuple(one.number for one in asked if one.by_letter)


def numbers_by_cell(asked: Sequence[Asked]) -> tuple[int, ...]:
    """The questions that have a cell of their own."""
    return tuple(one.number for one in asked if not one.by_letter)


def rows_a_page(cells: int) -> int:
    """How many rows a page shows whose questions have so many cells of their own."""
    return max(1, min(MOST_ROWS, _MOST_FIELDS // (cells + _FIELDS_OF_ROW)))


def version_named(text: str) -> Version | None:
    """The version that was chosen, or None."""
    return Version(text) if text in {one.value for one in Version} else None


def read_row(typed: Typed, versions: Mapping[Version, Sequence[Asked]]) -> Read | tuple[Problem, ...]:
    """A row as answers, or everything that is wrong with it at once."""
    chosen = version_named(typed.version)
    if chosen is None:
        return (Problem(0, NO_VERSION),)
    written = _written(typed, versions[chosen])
    if isinstance(written, Problem):
        return (written,)
    fields: dict[int, Fields] = {}
    answers: dict[int, Answer] = {}
    problems = []
    for one in versions[chosen]:
        read = read_cell(one.question, one.arrangement, written[one.number])
        answer = read if isinstance(read, Sentence) else read_answer(one.question, read, one.arrangement)
        place = Place.RUN if one.by_letter else Place.CELL
        if isinstance(read, Sentence):
            problems.append(Problem(one.number, read, place))
        elif isinstance(answer, Sentence):
            problems.append(Problem(one.number, answer, place))
        else:
            fields[one.number], answers[one.number] = read, answer
    return tuple(problems) or Read(chosen, fields, answers)


def _written(typed: Typed, asked: Sequence[Asked]) -> dict[int, str] | Problem:
    """The text of each question, the run of letters dealt out."""
    numbers = numbers_by_letter(asked)
    run = "".join(mark for mark in typed.run[:LONGEST_RUN] if not mark.isspace() and mark not in ".,;")
    run = run or EMPTY * len(numbers)
    if len(run) != len(numbers):
        told = Sentence(WRONG_COUNT.text, {"got": len(run), "want": len(numbers), "which": _which(numbers)})
        return Problem(0, told, Place.RUN)
    dealt = dict(zip(numbers, run, strict=True))
    return {one.number: dealt.get(one.number, typed.cells.get(one.number, "")) for one in asked}


def _which(numbers: Sequence[int]) -> str:
    return f"{numbers[0]}–{numbers[-1]}" if numbers else EMPTY


def row_of(answers: Mapping[int, Answer], chosen: Version, asked: Sequence[Asked]) -> Typed:
    """How answers are typed as a row. Reading it gives the same answers."""
    cells = {one.number: cell_of(one.question, answers[one.number], one.arrangement) for one in asked}
    run = "".join(cells[number] for number in numbers_by_letter(asked))
    return Typed(chosen.value, run, {number: cells[number] for number in numbers_by_cell(asked)})
