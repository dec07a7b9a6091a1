"""quiz.md -> the bank of questions of a module."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from literasi.markup import (
    Findings,
    Links,
    Page,
    check_code_is_closed,
    clean_text,
    cut_footnotes,
    cut_sections,
    split_front_matter,
)

from .manifest import QuizFront, read_quiz_front
from .question import Kind, Question
from .question_source import parse_question

LEVEL = 2


@dataclass(frozen=True)
class Quiz:
    """A question bank; a quiz shows `front.shown` of its questions. `intro_html` stands above the first."""

    front: QuizFront
    questions: tuple[Question, ...]
    intro_html: str = ""


def parse_quiz(
    source: str,
    findings: Findings,
    *,
    links: Links | None = None,
    indicators: frozenset[str] | None = None,
    language: str = "id",
) -> Quiz | None:
    """The quiz of a source; questions with errors are left out. None when the text cannot be read at all."""
    text = clean_text(source, findings)
    if text is None:
        return None
    head, body = split_front_matter(text, findings)
    front = read_quiz_front(head, findings, indicators)
    check_code_is_closed(body, findings)
    body, footnotes = cut_footnotes(body, findings)
    page = Page(findings, links or Links(), language, footnotes)
    intro, sections = cut_sections(body, LEVEL, findings)
    parsed = (parse_question(section, page, indicators=indicators, level=LEVEL) for section in sections)
    questions = tuple(question for question in parsed if question)
    if not sections:
        findings.error(body.line, "Kuis ini belum punya soal. Awali tiap soal dengan judul `## …`.")
    check_unique_ids(questions, findings)
    _check_size(front, questions, findings)
    for line, key in page.anchors:
        findings.error(
            line,
            f"Tautan `#{key}` tidak punya tujuan di dalam kuis. Pakai kode modul seperti `L01-05#{key}`.",
        )
    return Quiz(front, questions, "" if intro.is_blank else page.blocks(intro, prefix="kuis", level=1))


def check_unique_ids(questions: Iterable[Question], findings: Findings) -> None:
    """Two questions with one id would share their answers."""
    first: dict[str, int] = {}
    for question in questions:
        if question.key and question.key in first:
            findings.error(
                question.line,
                f"`id: {question.key}` sudah dipakai di baris {first[question.key]}. Beri id lain.",
            )
        first.setdefault(question.key, question.line)


def _check_size(front: QuizFront, questions: tuple[Question, ...], findings: Findings) -> None:
    """A quiz that shows more than its bank holds shows them all; the author should know."""
    scored = [question for question in questions if question.kind is not Kind.SURVEY]
    if front.shown is not None and front.shown > len(scored):
        findings.warn(
            front.shown_line,
            f"`jumlah_soal: {front.shown}`, tetapi bank hanya berisi {len(scored)} soal. Tambah soal.",
        )
    for code, count in front.blueprint:
        available = sum(code in question.indicators for question in scored)
        if available < count:
            findings.warn(
                front.shown_line,
                f"Kisi meminta {count} soal {code}, tetapi bank hanya berisi {available}. Tambah soal.",
            )
