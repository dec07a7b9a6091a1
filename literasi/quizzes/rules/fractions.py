"""What share of its point an answer earns, 0 to 1, by kind. These formulas are the published ones.

| kind | share |
|---|---|
| choice, true_false | 1 for the key, else 0 |
| multiple | (right options chosen + wrong options left) / all options |
| multiple with weights | the weights of the chosen options, kept within 0 and 1; 1 for exactly the key |
| short, number, query | 1 when the first foreseen answer it meets is a right one, else 0 |
| matching | right pairs / pairs |
| ordering | pairs of steps in the right order / pairs of steps, which is 1 - inversions / most inversions |
| cloze | right gaps / gaps |

A blank answer earns 0 of every kind, though leaving all wrong options alone would count as something. A step
without a place, or sharing one, is in order with nothing: guessing earns no more than placing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from literasi.catalogue.rules.question import Gap, Kind, Question
from literasi.querylang import Record
from literasi.quizzes.rules.answers import (
    Answer,
    gap_texts,
    is_blank,
    options_chosen,
    places,
    right_sides,
    typed_text,
)
from literasi.quizzes.rules.folding import same
from literasi.quizzes.rules.foreseen import foreseen


def share(question: Question, answer: Answer, records: Sequence[Record] = ()) -> float:
    """The share earned by an answer to a question that a machine marks (not an essay, not a survey)."""
    if is_blank(question, answer):
        return 0.0
    match question.kind:
        case Kind.CHOICE | Kind.TRUE_FALSE | Kind.MULTIPLE:
            return _options(question, options_chosen(question, answer))
        case Kind.MATCHING:
            return _part_of(pairs_right(question, answer))
        case Kind.ORDERING:
            return _in_order(places(question, answer))
        case Kind.CLOZE:
            return _part_of(gaps_right(question, answer))
        case _:
            met = foreseen(question, typed_text(answer), records)
            return 1.0 if met is not None and met.right else 0.0


def pairs_right(question: Question, answer: Answer) -> tuple[bool, ...]:
    """For each left side, whether it was given its own right side or one that reads the same."""
    sides = right_sides(question)
    given = places(question, answer)
    return tuple(side is not None and sides[side] == sides[own] for own, side in enumerate(given))


def gaps_right(question: Question, answer: Answer) -> tuple[bool, ...]:
    """For each gap, whether what it was given is accepted."""
    return tuple(map(_gap_right, question.gaps, gap_texts(question, answer)))


def _gap_right(gap: Gap, text: str) -> bool:
    if gap.choices:
        return text == gap.accepted[0]
    return any(same(accepted, text) for accepted in gap.accepted)


def _options(question: Question, chosen: frozenset[int]) -> float:
    key = frozenset(index for index, option in enumerate(question.options) if option.right)
    if question.kind is not Kind.MULTIPLE:
        return float(chosen <= key)
    if chosen == key:
        return 1.0  # also where an author's 33 % three times stays short of the whole
    if question.weighted:
        return min(1.0, max(0.0, sum(question.options[index].weight for index in chosen)))
    return 1 - len(chosen ^ key) / len(question.options)


def _in_order(given: tuple[int | None, ...]) -> float:
    pairs = list(combinations(given, 2))
    if not pairs:
        return 1.0
    return sum(a is not None and b is not None and a < b for a, b in pairs) / len(pairs)


def _part_of(marks: tuple[bool, ...]) -> float:
    return sum(marks) / len(marks)
