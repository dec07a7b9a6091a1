"""The site says that it is alive."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from literasi.kernel import clock
from literasi.pulse.models import Pulse
from literasi.pulse.rules import Heart


def beat(session: Session, heart: Heart, now: datetime) -> None:
    """Note that something goes on and is able to write. The mark of the demo stays as it is."""
    session.merge(Pulse(id=heart, at=now))


def mark_demo(session: Session, today: datetime) -> None:
    """Say of this database that it is the demo, built for this day."""
    session.merge(Pulse(id=Heart.SITE, at=today, demo_on=clock.wita_date(today)))
