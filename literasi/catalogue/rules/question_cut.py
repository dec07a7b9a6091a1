"""The body of a question cut in stem, answer items and what follows. The order of the questions asked here is the rule
of the format: `jenis`, else options in brackets, else `=`, else `->`, else a line `___`, else gaps, else numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

from literasi.markup import Findings, Passage, code_lines

from .cloze import has_gaps
from .question import Kind
from .question_answers import mark_of
from .question_body import ESSAY_LINE, Item, ItemList, find_lists, finish_items, notes_start

MARK_OF_KIND = {
    Kind.CHOICE: "round",
    Kind.TRUE_FALSE: "round",
    Kind.MULTIPLE: "square",
    Kind.SHORT: "key",
    Kind.NUMBER: "key",
    Kind.QUERY: "key",
    Kind.MATCHING: "arrow",
    Kind.ORDERING: "number",
}
KIND_OF_MARK = {"round": Kind.CHOICE, "square": Kind.MULTIPLE, "key": Kind.SHORT, "arrow": Kind.MATCHING}
FORMS = {
    "round": "pilihan `- (x) benar` dan `- ( ) salah`",
    "square": "pilihan `- [x]` dan `- [ ]`",
    "key": "kunci `- = jawaban`",
    "arrow": "pasangan `- kiri -> kanan`",
    "number": "daftar bernomor dalam urutan yang benar",
}


@dataclass(frozen=True)
class Cut:
    """`mark` tells how the answer is written: round, square, key, arrow, number, essay or gaps."""

    mark: str
    stem: Passage
    items: tuple[Item, ...]
    after: Passage


def cut_question(body: Passage, kind: Kind | None, line: int, findings: Findings) -> Cut | None:
    """Find the answer of a question whose heading is at `line`; None, and a problem, when there is none to be read."""
    return _Cutter(body, kind, line, findings).cut()


class _Cutter:
    def __init__(self, body: Passage, kind: Kind | None, line: int, findings: Findings) -> None:
        self._body, self._kind, self._line, self._findings = body, kind, line, findings
        self._lists = find_lists(body)

    def _error(self, message: str, line: int | None = None) -> None:
        self._findings.error(line or self._line, message)

    def cut(self) -> Cut | None:
        kind = self._kind
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
        self._no_answer(MARK_OF_KIND[kind])
        return None

    def _cut_unmarked(self, kind: Kind | None, numbered: list[ItemList]) -> Cut | None:
        if self._essay_index() is not None or kind is Kind.SURVEY:
            return self._cut_without_list(Kind.ESSAY)
        if has_gaps(self._body):
            return self._cut_without_list(Kind.CLOZE)
        if numbered:
            return self._cut_numbered(numbered)
        self._no_answer("round")
        return None

    def _cut_numbered(self, runs: list[ItemList]) -> Cut | None:
        if not runs:
            self._no_answer("number")
            return None
        return self._cut_at(runs[-1], "number")

    def _no_answer(self, mark: str) -> None:
        self._error(f"Jawaban soal ini belum ada. Tambahkan {FORMS[mark]} sesudah pokok soal.")

    def _cut_marked(self, runs: list[ItemList]) -> Cut | None:
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
                    f"Tanda jawaban bercampur. Pakai satu bentuk saja: {FORMS[marks[0]]}.", draft.line
                )
        for earlier in runs[:-1]:
            self._error(
                "Ada dua daftar jawaban. Satukan, atau pakai `*` untuk daftar di pokok soal.",
                earlier.drafts[0].line,
            )
        if len(set(marks)) > 1:
            return None
        return self._cut_at(run, marks[0])

    def _cut_at(self, run: ItemList, mark: str) -> Cut:
        items = finish_items(run, self._body, self._findings)
        return Cut(mark, self._body.part(0, run.start), items, self._body.part(run.stop))

    def _cut_without_list(self, kind: Kind) -> Cut:
        at = self._essay_index() if kind is Kind.ESSAY else None
        mark = "essay" if kind is Kind.ESSAY else "gaps"
        if at is not None:
            return Cut(mark, self._body.part(0, at), (), self._body.part(at + 1))
        at = notes_start(self._body)
        return Cut(mark, self._body.part(0, at), (), self._body.part(at))

    def _essay_index(self) -> int | None:
        mask = code_lines(self._body.lines)
        found = [at for at, line in enumerate(self._body.lines) if not mask[at] and ESSAY_LINE.match(line)]
        return found[-1] if found else None
