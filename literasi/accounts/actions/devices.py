"""Browsers in which people are signed in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from literasi.accounts import queries
from literasi.accounts.actions.trail import note
from literasi.accounts.models import Device, Person
from literasi.accounts.rules.trail import Act
from literasi.kernel import clock, ids
from literasi.kernel.visitor import Visitor

_ADD = insert(Device.__table__).returning(Device.id)  # type: ignore[arg-type]  # a table, as models declare it
_ACTIVE = (
    update(Person.__table__)  # type: ignore[arg-type]  # a table, as models declare it
    .where(Person.id == bindparam("person"), Person.active_on != bindparam("today"))
    .values(active_on=bindparam("today"))
)


def on_device(session: Session, person_id: int, now: datetime, *, shared: bool, label: str = "") -> Visitor:
    """A new token for a browser, and the person as its visitor. Whoever signs in gets one, so none can be planted."""
    token = ids.new_token()
    row = {
        "person_id": person_id,
        "token_digest": ids.digest(token),
        "created_at": now,
        "shared": shared,
        "label": label,
    }
    device_id = session.connection().execute(_ADD, row).scalar_one()
    today = clock.wita_date(now)
    session.connection().execute(_ACTIVE, {"person": person_id, "today": today})
    word = queries.page_word(queries.salt_of(session, person_id))
    return Visitor(person_id, device_id, token, today, shared, word)


def end_device(session: Session, device_id: int, now: datetime) -> None:
    """Sign this browser out; its token is dead from now on."""
    session.execute(update(Device).where(Device.id == device_id).values(ended_at=now))


def end_own_device(session: Session, person_id: int, device_id: int, now: datetime) -> None:
    """Sign one of one's own browsers out; one that is somebody else's stays as it is."""
    session.execute(
        update(Device).where(Device.id == device_id, Device.person_id == person_id).values(ended_at=now)
    )


def end_devices(
    session: Session, person_id: int, now: datetime, *, but: int = 0, by: int | None = None
) -> None:
    """Sign a person out everywhere, but on one device if it is named. `by`: who did it when it was not she."""
    session.execute(
        update(Device)
        .where(Device.person_id == person_id, Device.ended_at.is_(None), Device.id != but)
        .values(ended_at=now)
    )
    note(session, Act.ENDED_DEVICES, by or person_id, person_id, now)


def share_device(session: Session, device_id: int, *, shared: bool) -> None:
    """Say that others use this computer too, or that it is one's own again."""
    session.execute(update(Device).where(Device.id == device_id).values(shared=shared))
