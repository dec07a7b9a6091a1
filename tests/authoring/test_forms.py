"""Forms of Studio carry what rules show and take what browsers send."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from literasi.authoring.forms import FrontForm, QuestionForm
from literasi.authoring.rules.filling import PERCENT_ODD, fill, tidied
from literasi.authoring.rules.front_matter import file_kind, front_values, rewrite
from literasi.authoring.rules.question_data import Data
from literasi.authoring.rules.question_examples import EXAMPLES
from literasi.catalogue.rules.question import Kind

COURSES = Path(__file__).resolve().parents[2] / "courses"
FILES = sorted(
    path for path in COURSES.rglob("*.md") if file_kind(path.name) and not path.parts[-2].startswith("_")
)
DATA = Data("a", "2", "mudah", ("x", "y"), ("K4.1",), "menemukan", "personal", True)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_form_that_comes_back_says_what_it_showed(kind: Kind) -> None:
    fields = replace(EXAMPLES[kind], hints=("Satu", "Dua"), explanation="Karena itu.", data=DATA)
    assert tidied(QuestionForm.showing(fields).fields(fields)) == tidied(fields)


def test_a_browser_sends_rows_and_names_the_one_that_is_right() -> None:
    sent = MultiDict(
        [
            ("heading", "Apa?"),
            ("rows-0-text", "satu"),
            ("rows-1-text", " "),
            ("rows-4-text", "dua\r\ntiga"),
            ("right", "4"),
        ]
    )
    made = fill(QuestionForm(sent).fields(EXAMPLES[Kind.CHOICE])).written
    assert made is not None
    assert [(answer.text, answer.right) for answer in made.answers] == [("satu", False), ("dua\ntiga", True)]


def test_names_of_rows_that_no_page_has_are_passed_over() -> None:
    sent = MultiDict(
        [("rows-²-text", "a"), (f"rows-{'9' * 5000}-text", "b"), ("rows-0-text", "c"), ("rows--1-text", "d")]
    )
    assert [row.data["text"] for row in QuestionForm(sent).rows] == ["c"]
    assert len(FrontForm(MultiDict([("rujukan-²-key", "a"), ("kisi-0-code", "K4.1")])).kisi) == 1


def test_a_row_more_keeps_what_was_typed() -> None:
    form = QuestionForm(MultiDict([("heading", "Apa?"), ("rows-0-text", "satu")]))
    form.add_row()
    assert [row.data["text"] for row in form.rows] == ["satu", ""]


def test_sentences_stand_beside_the_row_they_belong_to(app: Flask) -> None:
    form = QuestionForm(
        MultiDict([("heading", "A"), ("rows-1-text", "b"), ("rows-3-text", "c"), ("rows-3-percent", "x")])
    )
    with app.test_request_context():
        form.told(fill(form.fields(EXAMPLES[Kind.MULTIPLE])).problems)
    assert [list(entry.form.text.errors) for entry in form.rows] == [[], [str(PERCENT_ODD)]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_the_data_of_our_courses_goes_through_the_form_unchanged(path: Path) -> None:
    source, kind = path.read_text(encoding="utf-8"), file_kind(path.name)
    values = front_values(source, kind)
    assert values is not None
    assert rewrite(source, kind, FrontForm.showing(values).values(kind, values)).source == source
