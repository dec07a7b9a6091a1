"""Bytes of a text file -> clean text with `\\n` line ends, or the reason why it cannot be read."""

from __future__ import annotations

import re

from .problems import Findings

MAX_BYTES = 1_000_000
MAX_LINE = 10_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def read_text(data: bytes, findings: Findings) -> str | None:
    """Decode a UTF-8 file; None when it is too large or not UTF-8.

    A byte order mark is dropped and CRLF becomes `\\n`, because Windows editors write both unasked.
    """
    if len(data) > MAX_BYTES:
        findings.error(1, "Berkas ini lebih besar dari 1 MB. Pecahlah menjadi beberapa modul.")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.error(line, "Ada bita yang bukan UTF-8. Simpan ulang berkas ini dengan pengodean UTF-8.")
        return None
    return clean_text(text, findings)


def clean_text(text: str, findings: Findings) -> str | None:
    """Normalise line ends; refuse what no editor shows: NUL, other control characters, endless lines."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_BYTES:
        findings.error(1, "Teks ini lebih panjang dari 1 juta huruf. Pecahlah menjadi beberapa modul.")
        return None
    hidden = _CONTROL.search(text)
    if hidden:
        findings.error(
            text.count("\n", 0, hidden.start()) + 1,
            f"Ada karakter tak terlihat (U+{ord(hidden[0]):04X}). Hapus karakter itu.",
        )
        return None
    return text if _lines_fit(text, findings) else None


def _lines_fit(text: str, findings: Findings) -> bool:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            findings.error(number, "Baris ini lebih dari 10.000 huruf. Pecahlah menjadi beberapa paragraf.")
            return False
    return True
