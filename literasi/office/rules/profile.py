"""What may stand in the fields of the library's profile."""

from __future__ import annotations

import re
import unicodedata
from ipaddress import ip_network

from literasi.kernel.sentence import Sentence

LONGEST = 200
LONGEST_NAME = 120
LONGEST_SHORT = 40
MOST_NETWORKS = 20
_NUMBER = re.compile(r"\d{18}", re.ASCII)
_PHONE = re.compile(r"\+?[\d ()-]{5,24}", re.ASCII)

NAME_MISSING = Sentence("Tulis nama perpustakaan seperti pada papan namanya.")
ODD = Sentence("Isian ini memuat tanda yang tidak dapat ditampilkan. Tulis ulang dengan huruf biasa.")
NUMBER_ODD = Sentence("NIP terdiri atas 18 angka. Periksa lagi, atau kosongkan bila tidak ada.")
PHONE_ODD = Sentence("Tulis nomor telepon dengan angka, misalnya 0431 123456, atau kosongkan.")


def tidy(text: str) -> str:
    """A line as it is kept: one Unicode form, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def line_problem(text: str, most: int = LONGEST) -> Sentence | None:
    """What is wrong with a tidy line. Invisible letters and directions are refused: they print as something else."""
    if len(text) > most:
        return Sentence("Isian ini terlalu panjang. Tulis paling banyak %(most)s huruf.", {"most": most})
    return ODD if any(unicodedata.category(ch) in {"Cc", "Cf", "Co", "Cn", "Cs"} for ch in text) else None


def name_problem(text: str) -> Sentence | None:
    """What is wrong with the library's name: without one nothing printed says where it comes from."""
    return line_problem(text, LONGEST_NAME) if any(ch.isalnum() for ch in text) else NAME_MISSING


def short_name_problem(text: str) -> Sentence | None:
    """What is wrong with the name that stands in the head of every page."""
    return line_problem(text, LONGEST_SHORT)


def number_problem(text: str) -> Sentence | None:
    """What is wrong with a civil servant's number (NIP); spaces between its groups do not count."""
    return None if not text or _NUMBER.fullmatch(text.replace(" ", "")) else NUMBER_ODD


def phone_problem(text: str) -> Sentence | None:
    """What is wrong with a telephone number: only its letters, for nothing but a call shows whether it rings."""
    return None if not text or _PHONE.fullmatch(text) else PHONE_ODD


def networks(text: str) -> tuple[str, ...]:
    """The address ranges that a line names, separated by spaces or commas. Raises ValueError with the odd word."""
    words = text.replace(",", " ").split()
    return tuple(dict.fromkeys(_network(word) for word in words))


def _network(word: str) -> str:
    try:
        return str(ip_network(word, strict=False))
    except ValueError as error:
        raise ValueError(word) from error


def networks_problem(text: str) -> Sentence | None:
    """What is wrong with a line of address ranges."""
    try:
        found = networks(text)
    except ValueError as error:
        word = str(error)[:40]
        return Sentence("“%(word)s” bukan rentang alamat. Contohnya 192.168.10.0/24.", {"word": word})
    if len(found) > MOST_NETWORKS:
        return Sentence("Tulis paling banyak %(most)s rentang alamat.", {"most": MOST_NETWORKS})
    return None
