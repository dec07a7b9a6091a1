"""What a class, and somebody in it, may be called."""

from __future__ import annotations

from literasi.accounts.rules import names
from literasi.kernel.sentence import Sentence

LONGEST = 40
MISSING = Sentence("Tulis nama kelas, misalnya VIII-B.")
TOO_LONG = Sentence(
    "Nama kelas ini terlalu panjang. Tulis paling banyak %(limit)s huruf.", {"limit": LONGEST}
)
TAKEN = Sentence(
    "Di kelas ini sudah ada yang dipanggil begitu. Tambahkan huruf atau nama kedua, misalnya Rini S."
)


def class_problem(name: str) -> Sentence | None:
    """What is wrong with a tidy name of a class."""
    if not any(ch.isalnum() for ch in name):
        return MISSING
    if len(name) > LONGEST:
        return TOO_LONG
    return names.name_problem(name)


def free(name: str, taken: frozenset[str]) -> str:
    """The name, or the first of `name 2`, `name 3` … that nobody in the class has yet. `taken`: folded names."""
    found, number = name, 1
    while names.fold(found) in taken:
        number += 1
        found = f"{name[: names.LONGEST_NAME - 4]} {number}"
    return found
