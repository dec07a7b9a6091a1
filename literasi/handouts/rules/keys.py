"""The key of a question as a teacher reads it from paper: what to type for the whole point, and why in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from literasi.catalogue.rules.question import Expected, Gap, Kind, NumberRange, Question
from literasi.handouts.rules.cells import cell_of
from literasi.quizzes.rules.answers import Answer, Slot, form_of, right_sides
from literasi.quizzes.rules.arrangement import Arrangement
from literasi.quizzes.rules.foreseen import foreseen, keys
from literasi.quizzes.rules.numbers import format_number

LONGEST_WHY = 160
_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"</(?:p|li|div|tr|h\d)>|<br>")
_SENTENCE = re.compile(r"(?<=[.!?])\s")


def right_answer(question: Question) -> Answer:
    """An answer that earns the whole point; None for a question that has none, such as an essay."""
    form = form_of(question)
    right: list[Slot] = [at for at, option in enumerate(question.options) if option.right]
    if form in (Kind.CHOICE, Kind.MULTIPLE):
        return (right if form is Kind.MULTIPLE else right[0]) if right else None
    if form is Kind.MATCHING:
        return [right_sides(question).index(pair.right_html) for pair in question.pairs]
    if form is Kind.ORDERING:
        return list(range(len(question.steps)))
    if form is Kind.CLOZE:
        return [_right_gap(gap) for gap in question.gaps]
    return next(_right_words(question), None)


def _right_gap(gap: Gap) -> int | str:
    return gap.choices.index(gap.accepted[0]) if gap.choices else gap.accepted[0]


def _right_words(question: Question) -> Iterator[str]:
    """What may be written, less what the author foresaw as wrong before: `- != 10`, then `- = 10..20`."""
    numbers = [format_number(value) for one in question.numbers if one.right for value in (one.low, one.high, (one.low + one.high) / 2)]  # fmt: skip
    for words in (*numbers, *keys(question)):
        met = foreseen(question, words)
        if met is not None and met.right:
            yield words


def key_cell(question: Question, arrangement: Arrangement) -> str:
    """What to type in the grid for the whole point."""
    return cell_of(question, right_answer(question), arrangement)


def accepted(question: Question) -> tuple[str, ...]:
    """Everything that counts as right, for what is written in words; nothing for what is chosen or ordered."""
    if form_of(question) is Kind.CLOZE:
        return tuple(" / ".join(gap.accepted) for gap in question.gaps if not gap.choices)
    return keys(question)


def why(question: Question) -> str:
    """One line of plain text that says why: the explanation's first sentence, else the feedback of what is right."""
    typed = (*question.expected, *question.numbers, *question.queries)
    told = [question.explanation_html, *(one.feedback_html for one in question.options if one.right)]
    told += [one.feedback_html for one in typed if isinstance(one, Expected | NumberRange) and one.right]
    first = next((text for text in map(plain, told) if text), "")
    line = _SENTENCE.split(first, maxsplit=1)[0]
    return line if len(line) <= LONGEST_WHY else line[: LONGEST_WHY - 1].rsplit(" ", 1)[0] + "…"


def plain(html: str) -> str:
    """The words of safe HTML in one line."""
    return " ".join(unescape(_TAG.sub("", _BLOCK.sub(" ", html))).split())
