"""Seeds for those who are made up: the quiz asks them what their story needs."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from literasi.catalogue.rules.question import Kind
from literasi.quizzes.rules.answers import MAX_ESSAY
from literasi.quizzes.rules.imagined import ESSAYS, seed_asking
from literasi.quizzes.rules.selection import BankItem, select

BANK = [BankItem(f"s{number}") for number in range(9)] + [BankItem("uraian", kind=Kind.ESSAY)]


def asks(seed: str, shown: int) -> bool:
    return any(item.kind is Kind.ESSAY for item in select(BANK, shown, seed))


@given(st.integers(), st.booleans())
def test_who_is_to_write_is_asked_to_and_the_others_are_not(number: int, essay: bool) -> None:
    chance = random.Random(number % 50)
    assert asks(seed_asking(BANK, 4, {}, chance, essay=essay), 4) is essay


def test_where_the_bank_leaves_no_choice_any_seed_will_do() -> None:
    chance = random.Random(1)
    assert asks(seed_asking(BANK, 10, {}, chance, essay=False), 10)
    assert len(seed_asking(BANK[:9], 4, {}, chance, essay=True)) == 16


def test_what_they_write_differs_and_fits() -> None:
    assert len(set(ESSAYS)) == len(ESSAYS) >= 6 and max(map(len, ESSAYS)) < MAX_ESSAY
