"""Which passwords are too easy to guess. Length counts; rules about kinds of letters do not (NIST SP 800-63B)."""

from __future__ import annotations

import re
from collections.abc import Collection

from literasi.kernel.sentence import Sentence

SHORTEST, LONGEST = 8, 128
SHORT = Sentence("Kata sandi perlu paling sedikit %(least)s huruf. Beberapa kata biasa sudah baik.", {"least": SHORTEST})  # fmt: skip
LONG = Sentence("Kata sandi ini terlalu panjang. Tulis paling banyak %(most)s huruf.", {"most": LONGEST})
EASY = Sentence(
    "Kata sandi ini mudah ditebak. Pilih beberapa kata yang hanya Anda yang menghubungkannya."
)  # fmt: skip

_COMMON = (
    *("password", "passw0rd", "sandi", "katasandi", "rahasia", "sayang", "sayangku", "bismillah", "indonesia"),
    *("tomohon", "minahasa", "manado", "perpustakaan", "literasi", "perpus", "sekolah", "admin", "qwerty"),
    *("iloveyou", "welcome", "selamat", "letmein", "jakarta", "garuda", "persib", "doraemon", "anjing", "kucing"),
)  # fmt: skip
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "01234567890",
    "1qaz2wsx3edc4rfv",
)
_LEFT = 4
"""Letters that must remain when everything easy is taken out."""


def problem(password: str, about: Collection[str] = ()) -> Sentence | None:
    """What is wrong with a password. `about` holds words known of the person: her names, her address."""
    if len(password) < SHORTEST:
        return SHORT
    if len(password) > LONGEST:
        return LONG
    return EASY if _left(password.casefold(), about) < _LEFT else None


def _left(password: str, about: Collection[str]) -> int:
    """How many different letters remain without known words, rows of the keyboard and repetitions."""
    known = [word.casefold() for word in about]
    parts = [part for word in known for part in re.split(r"[^\w]+", word) if len(part) > 2]
    for word in sorted({*_COMMON, *known, *parts}, key=len, reverse=True):
        password = password.replace(word, "")
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for size in range(len(row), 2, -1):
            for at in range(len(row) - size + 1):
                password = password.replace(row[at : at + size], "")
    return len(set(password))
