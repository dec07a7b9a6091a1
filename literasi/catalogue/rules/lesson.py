"""lesson.md -> the parts of a lesson, each a list of blocks, and the facilitator's notes apart from them.

A part begins at every `##` heading and at every top-level fence; text after a fence belongs to the fence's
part. The facilitator's notes are cut out of the source before anything is rendered for a learner.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from literasi.markup import (
    Fence,
    Findings,
    Footnote,
    Links,
    Page,
    Passage,
    Section,
    check_code_is_closed,
    clean_text,
    code_lines,
    cut_fences,
    cut_footnotes,
    cut_sections,
    plain_text,
    references,
    split_front_matter,
    split_key,
)

from .manifest import LessonFront, read_lesson_front
from .part import Block, BlockKind, Card, Part
from .question import Question
from .question_meta import read_meta
from .question_source import parse_question
from .quiz import check_unique_ids

FACILITATOR = "fasilitator"
FENCES = frozenset({kind.value for kind in BlockKind if kind is not BlockKind.HTML} | {FACILITATOR})
WITH_QUESTIONS = frozenset({BlockKind.GUESS, BlockKind.PRACTICE, BlockKind.QUIZ})
QUESTION_LEVEL = 3
_TITLES = {
    "id": {
        "": "Pembuka",
        BlockKind.OPENING: "Pemantik",
        BlockKind.GUESS: "Tebak dulu",
        BlockKind.EXAMPLE: "Contoh pengerjaan",
        BlockKind.PRACTICE: "Latihan",
        BlockKind.LAB: "Lab",
        BlockKind.SUMMARY: "Rangkuman",
        BlockKind.CARDS: "Kartu pengulangan",
        BlockKind.HOME: "Bicarakan di rumah",
        BlockKind.QUIZ: "Cek pemahaman",
    },
    "en": {
        "": "Introduction",
        BlockKind.OPENING: "To begin",
        BlockKind.GUESS: "Guess first",
        BlockKind.EXAMPLE: "Worked example",
        BlockKind.PRACTICE: "Practice",
        BlockKind.LAB: "Lab",
        BlockKind.SUMMARY: "Summary",
        BlockKind.CARDS: "Review cards",
        BlockKind.HOME: "Talk about it at home",
        BlockKind.QUIZ: "Check yourself",
    },
}
_LAB_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
_LINK_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]]+\]:\s+\S")


@dataclass(frozen=True)
class Lesson:
    """A lesson as learners read it, and `facilitator_html` for teachers only."""

    front: LessonFront
    parts: tuple[Part, ...] = ()
    facilitator_html: str = ""

    @property
    def words(self) -> int:
        """How many words a learner reads."""
        return sum(len(block.text.split()) for part in self.parts for block in part.blocks)

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions inside the lesson, in order."""
        return tuple(question for part in self.parts for block in part.blocks for question in block.questions)


@dataclass(frozen=True)
class Known:
    """Codes that a lesson may name; None skips the check."""

    indicators: frozenset[str] | None = None
    labs: frozenset[str] | None = None


def parse_lesson(
    source: str,
    findings: Findings,
    *,
    links: Links | None = None,
    known: Known | None = None,
    language: str = "id",
    translated: bool = False,
) -> Lesson | None:
    """The lesson of a source, its problems in `findings`; None when the text cannot be read at all."""
    text = clean_text(source, findings)
    if text is None:
        return None
    known = known or Known()
    head, body = split_front_matter(text, findings)
    front = read_lesson_front(head, findings, known.indicators, translated=translated)
    if front.coming_soon:
        return Lesson(front)
    check_code_is_closed(body, findings)
    body, notes = cut_facilitator(body, findings)
    body, footnotes = cut_footnotes(body, findings)
    _check_links_and_notes(body, footnotes, notes, findings)
    page = Page(findings, links or Links(), language, footnotes)
    builder = _LessonBuilder(page, known)
    builder.read(body)
    lesson = Lesson(front, builder.finish(), _render_notes(notes, page))
    _check_lesson(lesson, page)
    return lesson


