"""A facilitator's guide from what a release holds: what to bring, and what a wrong choice tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from literasi.catalogue.rules.question import Kind, Question
from literasi.kernel.sentence import Sentence

WALL = Sentence("Papan tulis, atau proyektor dengan “Layar kelas”.")
PAPERS = Sentence("Kuis versi A dan B dan lembar jawaban, satu untuk tiap siswa; kunci untuk Anda.")
BOOKLETS = Sentence("Buku kecil pelajaran ini, satu untuk dua siswa.")
LAB = Sentence("Untuk lab: sedikitnya satu ponsel atau laptop yang tersambung.")
PHONES = Sentence("Bila ada ponsel: buka Sesi kelas, satu sampai empat siswa satu ponsel.")


@dataclass(frozen=True)
class Misconception:
    """A wrong choice that the author foresaw: what was asked, what is chosen instead, what to say to it. Safe HTML."""

    asked_html: str
    chosen_html: str
    said_html: str


def materials(blocks: Iterable[str], *, quiz: bool) -> tuple[Sentence, ...]:
    """What to have ready. `blocks` are the kinds of the lesson's blocks by their stored names."""
    needed = [WALL, BOOKLETS]
    if quiz:
        needed += [PAPERS, PHONES]
    return (*needed, LAB) if "lab" in blocks else tuple(needed)


def misconceptions(questions: Sequence[Question]) -> tuple[Misconception, ...]:
    """The wrong choices of a quiz to which its author says something, in the order of the bank."""
    found = []
    for question in questions:
        if question.kind is Kind.SURVEY:
            continue
        chosen = [(one.html, one.feedback_html) for one in question.options if not one.right]
        chosen += [(_escaped(one.text), one.feedback_html) for one in question.expected if not one.right]
        found += [Misconception(question.title_html, html, said) for html, said in chosen if said]
    return tuple(found)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
