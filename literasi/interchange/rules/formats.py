"""Which format a file is in, and the one way in and out that all of them share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from literasi.catalogue.rules.ids import question_sections
from literasi.catalogue.rules.written import Written
from literasi.kernel.sentence import Sentence

from . import aiken, gift, gift_writer
from .report import Brought, Handed, Unreadable

LARGEST = 5_000_000
LONGEST_QUESTION = 20_000
MOST_QUOTES = 1_000
"""In one question: each quote is held against all others when they are made curly."""
_ANSWER = re.compile(r"^\s{0,8}ANSWER:\s*[A-Za-z]\s*$", re.MULTILINE)
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_QUESTION_END = re.compile(r"\n[ \t]*\n")


class Format(StrEnum):
    """What other systems write; the value is how the command line names it."""

    GIFT = "gift"
    AIKEN = "aiken"


def read(data: bytes, form: Format | None = None) -> tuple[Brought, ...]:
    """Every question of a file. Raises Unreadable for one of which nothing can be taken.

    Without `form` the content decides: `ANSWER:` lines are Aiken, braces are GIFT.
    """
    source = _text(data)
    reader = {Format.GIFT: gift.read, Format.AIKEN: aiken.read}[form or _guess(source)]
    found = tuple(reader(source))
    if not found:
        raise Unreadable(Sentence("Berkas ini tidak memuat soal. Periksa apakah berkasnya benar."))
    return found


def write(questions: Iterable[Written], form: Format) -> Handed:
    """A file of the questions that the format can carry, and what is said of every one."""
    return {Format.GIFT: gift_writer.write, Format.AIKEN: aiken.write}[form](questions)


def _guess(source: str) -> Format:
    if _ANSWER.search(source):
        return Format.AIKEN
    if "{" in source:
        return Format.GIFT
    raise Unreadable(Sentence("Bentuk berkas ini tidak dikenali. Pakai GIFT atau Aiken."))


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise Unreadable(Sentence("Berkas ini lebih besar dari 5 MB. Pecahlah menjadi beberapa berkas."))
    try:
        source = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise Unreadable(Sentence("Berkas ini bukan UTF-8. Simpan ulang dengan pengodean UTF-8.")) from error
    if _HIDDEN.search(source):
        raise Unreadable(
            Sentence("Berkas ini memuat karakter tak terlihat. Simpan ulang sebagai teks biasa.")
        )
    if any(_is_endless(part) for part in _QUESTION_END.split(source)):
        raise Unreadable(
            Sentence(
                "Sebuah soal lebih panjang dari 20.000 huruf atau 1.000 tanda petik. Beri baris kosong di antara soal."
            )
        )
    return source


def _is_endless(part: str) -> bool:
    return len(part) > LONGEST_QUESTION or sum(map(part.count, "\"'“”")) > MOST_QUOTES


def is_quiz(source: str) -> bool:
    """Whether a source is a quiz, the only place where questions can be put at the end."""
    return question_sections(source.removeprefix("\ufeff").replace("\r\n", "\n"))[0] == 2
