"""Secrets that are handed to somebody and are good once."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from literasi.kernel.sentence import Sentence


class Purpose(StrEnum):
    """What a ticket opens; the value is stored."""

    RESET = "sandi"
    EMAIL = "surel"
    INVITATION = "undangan"
    CONSENT = "persetujuan"
    WITHDRAWAL = "cabut"
    FIRST_RUN = "pertama"


LASTS = {
    Purpose.RESET: timedelta(minutes=30),
    Purpose.EMAIL: timedelta(days=2),
    Purpose.INVITATION: timedelta(days=7),
    Purpose.CONSENT: timedelta(days=14),
    Purpose.WITHDRAWAL: timedelta(days=5 * 366),  # accounts begin at 13: until the child is an adult
    Purpose.FIRST_RUN: timedelta(days=7),
}
GONE = Sentence("Tautan atau kode ini tidak berlaku: sudah dipakai, sudah lewat waktunya, atau keliru. Minta yang baru.")  # fmt: skip
"""The same words whether it was used, is over, or never was: who guesses learns nothing."""


def good(purpose: Purpose, found: str, expires_at: datetime, used_at: datetime | None, now: datetime) -> bool:
    """Whether a ticket that was found opens what it is shown for."""
    return found == purpose and used_at is None and now < expires_at
