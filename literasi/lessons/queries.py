"""Questions about readers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, cast, literal, select, type_coerce, union_all
from sqlalchemy.orm import Session

from literasi.lessons.models import Place, PracticeAnswer
from literasi.progress.models import Completion

_NO_TEXT = cast(None, String)


@dataclass(frozen=True)
class Practised:
    """The latest answer to a practice question."""

    item_digest: str
    answer: Any
    at: datetime


@dataclass(frozen=True)
class Reading:
    """What is known of a reader on one lesson's page. All empty for somebody of whom nothing is stored."""

    left_at: str = ""
    done: tuple[str, ...] = ()
    at: datetime | None = None
    practised: Mapping[str, Practised] = field(default_factory=dict)
    finished: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LeftAt:
    """A lesson that somebody began."""

    module_key: str
    part_key: str
    done: tuple[str, ...]
    at: datetime


def reading(session: Session, person_id: int, module_key: str) -> Reading:
    """Place, practice answers and finished modules of a reader, in one statement: this is the page opened most."""
    if not person_id:
        return Reading()
    place = select(literal("place"), Place.part_key, _NO_TEXT, type_coerce(Place.done, JSON), Place.at).where(
        Place.person_id == person_id, Place.module_key == module_key
    )
    practised = select(
        literal("answer"), PracticeAnswer.item_key, PracticeAnswer.item_digest, type_coerce(PracticeAnswer.answer, JSON), PracticeAnswer.at
    ).where(PracticeAnswer.person_id == person_id, PracticeAnswer.module_key == module_key)  # fmt: skip
    completed = select(literal("done"), Completion.key, _NO_TEXT, cast(None, JSON), Completion.at).where(
        Completion.person_id == person_id
    )
    found = Reading()
    answers: dict[str, Practised] = {}
    finished: set[str] = set()
    for kind, key, digest, data, at in session.execute(union_all(place, practised, completed)):
        if kind == "place":
            found = Reading(key, tuple(data), at)
        elif kind == "answer":
            answers[key] = Practised(digest, data, at)
        else:
            finished.add(key)
    return Reading(found.left_at, found.done, found.at, answers, frozenset(finished))


def begun(session: Session, person_id: int) -> list[LeftAt]:
    """The lessons a person began, the latest first."""
    if not person_id:
        return []
    rows = session.execute(
        select(Place.module_key, Place.part_key, Place.done, Place.at)
        .where(Place.person_id == person_id)
        .order_by(Place.at.desc())
    )
    return [LeftAt(key, part, tuple(done), at) for key, part, done, at in rows]
