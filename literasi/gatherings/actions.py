"""What happens in a session: it is opened, phones sit down, seats are freed, it ends, is claimed, is forgotten."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts import queries as people
from literasi.accounts.rules.consent import in_force
from literasi.catalogue.rules.shelf import ShelfModule
from literasi.gatherings import queries
from literasi.gatherings.models import Gathering, Phone, Seat
from literasi.gatherings.queries import Held
from literasi.gatherings.rules import codes, lasting, seats
from literasi.gatherings.rules.codes import Purpose
from literasi.kernel import ids
from literasi.kernel.errors import Invalid, Missing, Refusal
from literasi.kernel.sentence import Sentence
from literasi.kernel.visitor import Visitor
from literasi.progress import actions as ledger
from literasi.quizzes import actions as quizzes

NOT_AGREED = Sentence("Hasil sesi dapat diambil sesudah orang tua atau wali menyetujui akun ini. Kode tetap berlaku tujuh hari.")  # fmt: skip
HERS_ALREADY = Sentence("Hasil dari ponsel ini sudah ada di akun Anda. Kode ini belum terpakai: berikan kepada pemilik kursinya.")  # fmt: skip
NOTHING_SENT = Sentence("Kuis di ponsel ini belum dikirim, jadi belum ada hasilnya. Kirim dulu kuisnya.")
_AT_ONCE = 200
"""Sessions looked at in a night, so that one transaction stays short; the next night goes on."""


def hold(session: Session, teacher_id: int, module: ShelfModule, key: str, now: datetime) -> str:
    """Open a session for three hours; its public id. Raises Refusal when too many of hers are open."""
    if queries.count_open(session, teacher_id, now) >= lasting.MOST_OPEN:
        raise Refusal(lasting.TOO_MANY_OPEN)
    salt = ids.new_public_id()
    row = Gathering(
        public_id=ids.new_public_id(),
        person_id=teacher_id,
        module_key=module.key,
        code_salt=salt,
        code_lookup=codes.lookup_of(Purpose.SESSION, codes.code_of(Purpose.SESSION, salt, key), key),
        started_at=now,
        ends_at=now + lasting.OPEN,
    )
    session.add(row)
    session.flush()
    return row.public_id


def sit(
    session: Session,
    visitor: Visitor,
    code: str,
    wanted: Collection[int],
    keys: Sequence[str],
    now: datetime,
    *,
    shared: bool,
) -> tuple[Visitor, datetime]:
    """Seats sit down at a phone; the person it is lent to, and until when. One that sits here already takes more in.

    Raises Missing for a code that opens nothing, Invalid when a seat is taken or the phone is full.
    """
    found = queries.open_by_code(session, code, keys, now)
    if found is None:
        raise Missing(codes.UNKNOWN)
    here = queries.phone_of(session, visitor.person_id, keys) if visitor.lent else None
    mine = here if here and here.gathering_id == found.id else None
    held = mine.numbers if mine else ()
    fresh = [one for one in wanted if one not in held]
    if problem := seats.refused(fresh, held, queries.taken(session, found.id, fresh)):
        raise Invalid("kursi", problem)
    if mine:
        person, phone_id = visitor, mine.phone_id
    else:
        person, phone_id = _add_phone(session, visitor, found, keys[0], now, shared=shared)
    session.add_all(_seat(found.id, phone_id, number, keys[0]) for number in fresh)
    session.flush()
    return person, lasting.lent_until(found.ends_at)


def _add_phone(
    session: Session, visitor: Visitor, found: Held, key: str, now: datetime, *, shared: bool
) -> tuple[Visitor, int]:
    """A phone with a person of its own. Whoever was on it is not touched; another session's seats there are left."""
    if visitor.lent:
        accounts.end_device(session, visitor.device_id, now)
    person = accounts.lend(session, key, now, shared=shared)
    phone = Phone(gathering_id=found.id, person_id=person.person_id, joined_at=now)
    session.add(phone)
    session.flush()
    return person, phone.id


