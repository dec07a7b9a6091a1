"""A translation must be the same lesson and the same questions: progress, answers and marks are shared."""

from __future__ import annotations

from literasi.markup import Findings

from .lesson import Lesson
from .part import Block
from .question import Question
from .quiz import Quiz


def compare_lessons(original: Lesson, translation: Lesson, findings: Findings) -> None:
    """Report where a translated lesson differs in code, parts, blocks or questions."""
    if translation.front.code != original.front.code:
        findings.error(1, f"`kode` terjemahan harus sama dengan aslinya: `{original.front.code}`.")
    wanted, found = [part.key for part in original.parts], [part.key for part in translation.parts]
    for key in wanted:
        if key not in found:
            findings.error(
                1, f"Bagian `{key}` belum ada di terjemahan. Tambahkan, dengan kunci `{{#{key}}}`."
            )
    for key in found:
        if key not in wanted:
            findings.error(
                1, f"Bagian `{key}` tidak ada di naskah asli. Samakan kuncinya, misalnya `{{#kunci}}`."
            )
    if sorted(wanted) == sorted(found) and wanted != found:
        findings.error(1, "Urutan bagian terjemahan berbeda dari aslinya. Samakan urutannya.")
    for part, other in zip(original.parts, translation.parts, strict=False):
        if part.key == other.key and _shape(part.blocks) != _shape(other.blocks):
            findings.error(
                1, f"Bagian `{part.key}` berbeda susunan bloknya dari aslinya. Samakan blok dan kartunya."
            )
    compare_questions(original.questions, translation.questions, findings)


def _shape(blocks: tuple[Block, ...]) -> list[tuple[str, int, str]]:
    return [(block.kind, len(block.cards), block.lab) for block in blocks]


def compare_quizzes(original: Quiz, translation: Quiz, findings: Findings) -> None:
    """Report where a translated bank differs in its questions or in its rules."""
    ours, theirs = original.front, translation.front
    if (ours.shown, ours.threshold, ours.tries) != (theirs.shown, theirs.threshold, theirs.tries):
        findings.warn(1, "Aturan kuis terjemahan berbeda; yang dipakai adalah aturan naskah asli.")
    compare_questions(original.questions, translation.questions, findings)


def compare_questions(
    original: tuple[Question, ...], translation: tuple[Question, ...], findings: Findings
) -> None:
    """The same ids in the same order, each of the same kind and with the same structure of keys."""
    ours = {question.key: question for question in original if question.key}
    theirs = {question.key: question for question in translation if question.key}
    for key in ours.keys() - theirs.keys():
        findings.error(1, f"Soal `{key}` belum ada di terjemahan. Tambahkan dengan id yang sama.")
    for key, question in theirs.items():
        if key not in ours:
            findings.error(question.line, f"Soal `{key}` tidak ada di naskah asli. Periksa id-nya.")
        elif ours[key].kind != question.kind:
            findings.error(
                question.line, f"Soal `{key}` berbeda jenisnya dari aslinya. Samakan bentuk jawabannya."
            )
        elif structure(ours[key]) != structure(question):
            findings.error(
                question.line, f"Soal `{key}` berbeda susunan jawaban atau kuncinya dari aslinya. Samakan."
            )


def structure(question: Question) -> tuple[object, ...]:
    """What two languages of one question must share, so that an answer means the same in both.

    Words differ by language, so typed keys need not be equal; numbers must be.
    """
    return (
        [(option.right, option.weight) for option in question.options],
        [(number.low, number.high, number.right) for number in question.numbers],
        (len(question.pairs), len(question.distractors_html), _grouping(question)),
        len(question.steps),
        [_gap_key(gap.accepted[0], gap.choices) for gap in question.gaps],
        [criterion.points for criterion in question.rubric],
        (question.points, question.critical, question.survey_kind),
    )


def _grouping(question: Question) -> list[int]:
    """Which pairs share a right side, as the index of the first pair that has it."""
    rights = [pair.right_html for pair in question.pairs]
    return [rights.index(right) for right in rights]


def _gap_key(key: str, choices: tuple[str, ...]) -> tuple[int, int]:
    """Number of choices and place of the key; a typed gap has none."""
    return (len(choices), choices.index(key)) if key in choices else (len(choices), -1)
