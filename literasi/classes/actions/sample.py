"""Kelas Contoh: a class whose pupils are made up, for its one teacher to try everything in.

It is built by the same actions as every class, so it can do what they can; `classroom.sample` and `person.made_up` keep
it out of all that counts or finds people (accounts.queries.real).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.models import Person
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import Relation, guardian
from literasi.classes import queries
from literasi.classes.actions.assigning import give
from literasi.classes.actions.classrooms import NewClass, archive, make_class
from literasi.classes.actions.imagining import Staged, play_part
from literasi.classes.actions.joining import erase_members
from literasi.classes.actions.roster import record_papers, take_roster
from literasi.classes.models import Assignment, Classroom, ClassTeacher, Extension, Member, Recipient
from literasi.classes.queries import Taught
from literasi.classes.rules import calendar, roster, sample
from literasi.classes.rules.assigning import Told
from literasi.classes.rules.deadline import USUAL_GRACE
from literasi.classes.rules.sample import Did
from literasi.kernel import clock
from literasi.kernel.errors import Refusal

_GUARDIAN = guardian("Nama Wali (karangan)", Relation.GUARDIAN)
_BEFORE = timedelta(days=3)
"""So long before its first assignment the class was made."""


_MAKING = timedelta(minutes=2)
"""A class that is not ready is in somebody's hands for so long; after that its making was broken off."""

Step = Callable[[Session], None]


@dataclass(frozen=True)
class Begun:
    """Somebody's Kelas Contoh: whether whoever asked makes it now, by `sample_steps`, and whether it is ready."""

    public_id: str
    mine: bool
    ready: bool


def begin_sample(
    session: Session, plan: Sequence[Staged], key: str, now: datetime, *, by: int, anew: bool
) -> Begun:
    """Somebody's Kelas Contoh: found, or begun with nobody in it; with `anew` begun in any case, at the address that it
    has. Until it is ready it lies put away.

    Raises Refusal where nothing is published that could be given.
    """
    found = queries.sample_of(session, by)
    if found and found.archived_at is None and not anew:
        return Begun(found.public_id, mine=False, ready=True)
    if found and found.archived_at and now < found.archived_at + _MAKING:
        return Begun(found.public_id, mine=False, ready=False)
    if not plan:
        raise Refusal(sample.NOTHING_TO_GIVE)
    remove_samples(session, queries.samples_of(session, [by]), now)
    today = clock.wita_date(now)
    told = NewClass(sample.NAME, "", calendar.year_of(today), calendar.term_of(today), AgeBand.FROM_13)
    public_id = make_class(session, told, key, _beginning(plan, now), by=by, sample=True)
    address = found.public_id if found else public_id
    there = update(Classroom).where(Classroom.public_id == public_id)
    session.execute(there.values(public_id=address, archived_at=now))
    return Begun(address, mine=True, ready=False)


def _beginning(plan: Sequence[Staged], now: datetime) -> datetime:
    return min(_opens(one, now) for one in plan) - _BEFORE


def sample_steps(
    public_id: str, plan: Sequence[Staged], text_digest: str, key: str, now: datetime, *, by: int
) -> Iterator[Step]:
    """What makes a class that was begun ready, in order, each for a transaction of its own: who saves an answer meanwhile
    waits for one of them, not for all. `text_digest`: the words of consent."""
    at, agreed = _beginning(plan, now), [one for one in sample.PUPILS if one.agreed]
    acts: list[Callable[[Session, Taught], None]] = [
        partial(_enrol, line=line, pupil=pupil, text_digest=text_digest, key=key, at=at, by=by)
        for line, pupil in enumerate(sample.PUPILS, 1)
    ]
    acts += [partial(_give, one=one, now=now) for one in sorted(plan, key=lambda one: _opens(one, now))]
    acts += [
        partial(_play, pupil=pupil, number=number, one=one, now=now)
        for number, pupil in enumerate(agreed)
        for one in plan
        if pupil.at(one.slot) is not Did.NOTHING
    ]
    for act in (*acts, _ready):
        yield partial(_step, act=act, public_id=public_id, by=by)


def _step(session: Session, act: Callable[[Session, Taught], None], public_id: str, by: int) -> None:
    act(session, queries.taught(session, public_id, by))


def remove_samples(session: Session, class_ids: Sequence[int], now: datetime) -> None:
    """Delete classes whose pupils are made up, and these with all that they did."""
    if not class_ids:
        return
    nobody = list(session.execute(_made_up(class_ids)).scalars())
    given = select(Assignment.id).where(Assignment.class_id.in_(class_ids))
    erase_members(session, select(Classroom.id).where(Classroom.id.in_(class_ids)))
    for table in (Extension, Recipient):
        session.execute(delete(table).where(table.assignment_id.in_(given)))
    session.execute(delete(Assignment).where(Assignment.class_id.in_(class_ids)))
    session.execute(delete(ClassTeacher).where(ClassTeacher.class_id.in_(class_ids)))
    session.execute(delete(Classroom).where(Classroom.id.in_(class_ids)))
    accounts.erase(session, nobody, now)


def _made_up(class_ids: Sequence[int]) -> Select[int]:
    return (
        select(Member.person_id)
        .join(Person, Person.id == Member.person_id)
        .where(Member.class_id.in_(class_ids), Person.made_up)
    )


def _enrol(
    session: Session,
    into: Taught,
    *,
    line: int,
    pupil: sample.Pupil,
    text_digest: str,
    key: str,
    at: datetime,
    by: int,
) -> None:
    rows = [roster.Row(line, str(line), pupil.name)]
    shown = roster.plan(rows, frozenset()).digest
    take_roster(session, into, rows, shown, text_digest, key, at, by=by)
    if pupil.agreed:
        chosen = {one.public_id for one in queries.classmates(session, into.id) if one.name == pupil.name}
        decision = accounts.Decision(True, _GUARDIAN, text_digest, clock.wita_date(at))
        record_papers(session, into.id, chosen, decision, key, at + _BEFORE / 3, by=by)


def _opens(one: Staged, now: datetime) -> datetime:
    return sample.times(one.slot, now).opens_at


def _give(session: Session, into: Taught, *, one: Staged, now: datetime) -> None:
    """Give the class a module when its slot opened."""
    when = sample.times(one.slot, now)
    told = Told(one.module.key, when.opens_at, when.due_at, USUAL_GRACE)
    give(session, into, [told], when.opens_at)


def _play(
    session: Session, into: Taught, *, pupil: sample.Pupil, number: int, one: Staged, now: datetime
) -> None:
    mates = [mate for mate in queries.classmates(session, into.id) if mate.name == pupil.name]
    for mate in mates:
        play_part(session, mate.person_id, pupil, number, one, sample.SEED, now)


def _ready(session: Session, into: Taught) -> None:
    archive(session, into.id, None)
