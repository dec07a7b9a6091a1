"""What a learner is told after answering: feedback for every option, and an explanation."""

from __future__ import annotations

from collections.abc import Iterator

from literasi.catalogue.rules.question import Kind, Question

from .options import letter
from .remark import Code, Remark
from .sayings import remark

_BY_OPTION = (Kind.CHOICE, Kind.MULTIPLE, Kind.TRUE_FALSE)
_NOT_EXPLAINED = (Kind.SURVEY, Kind.ESSAY)


def of_replies(question: Question, in_quiz: bool) -> Iterator[Remark]:
    """The remarks about feedback and explanation. Inside a lesson feedback on every option explains enough."""
    options = question.options if question.kind in _BY_OPTION else ()
    silent = [at for at, option in enumerate(options) if not option.feedback_html]
    if silent:
        letters = ", ".join(map(letter, silent))
        yield remark(Code.MISSING_FEEDBACK, options[silent[0]].line, question.key, letters=letters)
    told = bool(question.explanation_html) or question.kind in _NOT_EXPLAINED
    if not told and (in_quiz or not _every_answer_is_met(question)):
        yield remark(Code.MISSING_EXPLANATION, question.line, question.key)


def _every_answer_is_met(question: Question) -> bool:
    met = [option.feedback_html for option in question.options]
    met += [one.feedback_html for one in (*question.expected, *question.queries)]
    met += [one.feedback_html for one in question.numbers]
    met += [one.feedback_html for one in question.pairs]
    met += [one.feedback_html for one in question.steps]
    return bool(met) and all(met)
