"""How an account stands, in one word: what follows from consent and from having been closed."""

from __future__ import annotations

from enum import StrEnum

from literasi.accounts.rules.consent import State, in_force
from literasi.kernel.sentence import Sentence


class Standing(StrEnum):
    """The value stands in addresses of the librarians' pages."""

    ACTIVE = "aktif"
    WAITING = "menunggu"
    SUSPENDED = "dinonaktifkan"
    NOT_AGREED = "tidak-disetujui"


NAMES = {
    Standing.ACTIVE: Sentence("aktif"),
    Standing.WAITING: Sentence("menunggu persetujuan"),
    Standing.SUSPENDED: Sentence("dinonaktifkan sementara"),
    Standing.NOT_AGREED: Sentence("tidak disetujui"),
}


def standing_of(state: State, suspended: bool) -> Standing:
    """How an account stands. One that was closed is closed, whatever was agreed to."""
    if suspended:
        return Standing.SUSPENDED
    if in_force(state):
        return Standing.ACTIVE
    return Standing.WAITING if state is State.ASKED else Standing.NOT_AGREED


def standing_named(text: str) -> Standing | None:
    """The standing that an address asks for, or None."""
    return Standing(text) if text in {one.value for one in Standing} else None
