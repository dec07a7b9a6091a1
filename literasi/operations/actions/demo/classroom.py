"""The class of the demo's teacher: a list becomes pupils, papers come back, four tasks are given, and what became of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts import queries as people
from literasi.accounts.rules import consent_words
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.tickets import Purpose
from literasi.classes import actions as classes
from literasi.classes import queries
from literasi.classes.actions import imagining
from literasi.classes.queries import Taught
from literasi.classes.rules import calendar, roster, sample
from literasi.classes.rules.assigning import Told
from literasi.classes.rules.sample import Did, Slot
from literasi.kernel import clock
from literasi.operations.actions.demo.arriving import GUARDIAN
from literasi.operations.actions.demo.stage import Stage
from literasi.operations.rules.demo import ENTRIES, SCHOOLS, SEED, TEACHER
from literasi.operations.rules.demo import classroom as rules
from literasi.privacy import actions as privacy
from literasi.privacy.rules.journal import Way

_HERS = ENTRIES["murid"].username
_ILL = timedelta(days=2)


def make(session: Session, stage: Stage, now: datetime) -> None:
    """The teacher makes the class and takes its list; the pupil who has an account joins by the code."""
    by, day = stage.person(TEACHER), clock.wita_date(now)
    school = next(one.public_id for one in people.schools(session, now) if one.name == SCHOOLS[0])
    told = classes.NewClass(rules.NAME, school, calendar.year_of(day), calendar.term_of(day), AgeBand.FROM_13)
    public_id = classes.make_class(session, told, stage.key, now, by=by)
    into = queries.taught(session, public_id, by)
    rows = [roster.Row(line, str(line), one.name) for line, one in enumerate(rules.pupils(), 1)]
    shown = roster.plan(rows, frozenset()).digest
    classes.take_roster(session, into, rows, shown, _words(session, now), stage.key, now, by=by)
    classes.join(session, into, stage.person(_HERS), now + timedelta(days=1))


def _words(session: Session, now: datetime) -> str:
    return accounts.text_of_consent(session, "anak", "id", "\n".join(map(str, consent_words.CHILD)), now)


def _class(session: Session, stage: Stage) -> Taught:
    by = stage.person(TEACHER)
    listed = next(one for one in queries.taught_by(session, by) if one.name == rules.NAME)
    return queries.taught(session, listed.public_id, by)


def take_papers(session: Session, stage: Stage, now: datetime) -> None:
    """Papers come back signed, all but four; each guardian keeps the code with which she can withdraw."""
    into, agreed = _class(session, stage), {one.name for one in rules.pupils() if one.agreed}
    chosen = {mate.public_id for mate in queries.classmates(session, into.id) if mate.name in agreed}
    signed = clock.wita_date(now - timedelta(days=1))
    decision = accounts.Decision(True, GUARDIAN, _words(session, now), signed)
    by = stage.person(TEACHER)
    codes = dict(classes.record_papers(session, into.id, chosen, decision, stage.key, now, by=by))
    stage.codes[rules.WITHDRAWN] = codes[rules.WITHDRAWN]


def give(session: Session, stage: Stage, now: datetime, slot: Slot) -> None:
    """A task is given, and everybody does with it what she does. Nothing where too little is published."""
    into = _class(session, stage)
    found = _staged(session, stage, slot)
    for one in found:
        when = sample.times(slot, stage.today)
        classes.give(session, into, [Told(one.module.key, when.opens_at, when.due_at)], now)
    there = {mate.name: mate.person_id for mate in queries.classmates(session, into.id) if mate.visible}
    cast = {one.name: one for one in (*rules.pupils(), rules.MURID)}
    who = [(person_id, cast[name]) for name, person_id in there.items() if name in cast]
    imagining.play(session, who, found, str(SEED), stage.today)


def _staged(session: Session, stage: Stage, slot: Slot) -> list[imagining.Staged]:
    return [one for one in imagining.staged(session, stage.shelf) if one.slot is slot]


def give_time(session: Session, stage: Stage, now: datetime) -> None:
    """The pupil of the entry is ill and gets two days more for the first task; she finishes it in them."""
    into, by = _class(session, stage), stage.person(TEACHER)
    mine = next(m for m in queries.classmates(session, into.id) if m.person_id == stage.person(_HERS))
    for one in _staged(session, stage, Slot.PAST):
        due = sample.times(Slot.PAST, stage.today).due_at
        given = _given(session, into, one)
        classes.extend(session, into, given, due + _ILL, "sakit", now, by=by, member=mine.public_id)
        imagining.work(session, mine.person_id, one, Did.DONE, due + _ILL / 2, _chance())


def _given(session: Session, into: Taught, one: imagining.Staged) -> queries.Given:
    return next(each for each in queries.assignments(session, into.id) if each.module_key == one.module.key)


def _chance() -> random.Random:
    return random.Random(f"{SEED} {rules.MURID.name}")


def open_lesson(session: Session, stage: Stage, now: datetime) -> None:
    """She has begun to read what is due next."""
    for one in _staged(session, stage, Slot.CURRENT):
        imagining.work(session, stage.person(_HERS), one, Did.STOPPED, now, _chance())


def withdraw(session: Session, stage: Stage, now: datetime) -> None:
    """A guardian changes her mind: with the code from the paper her child is erased."""
    code = stage.codes.pop(rules.WITHDRAWN)
    found = accounts.look_at_ticket(session, Purpose.WITHDRAWAL, code, stage.keys, now)
    privacy.erase(session, found.person_id or 0, Way.GUARDIAN, now, by=None)


def slots(today: datetime) -> Iterator[tuple[datetime, Slot]]:
    """Each slot with the moment at which its task is given."""
    for slot in Slot:
        yield sample.times(slot, today).opens_at, slot
