"""One heading with its lines -> one `Question`, or every problem that keeps it from being one."""

from __future__ import annotations

import re
from dataclasses import replace

from literasi.markup import Page, Passage, Section, code_lines

from .cloze import has_gaps, read_cloze
from .question import Kind, Question
from .question_answers import AnswerReader, looks_numeric
from .question_body import Note, NoteKind, find_lists, notes_start, read_notes
from .question_cut import FORMS, KIND_OF_MARK, MARK_OF_KIND, Cut, cut_question
from .question_meta import Meta, read_meta

HIDDEN_KEY = re.compile(r"^\s*(?:[*+-]|\d+[.)])\s+(?:\(\s*[xX]\s*\)|\[\s*(?:[xX]|[-+]?\d+\s*%)\s*\]|!?=\s)")


def parse_question(
    section: Section, page: Page, *, indicators: frozenset[str] | None = None, level: int = 3
) -> Question | None:
    """The question under a heading of `level`; None when an error keeps it from being read.

    A missing id is an error too, but the question is still returned (with key ""), so that it can be shown.
    """
    meta, body = read_meta(section.body, page.findings, indicators)
    if not meta.key:
        page.findings.error(section.line, "Soal ini belum punya id. Jalankan `literasi course ids PATH`.")
    return _QuestionParser(section, meta, body, page, level).parse()


