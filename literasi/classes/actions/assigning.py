"""A class is given something to do; what was given is changed, moved, taken back, extended."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from literasi.catalogue import queries as catalogue
from literasi.classes import queries
from literasi.classes.models import Assignment, Classroom, Extension, Member, Recipient
from literasi.classes.queries import Given, Opened, Taught
from literasi.classes.rules import assigning as rules
from literasi.classes.rules.assigning import Told
from literasi.infra.news import announce
from literasi.kernel import ids
from literasi.kernel.errors import Invalid, Refusal
from literasi.kernel.events import AssignmentsGiven, DeadlineExtended
from literasi.kernel.sentence import Sentence
from literasi.quizzes import actions as quizzes

NO_MODULE = Sentence("Pilih modul dari daftar. Hanya modul yang sudah terbit dan punya kuis yang dapat ditugaskan.")  # fmt: skip
CLOSED_CLASS = Sentence("Kelas ini sudah ditutup. Buka lagi di “Atur kelas” untuk memberi tugas.")
A_TAP = timedelta(minutes=1)
"""Within it the same assignment once more is a double tap, or a page that was sent again."""
MOST = 200
TOO_MANY = Sentence("Kelas ini sudah punya %(most)s tugas. Tarik tugas yang tidak dipakai lagi.", {"most": MOST})  # fmt: skip
CHANGED_MEANWHILE = Sentence("Tugas ini baru saja diubah orang lain. Isian Anda masih di sini: periksa daftar tugas, lalu simpan sekali lagi.")  # fmt: skip


class Stale(Refusal):
    """Somebody else changed it since the page was made."""


def give(session: Session, into: Taught, plan: Sequence[Told], now: datetime) -> list[str]:
    """Give a class these modules, in this order; the public ids. Whoever is meant and may see it already is told.

    The same once more within a minute, by a double tap, gives nothing. Raises Invalid for what cannot be given, Refusal
    when the class is closed or has had enough.
    """
    _require_open(session, into.id)
    there = queries.assignments(session, into.id)
    tapped = [_just_given(session, there, told, now) for told in plan]
    if None not in tapped:
        return [one.public_id for one in tapped if one is not None]
    if len(there) + len(plan) > MOST:
        raise Refusal(TOO_MANY)
    asked = select(func.max(Assignment.position)).where(Assignment.class_id == into.id)
    last = session.execute(asked).scalar() or 0
    given = [_give(session, into, told, now, last + nth) for nth, told in enumerate(plan, 1)]
    now_open = tuple(one.public_id for one, told in zip(given, plan, strict=True) if told.opens_at <= now)
    _tell(session, Opened(into.id, into.public_id, into.name, now_open), now)
    return [one.public_id for one in given]


def _just_given(session: Session, there: Sequence[Given], told: Told, now: datetime) -> Given | None:
    """The assignment that a first tap made of this; None when it is new."""
    for one in there:
        asked = (
            told.module_key,
            told.due_at,
            told.grace,
            told.tries,
            told.threshold,
            told.show_keys,
            told.note,
        )
        same = asked == (
            one.module_key, one.due_at, one.grace, one.tries, one.threshold, one.show_keys, one.note
        )  # fmt: skip
        if same and now - one.given_at < A_TAP and abs(told.opens_at - one.opens_at) < A_TAP:
            whom = None if told.members is None else members_named(session, one.class_id, told.members)
            if one.recipients == (None if whom is None else frozenset(whom)):
                return one
    return None


def _require_open(session: Session, class_id: int) -> None:
    """Raise Refusal for a class that was closed, maybe since the page was made."""
    closed_at = session.execute(select(Classroom.closed_at).where(Classroom.id == class_id)).scalar()
    if closed_at is not None:
        raise Refusal(CLOSED_CLASS)


def _give(session: Session, into: Taught, told: Told, now: datetime, position: int) -> Assignment:
    rules.check(told, now)
    if not may_be_given(session, told.module_key):
        raise Invalid("module", NO_MODULE)
    row = Assignment(
        public_id=ids.new_public_id(),
        class_id=into.id,
        module_key=told.module_key,
        position=position,
        given_at=now,
        for_all=told.members is None,
        **_asked(told),
    )
    session.add(row)
    session.flush()
    _mean(session, row.id, into.id, told.members)
    return row


def may_be_given(session: Session, module_key: str) -> bool:
    """Whether a module is published and has a quiz."""
    found = catalogue.shelf(session).by_key(module_key)
    return found is not None and not found.soon and found.quiz is not None


def _asked(told: Told) -> dict[str, object]:
    return {
        "opens_at": told.opens_at,
        "due_at": told.due_at,
        "grace_minutes": int(told.grace / timedelta(minutes=1)),
        "tries": told.tries,
        "threshold": told.threshold,
        "show_keys": told.show_keys,
        "note": told.note,
    }


def _mean(session: Session, assignment_id: int, class_id: int, members: Collection[str] | None) -> None:
    """Note whom an assignment means. Raises Invalid when none of them is in the class."""
    session.execute(delete(Recipient).where(Recipient.assignment_id == assignment_id))
    if members is None:
        return
    found = members_named(session, class_id, members)
    if not found:
        raise Invalid("audience", rules.NOBODY)
    session.add_all([Recipient(assignment_id=assignment_id, member_id=one) for one in found])
    session.flush()


def members_named(session: Session, class_id: int, members: Collection[str]) -> list[int]:
    """The rows of these members of a class, by public id; strangers among them are left aside."""
    asked = select(Member.id).where(Member.class_id == class_id, Member.public_id.in_(members))
    return list(session.execute(asked.order_by(Member.id)).scalars())


def tell_opened(session: Session, now: datetime, limit: int) -> int:
    """Tell of what opened meanwhile, at most so many assignments; of how many classes."""
    opened = queries.opened_untold(session, now, limit)
    for one in opened:
        _tell(session, one, now)
    return len(opened)


def _tell(session: Session, opened: Opened, now: datetime) -> None:
    """One piece of news a person, however much she was given at once."""
    counts: dict[int, int] = {}
    for public_id in opened.assignments:
        one = queries.assignment(session, opened.class_id, public_id)
        for person_id in queries.persons_of(session, one).values():
            counts[person_id] = counts.get(person_id, 0) + 1
    session.execute(
        update(Assignment).where(Assignment.public_id.in_(opened.assignments)).values(told_at=now)
    )
    for count in sorted(set(counts.values())):
        persons = sorted(person for person, hers in counts.items() if hers == count)
        announce(session, AssignmentsGiven(persons, opened.class_public_id, opened.class_name, count, now))


def change(session: Session, one: Given, told: Told, now: datetime, *, seen: str = "") -> None:
    """Say anew what an assignment asks. Attempts that are open get later deadlines, never earlier ones.

    `seen`: the digest of what the form was filled in from, "" where nothing is claimed. Raises Missing when it was taken
    back, Refusal when its class is closed, Stale when somebody changed it since, Invalid for what cannot be: another module once somebody began, a deadline before now or before one that all
    were given.
    """
    one = _as_it_stands(session, one)
    if seen and seen != one.digest:
        raise Stale(CHANGED_MEANWHILE)
    rules.check(told, now)
    if told.module_key != one.module_key:
        if queries.begun(session, one):
            raise Invalid("module", rules.BEGUN)
        if not may_be_given(session, told.module_key):
            raise Invalid("module", NO_MODULE)
    if told.due_at < max(one.for_everybody, default=told.due_at):
        raise Invalid("due_day", rules.BEFORE_EXTENSION)
    values = {"module_key": told.module_key, "for_all": told.members is None, **_asked(told)}
    if told.due_at == one.window.due_at:  # as it stands, maybe by an extension: the plan keeps its own
        values["due_at"] = one.due_at
    session.execute(update(Assignment).where(Assignment.id == one.id).values(**values))
    _mean(session, one.id, one.class_id, told.members)
    after = queries.assignment(session, one.class_id, one.public_id)
    persons = queries.persons_of(session, after).values()
    quizzes.extend(session, persons, after.module_key, after.window.closes_at, after.window.due_at)


def _as_it_stands(session: Session, one: Given) -> Given:
    """The same assignment read once more under the lock: a colleague may have changed it meanwhile. Raises Missing when she
    took it back, Refusal when the class was closed."""
    _require_open(session, one.class_id)
    return queries.assignment(session, one.class_id, one.public_id)


def withdraw(session: Session, one: Given) -> None:
    """Take an assignment back. What learners did stays theirs."""
    for table in (Extension, Recipient):
        session.execute(delete(table).where(table.assignment_id == one.id))
    session.execute(delete(Assignment).where(Assignment.id == one.id))


def move(session: Session, one: Given, *, up: bool) -> None:
    """Let an assignment change places with its neighbour; at the end of the list nothing changes."""
    one = _as_it_stands(session, one)
    order = [each.id for each in queries.assignments(session, one.class_id)]
    at = order.index(one.id)
    to = at - 1 if up else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
        for position, row_id in enumerate(order, 1):
            session.execute(update(Assignment).where(Assignment.id == row_id).values(position=position))


def extend(
    session: Session,
    of: Taught,
    one: Given,
    due_at: datetime,
    reason: str,
    now: datetime,
    *,
    by: int,
    member: str = "",
) -> None:
    """Give more time, to one member or, unnamed, to all; open attempts go on until then, and who gets it is told.

    Raises Invalid for a deadline that gives nothing, or a member who is not meant by the assignment.
    """
    one = _as_it_stands(session, one)
    meant = members_named(session, of.id, [member]) if member else None
    persons = queries.persons_of(session, one, meant)
    if member and not persons:
        raise Invalid("member", rules.NOT_MEANT)
    before = one.window_of(meant[0]) if meant else one.window
    rules.check_extension(before.due_at, due_at, now)
    session.add(
        Extension(
            assignment_id=one.id,
            member_id=meant[0] if meant else None,
            due_at=due_at,
            reason=reason,
            given_at=now,
            given_by=by,
        )
    )
    session.flush()
    quizzes.extend(session, persons.values(), one.module_key, due_at + one.grace, due_at)
    announce(session, DeadlineExtended(sorted(persons.values()), of.public_id, of.name, now))
