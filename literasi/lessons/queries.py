"""Questions about readers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    String,
    bindparam,
    cast,
    literal,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from literasi.infra.holdings import rows
from literasi.kernel.holding import Holding
from literasi.kernel.sentence import Sentence
from literasi.lessons.models import Place, PracticeAnswer
from literasi.progress.models import Completion

_PERSON: BindParameter[int] = bindparam("person")
_MODULE: BindParameter[str] = bindparam("module")
_NO_TEXT = cast(None, String)
_READING = union_all(
    select(literal("place"), Place.part_key, _NO_TEXT, type_coerce(Place.done, JSON), Place.at).where(
        Place.person_id == _PERSON, Place.module_key == _MODULE
    ),
    select(
        literal("answer"),
        PracticeAnswer.item_key,
        PracticeAnswer.item_digest,
        type_coerce(PracticeAnswer.answer, JSON),
        PracticeAnswer.at,
    ).where(PracticeAnswer.person_id == _PERSON, PracticeAnswer.module_key == _MODULE),
    select(literal("done"), Completion.key, _NO_TEXT, cast(None, JSON), Completion.at).where(
        Completion.person_id == _PERSON
    ),
)
_BEGUN = (
    select(Place.module_key, Place.part_key, Place.done, Place.at)
    .where(Place.person_id == _PERSON)
    .order_by(Place.at.desc())
)


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
    found = Reading()
    answers: dict[str, Practised] = {}
    finished: set[str] = set()
    for kind, key, digest, data, at in session.connection().execute(
        _READING, {"person": person_id, "module": module_key}
    ):
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
    found = session.connection().execute(_BEGUN, {"person": person_id})
    return [LeftAt(key, part, tuple(done), at) for key, part, done, at in found]


def export(session: Session, person_id: int) -> list[Holding]:
    """Where a person is in lessons, and what she answered on the way."""
    places = select(Place.module_key, Place.part_key, Place.done, Place.at).where(
        Place.person_id == person_id
    )
    answers = select(
        PracticeAnswer.module_key,
        PracticeAnswer.item_key,
        PracticeAnswer.item_digest,
        PracticeAnswer.answer,
        PracticeAnswer.at,
    ).where(PracticeAnswer.person_id == person_id)
    module, when = Sentence("Modul"), Sentence("Kapan")
    read = {
        "module_key": module,
        "part_key": Sentence("Bagian"),
        "done": Sentence("Sudah dibaca"),
        "at": when,
    }
    said = {"module_key": module, "item_key": Sentence("Soal"), "answer": Sentence("Jawaban"), "at": when}
    return [
        Holding("place", Sentence("Tempat terakhir dalam pelajaran"), read, rows(session, places)),
        Holding("practice_answer", Sentence("Jawaban latihan"), said, rows(session, answers)),
    ]
