"""What the demo's library says of itself, and the lists that it keeps."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts import queries as people
from literasi.kernel import clock
from literasi.kernel.roles import Role
from literasi.office import actions as office
from literasi.office import queries as lists
from literasi.operations.actions.demo.stage import Stage
from literasi.operations.rules.demo import ADMIN, LIBRARIAN, PROFILE, SCHOOLS, Channel


def tell_profile(session: Session, stage: Stage, now: datetime) -> None:
    """Profil Perpustakaan is filled in by whoever runs the site."""
    office.save_profile(session, PROFILE, now, by=stage.person(ADMIN))


def confirm_checks(session: Session, stage: Stage, now: datetime) -> None:
    """Pemeriksaan is gone through."""
    office.confirm_checks(session, now, by=stage.person(ADMIN))


def save_schools(session: Session, stage: Stage, now: datetime) -> None:
    """The schools of the town, a few minutes each."""
    for number, name in enumerate(SCHOOLS):
        accounts.save_school(session, name, now + timedelta(minutes=3 * number), by=stage.person(LIBRARIAN))


def print_invitations(session: Session, stage: Stage, now: datetime) -> None:
    """Three schools get a printed invitation."""
    for name in SCHOOLS[:3]:
        school = _school(session, name, now)
        code = accounts.invite_school(session, school, stage.key, now, by=stage.person(LIBRARIAN))
        stage.codes[name] = code


def end_invitation(session: Session, stage: Stage, now: datetime) -> None:
    """The third of them is taken out of force."""
    accounts.end_invitation(session, _school(session, SCHOOLS[2], now))


def _school(session: Session, name: str, now: datetime) -> str:
    return next(one.public_id for one in people.schools(session, now) if one.name == name)


def invite_colleague(session: Session, stage: Stage, now: datetime) -> None:
    """An invitation to the staff that nobody has used yet."""
    accounts.invite(session, Role.LIBRARIAN, stage.key, now, by=stage.person(ADMIN), actor=[Role.ADMIN])


def add_channel(session: Session, stage: Stage, now: datetime, channel: Channel) -> None:
    """An official channel comes on the list; it may have been looked at some days earlier."""
    checked_on: date = clock.wita_date(stage.today) - timedelta(days=channel.checked)
    told = office.ToldChannel(channel.name, channel.purpose, channel.address, channel.source, checked_on)
    office.add_channel(session, told, now, by=stage.person(LIBRARIAN))


def check_channel(session: Session, stage: Stage, now: datetime, channel: Channel) -> None:
    """Somebody saw that it still holds."""
    listed = lists.channels(session, clock.wita_date(now))
    public_id = next(one.public_id for one in listed if one.name == channel.name)
    office.check_channel(session, public_id, now, by=stage.person(LIBRARIAN))
