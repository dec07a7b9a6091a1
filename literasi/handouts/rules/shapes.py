"""What stands on paper to be filled in: bubbles to fill, boxes to write a letter in, lines for words."""

from __future__ import annotations

from dataclasses import dataclass

from literasi.catalogue.rules.question import Kind, Question
from literasi.handouts.rules.cells import gap_letters, letters
from literasi.handouts.rules.papers import Asked
from literasi.kernel.sentence import Sentence
from literasi.quizzes.rules.answers import form_of
from literasi.quizzes.rules.arrangement import Arrangement, arrange
from literasi.quizzes.rules.presentation import Presented, present

ASKS = {
    Kind.CHOICE: Sentence("Pilih satu huruf."),
    Kind.MULTIPLE: Sentence("Pilih semua huruf yang tepat."),
    Kind.MATCHING: Sentence("Untuk setiap nomor, tulis huruf pasangannya."),
    Kind.ORDERING: Sentence("Tulis hurufnya menurut urutan yang benar."),
    Kind.CLOZE: Sentence("Isi setiap rumpang; bila ada pilihan, tulis hurufnya."),
    Kind.SHORT: Sentence("Tulis jawabannya."),
    Kind.NUMBER: Sentence("Tulis angkanya."),
    Kind.QUERY: Sentence("Tulis kuerinya."),
    Kind.ESSAY: Sentence("Tulis jawabannya dengan kalimat sendiri."),
}
"""What a pupil has to do, by form."""
LINES_OF_ESSAY = 5


@dataclass(frozen=True)
class OnPaper:
    """A question as it is printed. `letters` name its choices, right sides or steps in the order shown; `gaps` the
    choices of each drop-down with their letters; `bubbles`, `boxes` and `lines` are what stands on the sheet: letters to
    fill, labels of boxes for one letter, labels of lines for words ("" for none).
    """

    number: int
    shown: Presented
    ask: Sentence
    letters: tuple[str, ...]
    gaps: tuple[tuple[tuple[str, str], ...], ...]
    bubbles: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def on_paper(one: Asked) -> OnPaper:
    """A question of a paper."""
    return _printed(one.number, one.question, one.arrangement)


def in_booklet(number: int, question: Question) -> OnPaper:
    """A question of a lesson, in an order that is the same in every copy."""
    return _printed(number, question, arrange(question, question.key))


def _printed(number: int, question: Question, arrangement: Arrangement) -> OnPaper:
    form, shown, named = form_of(question), present(question, arrangement), letters(question, arrangement)
    gaps = tuple(
        tuple(zip(gap_letters(len(row.choices)), (choice.html for choice in row.choices), strict=True))
        for row in shown.rows
        if form is Kind.CLOZE
    )
    counted = {
        Kind.MATCHING: [str(at) for at in range(1, len(question.pairs) + 1)],
        Kind.ORDERING: [str(at) for at in range(1, len(question.steps) + 1)],
        Kind.CLOZE: [f"({at})" for at in range(1, len(question.gaps) + 1)],
        Kind.ESSAY: [""] * LINES_OF_ESSAY,
    }.get(form, [""])
    boxed, bubbled = form in (Kind.MATCHING, Kind.ORDERING), form in (Kind.CHOICE, Kind.MULTIPLE)
    return OnPaper(
        number,
        shown,
        ASKS[form],
        named,
        gaps,
        bubbles=named if bubbled else (),
        boxes=tuple(counted) if boxed else (),
        lines=() if boxed or bubbled else tuple(counted),
    )
