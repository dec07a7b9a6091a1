"""Pupils come in without a password: by the card that was printed for them, or by name and PIN."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.rules import limits
from literasi.accounts.rules.limits import Limit
from literasi.accounts.rules.trail import Act
from literasi.classes import queries
from literasi.classes.models import Member
from literasi.classes.queries import Entrant
from literasi.kernel import ids
from literasi.kernel.errors import Forbidden, Missing, Refusal
from literasi.kernel.sentence import Sentence

OLD_CARD = Sentence("Kartu ini tidak berlaku lagi atau alamatnya belum lengkap. Minta kartu baru kepada gurumu.")  # fmt: skip
"""The same words whether it never was or was replaced."""
CLASS_OVER = Sentence("Kelas %(name)s sudah ditutup, jadi kartunya tidak membuka apa pun lagi. Tanyakan kepada gurumu.")  # fmt: skip
SUSPENDED = Sentence("Akun ini dinonaktifkan sementara. Tanyakan kepada gurumu atau perpustakaan.")
GUARDED = Sentence("Akun ini dibuka dengan nama pengguna dan kata sandi, bukan dengan kartu atau PIN.")


@dataclass(frozen=True)
class Key:
    """What lets one member in from now on: the ticket of her card, and a PIN with its hash; "" leaves what she has."""

    public_id: str
    ticket: str
    pin: str = ""
    pin_hash: str = ""


def give_keys(session: Session, class_id: int, keys: Sequence[Key], now: datetime, *, by: int) -> set[str]:
    """Let these keys open, and those before them nothing any more; for whom, by public id.

    Whoever got a password or a role in the meantime gets none. The trail of each says who made her a key.
    """
    able = {one.public_id: one.person_id for one in queries.holders(session, class_id)}
    given = [one for one in keys if one.public_id in able]
    for one in given:
        values = {"card": ids.digest(one.ticket), **({"pin": one.pin_hash} if one.pin_hash else {})}
        session.execute(
            update(Member)
            .where(Member.class_id == class_id, Member.public_id == one.public_id)
            .values(**values)
        )
        accounts.note(session, Act.CODE, by, able[one.public_id], now)
    return {one.public_id for one in given}


def whose_card(session: Session, ticket: str) -> Entrant:
    """Whom a card lets in. Raises Missing for one that opens nothing; Refusal and Forbidden like `admit_entrant`.

    Not counted: nobody guesses 192 bits.
    """
    found = queries.entrant_of_card(session, ids.digest(ticket))
    if found is None:
        raise Missing(OLD_CARD)
    return admit_entrant(found)


def admit_entrant(one: Entrant) -> Entrant:
    """Raise Refusal when the class is over or the account needs more than this, Forbidden when it is suspended."""
    if one.suspended:
        raise Forbidden(SUSPENDED)
    if one.closed:
        raise Refusal(Sentence(CLASS_OVER.text, {"name": one.class_name}))
    if one.guarded:
        raise Refusal(GUARDED)
    return one


def guesses(key: str, code: str, name: str, address: str) -> tuple[Limit, ...]:
    """The counters of wrong PINs: of this name in the class of this code, of the address, of everybody.

    A name is counted whether it is on the list or not. `key` hides all of it; only digests are kept. Cards are not
    counted, so a class whose names somebody guesses at still gets in.
    """
    one = ids.keyed_digest(key, "nama-di-kelas", f"{code}\n{name}")[:40]
    return (
        Limit(f"pin:{one}", limits.FAILURES_PER_ACCOUNT),
        Limit(f"pin:{ids.keyed_digest(key, 'alamat', address)[:40]}", limits.FAILURES_PER_ADDRESS),
        Limit("pin:semua", limits.FAILURES_IN_ALL),
    )
