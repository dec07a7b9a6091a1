"""Signing up and signing in; work done before as a guest comes along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from literasi.accounts import queries
from literasi.accounts.actions.consent import close_accounts, note_consent
from literasi.accounts.actions.devices import end_device, on_device
from literasi.accounts.actions.guests import new_person
from literasi.accounts.actions.trail import note
from literasi.accounts.models import Account, Device, Person
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State, Way, at_first
from literasi.accounts.rules.trail import Act
from literasi.accounts.rules.whose import ASKED, Whose
from literasi.infra.news import announce
from literasi.kernel import ids
from literasi.kernel.errors import Invalid, Refusal
from literasi.kernel.events import PersonsMerged
from literasi.kernel.sentence import Sentence
from literasi.kernel.visitor import Visitor

TAKEN = Sentence(
    "Nama pengguna atau surel ini sudah dipakai akun lain. Pilih nama pengguna lain, misalnya dengan tambahan angka."
)
LENT = Sentence(
    "Perangkat ini sedang dipakai untuk sesi kelas. Tekan “Selesai” di halaman sesi dulu; sesudah itu Anda dapat masuk."
)
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
    whose: Whose | None = None,
) -> SignedIn:
    """Give the guest on this device, or a new person, an account; what she did before stays hers.

    A child's account waits for consent, and until then she goes on as a guest. `whose` says whether an account that
    waits here is written anew. Raises Invalid when that is not said, and when the user name is taken. The device gets
    a new token (attack 11: session fixation).
    """
    refuse_lent(visitor)
    if visitor.account:
        raise Refusal(SIGNED_UP)
    person_id = _owner(session, visitor, whose, key, now)
    first = at_first(wanted.age_band, from_17, refused=queries.was_refused(session, person_id))
    create_account(session, person_id, wanted, State.ASKED, now)
    note_consent(session, person_id, first, Way.HERSELF, text_digest, now)
    if visitor.device_id:
        end_device(session, visitor.device_id, now)
    return SignedIn(on_device(session, person_id, now, shared=shared, label=label))


def refuse_lent(visitor: Visitor) -> None:
    """Nobody else comes in at a phone that is lent: what several did must not become one person's, and whoever was
    here before has to find her way back."""
    if visitor.lent:
        raise Refusal(LENT)


def _owner(session: Session, visitor: Visitor, whose: Whose | None, key: str, now: datetime) -> int:
    """Whose row the account becomes. One that waits on this device stays when it is another's, with all her work."""
    waits = queries.profile(session, visitor.person_id) is not None
    if waits and whose is None:
        raise Invalid("whose", ASKED)
    if not visitor.known or (waits and whose is Whose.ANOTHERS):
        return new_person(session, key, now)
    return visitor.person_id


def create_account(
    session: Session,
    person_id: int,
    wanted: NewAccount,
    consent: State,
    now: datetime,
    *,
    by: int | None = None,
) -> None:
    """Write an account for a person; `by` names who did when it was not she. A confirmed address is what a letter confirms, so `email` only waits here.

    Until then she signs in with it. So nobody else may who only waits for it too; whether somebody has confirmed it is
    not told.

    One that still waited for consent is written anew, for whoever mistyped something about herself. What was on its
    way for it opens nothing any more: a mistyped address is a stranger's.
    """
    waited = select(Account.person_id).where(Account.person_id == person_id, Account.consent != State.GRANTED)
    close_accounts(session, session.execute(waited).scalars().all())
    if wanted.username and queries.name_taken(session, wanted.username):
        raise Invalid("username", TAKEN)
    if wanted.email and not wanted.username and queries.login_taken(session, wanted.email):
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
    note(session, Act.SIGNED_UP, by or person_id, person_id, now)


def make_pupil(
    session: Session,
    name: str,
    band: AgeBand,
    text_digest: str,
    key: str,
    now: datetime,
    *,
    by: int,
    made_up: bool = False,
) -> int:
    """An account that a teacher makes for somebody of her class, without user name and password; its person's row id.

    Nobody has agreed to it: a guardian is asked, or the person herself once she comes in. `text_digest`: in which words.
    `made_up`: she is nobody.
    """
    person_id = new_person(session, key, now, made_up=made_up)
    create_account(session, person_id, NewAccount(name, None, None, "", band), State.ASKED, now, by=by)
    note_consent(session, person_id, State.ASKED, Way.PAPER, text_digest, now, recorded_by=by)
    return person_id


def sign_in(
    session: Session,
    person_id: int,
    visitor: Visitor,
    now: datetime,
    *,
    shared: bool,
    label: str,
    leave: bool = False,
) -> SignedIn:
    """Let this browser act for the person. Whoever was on it before is signed out.

    A guest's work is hers now, unless she says that it is somebody else's (`leave`): then the guest's code opens it.
    """
    refuse_lent(visitor)
    merged: tuple[Sentence, ...] = ()
    if visitor.known and visitor.person_id != person_id:
        end_device(session, visitor.device_id, now)
        if not (leave or visitor.account) and queries.profile(session, visitor.person_id) is None:
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
