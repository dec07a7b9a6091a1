"""Age as a band, never a birth date: enough to know who has to agree, and nothing more (PP 17/2025)."""

from __future__ import annotations

from enum import StrEnum

from literasi.kernel.sentence import Sentence


class AgeBand(StrEnum):
    """The value is stored."""

    UNDER_13 = "<13"
    FROM_13 = "13-15"
    SIXTEEN = "16"
    SEVENTEEN = "17"
    ADULT = "18+"


NAMES = {
    AgeBand.UNDER_13: Sentence("Di bawah 13 tahun"),
    AgeBand.FROM_13: Sentence("13–15 tahun"),
    AgeBand.SIXTEEN: Sentence("16 tahun"),
    AgeBand.SEVENTEEN: Sentence("17 tahun"),
    AgeBand.ADULT: Sentence("18 tahun ke atas"),
}
TOO_YOUNG = Sentence(
    "Akun dengan nama tersedia mulai usia 13 tahun. Tanpa akun pun semua pelajaran bisa diikuti: simpan kode lanjut."
)


def band_of(text: str) -> AgeBand | None:
    """The band that a form names, or None."""
    return AgeBand(text) if text in {band.value for band in AgeBand} else None


def minor(band: AgeBand) -> bool:
    """Whether a person of this band is a child in the sense of the law."""
    return band is not AgeBand.ADULT


def may_have_account(band: AgeBand) -> bool:
    """Whether somebody of this band may sign up by herself; younger ones learn as guests or with a teacher."""
    return band is not AgeBand.UNDER_13


TO_CHOOSE = {band: text for band, text in NAMES.items() if may_have_account(band)}
"""The bands of people with accounts."""


def agrees_herself(band: AgeBand, from_17: bool) -> bool:
    """Whether nobody else has to agree. `from_17`: the library has decided that people of 17 agree for themselves."""
    return band is AgeBand.ADULT or (from_17 and band is AgeBand.SEVENTEEN)
