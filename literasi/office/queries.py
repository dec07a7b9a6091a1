"""What the library's desk asks: its channels, and what is still to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from literasi.accounts import queries as people
from literasi.infra.site import site_of
from literasi.kernel import clock
from literasi.office.models import OfficialChannel
from literasi.office.rules import channels as rules
from literasi.office.rules.first_steps import State, Step, steps


@dataclass(frozen=True)
class Channel:
    """An official channel as pages show it. `link` is "" when its address is not one of the web."""

    public_id: str
    name: str
    purpose: str
    address: str
    source: str
    checked_on: date
    overdue: bool
    link: str


def channels(session: Session, today: date) -> list[Channel]:
    """The official channels in alphabetical order."""
    rows = session.execute(select(OfficialChannel)).scalars()
    return sorted(
        (_channel(row, today) for row in rows), key=lambda one: (one.name.casefold(), one.public_id)
    )


def channel(session: Session, public_id: str, today: date) -> Channel | None:
    """One official channel."""
    row = session.execute(select(OfficialChannel).where(OfficialChannel.public_id == public_id)).scalar()
    return _channel(row, today) if row else None


def _channel(row: OfficialChannel, today: date) -> Channel:
    return Channel(
        row.public_id,
        row.name,
        row.purpose,
        row.address,
        row.source,
        row.checked_on,
        rules.overdue(row.checked_on, today),
        rules.link_of(row.address),
    )


def checklist(session: Session, now: datetime) -> tuple[Step, ...]:
    """The first steps with what is done of them, for the desk and for the overview."""
    site, today = site_of(session), clock.wita_date(now)
    count, oldest = session.execute(
        select(func.count(OfficialChannel.id), func.min(OfficialChannel.checked_on))
    ).one()
    state = State(
        named=bool(site.name and site.address),
        contact=bool(site.contact and (site.contact_email or site.contact_phone)),
        colleagues=len(people.staff(session)) + len(people.open_invitations(session, now)),
        schools=people.count_schools(session),
        channels=count,
        channels_overdue=int(oldest is not None and rules.overdue(oldest, today)),
        checked_on=date.fromisoformat(site.checked_on) if site.checked_on else None,
    )
    return steps(state, today)
