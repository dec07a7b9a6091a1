"""Questions about sessions. Each asks for the teacher too, so somebody else's session does not exist."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session

from literasi.accounts import queries as people
from literasi.catalogue import queries as catalogue
from literasi.gatherings.models import Gathering, Phone, Seat
from literasi.gatherings.rules.codes import Purpose, lookup_of, seed_of, shown
from literasi.gatherings.rules.lasting import over_before
from literasi.gatherings.rules.totals import Share, Totals, counted
from literasi.infra.policies import Terms
from literasi.kernel import ids
from literasi.kernel.sentence import Sentence
from literasi.kernel.visitor import Visitor
from literasi.quizzes.models import Attempt, AttemptItem
from literasi.quizzes.rules.policy import AttemptPolicy

ABSENT = Sentence("Sesi kelas ini tidak ada, atau bukan milik Anda.")
_FULL = 0.999
"""A mark from here on is fully right: shares are stored as floats."""
_LISTED = 20
_TWICE = timedelta(seconds=30)
# Built once: asked whenever anybody opens a quiz, at a session or not.
_ON_A_PHONE = (
    select(Gathering.ends_at, Gathering.code_salt)
    .join(Phone, Phone.gathering_id == Gathering.id)
    .where(Phone.person_id == bindparam("person"), Gathering.module_key == bindparam("module"))
)


@dataclass(frozen=True)
class Held:
    """A session as its teacher's pages need it. `kept`: its totals, once everything else was forgotten."""

    id: int
    public_id: str
    module_key: str
    started_at: datetime
    ends_at: datetime
    code_salt: str
    code_lookup: str
    kept: Totals | None


@dataclass(frozen=True)
class Listed:
    """A session in its teacher's list."""

    public_id: str
    module_key: str
    started_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Placed:
    """A phone as its teacher sees it: its seats, nothing of its answers."""

    numbers: tuple[int, ...]


def may_hold(session: Session, visitor: Visitor) -> bool:
    """Whether somebody may hold sessions: a teacher, a librarian, or an adult who has asked to be a teacher."""
    return visitor.teaches and people.may_hold_role(session, visitor.person_id)


def held(session: Session, public_id: str, teacher_id: int) -> Held | None:
    """A session of this teacher."""
    wanted = (Gathering.public_id == public_id, Gathering.person_id == teacher_id)
    row = session.execute(select(Gathering).where(*wanted)).scalar()
    return _held(row) if row else None


def _held(row: Gathering) -> Held:
    kept = Totals.from_data(row.totals) if row.totals is not None else None
    return Held(row.id, row.public_id, row.module_key, row.started_at, row.ends_at, row.code_salt, row.code_lookup, kept)  # fmt: skip


def held_by(session: Session, teacher_id: int) -> list[Listed]:
    """The sessions of a teacher, newest first."""
    columns = (Gathering.public_id, Gathering.module_key, Gathering.started_at, Gathering.ends_at)
    rows = session.execute(
        select(*columns)
        .where(Gathering.person_id == teacher_id)
        .order_by(Gathering.started_at.desc(), Gathering.id.desc())
        .limit(_LISTED)
    )
    return [Listed(*row) for row in rows]


def just_held(session: Session, teacher_id: int, module_key: str, now: datetime) -> str | None:
    """The session with this module that she opened a moment ago and at which nobody sits: the same button pressed twice."""
    asked = select(Gathering.public_id).where(
        Gathering.person_id == teacher_id,
        Gathering.module_key == module_key,
        Gathering.started_at > now - _TWICE,
        Gathering.ends_at > now,
        ~exists().where(Phone.gathering_id == Gathering.id),
    )
    return session.execute(asked).scalar()


def count_open(session: Session, teacher_id: int, now: datetime) -> int:
    """How many sessions of a teacher are open."""
    wanted = (Gathering.person_id == teacher_id, Gathering.ends_at > now)
    return session.execute(select(func.count()).select_from(Gathering).where(*wanted)).scalar_one()


def code_of(found: Held, keys: Sequence[str]) -> str:
    """The code of a session; "" when it was made under a secret key that is not here."""
    return shown(Purpose.SESSION, found.code_salt, found.code_lookup, keys)


def open_by_code(session: Session, typed: str, keys: Sequence[str], now: datetime) -> Held | None:
    """The open session that a typed code names."""
    code = ids.read_code(typed)
    lookups = [lookup_of(Purpose.SESSION, code, key) for key in keys] if code else []
    row = session.execute(
        select(Gathering).where(Gathering.code_lookup.in_(lookups), Gathering.ends_at > now)
    ).scalar()
    return _held(row) if row else None


