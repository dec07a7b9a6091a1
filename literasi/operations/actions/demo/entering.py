"""The demo's mark, and its entries: being one of its people by one tap."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.models import Person
from literasi.kernel.visitor import Visitor
from literasi.pulse import actions as pulse

_LABEL = "Demo"


class NotEmpty(Exception):
    """Somebody is in this database already, so it is not ours to fill."""


def mark(session: Session, today: datetime) -> None:
    """Say of this database that it is the demo. Before anybody is in it, so that no real one is ever marked."""
    if session.execute(select(Person.id).limit(1)).first():
        raise NotEmpty
    pulse.mark_demo(session, today)


def enter_as(session: Session, person_id: int, visitor: Visitor, now: datetime) -> Visitor:
    """Be one of the demo's people in this browser.

    Whoever was in it before stays as she is: signing in would give a guest's work away, and the next tap on her entry
    would find nobody.
    """
    if visitor.known:
        accounts.end_device(session, visitor.device_id, now)
    return accounts.on_device(session, person_id, now, shared=False, label=_LABEL)
