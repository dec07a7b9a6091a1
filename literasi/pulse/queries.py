"""What is known of the site's own life."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from literasi.pulse.models import Pulse
from literasi.pulse.rules import Gap, gap


def last_beat(session: Session) -> datetime | None:
    """When the site was last alive and able to write; None before its first start."""
    return session.execute(select(Pulse.at)).scalar()


def outage(session: Session, now: datetime) -> Gap | None:
    """The time up to now in which the site was not alive; None when it was."""
    return gap(last_beat(session), now)