def _seat(gathering_id: int, phone_id: int, number: int, key: str) -> Seat:
    salt = ids.new_public_id()
    lookup = codes.lookup_of(Purpose.CLAIM, codes.code_of(Purpose.CLAIM, salt, key), key)
    return Seat(
        gathering_id=gathering_id, number=number, phone_id=phone_id, claim_salt=salt, claim_lookup=lookup
    )


def free(session: Session, gathering_id: int, number: int) -> bool:
    """Let a seat be taken by another phone; whether somebody had it. What its phone answered stays with the phone."""
    wanted = (Seat.gathering_id == gathering_id, Seat.number == number)
    seat = session.execute(select(Seat).where(*wanted)).scalar()
    if seat is not None:
        session.delete(seat)
        session.flush()
    return seat is not None


def end(session: Session, found: Held, now: datetime) -> None:
    """End a session now, and with it every quiz in it; one that is over stays as it is."""
    if not lasting.is_open(found.ends_at, now):
        return
    session.execute(update(Gathering).where(Gathering.id == found.id).values(ends_at=now))
    for person_id, attempt in queries.unsent(session, found.id):
        quizzes.close(session, attempt, person_id, now)


def collect(session: Session, gathering_id: int, now: datetime) -> int:
    """Hand in what phones saved and did not send, once their time is over. How many quizzes."""
    waiting = [(attempt, person_id) for person_id, attempt in queries.unsent(session, gathering_id)]
    return quizzes.collect(session, waiting, now).done


def claim(session: Session, person_id: int, code: str, keys: Sequence[str], now: datetime) -> int:
    """Give the results of a seat to somebody with an account, once; how many answers.

    Raises Missing for a code that opens nothing, Refusal where consent is not in force and where she has them already.
    """
    profile = people.profile(session, person_id)
    if profile is None or not in_force(profile.consent):
        raise Refusal(NOT_AGREED)
    found = queries.claimable(session, code, keys, now)
    if found is None:
        raise Missing(codes.GONE)
    seat, phone_person = found
    here = queries.phone_of(session, phone_person, keys)
    if here is None or not here.sent:
        raise Refusal(NOTHING_SENT)
    answers = ledger.copy(session, phone_person, person_id, "kuis", "sesi")
    if not answers:
        raise Refusal(HERS_ALREADY)
    seat.claimed_at = now
    session.flush()
    return answers


def forget(session: Session, now: datetime) -> int:
    """Hand in what was never sent; after a week keep the totals and delete the phones with all they did.

    How many sessions were forgotten.
    """
    for gathering_id in queries.over(session, lasting.collected_after(now), now, _AT_ONCE):
        collect(session, gathering_id, now)
    gone = queries.over(session, lasting.EVER, lasting.over_before(now), _AT_ONCE)
    for row in session.execute(select(Gathering).where(Gathering.id.in_(gone))).scalars().all():
        found = queries.held(session, row.public_id, row.person_id)
        assert found is not None
        row.totals = queries.totals(session, found).to_data()
        session.flush()
        accounts.erase(session, queries.people_of(session, [row.id]), now)
    return len(gone)


def erase(session: Session, person_ids: Sequence[int], now: datetime) -> None:
    """Delete the sessions of these people with everybody lent in them, and the phones of those who were lent."""
    hers = session.execute(select(Gathering.id).where(Gathering.person_id.in_(person_ids))).scalars().all()
    lent = set(queries.people_of(session, hers)).difference(person_ids)
    accounts.erase(session, sorted(lent), now)  # announced on its own, and heard here again
    phones = select(Phone.id).where(Phone.person_id.in_(person_ids))
    session.execute(delete(Seat).where(Seat.phone_id.in_(phones)))
    session.execute(delete(Phone).where(Phone.person_id.in_(person_ids)))
    session.execute(delete(Gathering).where(Gathering.id.in_(hers)))


def merge(session: Session, from_id: int, into_id: int) -> None:
    """Give one person's sessions to another. A lent phone is never merged, so there is no phone to give."""
    session.execute(update(Gathering).where(Gathering.person_id == from_id).values(person_id=into_id))