def taken(session: Session, gathering_id: int, numbers: Collection[int]) -> list[int]:
    """Which of these seats somebody has."""
    wanted = (Seat.gathering_id == gathering_id, Seat.number.in_(numbers))
    return list(session.execute(select(Seat.number).where(*wanted).order_by(Seat.number)).scalars())


def placed(session: Session, gathering_id: int) -> list[Placed]:
    """The phones with seats at them, by their first seat."""
    rows = session.execute(
        select(Seat.phone_id, Seat.number).where(Seat.gathering_id == gathering_id).order_by(Seat.number)
    )
    found: dict[int, list[int]] = {}
    for phone_id, number in rows:
        found.setdefault(phone_id, []).append(number)
    return [Placed(tuple(numbers)) for numbers in found.values()]


def claimable(session: Session, typed: str, keys: Sequence[str], now: datetime) -> tuple[Seat, int] | None:
    """The seat whose results a typed code still takes home, and the person of its phone."""
    code = ids.read_code(typed)
    lookups = [lookup_of(Purpose.CLAIM, code, key) for key in keys] if code else []
    row = session.execute(
        select(Seat, Phone.person_id)
        .join(Phone, Phone.id == Seat.phone_id)
        .join(Gathering, Gathering.id == Seat.gathering_id)
        .where(
            Seat.claim_lookup.in_(lookups), Seat.claimed_at.is_(None), Gathering.ends_at > over_before(now)
        )
    ).first()
    return (row[0], row[1]) if row else None


def totals(session: Session, found: Held) -> Totals:
    """A session's totals: as they stand, or as they were kept."""
    if found.kept is not None:
        return found.kept
    phones = (
        select(Phone.person_id, func.count().label("seats"))
        .join(Seat, Seat.phone_id == Phone.id)
        .where(Phone.gathering_id == found.id)
        .group_by(Phone.person_id)
        .subquery()
    )
    hers = (
        Attempt.person_id == phones.c.person_id,
        Attempt.module_key == found.module_key,
        Attempt.submitted_at.is_not(None),
    )
    all_seats = session.execute(select(func.coalesce(func.sum(phones.c.seats), 0))).scalar_one()
    sent = session.execute(select(func.coalesce(func.sum(phones.c.seats), 0)).join(Attempt, hers[0]).where(*hers[1:])).scalar_one()  # fmt: skip
    rows = session.execute(
        select(
            AttemptItem.item_digest,
            func.sum(phones.c.seats),
            func.coalesce(func.sum(phones.c.seats).filter(AttemptItem.mark >= _FULL), 0),
        )
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .join(phones, hers[0])
        .where(*hers[1:], AttemptItem.mark.is_not(None))
        .group_by(AttemptItem.item_digest)
    ).all()
    shares = [Share(digest, int(seats), int(right)) for digest, seats, right in rows]
    questions = catalogue.questions(session, [one.digest for one in shares])
    return counted(int(all_seats), int(sent), [(questions[one.digest].key, one) for one in shares])


def over(session: Session, after: datetime, before: datetime, limit: int) -> list[int]:
    """Sessions that ended between these moments and are not forgotten yet, the oldest first."""
    ended = (Gathering.ends_at >= after, Gathering.ends_at < before, Gathering.totals.is_(None))
    found = select(Gathering.id).where(*ended).order_by(Gathering.ends_at, Gathering.id).limit(limit)
    return list(session.execute(found).scalars())


def people_of(session: Session, gathering_ids: Collection[int]) -> list[int]:
    """The lent people of these sessions."""
    found = select(Phone.person_id).where(Phone.gathering_id.in_(gathering_ids)).order_by(Phone.id)
    return list(session.execute(found).scalars())


def terms(session: Session, person_id: int, module_key: str, own: Terms, now: datetime) -> Terms | None:
    """The terms on which a phone of a session takes its quiz: once, until the session ends, all the same, and
    nothing that somebody would have to mark of a seat without a name. None for everybody else."""
    row = session.connection().execute(_ON_A_PHONE, {"person": person_id, "module": module_key}).first()
    if row is None:
        return None
    policy = AttemptPolicy.from_data(own)
    alike = replace(policy, tries=1, deadline_at=row.ends_at, seed=seed_of(row.code_salt))
    return replace(alike, essays=False).to_data()
