"""What changes at the library's desk. Every change leaves a line in the trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.rules.trail import Act
from literasi.catalogue import actions as catalogue
from literasi.infra import site
from literasi.kernel import clock, ids
from literasi.kernel.errors import Missing
from literasi.kernel.sentence import Sentence
from literasi.office.models import OfficialChannel
from literasi.office.rules.logo import Logo

NO_CHANNEL = Sentence("Kanal ini sudah tidak ada dalam daftar.")


@dataclass(frozen=True)
class ToldChannel:
    """What a form says of an official channel."""

    name: str
    purpose: str
    address: str
    source: str
    checked_on: date


def save_profile(session: Session, told: Mapping[str, Any], now: datetime, *, by: int) -> None:
    """Keep what the library says of itself. `told` maps fields of infra.site.Site to their values."""
    changed = site.say(session, told, by, now)
    if changed:
        accounts.note(session, Act.SETTING, by, None, now, changed=", ".join(changed))


def change_logo(session: Session, logo: Logo | None, now: datetime, *, by: int) -> None:
    """Keep another logo, or none. A logo that was printed once stays at its address."""
    if logo is None:
        save_profile(session, {"logo": "", "logo_width": 0, "logo_height": 0}, now, by=by)
        return
    catalogue.keep_picture(session, logo.name, logo.content_type, logo.body)
    told = {"logo": logo.name, "logo_width": logo.width, "logo_height": logo.height}
    save_profile(session, told, now, by=by)


def confirm_checks(session: Session, now: datetime, *, by: int) -> None:
    """Somebody went through the checks today."""
    save_profile(session, {"checked_on": clock.wita_date(now).isoformat()}, now, by=by)


def add_channel(session: Session, told: ToldChannel, now: datetime, *, by: int) -> str:
    """Put an official channel on the list; its public id."""
    row = OfficialChannel(public_id=ids.new_public_id(), **vars(told), changed_at=now, changed_by=by)
    session.add(row)
    accounts.note(session, Act.SETTING, by, None, now, changed="kanal", kanal=row.public_id)
    return row.public_id


def change_channel(session: Session, public_id: str, told: ToldChannel, now: datetime, *, by: int) -> None:
    """Say something else of a channel. Raises Missing when it was taken off meanwhile."""
    row = _channel(session, public_id)
    for name, value in vars(told).items():
        setattr(row, name, value)
    row.changed_at, row.changed_by = now, by
    accounts.note(session, Act.SETTING, by, None, now, changed="kanal", kanal=public_id)


def check_channel(session: Session, public_id: str, now: datetime, *, by: int) -> None:
    """Somebody saw today that a channel is still what the list says."""
    row = _channel(session, public_id)
    row.checked_on, row.changed_at, row.changed_by = clock.wita_date(now), now, by
    accounts.note(session, Act.SETTING, by, None, now, changed="kanal", kanal=public_id)


def remove_channel(session: Session, public_id: str, now: datetime, *, by: int) -> None:
    """Take a channel off the list. One that is gone already stays gone."""
    session.execute(delete(OfficialChannel).where(OfficialChannel.public_id == public_id))
    accounts.note(session, Act.SETTING, by, None, now, changed="kanal", kanal=public_id)


def _channel(session: Session, public_id: str) -> OfficialChannel:
    row = session.execute(select(OfficialChannel).where(OfficialChannel.public_id == public_id)).scalar()
    if row is None:
        raise Missing(NO_CHANNEL)
    return row
