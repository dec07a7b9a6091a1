"""Whether a save is taken. An acknowledged answer is never lost, counted twice, or changed behind the
learner's back.

Every save carries an id made once on the learner's device and the number of the answer its page last knew
(`base_seq`). A repeat of a save is recognised by its id, a stale page by its base.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from literasi.quizzes.rules.answers import Answer


@dataclass(frozen=True)
class Saved:
    """An answer as it is stored; `seq` counts the saves of this question in this attempt from 1."""

    seq: int
    answer: Answer


@dataclass(frozen=True)
class Save:
    """An answer as it arrives; `base_seq` is the `seq` its page last knew, 0 for none."""

    uuid: str
    base_seq: int
    answer: Answer


@dataclass(frozen=True)
class Accept:
    """Store the answer under this number."""

    seq: int


@dataclass(frozen=True)
class Replay:
    """This very save was stored before, under this number: say so again, store nothing."""

    seq: int


@dataclass(frozen=True)
class Unchanged:
    """Nothing to store. With `stale` the page shows an older answer than the one stored, which stays."""

    seq: int
    stale: bool = False


@dataclass(frozen=True)
class Conflict:
    """Another page saved something else meanwhile: ask the learner. `stored` is None for nothing."""

    stored: Saved | None


@dataclass(frozen=True)
class Reused:
    """The id belongs to another answer: refuse, store nothing. `first` is what it belongs to."""

    first: Saved


Decision: TypeAlias = Accept | Replay | Unchanged | Conflict | Reused


def decide(
    current: Saved | None,
    known: Mapping[str, Saved],
    incoming: Save,
    answer_at_base: Answer,
    *,
    closed: bool = False,
) -> Decision:
    """What to do with a save. In a `closed` attempt nothing counts any more, so nobody is asked: all is kept.

    `current` is the newest stored answer, `known` the stored saves of this question by id (it is enough that
    it holds the incoming id, if stored), `answer_at_base` the answer stored under `base_seq` (None for 0 or
    unknown).
    """
    first = known.get(incoming.uuid)
    if first is not None:
        return Replay(first.seq) if first.answer == incoming.answer else Reused(first)
    seq, answer = (current.seq, current.answer) if current else (0, None)
    if not closed and not 0 <= incoming.base_seq <= seq:
        return Conflict(current)
    if incoming.answer == answer:
        return Unchanged(seq)
    if closed or incoming.base_seq == seq:
        return Accept(seq + 1)
    untouched = incoming.answer == answer_at_base
    return Unchanged(seq, stale=True) if untouched else Conflict(current)
