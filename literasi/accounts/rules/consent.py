"""Consent as a path: asked, granted or refused, withdrawn. Who agrees, and what follows (UU 27/2022, PP 17/2025)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from literasi.accounts.rules.ages import AgeBand, agrees_herself
from literasi.kernel.sentence import Sentence

WAITING_DAYS = 30
"""How long an account waits for a guardian; afterwards it is removed and its person learns on as a guest."""
_PAPER_DAYS = 365
"""How old a signed paper may be: a school collects them at the start of its year."""


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


class Relation(StrEnum):
    """What an adult who agrees is to the child; the value is stored behind her name."""

    MOTHER = "ibu"
    FATHER = "ayah"
    GUARDIAN = "wali"


RELATIONS = {
    Relation.MOTHER: Sentence("Ibu"),
    Relation.FATHER: Sentence("Ayah"),
    Relation.GUARDIAN: Sentence("Wali"),
}
DATE_ODD = Sentence("Tulis tanggal pada kertas: hari ini atau paling lama satu tahun yang lalu.")


_NEXT = {
    State.ASKED: frozenset({State.GRANTED, State.REFUSED}),
    State.GRANTED: frozenset({State.WITHDRAWN}),
    State.REFUSED: frozenset({State.ASKED, State.GRANTED}),
    State.WITHDRAWN: frozenset[State](),
}


def at_first(band: AgeBand, from_17: bool, *, refused: bool = False) -> State:
    """Where an account begins: an adult agrees by signing up, for a child it is asked.

    `refused`: a guardian said no for this person. Then her word alone makes nobody old enough; a librarian confirms it.
    """
    return State.GRANTED if agrees_herself(band, from_17) and not refused else State.ASKED


def after_correction(
    present: State, *, signed_up: bool, by_herself: bool, band: AgeBand, from_17: bool
) -> State:
    """Where consent stands once a wrong age band is put right. `signed_up`: she made the account herself; `by_herself`:
    nobody but she agreed so far.

    Who is old enough agreed by signing up. Where a teacher made the account she has said nothing yet (UU 27/2022
    article 22: consent is her own act): it waits until she comes in and is asked. For a child who agreed by herself
    somebody is asked now.
    """
    if agrees_herself(band, from_17):
        return State.GRANTED if signed_up else present
    return State.ASKED if present is State.GRANTED and by_herself else present


def may_become(present: State, wanted: State) -> bool:
    """Whether this step exists. What was withdrawn is erased and has no next."""
    return wanted in _NEXT[present]


def in_force(state: State) -> bool:
    """Whether the account may be used as one; otherwise its person goes on as a guest."""
    return state is State.GRANTED


def waited_since(now: datetime) -> datetime:
    """Accounts that were asked for before this moment have waited too long."""
    return now - timedelta(days=WAITING_DAYS)


def guardian(name: str, relation: Relation) -> str:
    """Who agreed, as it is kept: `Meiske Lumi (ibu)`."""
    return f"{name} ({relation})"


def at_school(school: str) -> str:
    """The same for papers that a teacher ticked off on her list: where the signed one lies, at most 80 letters.

    It is kept as it was written, like a name, so it is not translated.
    """
    return f"surat bertanda tangan disimpan di {school or 'sekolah'}"[:80]


def may_be_signed_on(day: date, today: date) -> bool:
    """Whether a paper that is recorded today can carry this date."""
    return today - timedelta(days=_PAPER_DAYS) <= day <= today
