"""One heading with its lines -> one `Question`, or every problem that keeps it from being one.

Which kind it is: `jenis`, else options in brackets, else `=`, else `->`, else a line `___`, else gaps, else a
numbered list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from literasi.markup import Page, Passage, Section, code_lines

from .cloze import has_gaps, read_cloze
from .question import Kind, Question
from .question_answers import AnswerReader, looks_numeric, mark_of
from .question_body import (
    ESSAY_LINE,
    Item,
    ItemList,
    Note,
    NoteKind,
    find_lists,
    finish_items,
    notes_start,
    read_notes,
)
from .question_meta import Meta, read_meta

_MARK_OF_KIND = {
    Kind.CHOICE: "round",
    Kind.TRUE_FALSE: "round",
    Kind.MULTIPLE: "square",
    Kind.SHORT: "key",
    Kind.NUMBER: "key",
    Kind.QUERY: "key",
    Kind.MATCHING: "arrow",
    Kind.ORDERING: "number",
}
_KIND_OF_MARK = {"round": Kind.CHOICE, "square": Kind.MULTIPLE, "key": Kind.SHORT, "arrow": Kind.MATCHING}
_FORMS = {
    "round": "pilihan `- (x) benar` dan `- ( ) salah`",
    "square": "pilihan `- [x]` dan `- [ ]`",
    "key": "kunci `- = jawaban`",
    "arrow": "pasangan `- kiri -> kanan`",
    "number": "daftar bernomor dalam urutan yang benar",
}
_HIDDEN_KEY = re.compile(r"^\s*(?:[*+-]|\d+[.)])\s+(?:\(\s*[xX]\s*\)|\[\s*(?:[xX]|[-+]?\d+\s*%)\s*\]|!?=\s)")


@dataclass(frozen=True)
class _Cut:
    """The body cut in stem, answer items and what follows. `mark` tells how the answer is written."""

    mark: str
    stem: Passage
    items: tuple[Item, ...]
    after: Passage


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
        self._lists = find_lists(body)

    def parse(self) -> Question | None:
        errors = self._findings.errors
        cut = self._cut()
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

    def _cut(self) -> _Cut | None:
        """Find the answer. The order of the questions asked here is the rule of the format."""
        kind = self._meta.kind
        marked = [run for run in self._lists if not run.numbered and any(map(mark_of, run.heads))]
        numbered = [run for run in self._lists if run.numbered]
        if kind is Kind.CLOZE or kind is Kind.ESSAY:
            return self._cut_without_list(kind)
        if kind is Kind.ORDERING:
            return self._cut_numbered(numbered)
        if marked:
            return self._cut_marked(marked)
        if kind is Kind.SURVEY or kind is None:
            return self._cut_unmarked(kind, numbered)
        self._no_answer(_MARK_OF_KIND[kind])
        return None

    def _cut_unmarked(self, kind: Kind | None, numbered: list[ItemList]) -> _Cut | None:
        if self._essay_index() is not None or kind is Kind.SURVEY:
            return self._cut_without_list(Kind.ESSAY)
        if has_gaps(self._body):
            return self._cut_without_list(Kind.CLOZE)
        if numbered:
            return self._cut_numbered(numbered)
        self._no_answer("round")
        return None

    def _cut_numbered(self, runs: list[ItemList]) -> _Cut | None:
        if not runs:
            self._no_answer("number")
            return None
        return self._cut_at(runs[-1], "number")

    def _no_answer(self, mark: str) -> None:
        self._error(f"Jawaban soal ini belum ada. Tambahkan {_FORMS[mark]} sesudah pokok soal.")

    def _cut_marked(self, runs: list[ItemList]) -> _Cut | None:
        run, marks = runs[-1], [mark_of(head) for head in runs[-1].heads]
        for draft, mark in zip(run.drafts, marks, strict=True):
            if not mark:
                self._error(
                    "Daftar ini setengah pilihan: butir ini tanpa tanda. Beri tanda seperti butir lain; "
                    "untuk daftar di pokok soal pakai `*`, bukan `-`.",
                    draft.line,
                )
            elif mark != marks[0] and marks[0]:
                self._error(
                    f"Tanda jawaban bercampur. Pakai satu bentuk saja: {_FORMS[marks[0]]}.", draft.line
                )
        for earlier in runs[:-1]:
            self._error(
                "Ada dua daftar jawaban. Satukan, atau pakai `*` untuk daftar di pokok soal.",
                earlier.drafts[0].line,
            )
        if len(set(marks)) > 1:
            return None
        return self._cut_at(run, marks[0])

    def _cut_at(self, run: ItemList, mark: str) -> _Cut:
        items = finish_items(run, self._body, self._findings)
        return _Cut(mark, self._body.part(0, run.start), items, self._body.part(run.stop))

    def _cut_without_list(self, kind: Kind) -> _Cut:
        at = self._essay_index() if kind is Kind.ESSAY else None
        mark = "essay" if kind is Kind.ESSAY else "gaps"
        if at is not None:
            return _Cut(mark, self._body.part(0, at), (), self._body.part(at + 1))
        at = notes_start(self._body)
        return _Cut(mark, self._body.part(0, at), (), self._body.part(at))

    def _essay_index(self) -> int | None:
        mask = code_lines(self._body.lines)
        found = [at for at, line in enumerate(self._body.lines) if not mask[at] and ESSAY_LINE.match(line)]
        return found[-1] if found else None

    def _check_stem(self, cut: _Cut) -> None:
        """Nothing that gives an answer away may stay in the stem."""
        mask = code_lines(cut.stem.lines)
        for at, line in enumerate(cut.stem.lines):
            if not mask[at] and _HIDDEN_KEY.match(line):
                self._error(
                    "Tanda jawaban ada di pokok soal. Tulis pilihan dengan `-` di akhir soal.",
                    cut.stem.line + at,
                )
        at = notes_start(cut.stem)
        if at < len(cut.stem.lines):
            self._error(
                "Petunjuk, pembahasan, dan rubrik ditulis sesudah jawaban. Pindahkan.", cut.stem.line + at
            )
        if cut.mark == "number" and any(run.numbered for run in self._lists[:-1]):
            first = next(run for run in self._lists if run.numbered).drafts[0]
            self._error(
                "Pokok soal mengurutkan tidak boleh memuat daftar bernomor. Pakai `*` di sana.", first.line
            )
        if cut.mark != "gaps" and has_gaps(cut.stem):
            self._findings.warn(
                cut.stem.line, "Tanda `[[…]]` di soal ini dibaca sebagai teks, bukan rumpang."
            )

    def _kind(self, cut: _Cut) -> Kind:
        kind = self._meta.kind
        if kind is not None:
            wanted = _MARK_OF_KIND.get(kind, cut.mark)
            if wanted != cut.mark:
                self._error(
                    f"`jenis` soal ini memerlukan {_FORMS[wanted]}. Ubah jawabannya, atau hapus `jenis`."
                )
            return kind
        if cut.mark == "key" and looks_numeric(cut.items):
            return Kind.NUMBER
        others = {"number": Kind.ORDERING, "essay": Kind.ESSAY, "gaps": Kind.CLOZE}
        return {**_KIND_OF_MARK, **others}[cut.mark]

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

    def _with_answer(self, question: Question, cut: _Cut) -> Question:
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

    def _survey(self, question: Question, cut: _Cut) -> Question:
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
