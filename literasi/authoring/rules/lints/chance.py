"""How probable a pattern among keys is when nobody meant it."""

from __future__ import annotations

from collections.abc import Sequence

RARE = 0.01
"""A pattern that chance makes more often than this is not worth an author's time."""


def at_least(count: int, chances: Sequence[float]) -> float:
    """The probability that `count` or more of independent events happen, each with its own chance.

    The Poisson binomial distribution, built up event by event, so a bank may mix three and four options.
    """
    row = [1.0]
    for chance in chances:
        row = [
            (row[at] if at < len(row) else 0.0) * (1 - chance) + (row[at - 1] * chance if at else 0.0)
            for at in range(len(row) + 1)
        ]
    return sum(row[count:])
