"""A class list becomes people: all of it in one transaction, or none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, exists, not_, select, update
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.models import Account
from literasi.accounts.rules.names import fold, name_problem
from literasi.classes import queries
from literasi.classes.actions.exports import forget_exports_of
from literasi.classes.actions.joining import new_member
from literasi.classes.models import Member
from literasi.classes.queries import Taught
from literasi.classes.rules import roster
from literasi.classes.rules.naming import TAKEN
from literasi.classes.rules.roster import Fate, Row
from literasi.kernel.errors import Invalid, Refusal
from literasi.kernel.sentence import Sentence

CHANGED = Sentence("Kelas ini berubah sejak daftar diperiksa. Periksa lagi tabel di bawah, lalu simpan.")
CLOSED = Sentence("Kelas ini sudah ditutup. Buka lagi di halaman Atur kelas untuk menambah siswa.")


def take_roster(
    session: Session,
    one: Taught,
    rows: Sequence[Row],
    shown: str,
    text_digest: str,
    key: str,
    now: datetime,
    *,
    by: int,
) -> int:
    """Make an account and a place in the class for every new name; how many. `shown`: the digest of the plan she saw.

    Raises Refusal when anything differs from what was shown, and for a class that is closed.
    """
    if not one.open:
        raise Refusal(CLOSED)
    plan = roster.plan(rows, queries.folded_names(session, one.id))
    if plan.digest != shown or not plan.sound:
        raise Refusal(CHANGED)
    new = plan.of(Fate.NEW)
    for row in new:
        person_id = accounts.make_pupil(
            session, row.name, one.age_band, text_digest, key, now, by=by, made_up=one.sample
        )
        session.add(new_member(one.id, person_id, row.name, now, number=row.number, made_here=True))
    session.flush()
    return len(new)


def change_member(session: Session, class_id: int, public_id: str, name: str, number: int | None) -> None:
    """Call somebody otherwise in this class, or give her another number. `name` is tidy; what she is called elsewhere
    stays. Raises Invalid for a name that is none, or that somebody else in the class has."""
    if problem := name_problem(name):
        raise Invalid("name", problem)
    here = Member.class_id == class_id
    taken = select(Member.id).where(here, Member.folded == fold(name), Member.public_id != public_id)
    if session.execute(taken).first() is not None:
        raise Invalid("name", TAKEN)
    session.execute(
        update(Member)
        .where(here, Member.public_id == public_id)
        .values(name=name, folded=fold(name), number=number)
    )


def remove_member(session: Session, one: Taught, public_id: str, now: datetime) -> None:
    """Take somebody out of a class; her card and PIN go with her place, what she learned stays hers. Of somebody who is
    made up nothing stays."""
    here = (Member.class_id == one.id, Member.public_id == public_id)
    nobody = list(session.execute(select(Member.person_id).where(*here)).scalars()) if one.sample else []
    forget_exports_of(session, one.id)
    session.execute(delete(Member).where(*here))
    accounts.erase(session, nobody, now)


def record_papers(
    session: Session,
    class_id: int,
    chosen: Collection[str],
    decision: accounts.Decision,
    key: str,
    now: datetime,
    *,
    by: int,
) -> list[tuple[str, str]]:
    """Record for each of these members who still waits that her signed paper lies at school.

    The name of each with the code by which her guardian can withdraw.
    """
    done = []
    for one in queries.waiting_children(session, class_id):
        if one.public_id in chosen:
            code = accounts.decide_on_paper(session, one.person_id, decision, key, now, by=by)
            done.append((one.name, code or ""))
    return done


def forget_unagreed(session: Session) -> None:
    """Take those off their class lists whose account is no more, since nobody agreed to it: with it goes her name."""
    kept = exists().where(Account.person_id == Member.person_id)
    session.execute(delete(Member).where(not_(kept)))
