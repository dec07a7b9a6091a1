"""What people of the demo read and answer, spread over the days since they came."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.catalogue.rules.shelf import Shelf, ShelfModule
from literasi.classes.actions.imagining import answers, read
from literasi.kernel.visitor import Visitor
from literasi.operations.actions.demo.stage import Stage
from literasi.operations.rules.demo import SEED, Life
from literasi.quizzes import actions as quizzes
from literasi.quizzes.rules.policy import AttemptPolicy

_MOST_TRIES = 3
_SITTING = timedelta(hours=2)
"""Longer than it takes to read a module and answer its quiz."""


def learn(session: Session, stage: Stage, visitor: Visitor, life: Life, came: datetime) -> None:
    """Read and practise as this person does. Her own chance, so that another build finds her the same."""
    time = stage.today - _SITTING - came
    chance = random.Random(f"{SEED} {life.username}")
    path = _path(stage.shelf, life.course, chance)[: life.modules]
    for number, module in enumerate(path):
        now = came + time * ((number + chance.random()) / len(path))
        last = number == len(path) - 1
        whole = not last or (not life.middle and chance.random() < 0.6)
        accounts.recognise(session, visitor, stage.key, now)
        read(session, visitor.person_id, module, now, whole=whole)
        if whole and module.quiz:
            sits_down = now + timedelta(minutes=module.minutes)
            _take(session, stage, visitor.person_id, module, life, chance, sits_down)


def _path(shelf: Shelf, first: str, chance: random.Random) -> list[ShelfModule]:
    """A course after the other, in the order of its modules; which first is a matter of taste, unless it is given."""
    courses = list(shelf.courses)
    chance.shuffle(courses)
    courses.sort(key=lambda course: course.slug != first)
    return [module for course in courses for module in course.open_modules]


def _take(
    session: Session,
    stage: Stage,
    person_id: int,
    module: ShelfModule,
    life: Life,
    chance: random.Random,
    now: datetime,
) -> None:
    """Try the quiz until it is passed, at most three times, with a rest between."""
    assert module.quiz is not None
    policy = AttemptPolicy(module.quiz.threshold)
    for tries in range(_MOST_TRIES):
        if now > stage.today - timedelta(minutes=6):
            return
        drawn = replace(policy, seed=f"{chance.getrandbits(64):016x}")
        public_id = quizzes.start(session, person_id, module, "id", drawn, now)
        sent = answers(session, public_id, person_id, life.skill, tries, chance)
        quizzes.save_page(session, public_id, person_id, sent, now + timedelta(minutes=4))
        if quizzes.submit(session, public_id, person_id, now + timedelta(minutes=6)).passed is not False:
            return
        now += timedelta(minutes=20, hours=chance.randrange(30))
