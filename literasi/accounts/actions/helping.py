"""What those who help people may do to their accounts, each with a line in the trail and word to the person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from literasi.accounts import queries
from literasi.accounts.actions.consent import follow_age
from literasi.accounts.actions.devices import end_devices
from literasi.accounts.actions.roles import take_role
from literasi.accounts.actions.tickets import make_ticket
from literasi.accounts.actions.trail import note
from literasi.accounts.models import Account
from literasi.accounts.rules import roles as rules
from literasi.accounts.rules.ages import AgeBand, minor
from literasi.accounts.rules.consent import State, in_force
from literasi.accounts.rules.tickets import Purpose
from literasi.accounts.rules.trail import Act
from literasi.infra.news import announce
from literasi.kernel.errors import Forbidden, Missing
from literasi.kernel.events import CredentialsChanged
from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence

NOBODY_THERE = Sentence("Akun ini tidak ada, atau sudah dihapus.")
NOT_HELPED = Sentence("Akun petugas hanya dapat diurus oleh pengelola.")
CODE_GIVEN = Sentence(
    "Perpustakaan memberi kode sekali pakai untuk memilih kata sandi baru akun Anda. Bila bukan Anda yang meminta, beri tahu perpustakaan."
)
SIGNED_OUT = Sentence("Perpustakaan mengeluarkan semua perangkat dari akun Anda.")


def give_code(
    session: Session, person_id: int, key: str, now: datetime, *, by: int, actor: Collection[Role]
) -> str:
    """A code with which a person without mail chooses a new password; she alone learns the password.

    Raises Forbidden for staff, whom only an admin helps.
    """
    _admit(session, person_id, actor)
    note(session, Act.CODE, by, person_id, now)
    announce(session, CredentialsChanged(person_id, CODE_GIVEN, now))
    return make_ticket(session, Purpose.RESET, person_id, key, now)


def sign_out_everywhere(
    session: Session, person_id: int, now: datetime, *, by: int, actor: Collection[Role]
) -> None:
    """End a person's sessions for her, say when a phone was lost. Raises Forbidden like `give_code`."""
    _admit(session, person_id, actor)
    end_devices(session, person_id, now, by=by)
    announce(session, CredentialsChanged(person_id, SIGNED_OUT, now))


def correct_age(
    session: Session, person_id: int, band: AgeBand, now: datetime, *, by: int, actor: Collection[Role]
) -> None:
    """Put somebody into her right age band; consent goes where it then belongs, and a child's roles end.

    The band she named already is confirmed by it, where an account waits for that.
    Raises Forbidden like `give_code`, and Refusal like `take_role`.
    """
    _admit(session, person_id, actor)
    account = session.get(Account, person_id)
    if account is None:
        raise Missing(NOBODY_THERE)
    if account.age_band == band and in_force(State(account.consent)):
        return
    if minor(band):
        for role in Role:
            take_role(session, person_id, role, now, by=by, actor=None)
    account.age_band = band
    note(session, Act.CORRECTED, by, person_id, now)
    follow_age(session, account, now, by=by)


def _admit(session: Session, person_id: int, actor: Collection[Role]) -> None:
    if not rules.may_help(actor, queries.roles_of(session, person_id)):
        raise Forbidden(NOT_HELPED)
