"""The secret order in which one learner meets the options of a question.

It is never sent: for an ordering question it is the key itself. It is not stored either, since it follows
from the seed of the attempt.
"""

from __future__ import annotations

from dataclasses import dataclass

from literasi.catalogue.rules.question import Kind, Question
from literasi.quizzes.rules.answers import form_of, right_sides
from literasi.quizzes.rules.chance import shuffled


@dataclass(frozen=True)
class Arrangement:
    """`order[k]` is the number in the source of what is shown at k; `gaps` the same for each drop-down."""

    order: tuple[int, ...] = ()
    gaps: tuple[tuple[int, ...], ...] = ()


def arrange(question: Question, seed: str | int, shuffle: bool = True) -> Arrangement:
    """The order for this seed. Without `shuffle` (`acak: tidak`) options stay as written.

    True-false and survey options always stay: scales are read in order. Right sides, steps and drop-downs are
    always shuffled, because their order in the source gives the key away.
    """
    form = form_of(question)
    if form is Kind.MATCHING:
        sides = _first_of_each(right_sides(question))
        return Arrangement(tuple(sides[k] for k in shuffled(len(sides), seed, question.key)))
    if form is Kind.ORDERING:
        return Arrangement(_disordered(len(question.steps), seed, question.key))
    if form is Kind.CLOZE:
        sizes = [len(gap.choices) for gap in question.gaps]
        return Arrangement(gaps=tuple(shuffled(size, seed, question.key, g) for g, size in enumerate(sizes)))
    size = len(question.options)
    fixed = not shuffle or question.kind in {Kind.TRUE_FALSE, Kind.SURVEY}
    return Arrangement(tuple(range(size)) if fixed else shuffled(size, seed, question.key))


def _first_of_each(sides: tuple[str, ...]) -> tuple[int, ...]:
    """Two left sides may share a right side; it is offered once."""
    return tuple(index for index, side in enumerate(sides) if sides.index(side) == index)


def _disordered(size: int, seed: str | int, key: str) -> tuple[int, ...]:
    """An order other than the right one. Two steps may stand right: always wrong would tell as much."""
    order = shuffled(size, seed, key)
    turn = 0
    while size > 2 and order == tuple(range(size)):
        turn += 1
        order = shuffled(size, seed, key, turn)
    return order
