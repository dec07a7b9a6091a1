"""Questions by form: what a form shows and gets back unchanged is the same question, and what is typed reads as typed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from literasi.authoring.rules import filling
from literasi.authoring.rules.filling import fill, tidied
from literasi.authoring.rules.question_data import Data
from literasi.authoring.rules.question_examples import EXAMPLES
from literasi.authoring.rules.question_fields import SHAPES, Criterion, Fields, Row, kind_of, shown
from literasi.catalogue.rules import editing
from literasi.catalogue.rules.ids import question_sections
from literasi.catalogue.rules.question import Kind, Question
from literasi.catalogue.rules.question_source import parse_question
from literasi.catalogue.rules.written import Answer, Written, write
from literasi.markup import Findings, Page, plain_text

COURSES = Path(__file__).resolve().parents[2] / "courses"
SOURCES = sorted(
    path
    for pattern in ("*/*/quiz*.md", "*/*/lesson*.md")
    for path in COURSES.glob(pattern)
    if not path.parts[-3].startswith("_")
)
MARKS = [
    "- (x) a",
    "- ( ) a",
    "- [x] a",
    "- = a",
    "!= a",
    "= a",
    "-> a",
    "a -> b",
    "- a -> b",
    "1. a",
    "2) a",
    "* a",
    "- a",
    "## a",
    "### a",
    "#",
    "___",
    "---",
    "===",
    ":::",
    "::: kuis",
    "> a",
    ">",
    "> Petunjuk: a",
    "Pembahasan: a",
    "**Rubrik:** a",
    "[[a]]",
    "[[a",
    "b]]",
    "`[[a]]`",
    "```",
    "~~~",
    "\\",
    "\\\\- (x) a",
    "\\## a",
    "{#a}",
    "a {#a}",
    "id: a",
    "a (2)",
    "(x) a",
    "[x] a",
    "  - (x) a",
    "    a",
    "a #",
    "[^1]",
    "jenis: kueri",
    "+ (x) a",
    "1\\. a",
    "a\\",
    "[\\[a]]",
    "`a``b",
    "\u2028a",
    "\xa0a",
]
lines = st.one_of(st.sampled_from(MARKS), st.text("ab -=>()[]x#_:`*\\1.|\t", max_size=12))
texts = st.lists(lines, max_size=5).map("\n".join)
rows = st.lists(
    st.builds(Row, texts, st.booleans(), st.sampled_from(["", "50", "-25", "33,3 %"]), lines, texts),
    max_size=4,
).map(tuple)
words = st.sampled_from(["", "a", "K4.2", "b c"])


@st.composite
def filled(draw: st.DrawFn) -> Fields:
    """A form as anybody may send it."""
    kind = draw(st.sampled_from(list(Kind)))
    return Fields(
        kind=kind,
        shape=draw(st.sampled_from(["round", "square", "essay"])) if kind is Kind.SURVEY else SHAPES[kind],
        heading=draw(lines),
        stem=draw(texts),
        rows=draw(rows) if kind not in (Kind.ESSAY, Kind.CLOZE) else (),
        hints=tuple(draw(st.lists(texts, max_size=2))),
        explanation=draw(texts),
        rubric=tuple(draw(st.lists(st.builds(Criterion, lines, st.just("2")), max_size=2)))
        if kind is Kind.ESSAY
        else (),
        data=Data(
            "soal-1",
            draw(st.sampled_from(["", "2", "1,5"])),
            draw(st.sampled_from(["", "mudah"])),
            tuple(draw(st.lists(words, max_size=2))),
            tuple(draw(st.lists(st.sampled_from(["K4.1", "K4.2"]), max_size=2, unique=True))),
            draw(st.sampled_from(["", "menemukan"])),
            draw(st.sampled_from(["", "sosial budaya"])),
            draw(st.booleans()),
        ),
    )


def in_file(question: Written, level: int) -> list[Written | None]:
    """The questions of a file that holds this one between two others."""
    around = ["### Awal\n\n- = a", "", write(question, level), "", "### Akhir\n\n- = b"]
    if level == 3:
        source = "\n".join(["---\nkode: L01-01\n---\n::: kuis", *around, ":::", ""])
    else:
        source = "\n".join(["---\nkuis: Coba\n---", *around, ""]).replace("### A", "## A")
    return [one.written for one in editing.placed(source)]


@settings(deadline=None)
@given(filled(), st.sampled_from([2, 3]))
def test_whatever_is_typed_reads_back_as_typed_or_is_refused_with_a_sentence(
    typed: Fields, level: int
) -> None:
    made = fill(typed, level=level)
    if made.written is None:
        assert made.problems
        return
    assert in_file(made.written, level)[1:-1] == [made.written]
    again, wanted = shown(made.written, level), tidied(typed)
    assert replace(again, kind=wanted.kind) == wanted
    assert again.kind is wanted.kind or {again.kind, wanted.kind} == {Kind.TRUE_FALSE, Kind.CHOICE}


@settings(deadline=None)
@given(filled(), st.sampled_from([2, 3]))
def test_a_form_that_comes_back_as_it_was_shown_leaves_the_question_as_it_was(
    typed: Fields, level: int
) -> None:
    made = fill(typed, level=level).written
    if made is not None:
        assert fill(shown(made, level), made, level).written == made
        assert fill(shown(made, level), None, level).written is not None


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: "/".join(path.parts[-3:]))
def test_every_question_of_our_courses_goes_through_a_form_unchanged(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    sections = question_sections(source)[1]
    for one, section in zip(editing.placed(source), sections, strict=True):
        assert one.written is not None
        fields = shown(one.written, one.level)
        assert fill(fields, one.written, one.level).written == one.written, one.heading
        retyped = replace(fields, heading=f"{fields.heading} Ya", stem=f"{fields.stem}\n\nPilih.")
        assert fill(retyped, one.written, one.level).written is not None
        parsed = parse_question(section, Page(Findings()), level=one.level)
        assert parsed is None or parsed.kind is fields.kind


def learners_see(written: Written) -> Question:
    (section,) = question_sections(f"---\nkuis: a\n---\n{write(written)}\n")[1]
    question = parse_question(section, Page(Findings()), level=2)
    assert question is not None
    return question


def choice(**more: object) -> Fields:
    fields = Fields(Kind.CHOICE, "round", "Apa?", rows=(Row("satu", True), Row("dua")), data=Data("a"))
    return replace(fields, **more)  # type: ignore[arg-type]  # the fields of a dataclass, checked by it


@pytest.mark.parametrize(
    "typed",
    [
        "- (x) bukan pilihan",
        "## bukan judul",
        "___",
        "> Petunjuk: bukan",
        "sumber [[1]] itu",
        "* (x) a",
        "a\n---",
        ":::",
    ],
)
def test_marks_by_accident_are_shown_to_learners_as_they_were_typed(typed: str) -> None:
    made = fill(choice(stem=f"Baca ini:\n\n{typed}\n\nLalu jawab.")).written
    assert made is not None
    seen = " ".join(typed.split())
    assert plain_text(learners_see(made).stem_html) == f"Baca ini: {seen} Lalu jawab."
    assert shown(made).stem == f"Baca ini:\n\n{typed}\n\nLalu jawab."


def test_an_arrow_in_a_pair_stays_in_its_side() -> None:
    fields = Fields(
        Kind.MATCHING,
        "arrow",
        "Jodohkan",
        rows=(Row("a -> b", partner="c -> d"), Row("= e", partner="f")),
        data=Data("a"),
    )
    made = fill(fields).written
    assert made is not None
    pairs = learners_see(made).pairs
    assert [(plain_text(p.left_html), plain_text(p.right_html)) for p in pairs] == [
        ("a -> b", "c -> d"),
        ("= e", "f"),
    ]


def test_a_changed_field_leaves_the_words_of_the_others() -> None:
    was = Written(
        "Judul {#kunci}",
        "round",
        (("poin", "2,0"), ("id", "a"), ("wajib_benar", "yes")),
        "Lihat [[ini]].",
        (Answer("satu", True), Answer("dua", feedback="Belum.")),
        explanations=("Pertama.", "Kedua."),
    )
    made = fill(replace(shown(was), heading="Judul baru"), was).written
    assert made == replace(was, heading="Judul baru {#kunci}")


def test_a_kind_that_its_answer_does_not_tell_is_named() -> None:
    number = Fields(Kind.NUMBER, "key", "Berapa?", rows=(Row("1825", True),), data=Data("a"))
    made = fill(number).written
    assert made is not None and made.meta == (("id", "a"), ("jenis", "angka"))
    again = fill(replace(shown(made), rows=(Row("1825 ± 1", True),)), made).written
    assert again is not None and kind_of(again) is Kind.NUMBER


@pytest.mark.parametrize(
    ("fields", "place", "sentence"),
    [
        (choice(heading=" "), "heading", filling.NO_HEADING),
        (choice(rows=()), "rows-0", filling.NO_ROWS),
        (choice(stem="Pilih:\n- a\n- b"), "stem", filling.LIST_OPEN),
        (choice(stem="```\nkode"), "stem", filling.CODE_OPEN),
        (choice(stem="a\x00"), "stem", filling.HIDDEN),
        (choice(data=Data("a", points="dua")), "points", filling.POINTS_ODD),
        (choice(data=Data("a", points="0")), "points", filling.POINTS_ODD),
        (choice(data=Data("a", tags=("a|b",))), "tags", filling.TAG_ODD),
        (choice(kind=Kind.CLOZE, shape="gaps", rows=(), stem="Tanpa."), "stem", filling.NO_GAPS),
        (
            choice(
                kind=Kind.MULTIPLE, shape="square", rows=(Row("a", percent="50"), Row("b", percent="banyak"))
            ),
            "rows-1",
            filling.PERCENT_ODD,
        ),
        (
            choice(kind=Kind.ESSAY, shape="essay", rows=(), rubric=(Criterion("a"),)),
            "rubric-0",
            filling.CRITERION_ODD,
        ),
    ],
)
def test_what_cannot_be_written_is_told_beside_its_field(
    fields: Fields, place: str, sentence: object
) -> None:
    made = fill(fields)
    assert made.written is None and made.problems == {place: sentence}


@pytest.mark.parametrize("kind", list(Kind))
def test_the_example_of_each_kind_is_a_question_of_that_kind_without_a_problem(kind: Kind) -> None:
    made = fill(replace(EXAMPLES[kind], data=Data("contoh"))).written
    assert made is not None
    findings = Findings()
    (section,) = question_sections(f"---\nkuis: a\n---\n{write(made)}\n")[1]
    question = parse_question(section, Page(findings), level=2)
    assert question is not None and question.kind is kind
    assert not list(findings)