def cut_facilitator(body: Passage, findings: Findings) -> tuple[Passage, list[Passage]]:
    """The body with every `fasilitator` fence blanked (also inside other fences), and what stood in them."""
    lines, notes = list(body.lines), list[Passage]()
    for fence in _all_fences(body, findings):
        if fence.name == FACILITATOR:
            notes.append(fence.body)
            start = fence.line - body.line
            stop = min(start + len(fence.body.lines) + 2, len(lines))
            lines[start:stop] = [""] * (stop - start)
    return Passage(body.line, tuple(lines)), notes


def _all_fences(body: Passage, findings: Findings) -> list[Fence]:
    fences: list[Fence] = []
    for piece in cut_fences(body, FENCES, findings):
        if isinstance(piece, Fence):
            inner = [
                found for found in cut_fences(piece.body, FENCES, Findings()) if isinstance(found, Fence)
            ]
            for fence in inner if piece.name != FACILITATOR else []:
                if fence.name != FACILITATOR:
                    findings.error(
                        fence.line,
                        f"Blok `{fence.name}` tidak dapat berada di dalam `{piece.name}`. Pindahkan keluar.",
                    )
            fences.extend([piece] if piece.name == FACILITATOR else inner)
    return fences


def _check_links_and_notes(
    body: Passage, footnotes: dict[str, Footnote], notes: list[Passage], findings: Findings
) -> None:
    used = set(references("\n".join([body.text, *(note.text for note in notes)])))
    used.update(label for note in footnotes.values() for label in references(note.passage.text))
    for footnote in footnotes.values():
        if footnote.label not in used:
            findings.warn(
                footnote.passage.line, f"Catatan kaki `[^{footnote.label}]` tidak dirujuk. Rujuk, atau hapus."
            )
    mask = code_lines(body.lines)
    for index, line in enumerate(body.lines):
        if not mask[index] and _LINK_DEFINITION.match(line):
            findings.error(
                body.line + index, "Alamat tautan ditulis langsung: `[teks](alamat)`. Pindahkan alamatnya."
            )


def _render_notes(notes: list[Passage], page: Page) -> str:
    """The facilitator's own footnotes print under the notes and nowhere else."""
    shown = []
    for index, note in enumerate(notes):
        passage, own = cut_footnotes(note, page.findings)
        apart = replace(page, footnotes={**page.footnotes, **own})
        shown.append(apart.blocks(passage, prefix=f"fasilitator-{index}"))
    return "".join(shown)


def _check_lesson(lesson: Lesson, page: Page) -> None:
    keys = {part.key for part in lesson.parts}
    for line, key in page.anchors:
        if key not in keys:
            page.findings.error(
                line, f"Tautan `#{key}` tidak punya tujuan. Beri judul tujuannya kunci `{{#{key}}}`."
            )
    if not lesson.parts:
        page.findings.error(1, "Pelajaran ini belum berisi bagian. Tambahkan judul `## …` dan isinya.")
    check_unique_ids(lesson.questions, page.findings)


