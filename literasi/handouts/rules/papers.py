"""Which questions paper can carry, and versions A and B: the same questions, so that neighbours cannot copy.

Both versions number the same questions by letter and the same by words, so one column of a grid serves both. In each
the keys are spread over the letters, so nobody gets far by one letter alone. An attempt follows from its seed wherever it
is read, so neither is arranged by hand: of many seeds those are taken that give it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice
from string import ascii_uppercase

from literasi.catalogue.rules.question import Kind, Question
from literasi.handouts.rules.cells import BETWEEN_GAPS
from literasi.handouts.rules.keys import key_cell, right_answer
from literasi.kernel.sentence import Sentence
from literasi.quizzes.rules.answers import form_of
from literasi.quizzes.rules.arrangement import Arrangement, arrange
from literasi.quizzes.rules.chance import lot

TRIES = 128
"""How many seeds are looked at for an even one."""
TRIES_FOR_B = 24
"""How many even seeds version B is chosen from."""
SHOWN_OF_ID = 4

NOT_MARKED = Sentence("Survei tidak dinilai, dan di kertas bernama jawabannya tidak lagi bebas.")
READ_BY_SOMEBODY = Sentence("Uraian dinilai orang, dan terlalu panjang untuk diketik tiga puluh kali. Minta siswa mengetiknya di kuis, atau bacalah di kertas.")  # fmt: skip
TOO_MANY_LETTERS = Sentence("Pilihannya lebih banyak daripada huruf.")
UNTYPEABLE = Sentence("Kuncinya memakai titik koma, yang di kisi memisahkan rumpang.")
KEYLESS = Sentence("Kuncinya tidak dapat dicetak.")


class Version(StrEnum):
    """Which of the two papers a pupil has; the value is printed on it."""

    A = "A"
    B = "B"


@dataclass(frozen=True)
class Item:
    """A question with the digest under which it is kept."""

    digest: str
    question: Question


@dataclass(frozen=True)
class Asked:
    """A question of one version at its number, with its options in the order of that version."""

    number: int
    digest: str
    question: Question
    arrangement: Arrangement

    @property
    def by_letter(self) -> bool:
        """Whether one letter says the answer."""
        return one_letter(self.question)


def one_letter(question: Question) -> bool:
    """Whether one letter says the answer."""
    return form_of(question) is Kind.CHOICE


def unsuited(question: Question) -> Sentence | None:
    """Why a question cannot be answered on paper and typed in afterwards; None when it can."""
    form, sizes = form_of(question), [len(gap.choices) for gap in question.gaps]
    sides = len(question.pairs) + len(question.distractors_html)
    if question.kind is Kind.SURVEY:
        return NOT_MARKED
    if form is Kind.ESSAY:
        return READ_BY_SOMEBODY
    if max(len(question.options), len(question.steps), sides, *sizes, 0) > len(ascii_uppercase):
        return TOO_MANY_LETTERS
    words = [text for gap in question.gaps for text in gap.accepted if not gap.choices]
    if len(question.gaps) > 1 and any(BETWEEN_GAPS in text for text in words):
        return UNTYPEABLE
    return KEYLESS if right_answer(question) is None else None


def version(items: Sequence[Item], seed: str, shuffle: bool) -> tuple[Asked, ...]:
    """The questions of one version. Those answered by one letter come first, as on every printed test; an author who
    wants her order (`acak: tidak`) keeps it.
    """
    ordered = list(items)
    if shuffle:
        ordered.sort(key=lambda one: (not one_letter(one.question), lot(seed, "order", one.question.key)))
    return tuple(
        Asked(number, one.digest, one.question, arrange(one.question, seed, shuffle))
        for number, one in enumerate(ordered, start=1)
    )


def surplus(asked: Sequence[Asked]) -> int:
    """How many keys stand on a letter beyond its share: n questions with k options each, which a seed may shuffle, use none
    more than n / k times, rounded up, and once more."""
    keys: dict[int, Counter[int]] = {}
    for one in asked:
        if one.by_letter and one.question.kind is not Kind.TRUE_FALSE:
            right = [option.right for option in one.question.options].index(True)
            keys.setdefault(len(one.arrangement.order), Counter())[one.arrangement.order.index(right)] += 1
    return sum(
        max(0, count - (-(-letters.total() // size) + 1))
        for size, letters in keys.items()
        for count in letters.values()
    )


def _even(items: Sequence[Item], seeds: Iterable[str], shuffle: bool) -> Iterator[str]:
    """Those of the seeds that spread the keys; where none does, the one that comes nearest."""
    nearest: tuple[int, str] | None = None
    for seed in seeds:
        over = surplus(version(items, seed, shuffle)) if shuffle else 0
        if not over:
            yield seed
        if nearest is None or over < nearest[0]:
            nearest = over, seed
    if nearest and nearest[0]:
        yield nearest[1]


def _seeds(drawn: str, name: Version) -> Iterator[str]:
    return (lot(drawn, name, turn).hex()[:16] for turn in range(TRIES))


def first_seed(items: Sequence[Item], drawn: str, shuffle: bool) -> str:
    """The seed of version A: what was drawn, or the first after it that spreads the keys."""
    return next(_even(items, chain([drawn], _seeds(drawn, Version.A)), shuffle))


def second_seed(items: Sequence[Item], first: str, shuffle: bool) -> str:
    """The seed of version B: of many that spread the keys the one by which fewest numbers have the same key as in A."""
    mine = [key_cell(one.question, one.arrangement) for one in version(items, first, shuffle)]

    def alike(seed: str) -> int:
        keys = [key_cell(one.question, one.arrangement) for one in version(items, seed, shuffle)]
        return sum(a == b for a, b in zip(mine, keys, strict=True))

    return min(islice(_even(items, _seeds(first, Version.B), shuffle), TRIES_FOR_B), key=alike)


def short_name(public_id: str) -> str:
    """What a paper is called on paper, to find it again: the first letters of its address."""
    return public_id[:SHOWN_OF_ID].upper()


def ranges(numbers: Sequence[int]) -> str:
    """Rising numbers as people write them: `1–7, 9`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
