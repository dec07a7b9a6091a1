"""Written questions: what a form or an import makes reads the same, and an edit touches nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.catalogue.rules import editing
from literasi.catalogue.rules.ids import question_sections
from literasi.catalogue.rules.question import Question
from literasi.catalogue.rules.question_source import parse_question
from literasi.catalogue.rules.written import Answer, Written, write
from literasi.markup import Findings, Page

COURSES = Path(__file__).resolve().parents[2] / "courses"
SOURCES = sorted(
    path
    for pattern in ("*/*/quiz*.md", "*/*/lesson*.md")
    for path in COURSES.glob(pattern)
    if not path.parts[-3].startswith("_")
)
QUIZ = """---
kuis: Coba
---
Pengantar.

## Satu
id: satu | poin: 2

Apa itu OPAC?

- (x) Katalog
  > Tepat.
- ( ) Rak

## Dua
id: dua

- = OPAC

> Pembahasan: Katalog daring.
"""

words = st.text("abc deé*_`[](){}#|>=-:.,;!?/1 ", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
plain = st.text("abcdé ,.", min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
paragraphs = st.lists(plain, min_size=1, max_size=3).map("\n\n".join)


@st.composite
def questions(draw: st.DrawFn) -> Written:
    """Questions of every shape as a form would make them."""
    shape = draw(st.sampled_from(["round", "square", "key", "arrow", "number", "essay", "gaps"]))
    feedback = st.one_of(st.just(""), paragraphs)

    def answers(make: st.SearchStrategy[Answer]) -> tuple[Answer, ...]:
        return tuple(draw(st.lists(make, min_size=2, max_size=5)))

    made = {
        "round": st.builds(Answer, plain, st.booleans(), feedback=feedback),
        "square": st.builds(Answer, plain, st.just(False), st.sampled_from(["50", "-25"]), feedback=feedback),
        "key": st.builds(Answer, plain, st.booleans(), feedback=feedback),
        "arrow": st.builds(Answer, st.one_of(st.just(""), plain), partner=plain, feedback=feedback),
        "number": st.builds(Answer, plain, feedback=feedback),
    }
    stem = draw(paragraphs)
    return Written(
        heading=draw(plain),
        shape=shape,
        meta=(("id", "soal-1"), *((("poin", "2"),) if draw(st.booleans()) else ())),
        stem=f"{stem} [[dan|atau]]" if shape == "gaps" else stem,
        answers=answers(made[shape]) if shape in made else (),
        hints=tuple(draw(st.lists(paragraphs, max_size=2))),
        explanations=tuple(draw(st.lists(paragraphs, max_size=1))),
        rubric=("menyebut sumber (2)",) if shape == "essay" else (),
    )


def read(source: str) -> list[Written | None]:
    return [one.written for one in editing.placed(source)]


@given(questions(), st.sampled_from(["id", "en"]))
def test_what_was_written_reads_as_the_same_question(question: Written, language: str) -> None:
    assert read(f"---\nkuis: Coba\n---\n{write(question, 2, language)}\n") == [question]


def learners_see(quiz: str) -> list[Question]:
    """The questions of a quiz as they are shown and marked, problems aside."""
    findings = Findings()
    parsed = (parse_question(section, Page(findings), level=2) for section in question_sections(quiz)[1])
    return [replace(question, line=0) for question in parsed if question]


@given(words, words, words)
def test_whatever_is_typed_means_the_same_once_it_is_written_again_or_is_left_to_the_text(
    stem: str, option: str, feedback: str
) -> None:
    quiz = f"---\nkuis: Coba\n---\n## Judul\nid: a\n\n{stem}\n\n- (x) {option}\n  > {feedback}\n- ( ) lain\n"
    (found,) = read(quiz)
    if found is not None:
        assert learners_see(f"---\nkuis: Coba\n---\n{write(found)}\n") == learners_see(quiz)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: "/".join(path.parts[-3:]))
def test_every_question_of_our_courses_can_be_shown_and_stays_as_it_is(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for number, one in enumerate(editing.placed(source)):
        assert one.written is not None, f"{path}:{one.line}"
        assert editing.replace_question(source, number, one.written) == source


def test_one_question_is_changed_and_nothing_else() -> None:
    satu, dua = read(QUIZ)
    assert satu is not None and dua is not None
    changed = editing.replace_question(
        QUIZ, 0, Written("Nol", "key", (("id", "satu"),), "Apa?", (Answer("A", True),))
    )
    assert read(changed)[1] == dua
    assert changed.startswith(
        "---\nkuis: Coba\n---\nPengantar.\n\n## Nol\nid: satu\n\nApa?\n\n- = A\n\n## Dua\n"
    )


def test_a_question_is_added_at_the_end_and_taken_away_again() -> None:
    new = Written("Tiga", "key", (("id", "tiga"),), "", (Answer("B", True),))
    more = editing.add_question(QUIZ, new)
    assert [one and one.key for one in read(more)] == ["satu", "dua", "tiga"]
    assert editing.remove_question(more, 2).rstrip() == QUIZ.rstrip()


@pytest.mark.parametrize(("number", "to"), [(0, 1), (1, 0), (0, 0)])
def test_questions_change_places_and_keep_their_lines(number: int, to: int) -> None:
    moved = editing.move_question(QUIZ, number, to)
    keys = ["satu", "dua"]
    keys.insert(to, keys.pop(number))
    assert [one and one.key for one in read(moved)] == keys
    assert sorted(moved.split("\n")) == sorted(QUIZ.split("\n"))


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_of_another_system_stay(mark: str) -> None:
    source = mark + QUIZ.replace("\n", "\r\n")
    changed = editing.add_question(source, Written("Tiga", "essay", (("id", "tiga"),), "Ceritakan."))
    assert changed.startswith(source.rstrip())
    assert changed.count("\n") == changed.count("\r\n")


def test_a_question_with_errors_is_left_to_the_text() -> None:
    assert read("---\nkuis: Coba\n---\n## Tanpa jawaban\nid: a\n\nApa?\n") == [None]