def part_slug(text: str) -> str:
    """A heading's text as a key: small Latin letters, digits, hyphens; at most 60."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-") or "bagian"


class _LessonBuilder:
    """Collects parts in order of the source."""

    def __init__(self, page: Page, known: Known) -> None:
        self._page = page
        self._known = known
        self._parts: list[Part] = []
        self._keys: set[str] = set()

    def read(self, body: Passage) -> None:
        # The first cut, for the facilitator's notes, has reported every fence already.
        for piece in cut_fences(body, FENCES, Findings()):
            if isinstance(piece, Fence):
                self._fence(piece)
            else:
                self._text(piece)

    def finish(self) -> tuple[Part, ...]:
        return tuple(self._parts)

    def _text(self, passage: Passage) -> None:
        intro, sections = cut_sections(passage, 2, self._page.findings)
        if not intro.is_blank:
            if not self._parts:
                self._open("pembuka", "", intro.line, _TITLES[self._page.language][""])
            self._add(self._html(BlockKind.HTML, intro))
        for section in sections:
            self._open(part_slug(section.heading), section.key, section.line, section.heading)
            if not section.body.is_blank:
                self._add(self._html(BlockKind.HTML, section.body))

    def _fence(self, fence: Fence) -> None:
        if fence.name not in FENCES:
            return
        kind = BlockKind(fence.name)
        title, key = split_key(fence.argument, fence.line, self._page.findings)
        lab = ""
        if kind is BlockKind.LAB:
            lab, _, title = title.partition(" ")
            self._check_lab(lab, fence.line)
        self._open(kind.value, key, fence.line, title.strip() or _TITLES[self._page.language][kind])
        block = self._block(kind, fence)
        self._add(replace(block, lab=lab))

    def _open(self, base: str, explicit: str, line: int, title: str) -> None:
        """Begin a part. A key that the author gave must be free; a made one gets a number when it is not."""
        key, number = explicit or base, 2
        if explicit in self._keys:
            self._page.findings.error(
                line, f"Kunci `{{#{explicit}}}` sudah dipakai bagian lain. Beri kunci lain."
            )
        while key in self._keys:
            key, number = f"{base}-{number}", number + 1
        self._keys.add(key)
        html = self._page.inline(title, line)
        self._parts.append(Part(key, html, plain_text(html), line=line))

    def _add(self, block: Block) -> None:
        part = self._parts[-1]
        self._parts[-1] = replace(part, blocks=(*part.blocks, block))

    @property
    def _prefix(self) -> str:
        """Footnote ids are unique by part and block."""
        return f"{self._parts[-1].key}-{len(self._parts[-1].blocks)}"

    def _check_lab(self, key: str, line: int) -> None:
        if not _LAB_KEY.fullmatch(key):
            self._page.findings.error(
                line, "Sebutkan kunci lab sesudah kata `lab`, misalnya `::: lab cari-012`."
            )
        elif self._known.labs is not None and key not in self._known.labs:
            self._page.findings.error(line, f"Lab `{key}` tidak ada di courses/_lab. Periksa kuncinya.")

    def _html(self, kind: BlockKind, passage: Passage) -> Block:
        html = "" if passage.is_blank else self._page.blocks(passage, prefix=self._prefix)
        return Block(kind, html, text=plain_text(html))

    def _block(self, kind: BlockKind, fence: Fence) -> Block:
        if kind in WITH_QUESTIONS:
            return self._questions(kind, fence)
        if kind is BlockKind.CARDS:
            return self._cards(fence)
        block = self._html(kind, fence.body)
        if not block.html and kind is not BlockKind.LAB:
            self._page.findings.warn(fence.line, f"Blok `{fence.name}` masih kosong. Isi, atau hapus.")
        return block

    def _questions(self, kind: BlockKind, fence: Fence) -> Block:
        intro, sections = cut_sections(fence.body, QUESTION_LEVEL, self._page.findings)
        if not sections:
            self._page.findings.error(
                fence.line, f"Blok `{fence.name}` belum berisi soal. Awali soal dengan `### …`."
            )
        block = self._html(kind, intro)
        parsed = (
            parse_question(section, self._page, indicators=self._known.indicators, level=QUESTION_LEVEL)
            for section in sections
        )
        questions = tuple(question for question in parsed if question)
        words = [block.text, *(plain_text(f"{one.title_html} {one.stem_html}") for one in questions)]
        return replace(block, questions=questions, text=" ".join(filter(None, words)))

    def _cards(self, fence: Fence) -> Block:
        intro, sections = cut_sections(fence.body, QUESTION_LEVEL, self._page.findings)
        if not sections:
            self._page.findings.error(
                fence.line, "Blok `kartu` belum berisi kartu. Tulis `### pertanyaan` lalu jawabannya."
            )
        block = self._html(BlockKind.CARDS, intro)
        cards = tuple(self._card(section) for section in sections)
        words = [block.text, *(plain_text(f"{card.front_html} {card.back_html}") for card in cards)]
        return replace(block, cards=cards, text=" ".join(filter(None, words)))

    def _card(self, section: Section) -> Card:
        meta, body = read_meta(section.body, self._page.findings, self._known.indicators)
        if body.is_blank:
            self._page.findings.error(
                section.line, "Kartu ini belum punya jawaban. Tulis jawabannya di bawah judul."
            )
        front = self._page.inline(section.heading, section.line)
        back = self._page.blocks(body, prefix=f"{self._prefix}-{section.line}", level=QUESTION_LEVEL)
        return Card(front, back.strip(), section.key or meta.key)
