"""A lesson beside the anatomy of a module: how long, how it opens and ends, whether its headings ask."""

from __future__ import annotations

import re
from collections.abc import Iterator

from literasi.catalogue.rules.lesson import Lesson
from literasi.catalogue.rules.part import Block, BlockKind, Part
from literasi.markup import plain_text

from .reading import mean_words, read_sentences, words
from .remark import Code, Remark
from .sayings import remark
from .wording import MOST_WORDS_A_SENTENCE

FEWEST_WORDS, MOST_WORDS = 900, 1_300
MOST_OPENING_WORDS = 80
MOST_POINTS = 5
FEWEST_SENTENCES = 3
"""A mean of fewer sentences is a matter of one of them."""
_LIST_TAG = re.compile(r"<(/?)(?:ul|ol)\b[^>]*>|<li\b")


def of_lesson(lesson: Lesson) -> Iterator[Remark]:
    """The remarks about an original lesson. Its sizes are those of the language it was planned in."""
    found = _words_to_read(lesson)
    if not FEWEST_WORDS <= found <= MOST_WORDS:
        yield remark(Code.LESSON_LENGTH, 1, found=found, least=FEWEST_WORDS, most=MOST_WORDS)
    if not lesson.front.references:
        yield remark(Code.NO_REFERENCES, 1)
    for part in lesson.parts:
        for block in part.blocks:
            yield from _sizes(part, block)


def _words_to_read(lesson: Lesson) -> int:
    """What every learner reads: headings, text and options; not the feedback, of which each meets her own."""
    options = (option for question in lesson.questions for option in question.options)
    texts = (block.text for part in lesson.parts for block in part.blocks)
    titles = (part.title for part in lesson.parts)
    return sum(map(words, (*titles, *texts, *(plain_text(option.html) for option in options))))


def of_parts(lesson: Lesson) -> Iterator[Remark]:
    """The remarks about headings and sentences, which every language has of its own."""
    for part in lesson.parts:
        if (
            part.blocks
            and part.blocks[0].kind is BlockKind.HTML
            and part.key != "pembuka"
            and "?" not in part.title
        ):
            yield remark(Code.HEADING_NO_QUESTION, part.line, title=part.title)
        said = [one for block in part.blocks for one in read_sentences(block.html)]
        mean = mean_words(said)
        if len(said) >= FEWEST_SENTENCES and mean > MOST_WORDS_A_SENTENCE:
            yield remark(Code.LONG_SENTENCES, part.line, found=round(mean), most=MOST_WORDS_A_SENTENCE)


def _sizes(part: Part, block: Block) -> Iterator[Remark]:
    if block.kind is BlockKind.OPENING and (found := words(block.text)) > MOST_OPENING_WORDS:
        yield remark(Code.LONG_OPENING, part.line, found=found, most=MOST_OPENING_WORDS)
    if block.kind is BlockKind.SUMMARY and (found := _points(block.html)) > MOST_POINTS:
        yield remark(Code.MANY_POINTS, part.line, found=found, most=MOST_POINTS)


def _points(safe_html: str) -> int:
    """The points of the outermost lists; what is below a point belongs to it."""
    depth = found = 0
    for tag in _LIST_TAG.finditer(safe_html):
        if tag[0] == "<li":
            found += depth == 1
        else:
            depth += -1 if tag[1] else 1
    return found
