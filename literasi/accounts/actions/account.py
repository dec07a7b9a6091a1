"""What an owner changes about her account."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from literasi.accounts import queries
from literasi.accounts.actions.devices import end_devices
from literasi.accounts.actions.signing import TAKEN
from literasi.accounts.actions.tickets import void_tickets
from literasi.accounts.actions.trail import note
from literasi.accounts.models import Account
from literasi.accounts.rules.tickets import Purpose
from literasi.accounts.rules.trail import Act
from literasi.infra.news import announce
from literasi.kernel.errors import Invalid
from literasi.kernel.events import CredentialsChanged
from literasi.kernel.sentence import Sentence

PASSWORD_CHANGED = Sentence("Kata sandi akun Anda baru saja diganti, dan perangkat lain dikeluarkan.")
EMAIL_CHANGED = Sentence("Alamat surel akun Anda baru saja diganti.")
SECOND_STEP_ON = Sentence("Dua langkah masuk baru saja dipasang pada akun Anda.")
SECOND_STEP_OFF = Sentence("Dua langkah masuk baru saja dilepas dari akun Anda.")


def rename(session: Session, person_id: int, name: str, username: str | None, now: datetime) -> None:
    """Change what a person is called. Raises Invalid when the user name is somebody else's."""
    try:
        session.execute(
            update(Account).where(Account.person_id == person_id).values(name=name, username=username)
        )
    except IntegrityError as error:
        raise Invalid("username", TAKEN) from error
    note(session, Act.CORRECTED, person_id, person_id, now)


def change_password(
    session: Session, person_id: int, hashed: str, now: datetime, *, by: int | None, here: int = 0
) -> None:
    """Store a new password; every other device is signed out, for it may be somebody else's.

    A way to a new password that is still on its way opens nothing any more: whoever asked for it may not be she.
    """
    session.execute(update(Account).where(Account.person_id == person_id).values(password=hashed))
    void_tickets(session, Purpose.RESET, person_id)
    end_devices(session, person_id, now, but=here)
    note(session, Act.NEW_KEY, by, person_id, now)
    announce(session, CredentialsChanged(person_id, PASSWORD_CHANGED, now))


def renew_password(session: Session, person_id: int, hashed: str) -> None:
    """Keep the same password under today's cost; to its owner nothing changes."""
    session.execute(update(Account).where(Account.person_id == person_id).values(password=hashed))


def change_email(session: Session, person_id: int, address: str | None, now: datetime) -> None:
    """Ask for another address; it counts once a letter to it was opened. None gives the address up at once.

    Raises Invalid where she would sign in with it and somebody else does.

    A letter about an earlier one may lie in a stranger's box, since addresses are mistyped; it confirms nothing now.
    """
    held = queries.profile(session, person_id)
    alone = held is not None and not held.username and not held.email and held.email_asked != address
    if address and alone and queries.login_taken(session, address):
        raise Invalid("email", TAKEN)
    void_tickets(session, Purpose.EMAIL, person_id)
    values = {"email_asked": address} if address else {"email_asked": None, "email": None}
    session.execute(update(Account).where(Account.person_id == person_id).values(**values))
    if address is None:
        announce(session, CredentialsChanged(person_id, EMAIL_CHANGED, now))


def confirm_email(session: Session, person_id: int, address: str, now: datetime) -> bool:
    """The letter was opened: the address is hers. False when somebody else confirmed it first."""
    owner = queries.person_with_email(session, address)
    if owner not in (None, person_id):
        return False
    session.execute(
        update(Account).where(Account.person_id == person_id).values(email=address, email_asked=None)
    )
    void_tickets(session, Purpose.RESET, person_id)  # one was sent to the address before
    announce(session, CredentialsChanged(person_id, EMAIL_CHANGED, now))
    return True


def set_second_step(session: Session, person_id: int, sealed: str, step: int, now: datetime) -> None:
    """Ask for a code of the authenticator app from now on. `step` is the time step of the code that proved it works."""
    values = {"second_step": sealed, "second_step_used": step}
    session.execute(update(Account).where(Account.person_id == person_id).values(**values))
    note(session, Act.SECOND_STEP, person_id, person_id, now)
    announce(session, CredentialsChanged(person_id, SECOND_STEP_ON, now))


def end_second_step(session: Session, person_id: int, now: datetime, *, by: int | None) -> None:
    """Ask for the password alone again."""
    session.execute(update(Account).where(Account.person_id == person_id).values(second_step=None))
    note(session, Act.SECOND_STEP, by, person_id, now)
    announce(session, CredentialsChanged(person_id, SECOND_STEP_OFF, now))


def use_second_step(session: Session, person_id: int, step: int) -> bool:
    """Take a code; False when it, or a later one, was taken before."""
    done = session.execute(
        update(Account)
        .where(Account.person_id == person_id, Account.second_step_used < step)
        .values(second_step_used=step)
        .returning(Account.person_id)
    )
    return done.first() is not None
