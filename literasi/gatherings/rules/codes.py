"""Codes of sessions and of claims, and how often they may be guessed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from hashlib import sha256

from literasi.accounts.rules.limits import FAILURES_PER_ACCOUNT, FAILURES_PER_ADDRESS, Limit
from literasi.kernel import ids
from literasi.kernel.sentence import Sentence

UNKNOWN = Sentence("Kode sesi ini tidak berlaku: keliru, atau sesinya sudah berakhir. Periksa hurufnya di layar, atau minta kode baru kepada guru.")  # fmt: skip
"""The same words whether it ended or never was: who guesses learns nothing."""
GONE = Sentence("Kode hasil ini tidak berlaku: keliru, sudah dipakai, atau sudah lewat tujuh hari. Periksa lagi hurufnya.")  # fmt: skip
_WRONG_PER_ADDRESS = 300


class Purpose(StrEnum):
    """What a code opens; the value is what it is keyed with."""

    SESSION = "kode-sesi"
    CLAIM = "kode-hasil"


def code_of(purpose: Purpose, salt: str, key: str) -> str:
    """The code that follows from a salt under a secret key."""
    return ids.code_from(key, purpose, salt)


def lookup_of(purpose: Purpose, code: str, key: str) -> str:
    """What is stored to find the row of a code."""
    return ids.keyed_digest(key, f"cari-{purpose}", code)


def shown(purpose: Purpose, salt: str, lookup: str, keys: Sequence[str]) -> str:
    """The code of a row, to be shown again; "" when it was made under a key that is not here."""
    codes = ((code_of(purpose, salt, key), key) for key in keys)
    return next((code for code, key in codes if lookup_of(purpose, code, key) == lookup), "")


def seed_of(salt: str) -> str:
    """What settles the questions of a session, the same on every phone: the class talks about them together."""
    return sha256(f"soal-sesi-{salt}".encode()).hexdigest()[:16]


def of_sessions(key: str, address: str) -> tuple[Limit, ...]:
    """The counter of wrong session codes from a network address.

    Forty bits and three hours: 300 tries in five minutes find a given session once in a hundred million hours, and
    what is found is an empty seat. A joker in the room needs more than a finger to shut the class out, and since there
    is no counter for everybody together, nobody far away can.
    """
    return (Limit(f"sesi:{_hidden(key, 'alamat', address)}", _WRONG_PER_ADDRESS),)


def of_claims(key: str, address: str, person_id: int) -> tuple[Limit, ...]:
    """The counters of wrong claim codes, from an address and by somebody who is signed in."""
    return (
        Limit(f"klaim:{_hidden(key, 'alamat', address)}", FAILURES_PER_ADDRESS),
        Limit(f"klaim:{_hidden(key, 'orang', str(person_id))}", FAILURES_PER_ACCOUNT),
    )


def _hidden(key: str, purpose: str, value: str) -> str:
    return ids.keyed_digest(key, purpose, value)[:40]
