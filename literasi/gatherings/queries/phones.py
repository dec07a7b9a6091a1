"""Questions of the phones in a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.gatherings.models import Gathering, Phone, Seat
from literasi.gatherings.rules.codes import Purpose, shown
from literasi.quizzes import queries as quizzes


@dataclass(frozen=True)
class SeatHere:
    """A seat at this phone. `code` takes its results home; "" once that was done."""

    number: int
    code: str


@dataclass(frozen=True)
class PhoneHere:
    """A phone as those who hold it see it. `attempt` is the address of their quiz, "" before it is begun."""

    phone_id: int
    gathering_id: int
    module_key: str
    started_at: datetime
    ends_at: datetime
    seats: tuple[SeatHere, ...]
    attempt: str
    sent: bool

    @property
    def numbers(self) -> tuple[int, ...]:
        """The seats at it."""
        return tuple(one.number for one in self.seats)


def phone_of(session: Session, person_id: int, keys: Sequence[str]) -> PhoneHere | None:
    """The phone of somebody lent, with its seats; None for everybody else."""
    row = session.execute(
        select(Phone.id, Gathering)
        .join(Gathering, Gathering.id == Phone.gathering_id)
        .where(Phone.person_id == person_id)
    ).first()
    if row is None:
        return None
    phone_id, gathering = row
    attempt = next(iter(quizzes.past(session, person_id, gathering.module_key)), None)
    return PhoneHere(
        phone_id,
        gathering.id,
        gathering.module_key,
        gathering.started_at,
        gathering.ends_at,
        _seats(session, phone_id, keys),
        attempt.public_id if attempt else "",
        attempt is not None and attempt.submitted_at is not None,
    )


def _seats(session: Session, phone_id: int, keys: Sequence[str]) -> tuple[SeatHere, ...]:
    rows = session.execute(select(Seat).where(Seat.phone_id == phone_id).order_by(Seat.number)).scalars()
    return tuple(
        SeatHere(
            one.number,
            "" if one.claimed_at else shown(Purpose.CLAIM, one.claim_salt, one.claim_lookup, keys),
        )
        for one in rows
    )


def unsent(session: Session, gathering_id: int) -> list[tuple[int, str]]:
    """Person and attempt of every phone whose quiz was begun and not handed in."""
    found = session.execute(
        select(Phone.person_id, Gathering.module_key)
        .join(Gathering, Gathering.id == Phone.gathering_id)
        .where(Gathering.id == gathering_id)
        .order_by(Phone.id)
    ).all()
    return [
        (person_id, one.public_id)
        for person_id, module_key in found
        for one in quizzes.past(session, person_id, module_key)
        if one.submitted_at is None
    ]
