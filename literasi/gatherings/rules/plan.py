"""The lesson of 40 minutes: what happens when, and which step it is now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from literasi.kernel.sentence import Sentence


class Step(StrEnum):
    """The value names it in addresses and in fences of lessons, where there is one."""

    OPENING = "pemantik"
    PRACTICE = "latihan"
    QUIZ = "kuis"
    TALK = "diskusi"


MINUTES = {Step.OPENING: 5, Step.PRACTICE: 15, Step.QUIZ: 12, Step.TALK: 8}
"""In their order; forty together, a school period."""
NAMES = {
    Step.OPENING: Sentence("Pemantik"),
    Step.PRACTICE: Sentence("Latihan"),
    Step.QUIZ: Sentence("Kuis"),
    Step.TALK: Sentence("Diskusi"),
}
ADVICE = {
    Step.OPENING: Sentence("Tampilkan pesan pembuka. Minta satu kelas mengangkat tangan: sebarkan, periksa, atau abaikan?"),
    Step.PRACTICE: Sentence("Siswa membaca dan berlatih di ponsel, berdua sampai berempat. Berkelilinglah dan dengarkan alasan mereka."),
    Step.QUIZ: Sentence("Siswa mengerjakan kuis di ponsel. Layar menunjukkan berapa kursi yang sudah mengirim."),
    Step.TALK: Sentence("Lihat soal yang paling sering belum tepat. Tanyakan: apa yang membuat pilihan itu tampak benar?"),
}  # fmt: skip


@dataclass(frozen=True)
class Now:
    """Where the lesson is: the step, and how many whole minutes of it are left; None and 0 after the last."""

    step: Step | None
    left: int


def where(started_at: datetime, now: datetime) -> Now:
    """The step by the clock. The last minute of a step is called 1, so that nobody reads 0 and goes on early."""
    end = started_at
    for step, minutes in MINUTES.items():
        end += timedelta(minutes=minutes)
        if now < end:
            return Now(step, min(minutes, -(-(end - now) // timedelta(minutes=1))))
    return Now(None, 0)


def begins(step: Step) -> int:
    """After how many minutes a step begins."""
    order = list(MINUTES)
    return sum(MINUTES[one] for one in order[: order.index(step)])
