"""How a typed answer was understood, said before and after handing in. It never tells whether it is right."""

from __future__ import annotations

from typing import Literal

from literasi.catalogue.rules.question import Kind, Question
from literasi.kernel.sentence import Sentence
from literasi.querylang import QueryError, explain, parse
from literasi.quizzes.rules.answers import Answer, form_of, is_blank, places, typed_text
from literasi.quizzes.rules.numbers import NumberRead, read_number

READ_AS = Sentence("Dibaca sebagai %(number)s.")
SHARED_PLACE = Sentence(
    "Nomor urut %(place)s dipakai lebih dari sekali. Beri setiap langkah nomornya sendiri."
)


def read_back(question: Question, answer: Answer, language: Literal["id", "en"] = "id") -> Sentence | None:
    """What to say about an answer that is kept but might be misread; None where nothing can be.

    An unreadable number or query is kept all the same, because saving what was typed comes first.
    """
    form = form_of(question)
    if is_blank(question, answer):
        return None
    if form is Kind.NUMBER:
        return _number(typed_text(answer))
    if form is Kind.QUERY:
        return _query(typed_text(answer), language)
    if form is Kind.ORDERING:
        return _order(places(question, answer))
    return None


def _number(text: str) -> Sentence:
    read = read_number(text)
    return Sentence(READ_AS.text, {"number": read.shown}) if isinstance(read, NumberRead) else read


def _query(text: str, language: Literal["id", "en"]) -> Sentence:
    try:
        return Sentence(explain(parse(text), language))
    except QueryError as problem:
        text = problem.english if language == "en" else problem.message
        return Sentence(text)


def _order(given: tuple[int | None, ...]) -> Sentence | None:
    shared = [place for place in given if place is not None and given.count(place) > 1]
    return Sentence(SHARED_PLACE.text, {"place": min(shared) + 1}) if shared else None
