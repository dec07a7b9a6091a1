"""Cuts a document into passages: front matter first, then colon fences, then sections by heading.

Works on lines and keeps line numbers, so that every later problem can name its line. Lines inside code blocks
are never taken for headings or fences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .problems import Findings, did_you_mean

# Emphasis and brackets cost the square of a paragraph's length; no author writes one as long as this.
MAX_PARAGRAPH = 6_000
MAX_DOCUMENT = 200_000
_CODE = re.compile(r"^\s*(`{3,}|~{3,})(.*)$")
_FENCE = re.compile(r"^ {0,3}(:{3,})[ \t]*(.*?)[ \t]*$")
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_KEY = re.compile(r"^(.*?)[ \t]*\{#([a-z0-9][a-z0-9-]*)\}$")
_ANY_KEY = re.compile(r"\{#[^}]*\}[ \t]*$")


@dataclass(frozen=True)
class Passage:
    """Consecutive lines of a file; `line` is the number of the first."""

    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def is_blank(self) -> bool:
        return not any(line.strip() for line in self.lines)

    def part(self, start: int, stop: int | None = None) -> Passage:
        """The lines from index `start` (0-based) up to `stop`."""
        return Passage(self.line + start, self.lines[start:stop])


@dataclass(frozen=True)
class Fence:
    """A `::: name argument` block with what stands inside it."""

    name: str
    argument: str
    line: int
    body: Passage


@dataclass(frozen=True)
class Section:
    """A heading (text without its `#`, and the key of `{#kunci}` or "") with the lines below it."""

    heading: str
    key: str
    line: int
    body: Passage


def split_front_matter(text: str, findings: Findings) -> tuple[Passage, Passage]:
    """Front matter between two `---` lines, and the rest. A missing front matter is an error."""
    if len(text) > MAX_DOCUMENT:
        findings.error(1, "Naskah ini lebih dari 200.000 huruf. Pecahlah menjadi beberapa modul.")
        return Passage(1, ()), Passage(1, ())
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        findings.error(
            1, "Berkas harus dimulai dengan baris `---`, data seperti `judul: …`, lalu `---` lagi."
        )
        return Passage(1, ()), _with_fair_paragraphs(Passage(1, tuple(lines)), findings)
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            body = Passage(index + 2, tuple(lines[index + 1 :]))
            return Passage(2, tuple(lines[1:index])), _with_fair_paragraphs(body, findings)
    findings.error(1, "Data di awal berkas belum ditutup. Tambahkan baris `---` sesudah data terakhir.")
    return Passage(1, ()), Passage(1, ())


def _with_fair_paragraphs(body: Passage, findings: Findings) -> Passage:
    """The body, or an empty one when lines without a blank one between them grow past all reason."""
    length = 0
    for index, line in enumerate(body.lines):
        length = length + len(line) if line.strip() else 0
        if length > MAX_PARAGRAPH:
            findings.error(body.line + index, "Paragraf ini lebih dari 6.000 huruf. Selipkan baris kosong.")
            return Passage(body.line, ())
    return body


def code_lines(lines: tuple[str, ...]) -> list[bool]:
    """For every line, whether it belongs to a fenced code block."""
    return _scan_code(lines)[0]


def check_code_is_closed(passage: Passage, findings: Findings) -> None:
    """An unclosed code block would swallow every heading and fence after it."""
    unclosed = _scan_code(passage.lines)[1]
    if unclosed is not None:
        findings.error(passage.line + unclosed, "Blok kode belum ditutup. Tambahkan baris ``` di akhirnya.")


def _scan_code(lines: tuple[str, ...]) -> tuple[list[bool], int | None]:
    """The mask of code lines, and the index of the opener that is never closed."""
    mask: list[bool] = []
    opener, opened_at = "", 0
    for index, line in enumerate(lines):
        match = _CODE.match(line) if "```" in line or "~~~" in line else None
        if opener:
            mask.append(True)
            if match and match[1].startswith(opener) and not match[2].strip():
                opener = ""
            continue
        # A backtick after the opening ticks makes it inline code, not a block.
        if match and not (match[1][0] == "`" and "`" in match[2]):
            opener, opened_at = match[1], index
        mask.append(bool(opener))
    return mask, opened_at if opener else None


def cut_fences(passage: Passage, names: frozenset[str], findings: Findings) -> list[Passage | Fence]:
    """The passage as text and top-level fences, in order; nested fences stay inside the body of their fence.

    Names outside `names`, stray, unclosed and wrongly nested fences are errors.
    """
    return list(_FenceCutter(passage, names, findings).cut())


@dataclass(frozen=True)
class _Open:
    colons: int
    name: str
    argument: str
    index: int


class _FenceCutter:
    def __init__(self, passage: Passage, names: frozenset[str], findings: Findings) -> None:
        self._passage = passage
        self._names = names
        self._findings = findings
        self._open: list[_Open] = []

    def cut(self) -> Iterator[Passage | Fence]:
        rest = 0
        mask = code_lines(self._passage.lines)
        for index, line in enumerate(self._passage.lines):
            match = None if mask[index] else _FENCE.match(line)
            if match is None:
                continue
            if match[2]:
                if not self._open:
                    yield self._passage.part(rest, index)
                self._begin(index, len(match[1]), match[2])
                continue
            closed = self._end(index, len(match[1]))
            if closed and not self._open:
                yield self._fence(closed, index)
            rest = rest if self._open else index + 1
        if self._open:
            outermost = self._open[0]
            self._report_unclosed(self._open)
            yield self._fence(outermost, len(self._passage.lines))
        else:
            yield self._passage.part(rest)

    def _fence(self, opened: _Open, stop: int) -> Fence:
        line = self._passage.line + opened.index
        return Fence(opened.name, opened.argument, line, self._passage.part(opened.index + 1, stop))

    def _begin(self, index: int, colons: int, rest: str) -> None:
        line = self._passage.line + index
        name, _, argument = rest.partition(" ")
        if name not in self._names:
            hint = did_you_mean(name, self._names) or f" Yang dikenal: {', '.join(sorted(self._names))}."
            self._findings.error(line, f"Blok `{name}` tidak dikenal.{hint}")
        if self._open and colons >= self._open[-1].colons:
            outer = self._open[-1]
            self._findings.error(
                line,
                f"Blok `{name}` ada di dalam `{outer.name}` (baris {self._passage.line + outer.index}) yang "
                "belum ditutup. Tutup dahulu, atau beri blok luar titik dua lebih banyak, misalnya `::::`.",
            )
        self._open.append(_Open(colons, name, argument.strip(), index))

    def _end(self, index: int, colons: int) -> _Open | None:
        """Close the innermost fence of this many colons; inner ones left open are reported."""
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].colons == colons:
                self._report_unclosed(self._open[depth + 1 :])
                closed = self._open[depth]
                del self._open[depth:]
                return closed
        self._findings.error(
            self._passage.line + index,
            f"Penutup `{':' * colons}` ini tidak punya pembuka. Hapus, atau samakan jumlah titik duanya.",
        )
        return None

    def _report_unclosed(self, fences: list[_Open]) -> None:
        for fence in fences:
            self._findings.error(
                self._passage.line + fence.index,
                f"Blok `{fence.name}` belum ditutup. Tambahkan baris `{':' * fence.colons}` di akhirnya.",
            )


def cut_sections(passage: Passage, level: int, findings: Findings) -> tuple[Passage, list[Section]]:
    """What stands before the first heading of `level`, and a section for each such heading."""
    mask = code_lines(passage.lines)
    starts = [
        (index, match[2] or "")
        for index, line in enumerate(passage.lines)
        if not mask[index] and (match := _HEADING.match(line)) and len(match[1]) == level
    ]
    intro = passage.part(0, starts[0][0] if starts else None)
    ends = [*(index for index, _ in starts[1:]), len(passage.lines)]
    sections = [
        # The last end has no start when there is no heading at all.
        _section(passage, index, end, heading, findings)
        for (index, heading), end in zip(starts, ends, strict=False)
    ]
    return intro, sections


def _section(passage: Passage, index: int, end: int, heading: str, findings: Findings) -> Section:
    line = passage.line + index
    text, key = split_key(heading, line, findings)
    if not text:
        findings.error(line, "Judul ini kosong. Tulis judul sesudah tanda `#`.")
    return Section(text, key, line, passage.part(index + 1, end))


def split_key(text: str, line: int, findings: Findings) -> tuple[str, str]:
    """A heading without its `{#kunci}`, and that key or ""."""
    match = _KEY.match(text)
    if match:
        return match[1].strip(), match[2]
    if _ANY_KEY.search(text):
        findings.error(line, "Kunci `{#…}` hanya boleh berisi huruf kecil, angka, dan tanda hubung.")
        return _ANY_KEY.sub("", text).strip(), ""
    return text.strip(), ""
