"""What is known of the site's own life."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.pulse.models import Pulse
from literasi.pulse.rules import Gap, Heart, gap


def last_beat(session: Session, heart: Heart) -> datetime | None:
    """When the site, or its jobs, were last alive and able to write; None before the first start."""
    return session.execute(select(Pulse.at).where(Pulse.id == heart)).scalar()


def outage(session: Session, now: datetime) -> Gap | None:
    """The time up to now in which the site was not alive; None when it was."""
    return gap(last_beat(session, Heart.SITE), now)


def demo_on(session: Session) -> date | None:
    """The day for which this database was built as the demo; None for a library's own."""
    return session.execute(select(Pulse.demo_on).where(Pulse.id == Heart.SITE)).scalar()
