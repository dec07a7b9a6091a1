"""Whose account is made on a phone on which one already waits for consent: brothers and sisters share phones."""

from __future__ import annotations

from enum import StrEnum

from literasi.kernel.sentence import Sentence


class Whose(StrEnum):
    """What somebody answers at signing up; the value stands in the form."""

    HERS = "saya"
    ANOTHERS = "lain"


NAMES = {
    Whose.HERS: Sentence("Ini akun saya, ganti keterangannya"),
    Whose.ANOTHERS: Sentence("Itu akun orang lain, saya membuat akun sendiri"),
}
ASKED = Sentence("Pilih dulu: akun yang menunggu itu milik Anda, atau milik orang lain.")


def whose_of(text: str) -> Whose | None:
    """The answer that a form gives, or None."""
    return Whose(text) if text in set(Whose) else None
