"""What a person may ask the library about her data, and until when it has to answer: 3 x 24 hours (UU 27/2022)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from literasi.kernel.sentence import Sentence

HOURS = 72
MOST_OPEN = 5
"""Unanswered requests of one person: more would bury those of the others."""
LONGEST = 2_000


class Kind(StrEnum):
    """What is asked for; the value is stored."""

    CORRECT = "betulkan"
    RESTRICT = "batasi"
    EXPLAIN = "jelaskan"
    ERASE = "hapus"
    OTHER = "lain"


NAMES = {
    Kind.CORRECT: Sentence("Membetulkan data"),
    Kind.RESTRICT: Sentence("Menghentikan atau membatasi pemakaian data"),
    Kind.EXPLAIN: Sentence("Menjelaskan data apa yang disimpan dan untuk apa"),
    Kind.ERASE: Sentence("Menghapus sebagian data"),
    Kind.OTHER: Sentence("Hal lain tentang data saya"),
}
TOO_MANY = Sentence(
    "Masih ada %(count)s permintaan yang menunggu jawaban. Tunggu jawabannya dulu, atau datang ke perpustakaan.",
    {"count": MOST_OPEN},
)
KIND_MISSING = Sentence("Pilih apa yang diminta.")
TEXT_MISSING = Sentence("Tulis permintaan dengan satu atau dua kalimat.")
ANSWER_MISSING = Sentence("Tulis jawabannya: apa yang dilakukan, atau mengapa tidak.")
TOO_LONG = Sentence("Tulisan ini terlalu panjang. Tulis paling banyak %(limit)s huruf.", {"limit": LONGEST})


def due(asked_at: datetime) -> datetime:
    """Until when an answer is owed. Hours of the clock, so no holiday and no zone changes it."""
    return asked_at + timedelta(hours=HOURS)


def overdue(due_at: datetime, done_at: datetime | None, now: datetime) -> bool:
    """Whether the answer is late, or came late."""
    return (done_at or now) > due_at


def hours_left(due_at: datetime, now: datetime) -> int:
    """Whole hours until an answer is owed; 0 when there is less than one, or none."""
    return max(0, int((due_at - now) / timedelta(hours=1)))


def text_problem(text: str, missing: Sentence) -> Sentence | None:
    """What is wrong with a request or an answer; `missing` says what to write."""
    if not any(ch.isalnum() for ch in text):
        return missing
    return TOO_LONG if len(text) > LONGEST else None


def tidy(text: str) -> str:
    """A text as it is kept: one kind of line end, no control characters, no space around."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(ch for ch in lines if ch == "\n" or ch.isprintable()).strip()
