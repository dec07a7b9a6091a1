"""Fills the demo by the same actions that people's taps call, each with its day as `now`: nothing is made up beside them."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.models import Person
from literasi.accounts.rules.consent import State, Way
from literasi.accounts.rules.trail import Act
from literasi.catalogue.rules.shelf import Shelf, ShelfModule
from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence
from literasi.kernel.visitor import NOBODY
from literasi.lessons import actions as lessons
from literasi.lessons.rules import END
from literasi.operations.rules.demo import SCHOOLS, Life, answer, knows
from literasi.pulse import actions as pulse
from literasi.quizzes import actions as quizzes
from literasi.quizzes import queries as sheets
from literasi.quizzes.rules.policy import AttemptPolicy
from literasi.quizzes.rules.reading import fields_of

_WORDS = Sentence("Contoh persetujuan untuk orang-orang dalam data contoh.")
_MOST_TRIES = 3


class NotEmpty(Exception):
    """Somebody is in this database already, so it is not ours to fill."""


def mark(session: Session, today: datetime) -> None:
    """Say of this database that it is the demo. Before anybody is in it, so that no real one is ever marked."""
    if session.execute(select(Person.id).limit(1)).first():
        raise NotEmpty
    pulse.mark_demo(session, today)


def found_schools(session: Session, now: datetime) -> None:
    """The schools of the demo."""
    for name in SCHOOLS:
        accounts.save_school(session, name, now, by=None)


def settle(session: Session, life: Life, password: str, key: str, today: datetime) -> int:
    """Make a person as she came to be: a guest, or with an account, her consent and her roles. Her row id."""
    came = today - timedelta(days=life.begun, hours=2)
    guest = accounts.recognise(session, NOBODY, key, came)
    if life.age is None:
        return guest.person_id
    told = accounts.NewAccount(life.name, life.username, None, password, life.age)
    accounts.create_account(session, guest.person_id, told, State.ASKED, came)
    _agree(session, guest.person_id, life, came)
    for role in life.roles:
        accounts.give_role(session, guest.person_id, role, came + timedelta(days=1), by=None, actor=None)
    if life.asks and life.school is not None:
        accounts.ask_for_role(
            session, guest.person_id, Role.TEACHER, SCHOOLS[life.school], today - timedelta(days=1)
        )
    return guest.person_id


def _agree(session: Session, person_id: int, life: Life, came: datetime) -> None:
    text = accounts.text_of_consent(session, "dewasa", "id", str(_WORDS), came)
    way = Way.HERSELF if life.age is None or life.age.value == "18+" else Way.PAPER
    accounts.note_consent(session, person_id, State.ASKED, Way.HERSELF, text, came)
    if life.consent is State.ASKED:
        return
    answered = came + timedelta(days=0 if way is Way.HERSELF else 2)
    first = State.REFUSED if life.consent is State.REFUSED else State.GRANTED
    accounts.note_consent(session, person_id, first, way, text, answered, guardian="" if way is Way.HERSELF else "Wali (contoh)", signed_on=None if way is Way.HERSELF else answered.date())  # fmt: skip


def learn(
    session: Session, person_id: int, life: Life, shelf: Shelf, chance: random.Random, today: datetime
) -> None:
    """Read and practise as this person does, spread over the days since she came."""
    path = _path(shelf, chance)[: life.modules]
    for number, module in enumerate(path):
        days = life.begun * (1 - (number + chance.random()) / (len(path) + 1))
        now = today - timedelta(days=days, minutes=chance.randrange(400))
        whole = number < len(path) - 1 or chance.random() < 0.6
        _read(session, person_id, module, now, whole=whole)
        if whole and module.quiz:
            _take(session, person_id, module, life, chance, now + timedelta(minutes=module.minutes), today)


def _path(shelf: Shelf, chance: random.Random) -> list[ShelfModule]:
    """A course after the other, in the order of its modules; which first is a matter of taste."""
    courses = [list(course.open_modules) for course in shelf.courses]
    chance.shuffle(courses)
    return [module for course in courses for module in course]


def _read(session: Session, person_id: int, module: ShelfModule, now: datetime, *, whole: bool) -> None:
    keys = [mark.key for mark in module.parts["id"]]
    last = len(keys) if whole else (len(keys) + 1) // 2
    for at, key in enumerate(keys[:last]):
        target = keys[at + 1] if at + 1 < len(keys) else END
        lessons.move_on(session, person_id, module, keys, key, target, now + timedelta(minutes=2 * at))


def _take(
    session: Session,
    person_id: int,
    module: ShelfModule,
    life: Life,
    chance: random.Random,
    now: datetime,
    today: datetime,
) -> None:
    """Try the quiz until it is passed, at most three times, with a rest between."""
    assert module.quiz is not None
    policy = AttemptPolicy(module.quiz.threshold)
    for tries in range(_MOST_TRIES):
        if now >= today:
            return
        public_id = quizzes.start(session, person_id, module, "id", policy, now)
        sheet = sheets.found_sheet(session, public_id, person_id)
        sent = {}
        for asked in sheet.asked:
            right = knows(life.skill, asked.question.difficulty, tries, chance)
            given = answer(asked.question, right, chance)
            fields = fields_of(asked.question, given, asked.arrangement)
            sent[asked.position] = quizzes.Sent(fields, str(uuid.UUID(int=chance.getrandbits(128))), 0)
        quizzes.save_page(session, public_id, person_id, sent, now + timedelta(minutes=4))
        if quizzes.submit(session, public_id, person_id, now + timedelta(minutes=6)).passed is not False:
            return
        now += timedelta(minutes=20, hours=chance.randrange(30))


def happen(session: Session, people: dict[str, int], today: datetime) -> None:
    """What was done to people by people: an invitation, a suspension, a look at data, a consent withdrawn."""
    admin, librarian = people["pak.arif"], people["bu.yohana"]
    accounts.suspend(session, people["tutup0"], True, today - timedelta(days=3), by=admin, actor=[Role.ADMIN])
    accounts.note(session, Act.LOOKED, librarian, people["murid"], today - timedelta(days=2, hours=3))
    accounts.note(session, Act.LOOKED, librarian, people["warga"], today - timedelta(days=9))
    accounts.note(session, Act.CODE, librarian, people["murid3"], today - timedelta(days=5))
    accounts.note(session, Act.ERASED, None, None, today - timedelta(days=12))
    accounts.erase(session, [people["cabut0"]], today - timedelta(days=12))


def everybody(people: Sequence[tuple[Life, int]]) -> dict[str, int]:
    """Row ids by user name."""
    return {life.username: person_id for life, person_id in people}
