"""A module's bank as a whole: what it asks of its indicators, and what its keys betray together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from literasi.catalogue.rules.manifest import LessonFront
from literasi.catalogue.rules.question import Kind, Question
from literasi.catalogue.rules.quiz import Quiz

from .chance import RARE, at_least
from .options import length, letter
from .reading import folded
from .remark import Code, Remark
from .sayings import remark

BANK_TIMES = 2
"""A bank holds at least this many times the questions that a quiz shows."""
HOAX_TAG = "hoaks"
LEAST_TRUE_PERCENT = 40
FEWEST_HOAXES = 4
"""Of fewer items a share says nothing."""
_TRUE_TAGS = frozenset({"benar", "fakta"})
_TRUE_WORDS = frozenset({"benar", "fakta", "asli", "true", "real"})


def of_bank(quiz: Quiz, front: LessonFront) -> Iterator[Remark]:
    """The remarks about a bank of which no single question is the cause."""
    scored = [question for question in quiz.questions if question.kind is not Kind.SURVEY]
    if not scored:
        return
    shown = quiz.front.shown
    if shown and len(scored) < BANK_TIMES * shown:
        line, least = quiz.front.shown_line, BANK_TIMES * shown
        yield remark(Code.SMALL_BANK, line, found=len(scored), shown=shown, least=least)
    if not any(question.critical for question in scored):
        yield remark(Code.NO_CRITICAL, quiz.front.shown_line)
    yield from _indicators(scored, front, quiz.front.shown_line)
    yield from keys_are_longest(scored)
    yield from keys_in_one_place(scored, quiz.front.shuffle)
    yield from few_true(scored)


def _indicators(scored: Sequence[Question], front: LessonFront, line: int) -> Iterator[Remark]:
    asked = Counter(code for question in scored for code in question.indicators)
    for code in front.indicators:
        if not asked[code]:
            yield remark(Code.INDICATOR_NOT_ASKED, line, indicator=code)
        elif asked[code] * 2 * len(front.indicators) < len(scored):  # less than half of an equal share
            found, most = asked[code], len(scored)
            yield remark(Code.INDICATOR_RARELY_ASKED, line, found=found, asked=most, indicator=code)
    for question in scored:
        if not question.indicators:
            yield remark(Code.NO_INDICATOR, question.line, question.key)
        elif not {*question.indicators} & {*front.indicators}:
            codes = ", ".join(question.indicators)
            yield remark(Code.FOREIGN_INDICATOR, question.line, question.key, indicator=codes)


def keys_are_longest(questions: Sequence[Question]) -> Iterator[Remark]:
    """Whether the key is the longest option oftener than chance has it, each option being as likely as the others."""
    single = [question for question in questions if question.kind is Kind.CHOICE]
    found = sum(map(_key_is_longest, single))
    if at_least(found, [1 / len(question.options) for question in single]) < RARE:
        yield remark(Code.KEYS_ARE_LONGEST, single[0].line, found=found, asked=len(single))


def _key_is_longest(question: Question) -> bool:
    key = max((length(option) for option in question.options if option.right), default=0)
    return key > max((length(option) for option in question.options if not option.right), default=0)


def keys_in_one_place(questions: Sequence[Question], shuffle: bool) -> Iterator[Remark]:
    """Whether keys gather at one letter where the order stays: true or false always, the others without `acak`."""
    fixed = [Kind.TRUE_FALSE] if shuffle else [Kind.TRUE_FALSE, Kind.CHOICE]
    for kind in fixed:
        asked = [question for question in questions if question.kind is kind]
        places = Counter(_place_of_key(question) for question in asked)
        for at, found in sorted(places.items()):
            open_to = [1 / len(question.options) for question in asked if len(question.options) > at]
            if at_least(found, open_to) * len(places) < RARE:
                place, line = letter(at), asked[0].line
                yield remark(Code.KEYS_IN_ONE_PLACE, line, found=found, asked=len(asked), letter=place)


def _place_of_key(question: Question) -> int:
    return next((at for at, option in enumerate(question.options) if option.right), 0)


def few_true(questions: Sequence[Question]) -> Iterator[Remark]:
    """Whether fewer than 40 % of the news in an exercise on hoaxes (`tag: hoaks`) is true.

    An item is true when it also has the tag `benar` or `fakta`, or when its key says so: Benar, Fakta, Asli. In a
    matching question every pair is an item, and its right side says what it is.
    """
    tagged = [question for question in questions if HOAX_TAG in map(str.casefold, question.tags)]
    items = [true for question in tagged for true in _truths(question)]
    if len(items) >= FEWEST_HOAXES and sum(items) * 100 < LEAST_TRUE_PERCENT * len(items):
        yield remark(Code.FEW_TRUE, tagged[0].line, found=sum(items), asked=len(items))


def _truths(question: Question) -> list[bool]:
    if question.pairs:
        return [_says_true(pair.right_html) for pair in question.pairs]
    by_tag = bool(_TRUE_TAGS & {*map(str.casefold, question.tags)})
    return [by_tag or any(option.right and _says_true(option.html) for option in question.options)]


def _says_true(safe_html: str) -> bool:
    return folded(safe_html)[:1] in {(word,) for word in _TRUE_WORDS}
