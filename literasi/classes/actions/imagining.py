"""What people who are made up do in a class: by the same actions that taps of real ones call, each with its moment."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.question import Kind
from literasi.catalogue.rules.shelf import Shelf, ShelfCourse, ShelfModule
from literasi.classes import queries
from literasi.classes.rules import sample
from literasi.classes.rules.sample import Did, Slot
from literasi.lessons import actions as lessons
from literasi.lessons.rules import END
from literasi.quizzes import actions as quizzes
from literasi.quizzes import queries as sheets
from literasi.quizzes.rules.imagined import answer, knows, seed_asking
from literasi.quizzes.rules.policy import AttemptPolicy
from literasi.quizzes.rules.reading import fields_of
from literasi.quizzes.rules.selection import BankItem

_ALL, _MOST, _NONE = 2.0, 0.95, -1.0
"""Skills: everything right, nearly everything, nothing."""
_ANSWERING, _REST = timedelta(minutes=6), timedelta(minutes=25)


@dataclass(frozen=True)
class Staged:
    """A module in its slot, with the bank of its quiz."""

    slot: Slot
    module: ShelfModule
    bank: tuple[BankItem, ...]


def staged(session: Session, shelf: Shelf) -> list[Staged]:
    """Published modules with a quiz, in the slots: those of the first course whose quizzes may ask for an essay, else of the
    first course that has any. Empty where none is published."""
    offered = [modules for course in shelf.courses if (modules := _for_pupils(course))]
    banks = {one.id: _bank(session, one) for modules in offered for one in modules}
    essays = {key: any(item.kind is Kind.ESSAY for item in bank) for key, bank in banks.items()}
    chosen = max(offered, key=lambda modules: any(essays[one.id] for one in modules), default=[])
    order = [chosen[at] for at in sample.from_essay([essays[one.id] for one in chosen])]
    return [
        Staged(slot, one, banks[one.id]) for slot, one in zip(sample.slots(len(order)), order, strict=False)
    ]


def _for_pupils(course: ShelfCourse) -> list[ShelfModule]:
    """What of a course can be given to a class: those meant for pupils of that age, or all when none is."""
    quizzed = [one for one in course.open_modules if one.quiz is not None]
    return [one for one in quizzed if {"smp", "umum"} & set(one.audiences)] or quizzed


def _bank(session: Session, module: ShelfModule) -> tuple[BankItem, ...]:
    found = (one.question for one in catalogue.bank(session, module.id, "id"))
    return tuple(BankItem(one.key, one.indicators, one.critical, one.kind) for one in found)


def play(
    session: Session,
    who: Sequence[tuple[int, sample.Pupil]],
    plan: Sequence[Staged],
    seed: str,
    now: datetime,
) -> None:
    """Let each of these people, by person, do what is told of her."""
    for number, (person_id, pupil) in enumerate(who):
        for one in plan:
            play_part(session, person_id, pupil, number, one, seed, now)


def play_part(
    session: Session,
    person_id: int,
    pupil: sample.Pupil,
    number: int,
    one: Staged,
    seed: str,
    now: datetime,
) -> None:
    """Let her do with a module what is told of her; her own chance, so that every build is the same. `number`: which of
    them she is."""
    did = pupil.at(one.slot)
    if did is not Did.NOTHING:
        chance = random.Random(f"{seed} {pupil.name} {one.slot}")
        work(session, person_id, one, did, sample.sat_down(one.slot, did, number, now), chance)


def work(
    session: Session, person_id: int, one: Staged, did: Did, at: datetime, chance: random.Random
) -> None:
    """Let her do something with a module at a moment. Of those who take the quiz only that is told: their reading shows on no
    page of a class, and would take as long again."""
    if did is Did.STOPPED:
        read(session, person_id, one.module, at, whole=False)
    if did is Did.OPEN:
        _begin(session, person_id, one, at, chance, essay=False)
        return
    for skill in _skills(did):
        if _take(session, person_id, one, skill, at, chance, essay=did is Did.ESSAY) is not False:
            return
        at += _REST


def _skills(did: Did) -> tuple[float, ...]:
    """How able she is at each try; she stops when she passes, or somebody has to mark it."""
    return {
        Did.STOPPED: (),
        Did.TWICE: (_NONE, _NONE),
        Did.RETRIED: (_NONE, _ALL),
    }.get(did, (_MOST, _ALL))


def _take(
    session: Session,
    person_id: int,
    one: Staged,
    skill: float,
    at: datetime,
    chance: random.Random,
    *,
    essay: bool,
) -> bool | None:
    attempt = _begin(session, person_id, one, at, chance, essay=essay)
    sent = answers(session, attempt, person_id, skill, 0, chance)
    quizzes.save_page(session, attempt, person_id, sent, at + _ANSWERING / 2)
    return quizzes.submit(session, attempt, person_id, at + _ANSWERING).passed


def _begin(
    session: Session, person_id: int, one: Staged, at: datetime, chance: random.Random, *, essay: bool
) -> str:
    quiz = one.module.quiz
    assert quiz is not None
    own = AttemptPolicy(quiz.threshold).to_data()
    terms = AttemptPolicy.from_data(queries.terms(session, person_id, one.module.key, own, at) or own)
    seed = seed_asking(one.bank, quiz.shown, quiz.blueprint, chance, essay=essay)
    return quizzes.start(session, person_id, one.module, "id", replace(terms, seed=seed), at)


def read(session: Session, person_id: int, module: ShelfModule, now: datetime, *, whole: bool) -> None:
    """Read a lesson, or the first half of it, part by part."""
    keys = [mark.key for mark in module.parts["id"]]
    last = len(keys) if whole else (len(keys) + 1) // 2
    for at, key in enumerate(keys[:last]):
        target = keys[at + 1] if at + 1 < len(keys) else END
        lessons.move_on(session, person_id, module, keys, key, target, now + timedelta(minutes=at))


def answers(
    session: Session, public_id: str, person_id: int, skill: float, tries: int, chance: random.Random
) -> Mapping[int, quizzes.Sent]:
    """What somebody with this skill, 0 to 1, fills in at a try, by the positions of the questions."""
    sent = {}
    for asked in sheets.found_sheet(session, public_id, person_id).asked:
        right = knows(skill, asked.question.difficulty, tries, chance)
        fields = fields_of(asked.question, answer(asked.question, right, chance), asked.arrangement)
        save_id = str(uuid.UUID(int=chance.getrandbits(128)))
        sent[asked.position] = quizzes.Sent(fields, save_id, 0)
    return sent
