"""What sessions hold of a person: those a teacher held; the phone and seats of somebody lent."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.gatherings.models import Gathering, Phone, Seat
from literasi.infra.holdings import rows
from literasi.kernel.holding import Holding
from literasi.kernel.sentence import Sentence

_SINCE, _UNTIL = Sentence("Sejak"), Sentence("Sampai")


def export(session: Session, person_id: int) -> list[Holding]:
    """Sessions, phones and seats. Codes are no data of hers, and open something: they are left out."""
    told = (
        select(
            Gathering.public_id,
            Gathering.module_key,
            Gathering.started_at,
            Gathering.ends_at,
            Gathering.totals,
        )
        .where(Gathering.person_id == person_id)
        .order_by(Gathering.id)
    )
    phones = select(Phone.joined_at).where(Phone.person_id == person_id)
    seats = (
        select(Seat.number, Seat.claimed_at)
        .join(Phone, Phone.id == Seat.phone_id)
        .where(Phone.person_id == person_id)
        .order_by(Seat.number)
    )
    held = {"module_key": Sentence("Modul"), "started_at": _SINCE, "ends_at": _UNTIL}
    sat = {"number": Sentence("Kursi"), "claimed_at": Sentence("Hasil diambil")}
    return [
        Holding("gathering", Sentence("Sesi kelas yang Anda adakan"), held, rows(session, told)),
        Holding("gathering_phone", Sentence("Ponsel dalam sesi kelas"), {"joined_at": _SINCE}, rows(session, phones)),
        Holding("gathering_seat", Sentence("Kursi dalam sesi kelas"), sat, rows(session, seats)),
    ]  # fmt: skip
