"""Signing up and signing in; work done before as a guest comes along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from literasi.accounts import queries
from literasi.accounts.actions.consent import note_consent
from literasi.accounts.actions.devices import end_device, on_device
from literasi.accounts.actions.guests import new_person
from literasi.accounts.actions.trail import note
from literasi.accounts.models import Account, Device, Person
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State, Way, at_first
from literasi.accounts.rules.trail import Act
from literasi.infra.news import announce
from literasi.kernel import ids
from literasi.kernel.errors import Invalid, Refusal
from literasi.kernel.events import PersonsMerged
from literasi.kernel.sentence import Sentence
from literasi.kernel.visitor import Visitor

TAKEN = Sentence("Nama pengguna ini sudah dipakai orang lain. Tambahkan angka atau kata, lalu coba lagi.")
SIGNED_UP = Sentence("Anda sudah punya akun di perangkat ini. Keluar dulu untuk membuat akun lain.")


@dataclass(frozen=True)
class NewAccount:
    """What is told at signing up: `username` and `email` folded, one of them at least; `password` hashed."""

    name: str
    username: str | None
    email: str | None
    password: str
    age_band: AgeBand


@dataclass(frozen=True)
class SignedIn:
    """Who is on this device now, and what came over from the guest who was on it before."""

    visitor: Visitor
    merged: tuple[Sentence, ...] = ()


def sign_up(
    session: Session,
    visitor: Visitor,
    wanted: NewAccount,
    text_digest: str,
    key: str,
    now: datetime,
    *,
    from_17: bool,
    shared: bool,
    label: str,
) -> SignedIn:
    """Give the guest on this device, or a new person, an account; what she did before stays hers.

    A child's account waits for consent, and until then she goes on as a guest. Raises Invalid when the user name is
    taken. The device gets a new token (attack 11: session fixation).
    """
    if visitor.account:
        raise Refusal(SIGNED_UP)
    person_id = visitor.person_id or new_person(session, key, now)
    first = at_first(wanted.age_band, from_17)
    create_account(session, person_id, wanted, State.ASKED, now)
    note_consent(session, person_id, first, Way.HERSELF, text_digest, now)
    if visitor.device_id:
        end_device(session, visitor.device_id, now)
    return SignedIn(on_device(session, person_id, now, shared=shared, label=label))


def create_account(
    session: Session, person_id: int, wanted: NewAccount, consent: State, now: datetime
) -> None:
    """Write an account for a person. A confirmed address is what a letter confirms, so `email` only waits here.

    One that still waited for consent is written anew, for whoever mistyped something about herself.
    """
    session.execute(delete(Account).where(Account.person_id == person_id, Account.consent != State.GRANTED))
    if wanted.username and queries.name_taken(session, wanted.username):
        raise Invalid("username", TAKEN)
    row = Account(
        person_id=person_id,
        public_id=ids.new_public_id(),
        name=wanted.name,
        username=wanted.username,
        email_asked=wanted.email,
        password=wanted.password,
        age_band=wanted.age_band,
        consent=consent,
        joined_at=now,
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise Invalid("username", TAKEN) from error
    note(session, Act.SIGNED_UP, person_id, person_id, now)


def sign_in(
    session: Session, person_id: int, visitor: Visitor, now: datetime, *, shared: bool, label: str
) -> SignedIn:
    """Let this browser act for the person. Whoever was on it before is signed out; a guest's work is hers now."""
    merged: tuple[Sentence, ...] = ()
    if visitor.known and visitor.person_id != person_id:
        end_device(session, visitor.device_id, now)
        if not visitor.account and queries.profile(session, visitor.person_id) is None:
            merged = merge(session, visitor.person_id, person_id, now)
    elif visitor.device_id:  # also that of somebody suspended, who is nobody here
        end_device(session, visitor.device_id, now)
    return SignedIn(on_device(session, person_id, now, shared=shared, label=label), merged)


def merge(session: Session, from_id: int, into_id: int, now: datetime) -> tuple[Sentence, ...]:
    """Give everything of a guest to somebody who has an account; the guest is no more. What came over, in words."""
    told = announce(session, PersonsMerged(from_id, into_id))
    session.execute(delete(Device).where(Device.person_id == from_id))
    session.execute(delete(Person).where(Person.id == from_id))
    if told:
        note(session, Act.MERGED, into_id, into_id, now)
    return tuple(told)
