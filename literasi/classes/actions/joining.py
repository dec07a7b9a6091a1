"""People come into a class and leave it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, delete, exists, not_, select
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts import queries as people
from literasi.accounts.models import Account, Person
from literasi.accounts.rules import limits
from literasi.accounts.rules.limits import Limit
from literasi.accounts.rules.names import fold
from literasi.classes import queries
from literasi.classes.actions.exports import erase_exports, forget_exports_of
from literasi.classes.models import Classroom, ClassTeacher, Extension, Member, Recipient
from literasi.classes.queries import Taught
from literasi.classes.rules.naming import free
from literasi.classes.rules.roster import MOST
from literasi.kernel import ids
from literasi.kernel.errors import Missing, Refusal
from literasi.kernel.sentence import Sentence

GONE = Sentence("Kode kelas ini tidak dikenal atau tidak berlaku lagi. Periksa hurufnya, atau minta kode baru kepada gurumu.")  # fmt: skip
"""The same words whether it never was, was replaced, or the class is closed: who guesses learns nothing."""
NO_ACCOUNT = Sentence("Untuk bergabung dengan kode, masuk atau buat akun dulu. Kartu masuk dari guru tidak perlu akun.")  # fmt: skip
FULL = Sentence("Kelas ini sudah penuh. Minta gurumu membuat kelas kedua.")
WAITS = Sentence("Kelas ini belum dibuka: gurunya masih menunggu dikenali perpustakaan. Coba lagi nanti dengan kode yang sama.")  # fmt: skip
TEACHES = Sentence("Anda mengajar di kelas ini, jadi tidak dapat menjadi siswanya.")


def class_by_code(
    session: Session, typed: str, address: str, keys: Sequence[str], now: datetime
) -> Taught | None:
    """The class that a typed code opens. None for a code that opens none; the failure is counted and must be committed.

    Raises TooMany when the address, or everybody together, guessed too often. Forty phones behind one address that type
    it right are not counted at all.
    """
    counters = (
        Limit(f"kelas:{ids.keyed_digest(keys[0], 'alamat', address)[:40]}", limits.FAILURES_PER_ADDRESS),
        Limit("kelas:semua", limits.FAILURES_IN_ALL),
    )
    accounts.admit(session, counters, now)
    code = ids.read_code(typed)
    found = queries.class_of_code(session, code, keys) if code else None
    if found is None:
        accounts.count_failure(session, counters, now)
    return found


def join(session: Session, into: Taught, person_id: int, now: datetime) -> str:
    """Let somebody with an account learn in a class; what she is called there. Joining twice changes nothing.

    Raises Missing for somebody without an account, Refusal when the class is full, has nobody yet who may see its pupils,
    or she teaches it.
    """
    account = people.profile(session, person_id)
    if account is None:
        raise Missing(NO_ACCOUNT)
    if any(one.person_id == person_id for one in queries.colleagues(session, into.id)):
        raise Refusal(TEACHES)
    known = session.execute(
        select(Member.name).where(Member.class_id == into.id, Member.person_id == person_id)
    ).scalar()
    if known is not None:
        return known
    if not queries.has_teacher(session, into.id):
        raise Refusal(WAITS)
    if queries.count_members(session, into.id) >= MOST:
        raise Refusal(FULL)
    name = free(account.name, queries.folded_names(session, into.id))
    session.add(new_member(into.id, person_id, name, now))
    session.flush()
    return name


def new_member(
    class_id: int,
    person_id: int,
    name: str,
    now: datetime,
    *,
    number: int | None = None,
    made_here: bool = False,
) -> Member:
    """A row for somebody who learns in a class from now on."""
    return Member(
        public_id=ids.new_public_id(),
        class_id=class_id,
        person_id=person_id,
        name=name,
        folded=fold(name),
        number=number,
        joined_at=now,
        made_here=made_here,
    )


def leave(session: Session, class_id: int, person_id: int) -> None:
    """Let somebody out of a class. What she learned stays hers; her teachers see nothing of it from now on."""
    forget_exports_of(session, class_id)
    session.execute(delete(Member).where(Member.class_id == class_id, Member.person_id == person_id))


def merge(session: Session, from_id: int, into_id: int) -> int:
    """Give one person's classes to another; how many came over that were new."""
    both = list(session.execute(select(Member).where(Member.person_id.in_((from_id, into_id)))).scalars())
    there = {one.class_id for one in both if one.person_id == into_id}
    coming = [one for one in both if one.person_id == from_id]
    for one in coming:
        if one.class_id in there:
            session.delete(one)
        else:
            one.person_id = into_id
    session.flush()
    return sum(one.class_id not in there for one in coming)


def erase(session: Session, person_ids: Sequence[int]) -> None:
    """Delete what classes hold of these people; a class itself stays, for its other teachers and members."""
    erase_exports(session, person_ids)
    members = select(Member.id).where(Member.person_id.in_(person_ids))
    session.execute(delete(Extension).where(Extension.member_id.in_(members)))
    session.execute(delete(Recipient).where(Recipient.member_id.in_(members)))
    session.execute(delete(Member).where(Member.person_id.in_(person_ids)))
    session.execute(delete(ClassTeacher).where(ClassTeacher.person_id.in_(person_ids)))


def forget_closed(session: Session, before: datetime) -> int:
    """Forget who was in classes that were closed before this moment; how many. What they learned stays theirs.

    An account that a teacher made and nobody took over can be opened by nobody then, so it goes: its person is nameless,
    and is deleted like every guest who does not come back.
    """
    over = select(Classroom.id).where(Classroom.closed_at < before)
    rows = session.execute(select(Member.person_id, Member.made_here).where(Member.class_id.in_(over))).all()
    if not rows:
        return 0
    erase_members(session, over)
    accounts.close_unused(session, [person for person, made_here in rows if made_here])
    return len(rows)


def forget_left(session: Session, before: date) -> None:
    """Close accounts that a teacher made, that are in no class any more and were not used since this day: nobody can sign
    in to them, and a name is kept for nothing."""
    in_a_class = exists().where(Member.person_id == Person.id)
    left = select(Person.id).join(Account, Account.person_id == Person.id)
    found = session.execute(left.where(Person.active_on < before, Account.password == "", not_(in_a_class)))
    accounts.close_unused(session, found.scalars().all())


def erase_members(session: Session, class_ids: Select[int]) -> None:
    """Take everybody out of these classes, with what only they were given."""
    members = select(Member.id).where(Member.class_id.in_(class_ids))
    session.execute(delete(Extension).where(Extension.member_id.in_(members)))
    session.execute(delete(Recipient).where(Recipient.member_id.in_(members)))
    session.execute(delete(Member).where(Member.class_id.in_(class_ids)))
