"""Who sits where: numbers instead of names, and what a phone may hold."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from literasi.kernel.sentence import Sentence

SEATS = 36
AT_A_PHONE = 4
_PETALS = 8
NOBODY = Sentence("Tulis nomor kursi siapa yang memakai ponsel ini, paling sedikit satu.")
NO_SEAT = Sentence("Nomor kursi adalah angka 1 sampai 36. Periksa lagi angkanya.")
TOO_MANY = Sentence("Satu ponsel untuk paling banyak empat kursi. Yang lain memakai ponsel lain.")
_TAKEN = Sentence(
    "Kursi %(which)s sudah dipakai ponsel lain. Pilih nomor lain, atau minta guru membebaskannya."
)


def read(typed: Sequence[str]) -> tuple[int, ...] | Sentence:
    """The seats that a form names, in order and each once; or what has to be mended."""
    words = [one.strip() for one in typed if one.strip()]
    if not words:
        return NOBODY
    if not all(one.isascii() and one.isdigit() and len(one) < 4 and 1 <= int(one) <= SEATS for one in words):
        return NO_SEAT
    return tuple(sorted({int(one) for one in words}))


def refused(wanted: Collection[int], held: Collection[int], taken: Collection[int]) -> Sentence | None:
    """Why a phone that holds some seats may not have these too; None when it may."""
    if len({*wanted, *held}) > AT_A_PHONE:
        return TOO_MANY
    return Sentence(_TAKEN.text, {"which": listed(taken)}) if taken else None


def listed(numbers: Collection[int]) -> str:
    """Seats as a sentence names them: `3, 14`."""
    return ", ".join(str(one) for one in sorted(numbers))


def petals(sent: int, seats: int) -> tuple[bool, ...]:
    """The class's one flower: eight petals, filled by the share of seats that handed in. Full only when all have."""
    filled = _PETALS * sent // seats if seats else 0
    return tuple(at < filled for at in range(_PETALS))
