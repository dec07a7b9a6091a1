"""Tells the author how a question was read: "Dibaca sebagai: mengurutkan, 4 butir, 1 poin"."""

from __future__ import annotations

from .question import Kind, Question

SCREEN_NAMES = {
    Kind.CHOICE: "pilihan ganda",
    Kind.MULTIPLE: "pilihan ganda kompleks",
    Kind.TRUE_FALSE: "benar-salah",
    Kind.SHORT: "isian singkat",
    Kind.NUMBER: "angka",
    Kind.MATCHING: "menjodohkan",
    Kind.ORDERING: "mengurutkan",
    Kind.CLOZE: "isian rumpang",
    Kind.ESSAY: "uraian",
    Kind.QUERY: "kueri",
    Kind.SURVEY: "survei",
}


def read_as(question: Question) -> str:
    """One Indonesian sentence: kind, size of the answer, points."""
    parts = [SCREEN_NAMES[question.kind], _size(question), _points(question)]
    return f"Dibaca sebagai: {', '.join(part for part in parts if part)}"


def _size(question: Question) -> str:
    right = sum(option.right for option in question.options)
    match question.kind:
        case Kind.MULTIPLE:
            return (
                f"{len(question.options)} pilihan ({right} benar{', berbobot' if question.weighted else ''})"
            )
        case Kind.CHOICE | Kind.TRUE_FALSE:
            return f"{len(question.options)} pilihan"
        case Kind.SURVEY:
            return f"{len(question.options)} pilihan" if question.options else "jawaban bebas"
        case Kind.MATCHING:
            extra = len(question.distractors_html)
            return f"{len(question.pairs)} pasangan" + (f" dan {extra} pengecoh" if extra else "")
        case Kind.ORDERING:
            return f"{len(question.steps)} butir"
        case Kind.CLOZE:
            return f"{len(question.gaps)} rumpang"
        case Kind.ESSAY:
            return f"{len(question.rubric)} kriteria"
        case Kind.SHORT | Kind.NUMBER | Kind.QUERY:
            rights = [key.right for key in question.expected + question.queries]
            rights += [number.right for number in question.numbers]
            return f"{sum(rights)} kunci"


def _points(question: Question) -> str:
    if question.kind is Kind.SURVEY:
        return "tidak dinilai"
    return f"{question.points:g} poin".replace(".", ",")
