"""What a lesson is made of, as releases keep it: parts with blocks. Apart from the reading of sources, because serving
a lesson needs these and none of the machinery of Markdown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from .question import Question


class BlockKind(StrEnum):
    """What a block is; the value is the name of its fence and is stored in releases."""

    HTML = "html"
    OPENING = "pemantik"
    GUESS = "tebak"
    EXAMPLE = "contoh"
    PRACTICE = "latihan"
    LAB = "lab"
    SUMMARY = "rangkuman"
    CARDS = "kartu"
    HOME = "rumah"
    QUIZ = "kuis"


@dataclass(frozen=True)
class Card:
    """A card for spaced repetition. `key` is its id, or "" when the author gave none."""

    front_html: str
    back_html: str
    key: str = ""


@dataclass(frozen=True)
class Block:
    """A piece of a part: `html`, then its questions or cards; `lab` is the key of a practice task.

    `text` holds the words a learner may read before answering, for search and counting.
    """

    kind: BlockKind
    html: str = ""
    questions: tuple[Question, ...] = ()
    cards: tuple[Card, ...] = ()
    lab: str = ""
    text: str = ""


@dataclass(frozen=True)
class Part:
    """A step of the lesson that can be finished and resumed. `key` is stable and unique in the lesson."""

    key: str
    title_html: str
    title: str
    blocks: tuple[Block, ...] = ()
    line: int = field(default=0, compare=False)
