"""Questions of every kind for the tests of quizzes/rules, and answers to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from literasi.catalogue.rules.question import (
    Criterion,
    Expected,
    Gap,
    Kind,
    NumberRange,
    Option,
    Pair,
    Question,
    Step,
)
from literasi.quizzes.rules.answers import Answer, Slot, form_of, right_sides
from literasi.quizzes.rules.arrangement import arrange

SECRET = "kenari"
"""A word that stands in everything a learner must not see before handing in."""


def options(*rights: bool) -> tuple[Option, ...]:
    return tuple(
        Option(f"<p>pilihan {n}</p>", right, float(right), f"{SECRET}-umpan-{n}")
        for n, right in enumerate(rights)
    )


def question(kind: Kind, **fields: Any) -> Question:
    blank = Question(
        key="soal",
        kind=kind,
        title_html="Pertanyaan?",
        explanation_html=f"{SECRET}-pembahasan",
        hints_html=(f"{SECRET}-petunjuk",),
        rubric=(Criterion(f"{SECRET}-rubrik", 2),),
    )
    return replace(blank, **fields)


CHOICE = question(Kind.CHOICE, options=options(False, True, False, False))
TRUE_FALSE = question(Kind.TRUE_FALSE, options=options(True, False))
MULTIPLE = question(Kind.MULTIPLE, options=options(True, False, True, False))
WEIGHTED = question(
    Kind.MULTIPLE,
    weighted=True,
    options=(
        Option("a", True, 0.3333),
        Option("b", True, 0.3333),
        Option("c", True, 0.3333),
        Option("d", False, -0.25, f"{SECRET}-umpan"),
    ),
)
SHORT = question(
    Kind.SHORT,
    expected=(
        Expected(f"{SECRET} OPAC", True, f"{SECRET}-benar"),
        Expected("Google", False, f"{SECRET}-bukan"),
    ),
)
NUMBER = question(
    Kind.NUMBER,
    numbers=(
        NumberRange(Decimal(1824), Decimal(1826), True, "1825 ± 1", f"{SECRET}-pas"),
        NumberRange(Decimal(52), Decimal(52), False, "52", f"{SECRET}-minggu"),
    ),
)
MATCHING = question(
    Kind.MATCHING,
    pairs=(
        Pair("Judul", "Laskar Pelangi", f"{SECRET}-pasangan"),
        Pair("Pengarang", "Andrea Hirata"),
        Pair("Penerbit", "Bentang"),
    ),
    distractors_html=("978-000",),
)
SHARED_SIDES = question(Kind.MATCHING, pairs=(Pair("a", "Fakta"), Pair("b", "Opini"), Pair("c", "Fakta")))
ORDERING = question(
    Kind.ORDERING, steps=tuple(Step(f"langkah {n}", f"{SECRET}-langkah-{n}") for n in (3, 1, 4, 2))
)
CLOZE = question(
    Kind.CLOZE,
    cloze_html=("Operator ", " mempersempit, ", " memperluas."),
    gaps=(Gap((f"{SECRET}-dan", "AND")), Gap(("OR",), ("OR", "NOT", "NEAR"))),
)
ESSAY = question(Kind.ESSAY)
QUERY = question(
    Kind.QUERY,
    queries=(
        Expected(f'judul:"pola {SECRET}" DAN tahun:2019-2024', True, f"{SECRET}-tepat"),
        Expected(f'"pola {SECRET}"', False, f"{SECRET}-tanpa-ruas"),
    ),
)
SURVEY = question(Kind.SURVEY, survey_kind=Kind.CHOICE, options=options(False, False, False))

MARKED = (
    CHOICE,
    TRUE_FALSE,
    MULTIPLE,
    WEIGHTED,
    SHORT,
    NUMBER,
    MATCHING,
    SHARED_SIDES,
    ORDERING,
    CLOZE,
    QUERY,
)
ALL = (*MARKED, ESSAY, SURVEY)


def key_of(asked: Question) -> Answer:
    """The answer that earns everything."""
    if form_of(asked) is Kind.CHOICE:
        return next(n for n, option in enumerate(asked.options) if option.right)
    if asked.kind is Kind.MULTIPLE:
        return [n for n, option in enumerate(asked.options) if option.right]
    if asked.kind is Kind.MATCHING:
        sides = right_sides(asked)
        return [sides.index(pair.right_html) for pair in asked.pairs]
    if asked.kind is Kind.ORDERING:
        return list(range(len(asked.steps)))
    if asked.kind is Kind.CLOZE:
        return [gap.choices.index(gap.accepted[0]) if gap.choices else gap.accepted[0] for gap in asked.gaps]
    if asked.kind is Kind.NUMBER:
        return "1.825"
    return (asked.expected or asked.queries)[0].text


def answers(asked: Question) -> st.SearchStrategy[Answer]:
    """Every answer that reading can give, blank ones too."""
    form = form_of(asked)
    text = st.none() | st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1
    )
    if form is Kind.CHOICE:
        return st.none() | st.integers(0, len(asked.options) - 1)
    if form is Kind.MULTIPLE:
        chosen = st.sets(st.integers(0, len(asked.options) - 1), min_size=1)
        return st.none() | chosen.map(_rising)
    if form is Kind.MATCHING:
        return _rows([_slot(arrange(asked, 0).order)] * len(asked.pairs))
    if form is Kind.ORDERING:
        return _rows([_slot(range(len(asked.steps)))] * len(asked.steps))
    if form is Kind.CLOZE:
        return _rows([_slot(range(len(gap.choices))) if gap.choices else text for gap in asked.gaps])
    return text


def _rising(numbers: set[int]) -> Answer:
    return [*sorted(numbers)]


def _slot(numbers: Iterable[int]) -> st.SearchStrategy[Slot]:
    return st.none() | st.sampled_from(list(numbers))


def _rows(slots: Iterable[st.SearchStrategy[Any]]) -> st.SearchStrategy[Answer]:
    return st.tuples(*slots).map(lambda row: list(row) if any(slot is not None for slot in row) else None)


marked_questions = st.sampled_from(MARKED)
all_questions = st.sampled_from(ALL)
asked_and_answered = all_questions.flatmap(lambda asked: st.tuples(st.just(asked), answers(asked)))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=8,
)


def test_the_samples_hold_every_kind() -> None:
    assert {asked.kind for asked in ALL} == set(Kind)
