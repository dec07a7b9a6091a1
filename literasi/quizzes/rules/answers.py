"""The one form in which an answer is kept: plain JSON, in the order of the source, whatever order was shown.

| kind | answer |
|---|---|
| choice, true_false | the number of the option |
| multiple | the numbers of the options, rising |
| short, number, query, essay | the text as it was typed |
| matching | for each left side the number of a right side (those of the pairs, then distractors), or null |
| ordering | for each step the place it was given, or null; two may share one while someone is at work |
| cloze | for each gap the text typed, or the number of the choice in a drop-down, or null |
| survey | as its `survey_kind` |

All numbers begin at 0. An answer that gives nothing is None, of every kind. Numbers instead of texts make an
answer hold in every translation. Readers below take any JSON and see nothing where the form is wrong, so that
no stored value can break a page.
"""

from __future__ import annotations

from typing import TypeAlias

from literasi.catalogue.rules.question import Gap, Kind, Question

Slot: TypeAlias = int | str | None
Answer: TypeAlias = int | str | list[Slot] | None

MAX_ESSAY = 20_000
MAX_SHORT = 500
"""Characters of a typed answer: an essay, and everything else."""


def form_of(question: Question) -> Kind:
    """The kind whose form and answer a question uses: a survey asks in the form of another kind."""
    if question.kind is Kind.SURVEY:
        return question.survey_kind or Kind.ESSAY
    return Kind.CHOICE if question.kind is Kind.TRUE_FALSE else question.kind


def max_length(question: Question) -> int:
    """How many characters one typed field may hold."""
    return MAX_ESSAY if form_of(question) is Kind.ESSAY else MAX_SHORT


def right_sides(question: Question) -> tuple[str, ...]:
    """The right sides of a matching question as HTML, distractors last; answers count along them."""
    return (*(pair.right_html for pair in question.pairs), *question.distractors_html)


def options_chosen(question: Question, answer: Answer) -> frozenset[int]:
    """The options that were chosen; a single choice is a set of one."""
    given = answer if isinstance(answer, list) else [answer]
    if form_of(question) is Kind.CHOICE and isinstance(answer, list):
        return frozenset()
    return frozenset(index for value in given if (index := _index(value, len(question.options))) is not None)


def places(question: Question, answer: Answer) -> tuple[int | None, ...]:
    """What each left side or each step was given; None where nothing was."""
    if form_of(question) is Kind.MATCHING:
        size, limit = len(question.pairs), len(right_sides(question))
    else:
        size = limit = len(question.steps)
    return tuple(_index(value, limit) for value in _slots(answer, size))


def gap_texts(question: Question, answer: Answer) -> tuple[str, ...]:
    """The text in each gap, chosen or typed; empty where nothing was given."""
    given = _slots(answer, len(question.gaps))
    return tuple(_gap_text(gap, value) for gap, value in zip(question.gaps, given, strict=True))


def typed_text(answer: Answer) -> str:
    """The text of a typed answer; empty when there is none."""
    return answer if isinstance(answer, str) else ""


def is_blank(question: Question, answer: Answer) -> bool:
    """Whether an answer gives nothing that could earn a mark: no choice, or only white space."""
    form = form_of(question)
    if form in {Kind.CHOICE, Kind.MULTIPLE}:
        return not options_chosen(question, answer)
    if form in {Kind.MATCHING, Kind.ORDERING}:
        return all(place is None for place in places(question, answer))
    if form is Kind.CLOZE:
        return not any(map(is_visible, gap_texts(question, answer)))
    return not is_visible(typed_text(answer))


def is_visible(text: str) -> bool:
    """Whether a text shows anything: blanks and zero-width characters do not."""
    return any(character.isprintable() and not character.isspace() for character in text)


def _gap_text(gap: Gap, value: Slot) -> str:
    if not gap.choices:
        return value if isinstance(value, str) else ""
    index = _index(value, len(gap.choices))
    return "" if index is None else gap.choices[index]


def _slots(answer: Answer, size: int) -> tuple[Slot, ...]:
    given = answer if isinstance(answer, list) else []
    return (*given[:size], *[None] * (size - len(given)))


def _index(value: object, size: int) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value < size else None
