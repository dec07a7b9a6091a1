"""How often a code, a password or a ticket may be guessed. Only failures count, so a class behind one address gets in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from literasi.kernel import ids

WINDOW = timedelta(minutes=5)

# A class of 40 behind one address mistypes a few times each; a machine that guesses needs millions of tries for
# one of 2^40 codes. 1,000 failures in 5 minutes over the whole site is the ceiling that PyPI's warehouse uses.
FAILURES_PER_ADDRESS = 60
FAILURES_IN_ALL = 1000
FAILURES_PER_ACCOUNT = 10
"""Of one account, from wherever: a password has far fewer bits than a code."""
LETTERS_PER_ACCOUNT = 3
"""Letters that somebody else can have sent to one address in the window."""


@dataclass(frozen=True)
class Tally:
    """A counter as it stands: since when, how many failures."""

    since: datetime
    failures: int


@dataclass(frozen=True)
class Limit:
    """A counter's key and how many failures it allows in the window."""

    key: str
    most: int


def may_guess(tally: Tally | None, limit: int, now: datetime) -> bool:
    """Whether one more guess is allowed: fewer than `limit` failures in the present window."""
    return tally is None or now - tally.since >= WINDOW or tally.failures < limit


def counted(tally: Tally | None, now: datetime) -> Tally:
    """The counter after one more failure; a window that is over starts anew."""
    if tally is None or now - tally.since >= WINDOW:
        return Tally(now, 1)
    return Tally(tally.since, tally.failures + 1)


def of_sign_in(key: str, login: str) -> tuple[Limit, ...]:
    """The counters of wrong passwords at the door, for a folded login; `key` hides the name."""
    return _of_account("masuk", ids.keyed_digest(key, "nama", login))


def of_letters(key: str, typed: str) -> tuple[Limit, ...]:
    """The counters of letters that were asked for with this folded name or address, whether one is sent or not."""
    return Limit(f"surat:{_name(key, typed)}", LETTERS_PER_ACCOUNT), Limit("surat:semua", FAILURES_IN_ALL)


def of_letter_box(key: str, address: str) -> tuple[Limit, ...]:
    """The counter of letters that left for an address. Apart from what was asked: that one is seen from outside."""
    return (Limit(f"kotak:{_name(key, address)}", LETTERS_PER_ACCOUNT),)


def _name(key: str, typed: str) -> str:
    return ids.keyed_digest(key, "nama", typed)[:40]


def of_second_step(key: str, person_id: int) -> tuple[Limit, ...]:
    """The counters of wrong second steps: nobody who knows the name alone can fill them."""
    return _of_account("langkah", ids.keyed_digest(key, "orang", str(person_id)))


def of_own_password(key: str, person_id: int) -> tuple[Limit, ...]:
    """The counters of somebody who is signed in and has to prove that she knows her password."""
    return _of_account("sandi", ids.keyed_digest(key, "orang", str(person_id)))


def _of_account(kind: str, digest: str) -> tuple[Limit, ...]:
    return Limit(f"{kind}:{digest[:40]}", FAILURES_PER_ACCOUNT), Limit(f"{kind}:semua", FAILURES_IN_ALL)


def of_codes(key: str, address: str) -> tuple[Limit, ...]:
    """The counters of wrong one-time codes from a network address; `key` hides it, and only a digest is kept."""
    return (
        Limit(f"tiket:{ids.keyed_digest(key, 'alamat', address)[:40]}", FAILURES_PER_ADDRESS),
        Limit("tiket:semua", FAILURES_IN_ALL),
    )
