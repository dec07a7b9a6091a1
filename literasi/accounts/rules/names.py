"""What somebody may call herself, and how user names and addresses are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

from literasi.kernel.sentence import Sentence

LONGEST_NAME = 60
_USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,39}", re.ASCII)
_EMAIL = re.compile(r"[^@\s<>\"'(),:;\\\[\]]{1,64}@(?=.{4,190}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.ASCII)  # fmt: skip
RESERVED = frozenset(
    {"admin", "pengelola", "pustakawan", "perpustakaan", "literasi", "kepala", "guru", "root", "sistem"}
)

_ODD = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that show nothing: what Unicode calls default ignorable outside the categories above, and the empty
Braille cell (DerivedCoreProperties.txt)."""
_MARKS = 3
"""Marks over one letter that some language writes; more of them cover the lines above and below."""

NAME_MISSING = Sentence("Tulis nama panggilan. Boleh bukan nama asli.")
NAME_TOO_LONG = Sentence("Nama ini terlalu panjang. Tulis paling banyak %(limit)s huruf.", {"limit": LONGEST_NAME})  # fmt: skip
NAME_ODD = Sentence("Nama ini memuat tanda yang tidak dapat ditampilkan. Tulis dengan huruf, angka, dan spasi.")  # fmt: skip
USERNAME_ODD = Sentence(
    "Nama pengguna dimulai dengan huruf dan terdiri atas 3–40 huruf kecil, angka, titik, atau garis. Contohnya rini.tomohon"
)
USERNAME_RESERVED = Sentence("Nama pengguna ini dipakai perpustakaan. Pilih yang lain.")
EMAIL_ODD = Sentence("Alamat surel ini belum lengkap. Contohnya nama@contoh.example")


def fold(text: str) -> str:
    """A user name or address as it is compared: small letters, one Unicode form, no space around."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def tidy(name: str) -> str:
    """A name as it is kept: one Unicode form, single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def name_problem(name: str) -> Sentence | None:
    """What is wrong with a tidy name. Directions and invisible letters are refused: they disguise one name as another."""
    if not any(ch.isalnum() for ch in name):
        return NAME_MISSING
    if len(name) > LONGEST_NAME:
        return NAME_TOO_LONG
    kinds = [unicodedata.category(ch) for ch in name]
    hidden = not _ODD.isdisjoint(kinds) or _BLANK.search(name) is not None
    return NAME_ODD if hidden or _heaped(kinds) else None


def _heaped(kinds: Sequence[str]) -> bool:
    """Whether more marks stand in a row, by their categories, than any letter carries."""
    runs = (sum(1 for _kind in run) for mark, run in groupby(kinds, lambda one: one in {"Mn", "Me"}) if mark)
    return any(length > _MARKS for length in runs)


def username_problem(username: str) -> Sentence | None:
    """What is wrong with a folded user name."""
    if not _USERNAME.fullmatch(username):
        return USERNAME_ODD
    return USERNAME_RESERVED if username in RESERVED else None


def email_problem(address: str) -> Sentence | None:
    """What is wrong with a folded address: only its shape, since nothing but a letter shows whether it exists."""
    return None if _EMAIL.fullmatch(address) else EMAIL_ODD
