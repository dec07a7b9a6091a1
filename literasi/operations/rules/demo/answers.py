"""How people of the demo answer: rightly, or with a mistake that is easily made."""

from __future__ import annotations

import random

from literasi.catalogue.rules.question import Kind, Question
from literasi.quizzes.rules.answers import Answer, Slot, form_of, right_sides


def knows(skill: float, difficulty: str, tries: int, chance: random.Random) -> bool:
    """Whether somebody gets a question right this time; she learns a little from each try."""
    ease = {"mudah": 0.12, "sulit": -0.18}.get(difficulty, 0.0)
    return chance.random() < min(0.98, skill + ease + 0.1 * tries)


def answer(question: Question, right: bool, chance: random.Random) -> Answer:
    """An answer such as people give: the right one, or one with a mistake that is easily made."""
    form = form_of(question)
    if form is Kind.CHOICE:
        fitting = [at for at, option in enumerate(question.options) if option.right is right]
        return chance.choice(fitting or list(range(len(question.options))))
    if form is Kind.MULTIPLE:
        chosen = {at for at, option in enumerate(question.options) if option.right}
        return [*sorted(chosen if right else chosen ^ {chance.randrange(len(question.options))})]
    if form is Kind.MATCHING:
        sides = right_sides(question)
        return _mistaken([sides.index(pair.right_html) for pair in question.pairs], right, chance)
    if form is Kind.ORDERING:
        return _mistaken(list(range(len(question.steps))), right, chance)
    if form is Kind.CLOZE:
        gaps: list[Slot] = [
            gap.choices.index(gap.accepted[0]) if gap.choices else gap.accepted[0] for gap in question.gaps
        ]
        return gaps if right else [*gaps[:-1], None]
    return _typed(question, right)


def _mistaken(order: list[int], right: bool, chance: random.Random) -> list[Slot]:
    """The right order, or one with two neighbours exchanged."""
    if not right and len(order) > 1:
        at = chance.randrange(len(order) - 1)
        order[at], order[at + 1] = order[at + 1], order[at]
    return [*order]


def _typed(question: Question, right: bool) -> str:
    if question.kind is Kind.NUMBER:
        low = question.numbers[0].low
        return str(low if right else low + 7).replace(".", ",")
    known = [one.text for one in (*question.expected, *question.queries) if one.right is right]
    return known[0] if known else "Saya belum yakin."