class _QuestionParser:
    def __init__(self, section: Section, meta: Meta, body: Passage, page: Page, level: int) -> None:
        self._section = section
        self._meta = meta
        self._body = body
        self._page = page
        self._findings = page.findings
        self._level = level
        self._prefix = meta.key or f"soal-{section.line}"
        self._answers = AnswerReader(page, section.line, self._prefix)

    def parse(self) -> Question | None:
        errors = self._findings.errors
        cut = cut_question(self._body, self._meta.kind, self._section.line, self._findings)
        if cut is None:
            return None
        notes = read_notes(cut.after, self._findings)
        self._check_stem(cut)
        question = self._with_answer(self._base(self._kind(cut)), cut)
        question = self._with_notes(question, notes)
        self._check_scored(question)
        return question if self._findings.errors == errors else None

    def _error(self, message: str, line: int | None = None) -> None:
        self._findings.error(line or self._section.line, message)

    def _check_stem(self, cut: Cut) -> None:
        """Nothing that gives an answer away may stay in the stem."""
        mask = code_lines(cut.stem.lines)
        for at, line in enumerate(cut.stem.lines):
            if not mask[at] and HIDDEN_KEY.match(line):
                self._error(
                    "Tanda jawaban ada di pokok soal. Tulis pilihan dengan `-` di akhir soal.",
                    cut.stem.line + at,
                )
        at = notes_start(cut.stem)
        if at < len(cut.stem.lines):
            self._error(
                "Petunjuk, pembahasan, dan rubrik ditulis sesudah jawaban. Pindahkan.", cut.stem.line + at
            )
        numbered = [run for run in find_lists(cut.stem) if run.numbered]
        if cut.mark == "number" and numbered:
            self._error(
                "Pokok soal mengurutkan tidak boleh memuat daftar bernomor. Pakai `*` di sana.",
                numbered[0].drafts[0].line,
            )
        if cut.mark != "gaps" and has_gaps(cut.stem):
            self._findings.warn(
                cut.stem.line, "Tanda `[[…]]` di soal ini dibaca sebagai teks, bukan rumpang."
            )

    def _kind(self, cut: Cut) -> Kind:
        kind = self._meta.kind
        if kind is not None:
            wanted = MARK_OF_KIND.get(kind, cut.mark)
            if wanted != cut.mark:
                self._error(
                    f"`jenis` soal ini memerlukan {FORMS[wanted]}. Ubah jawabannya, atau hapus `jenis`."
                )
            return kind
        if cut.mark == "key" and looks_numeric(cut.items):
            return Kind.NUMBER
        others = {"number": Kind.ORDERING, "essay": Kind.ESSAY, "gaps": Kind.CLOZE}
        return {**KIND_OF_MARK, **others}[cut.mark]

    def _base(self, kind: Kind) -> Question:
        meta = self._meta
        return Question(
            key=meta.key,
            kind=kind,
            title_html=self._page.inline(self._section.heading, self._section.line),
            points=1.0 if meta.points is None else meta.points,
            difficulty=meta.difficulty,
            tags=meta.tags,
            indicators=meta.indicators,
            akm=meta.akm,
            context=meta.context,
            critical=meta.critical,
            line=self._section.line,
        )

    def _with_answer(self, question: Question, cut: Cut) -> Question:
        if cut.mark == "gaps":
            return self._with_gaps(question, cut.stem)
        if not cut.stem.is_blank:
            stem = self._page.blocks(cut.stem, prefix=f"{self._prefix}-s", level=self._level)
            question = replace(question, stem_html=stem.strip())
        if question.kind is Kind.SURVEY:
            return self._survey(question, cut)
        readers = {
            "round": self._answers.choices,
            "square": self._answers.boxes,
            "key": self._answers.keys,
            "arrow": self._answers.pairs,
            "number": self._answers.steps,
        }
        return readers[cut.mark](question, cut.items) if cut.mark in readers else question

    def _with_gaps(self, question: Question, stem: Passage) -> Question:
        pieces, gaps = read_cloze(stem, self._page, prefix=f"{self._prefix}-s", level=self._level)
        if not gaps:
            self._error("Soal rumpang ini belum punya rumpang. Tulis jawaban di dalam `[[…]]`.")
        return replace(question, cloze_html=pieces, gaps=gaps)

    def _survey(self, question: Question, cut: Cut) -> Question:
        """A survey is answered like a choice, like boxes or in free text, and never marked."""
        question = replace(question, points=0.0, survey_kind=Kind.ESSAY)
        if cut.mark == "round":
            question = replace(self._answers.choices(question, cut.items), survey_kind=Kind.CHOICE)
        elif cut.mark == "square":
            question = replace(self._answers.boxes(question, cut.items), survey_kind=Kind.MULTIPLE)
        elif cut.mark != "essay":
            self._error("Survei dijawab dengan `- ( ) …`, `- [ ] …`, atau baris `___`.")
        if any(option.right for option in question.options):
            self._error("Survei tidak punya kunci. Kosongkan semua tanda kurungnya.")
        return question

    def _with_notes(self, question: Question, notes: tuple[Note, ...]) -> Question:
        shown = {
            kind: tuple(
                self._page.blocks(
                    note.passage, prefix=f"{self._prefix}-{kind}{at}", level=self._level
                ).strip()
                for at, note in enumerate(notes)
                if note.kind is kind
            )
            for kind in (NoteKind.HINT, NoteKind.EXPLANATION)
        }
        rubrics = [note.passage for note in notes if note.kind is NoteKind.RUBRIC]
        if rubrics and question.kind is not Kind.ESSAY:
            self._error("Rubrik hanya untuk soal uraian. Hapus, atau tambahkan baris `___`.", rubrics[0].line)
        return self._with_rubric(
            replace(
                question,
                hints_html=shown[NoteKind.HINT],
                explanation_html="\n".join(shown[NoteKind.EXPLANATION]),
            ),
            rubrics,
        )

    def _with_rubric(self, question: Question, rubrics: list[Passage]) -> Question:
        """The rubric decides the points of an essay; a `poin` that differs is reported."""
        if question.kind is not Kind.ESSAY:
            return question
        rubric = self._answers.rubric(rubrics)
        total = sum(criterion.points for criterion in rubric)
        if not rubric:
            self._findings.warn(
                self._section.line, "Soal uraian ini belum punya rubrik. Tambahkan `> Rubrik: … (2)`."
            )
            return question
        if self._meta.points not in (None, total):
            self._findings.warn(
                self._section.line, f"`poin` tidak sama dengan jumlah rubrik; dipakai {total:g}."
            )
        return replace(question, rubric=rubric, points=total)

    def _check_scored(self, question: Question) -> None:
        if question.critical and question.kind in (Kind.SURVEY, Kind.ESSAY):
            self._error("`wajib_benar` hanya untuk soal yang dinilai langsung. Hapus dari soal ini.")
