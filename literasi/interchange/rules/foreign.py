"""A question as other systems know it: the bridge on which every format meets ours.

Texts are Markdown unless they are called plain. What stands here is what GIFT, Moodle and Aiken have in common; a
reader of a format makes it, a writer takes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from literasi.catalogue.rules.question import Gap, Kind

WHOLE = Decimal(100)


@dataclass(frozen=True)
class Reply:
    """One answer. `percent` is the share it earns; `partner` the right side of a pair, whose left is "" for a distractor.

    `low` and `high` are the ends of a foreseen number. The text of a typed answer is plain.
    """

    text: str = ""
    percent: Decimal = Decimal(0)
    feedback: str = ""
    partner: str = ""
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Foreign:
    """A question. `title`, `tags` and `key` are plain; the stem of a CLOZE holds its gaps as `[[…]]`.

    `weighted` says that the percentages of a MULTIPLE are the author's own.
    """

    kind: Kind
    title: str = ""
    stem: str = ""
    replies: tuple[Reply, ...] = ()
    gaps: tuple[Gap, ...] = ()
    gap_html: tuple[str, ...] = ()
    weighted: bool = False
    hints: tuple[str, ...] = ()
    explanation: str = ""
    rubric: tuple[str, ...] = ()
    points: Decimal = Decimal(1)
    tags: tuple[str, ...] = ()
    key: str = ""


def even_percents(rights: int, wrongs: int) -> tuple[Decimal, Decimal]:
    """What a right and a wrong box count when nobody weighed them: all right ones make the whole, all wrong ones undo it."""
    return _share(rights), -_share(wrongs)


def _share(number: int) -> Decimal:
    return (WHOLE / number).quantize(Decimal("0.00001")).normalize() if number else Decimal(0)


def is_even(replies: tuple[Reply, ...]) -> bool:
    """Whether the percentages are those of `even_percents`."""
    rights = [one for one in replies if one.percent > 0]
    right, wrong = even_percents(len(rights), len(replies) - len(rights))
    return all(abs(one.percent - (right if one.percent > 0 else wrong)) < Decimal("0.01") for one in replies)
