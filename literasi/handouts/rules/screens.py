"""The projector: one question at a time, and when its answer may be shown."""

from __future__ import annotations

import re
from collections.abc import Mapping

from literasi.kernel.sentence import Sentence

MOST_HANDS = 999
STILL_RUNNING = Sentence(
    "Sesi kelas Anda dengan modul ini masih berjalan, dan soalnya dari bank yang sama. Jawaban dapat ditunjukkan sesudah sesi berakhir."
)
_HANDS = re.compile(r"\d{1,3}", re.ASCII)


def withheld(running: bool) -> Sentence | None:
    """Why an answer is not shown now; None when it may be. `running`: a class session of hers with this module is open,
    so the same questions are being answered in the room."""
    return STILL_RUNNING if running else None


def at_number(asked: str, last: int) -> int:
    """The question that an address asks for, from 1; the nearest one for what is no number of it."""
    return min(max(int(asked), 1), last) if _HANDS.fullmatch(asked) else 1


def hands(sent: Mapping[str, str], count: int) -> tuple[int | None, ...]:
    """How many hands went up for each choice, where somebody typed it."""
    typed = [sent.get(f"t{at}", "").strip() for at in range(count)]
    return tuple(int(text) if _HANDS.fullmatch(text) else None for text in typed)
