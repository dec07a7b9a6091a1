"""Consent as a path: asked, granted or refused, withdrawn. Who agrees, and what follows (UU 27/2022, PP 17/2025)."""

from __future__ import annotations

from enum import StrEnum

from literasi.accounts.rules.ages import AgeBand, agrees_herself


class State(StrEnum):
    """The value is stored."""

    ASKED = "diminta"
    GRANTED = "disetujui"
    REFUSED = "ditolak"
    WITHDRAWN = "dicabut"


class Way(StrEnum):
    """How it came about; the value is stored."""

    HERSELF = "sendiri"
    LINK = "tautan"
    PAPER = "kertas"


_NEXT = {
    State.ASKED: frozenset({State.GRANTED, State.REFUSED}),
    State.GRANTED: frozenset({State.WITHDRAWN}),
    State.REFUSED: frozenset({State.ASKED, State.GRANTED}),
    State.WITHDRAWN: frozenset[State](),
}


def at_first(band: AgeBand, from_17: bool) -> State:
    """Where an account begins: an adult agrees by signing up, for a child it is asked."""
    return State.GRANTED if agrees_herself(band, from_17) else State.ASKED


def may_become(present: State, wanted: State) -> bool:
    """Whether this step exists. What was withdrawn is erased and has no next."""
    return wanted in _NEXT[present]


def in_force(state: State) -> bool:
    """Whether the account may be used as one; otherwise its person goes on as a guest."""
    return state is State.GRANTED
