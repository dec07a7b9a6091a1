"""Sessions of the demo's teacher: one that went on to its end, one that goes on while the demo is looked at."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from literasi.catalogue.rules.shelf import ShelfModule
from literasi.classes.actions.imagining import answers
from literasi.gatherings import actions as gatherings
from literasi.gatherings import queries as sessions
from literasi.kernel.visitor import NOBODY
from literasi.operations.actions.demo.stage import Stage
from literasi.operations.rules.demo import SEED, SESSION_COURSE, TEACHER
from literasi.quizzes import actions as quizzes
from literasi.quizzes.rules.policy import AttemptPolicy

_SKILL = 0.7
_ASKED_ALIKE = "5e551ce1a5000001"
"""What every phone of the session is asked follows from this, so that every build tells the same story."""
_QUIZ_AFTER, _SENT_AFTER = timedelta(minutes=18), timedelta(minutes=24)


def hold_session(session: Session, stage: Stage, now: datetime, phones: tuple[int, ...], sent: int) -> None:
    """The teacher opens a session; so many seats sit down at each phone, and the first phones hand in their quiz."""
    module = _module(stage)
    public_id = gatherings.hold(session, stage.person(TEACHER), module, stage.key, now)
    held = sessions.held(session, public_id, stage.person(TEACHER))
    assert held is not None and module.quiz is not None
    code, seats = sessions.code_of(held, stage.keys), iter(range(1, sum(phones) + 1))
    for number, size in enumerate(phones):
        mine = [next(seats) for _seat in range(size)]
        came = now + timedelta(minutes=2, seconds=10 * number)
        person, _until = gatherings.sit(session, NOBODY, code, mine, stage.keys, came, shared=False)
        if number < sent:
            _take(session, person.person_id, module, now, random.Random(f"{SEED} {now:%A} {number}"))


def _module(stage: Stage) -> ShelfModule:
    """The first module with a quiz of the session's course, or of whatever stands on the shelf."""
    courses = sorted(stage.shelf.courses, key=lambda one: one.slug != SESSION_COURSE)
    return next(module for course in courses for module in course.open_modules if module.quiz)


def _take(
    session: Session, person_id: int, module: ShelfModule, now: datetime, chance: random.Random
) -> None:
    assert module.quiz is not None
    own = AttemptPolicy(module.quiz.threshold).to_data()
    terms = sessions.terms(session, person_id, module.key, own, now) or own
    begun, policy = now + _QUIZ_AFTER, replace(AttemptPolicy.from_data(terms), seed=_ASKED_ALIKE)
    attempt = quizzes.start(session, person_id, module, "id", policy, begun)
    sent = answers(session, attempt, person_id, _SKILL, 0, chance)
    quizzes.save_page(session, attempt, person_id, sent, begun + timedelta(minutes=4))
    quizzes.submit(session, attempt, person_id, now + _SENT_AFTER)


def end_session(session: Session, stage: Stage, now: datetime) -> None:
    """The teacher ends the session that is open."""
    mine = sessions.held_by(session, stage.person(TEACHER))[0]
    held = sessions.held(session, mine.public_id, stage.person(TEACHER))
    assert held is not None
    gatherings.end(session, held, now)
