"""Front matter of course.md, lesson.md and quiz.md: what each says about itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from literasi.markup import Findings, Passage, read_yaml

from .fields import FieldReader
from .references import LITERAL_KEYS, Reference, read_references

AUDIENCES = ("umum", "smp", "sma", "mahasiswa", "guru", "pustakawan")
LEVELS = ("dasar", "menengah", "lanjut")
LANGUAGES = ("id", "en")
ADDRESSES = ("anda", "kamu", "netral")
SHOW_KEYS = ("setelah_kirim", "setelah_tenggat", "tidak")
DEFAULT_LICENCE = "CC BY-SA 4.0"
COURSE_CODE = r"[A-Z][A-Z0-9]{0,9}"
MODULE_CODE = COURSE_CODE + r"-\d{2,3}"
LITERAL = LITERAL_KEYS | {
    "judul",
    "judul_en",
    "tujuan",
    "tujuan_en",
    "kuis",
    "penulis",
    "penelaah",
    "lisensi",
}


@dataclass(frozen=True)
class CourseFront:
    """course.md. `address` is how it speaks to the reader: anda, kamu or netral."""

    code: str
    title: str
    title_en: str = ""
    audience: tuple[str, ...] = ()
    level: str = "dasar"
    language: str = "id"
    address: str = "netral"
    licence: str = DEFAULT_LICENCE
    authors: tuple[str, ...] = ()
    min_age: int | None = None


@dataclass(frozen=True)
class LessonFront:
    """lesson.md. `coming_soon` marks a module that is only a title yet (`segera: ya`)."""

    code: str
    title: str
    title_en: str = ""
    audience: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    objectives_en: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    minutes: int | None = None
    prerequisites: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    reviewed_on: date | None = None
    review_again_on: date | None = None
    references: tuple[Reference, ...] = ()
    coming_soon: bool = False
    prerequisites_line: int = field(default=1, compare=False)


@dataclass(frozen=True)
class QuizFront:
    """quiz.md. None means: all questions are shown, tries or minutes are not limited.

    `blueprint` pairs an indicator with the number of its questions; empty means: spread over the indicators.
    """

    title: str
    shown: int | None = None
    threshold: int = 80
    tries: int | None = None
    shuffle: bool = True
    minutes: int | None = None
    show_keys: str = "setelah_kirim"
    blueprint: tuple[tuple[str, int], ...] = ()
    shown_line: int = field(default=1, compare=False)


def read_course_front(passage: Passage, findings: Findings, *, translated: bool = False) -> CourseFront:
    """The front matter of course.md; wrong values are problems and fall back to the default.

    A translation needs only `kode` and `judul`.
    """
    fields = _fields(passage, findings)
    front = CourseFront(
        code=fields.text("kode", required=True, pattern=COURSE_CODE, form="kode seperti L01"),
        title=fields.text("judul", required=True),
        title_en=fields.text("judul_en"),
        audience=fields.codes("khalayak", frozenset(AUDIENCES), required=not translated),
        level=fields.choice("tingkat", LEVELS, "dasar"),
        language=fields.choice("bahasa", LANGUAGES, "id"),
        address=fields.choice("sapaan", ADDRESSES, "netral"),
        licence=fields.text("lisensi", DEFAULT_LICENCE),
        authors=fields.texts("penulis"),
        min_age=fields.integer("usia_minimal", 0, 100),
    )
    fields.finish()
    return front


def read_lesson_front(
    passage: Passage,
    findings: Findings,
    indicators: frozenset[str] | None = None,
    *,
    translated: bool = False,
) -> LessonFront:
    """The front matter of lesson.md. `indicators` are the known codes; None skips that check.

    A translation and a module that is still to come need only `kode` and `judul`.
    """
    fields = _fields(passage, findings)
    coming_soon = fields.flag("segera", default=False)
    whole = not (translated or coming_soon)
    front = LessonFront(
        code=fields.text("kode", required=True, pattern=MODULE_CODE, form="kode seperti L01-01"),
        title=fields.text("judul", required=True),
        title_en=fields.text("judul_en"),
        audience=fields.codes("khalayak", frozenset(AUDIENCES), required=whole),
        objectives=fields.texts("tujuan"),
        objectives_en=fields.texts("tujuan_en"),
        indicators=fields.codes("indikator", indicators, required=whole),
        minutes=fields.integer("menit", 1, 600),
        prerequisites=fields.codes("prasyarat"),
        authors=fields.texts("penulis"),
        reviewers=fields.texts("penelaah"),
        reviewed_on=fields.day("ditinjau_pada"),
        review_again_on=fields.day("tinjau_lagi_pada"),
        references=read_references(fields.node("rujukan"), findings),
        coming_soon=coming_soon,
        prerequisites_line=fields.line("prasyarat"),
    )
    if whole:
        _require_plan(front, fields)
    fields.finish()
    return front


def _require_plan(front: LessonFront, fields: FieldReader) -> None:
    """A module promises what one can do afterwards and how long it takes."""
    if not fields.has("tujuan"):
        fields.error(
            "tujuan", "Kunci `tujuan` belum ada. Tulis apa yang mampu dilakukan peserta sesudah modul ini."
        )
    if not fields.has("menit"):
        fields.error("menit", "Kunci `menit` belum ada. Tulis perkiraan lamanya, misalnya `menit: 25`.")


def read_quiz_front(
    passage: Passage, findings: Findings, indicators: frozenset[str] | None = None
) -> QuizFront:
    """The front matter of quiz.md."""
    fields = _fields(passage, findings)
    threshold = fields.integer("nilai_tuntas", 0, 100)
    front = QuizFront(
        title=fields.text("kuis", required=True),
        shown=fields.integer("jumlah_soal", 1, 500),
        threshold=80 if threshold is None else threshold,
        tries=fields.integer("kesempatan", 1, 100),
        shuffle=fields.flag("acak", default=True),
        minutes=fields.integer("batas_menit", 1, 600),
        show_keys=fields.choice("tampil_kunci", SHOW_KEYS, "setelah_kirim"),
        blueprint=_blueprint(fields, findings, indicators),
        shown_line=fields.line("jumlah_soal"),
    )
    planned = sum(count for _, count in front.blueprint)
    if front.shown is not None and planned > front.shown:
        fields.error(
            "kisi", f"Kisi meminta {planned} soal, tetapi `jumlah_soal` hanya {front.shown}. Samakan."
        )
    fields.finish()
    return front


def _blueprint(
    fields: FieldReader, findings: Findings, indicators: frozenset[str] | None
) -> tuple[tuple[str, int], ...]:
    node = fields.node("kisi")
    if node is None:
        return ()
    if isinstance(node.value, str | tuple):
        findings.error(node.line, "`kisi` ditulis sebagai `K4.2: 3`, satu indikator satu baris.")
        return ()
    counts = FieldReader(node.value, findings, node.line)
    plan = []
    for code in node.value:
        count = counts.integer(code, 1, 100)
        if indicators is not None and code not in indicators:
            counts.error(code, f"Indikator `{code}` tidak ada di kompetensi.yaml. Periksa kodenya.")
        if count:
            plan.append((code, count))
    return tuple(plan)


def _fields(passage: Passage, findings: Findings) -> FieldReader:
    nodes = read_yaml(passage.text, findings, first_line=passage.line, literal=LITERAL)
    return FieldReader(nodes, findings, max(passage.line - 1, 1))
