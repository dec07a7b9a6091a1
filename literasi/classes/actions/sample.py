"""Kelas Contoh: a class whose pupils are made up, for its one teacher to try everything in.

It is built by the same actions as every class, so it can do what they can; `classroom.sample` and `person.made_up` keep
it out of all that counts or finds people (accounts.queries.real).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.models import Person
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import Relation, guardian
from literasi.catalogue.rules.shelf import Shelf
from literasi.classes import queries
from literasi.classes.actions.assigning import give
from literasi.classes.actions.classrooms import NewClass, make_class
from literasi.classes.actions.imagining import Staged, play, staged
from literasi.classes.actions.joining import erase_members
from literasi.classes.actions.roster import record_papers, take_roster
from literasi.classes.models import Assignment, Classroom, ClassTeacher, Extension, Member, Recipient
from literasi.classes.queries import Taught
from literasi.classes.rules import calendar, roster, sample
from literasi.classes.rules.assigning import Told
from literasi.classes.rules.deadline import USUAL_GRACE
from literasi.kernel import clock
from literasi.kernel.errors import Refusal

_GUARDIAN = guardian("Nama Wali (karangan)", Relation.GUARDIAN)
_BEFORE = timedelta(days=3)
"""So long before its first assignment the class was made."""


def open_sample(session: Session, shelf: Shelf, text_digest: str, key: str, now: datetime, *, by: int) -> str:
    """The public id of somebody's Kelas Contoh; made now if she has none. `text_digest`: the words of consent.

    Raises Refusal where nothing is published that could be given.
    """
    found = queries.sample_of(session, by)
    return found.public_id if found else _build(session, shelf, text_digest, key, now, by=by)


def restore_sample(
    session: Session, shelf: Shelf, text_digest: str, key: str, now: datetime, *, by: int
) -> str:
    """Put somebody's Kelas Contoh back as it was, its dates counted from today; its public id, which stays."""
    found = queries.sample_of(session, by)
    remove_samples(session, queries.samples_of(session, [by]), now)
    address = found.public_id if found else ""
    return _build(session, shelf, text_digest, key, now, by=by, address=address)


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


def _build(
    session: Session,
    shelf: Shelf,
    text_digest: str,
    key: str,
    now: datetime,
    *,
    by: int,
    address: str = "",
) -> str:
    plan = staged(session, shelf)
    if not plan:
        raise Refusal(sample.NOTHING_TO_GIVE)
    begun = min(sample.times(one.slot, now).opens_at for one in plan) - _BEFORE
    today = clock.wita_date(now)
    told = NewClass(sample.NAME, "", calendar.year_of(today), calendar.term_of(today), AgeBand.FROM_13)
    public_id = make_class(session, told, key, begun, by=by, sample=True)
    if address:
        there = update(Classroom).where(Classroom.public_id == public_id)
        session.execute(there.values(public_id=address))
        public_id = address
    into = queries.taught(session, public_id, by)
    _fill(session, into, text_digest, key, begun, by=by)
    give_plan(session, into, plan, now)
    persons = {mate.name: mate.person_id for mate in queries.classmates(session, into.id) if mate.visible}
    who = [(persons[one.name], one) for one in sample.PUPILS if one.agreed]
    play(session, who, plan, sample.SEED, now)
    return public_id


def _fill(session: Session, into: Taught, text_digest: str, key: str, at: datetime, *, by: int) -> None:
    rows = [roster.Row(line, str(line), one.name) for line, one in enumerate(sample.PUPILS, 1)]
    shown = roster.plan(rows, frozenset()).digest
    take_roster(session, into, rows, shown, text_digest, key, at, by=by)
    agreed = {one.name for one in sample.PUPILS if one.agreed}
    chosen = {mate.public_id for mate in queries.classmates(session, into.id) if mate.name in agreed}
    decision = accounts.Decision(True, _GUARDIAN, text_digest, clock.wita_date(at))
    record_papers(session, into.id, chosen, decision, key, at + _BEFORE / 3, by=by)


def give_plan(session: Session, into: Taught, plan: Sequence[Staged], now: datetime) -> None:
    """Give a class these modules, each when its slot opened."""
    for one in sorted(plan, key=lambda one: sample.times(one.slot, now).opens_at):
        when = sample.times(one.slot, now)
        told = Told(one.module.key, when.opens_at, when.due_at, USUAL_GRACE)
        give(session, into, [told], when.opens_at)
