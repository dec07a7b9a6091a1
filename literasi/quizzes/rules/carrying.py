"""Whether a question with a corrected key still asks the same, and what an answer to it says in its terms.

Answers are numbers by the order of the source. A correction may change that order (of steps it is the key), so they are
carried over by what each number stood for.
"""

from __future__ import annotations

from collections.abc import Sequence

from literasi.catalogue.rules.question import Gap, Kind, Question
from literasi.quizzes.rules.answers import Answer, Slot, form_of, right_sides

_JUDGED_BY_KEY = frozenset(Kind) - {Kind.ESSAY, Kind.SURVEY}


def asks_the_same(asked: Question, corrected: Question) -> bool:
    """Whether two versions of a question differ in nothing that whoever answered could see."""
    return (
        asked.kind is corrected.kind
        and asked.kind in _JUDGED_BY_KEY
        and (asked.title_html, asked.stem_html, asked.cloze_html)
        == (corrected.title_html, corrected.stem_html, corrected.cloze_html)
        and all(_same(*both) for both in zip(_texts(asked), _texts(corrected), strict=True))
        and set(right_sides(asked)) == set(right_sides(corrected))
        and len(asked.gaps) == len(corrected.gaps)
        and all(_same(*both) for both in zip(_choices(asked), _choices(corrected), strict=True))
    )


def judges_otherwise(asked: Question, corrected: Question) -> bool:
    """Whether some answer to a question may earn something else by its other version."""
    return _key(asked) != _key(corrected)


def carried(asked: Question, corrected: Question, answer: Answer) -> Answer:
    """An answer to the question as it was asked, told in the terms of the corrected one, which asks the same."""
    options, lefts, steps = _texts(asked)
    options_now, lefts_now, steps_now = _texts(corrected)
    form = form_of(asked)
    if form in {Kind.CHOICE, Kind.MULTIPLE}:
        return _options(options, options_now, answer)
    if not isinstance(answer, list):
        return answer
    if form is Kind.MATCHING:
        sides = [_moved(right_sides(asked), right_sides(corrected), slot) for slot in answer]
        return _ordered(lefts, lefts_now, sides)
    if form is Kind.ORDERING:
        return _ordered(steps, steps_now, answer)
    if form is Kind.CLOZE:
        return [_gap(*both) for both in zip(asked.gaps, corrected.gaps, answer, strict=False)]
    return answer


def _texts(question: Question) -> tuple[Sequence[str], ...]:
    """What an answer's numbers stand for: options, left sides, steps. Right sides may repeat, so they stand apart."""
    return (
        [option.html for option in question.options],
        [pair.left_html for pair in question.pairs],
        [step.html for step in question.steps],
    )


def _key(question: Question) -> tuple[object, ...]:
    """All that decides what an answer earns. Of foreseen answers the first that fits counts, so their order does too."""
    return (
        {(option.html, option.right, option.weight) for option in question.options},
        question.weighted,
        [(one.text, one.right) for one in (*question.expected, *question.queries)],
        [(one.low, one.high, one.right) for one in question.numbers],
        {(pair.left_html, pair.right_html) for pair in question.pairs},
        [step.html for step in question.steps],
        [gap.accepted for gap in question.gaps],
    )


def _choices(question: Question) -> list[Sequence[str]]:
    return [gap.choices for gap in question.gaps]


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists hold the same texts, in whatever order, each once."""
    return sorted(one) == sorted(other) and len(set(one)) == len(one)


def _options(before: Sequence[str], now: Sequence[str], answer: Answer) -> Answer:
    if isinstance(answer, list):
        moved = [_moved(before, now, slot) for slot in answer]
        return [*sorted(slot for slot in moved if isinstance(slot, int))] or None
    return _moved(before, now, answer)


def _moved(before: Sequence[str], now: Sequence[str], slot: Slot) -> Slot:
    """The number that stands now for what a number stood for; anything else stays as it is."""
    if isinstance(slot, bool) or not isinstance(slot, int) or not 0 <= slot < len(before):
        return slot
    return now.index(before[slot])


def _ordered(before: Sequence[str], now: Sequence[str], slots: Sequence[Slot]) -> list[Slot]:
    """What each place was given, in the order in which the places stand now."""
    given = dict(zip(before, slots, strict=False))
    return [given.get(text) for text in now]


def _gap(before: Gap, now: Gap, slot: Slot) -> Slot:
    return _moved(before.choices, now.choices, slot) if before.choices else slot
