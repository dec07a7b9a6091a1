"""From form fields to an answer, and back to the fields of a page that shows it again.

One field is called `j`; several are `j0`, `j1` and so on, in the order in which they are shown. Values are
positions in the shown order, except the places of an ordering question, which people write as 1, 2, 3. Fields
of other names are none of our business: a form carries tokens too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from literasi.catalogue.rules.question import Kind, Question
from literasi.kernel.sentence import Sentence
from literasi.quizzes.rules.answers import (
    Answer,
    Slot,
    form_of,
    max_length,
    options_chosen,
    places,
    right_sides,
    typed_text,
)
from literasi.quizzes.rules.arrangement import Arrangement

FIELD = "j"
Fields: TypeAlias = Mapping[str, Sequence[str]]

ONE_ONLY = Sentence("Pilih satu jawaban saja, lalu simpan lagi.")
UNKNOWN = Sentence("Pilihan ini tidak ada dalam soal. Muat ulang halaman, lalu pilih lagi.")
UNKNOWN_PLACE = Sentence("Tulis nomor urut dari 1 sampai %(last)s, lalu simpan lagi.")
UNSAVEABLE = Sentence("Ada karakter yang tidak dapat disimpan. Ketik ulang bagian itu, lalu simpan lagi.")
TOO_LONG = Sentence("Jawaban ini %(length)s karakter; batasnya %(limit)s. Ringkaskan dulu, lalu simpan lagi.")

_POSITION = re.compile(r"\d{1,3}", re.ASCII)
_BROKEN = re.compile("[\x00\ud800-\udfff]")


class _Unreadable(Exception):
    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence


def field_name(number: int) -> str:
    """The name of one of several fields."""
    return f"{FIELD}{number}"


def field_names(question: Question) -> tuple[str, ...]:
    """The names of the fields that a question's form sends."""
    counts = {
        Kind.MATCHING: len(question.pairs),
        Kind.ORDERING: len(question.steps),
        Kind.CLOZE: len(question.gaps),
    }
    form = form_of(question)
    return tuple(field_name(n) for n in range(counts[form])) if form in counts else (FIELD,)


def read_answer(question: Question, fields: Fields, arrangement: Arrangement) -> Answer | Sentence:
    """The answer in the fields, or the sentence that says what to mend. Never raises, whatever was sent."""
    try:
        return _read(question, fields, arrangement)
    except _Unreadable as problem:
        return problem.sentence


def fields_of(question: Question, answer: Answer, arrangement: Arrangement) -> dict[str, tuple[str, ...]]:
    """What each field holds when a page shows this answer again. Reading it back gives the same answer."""
    form = form_of(question)
    if form in {Kind.CHOICE, Kind.MULTIPLE}:
        chosen = options_chosen(question, answer)
        return {FIELD: tuple(str(at) for at, source in enumerate(arrangement.order) if source in chosen)}
    if form is Kind.MATCHING:
        return _numbered(_position(arrangement.order, side) for side in places(question, answer))
    if form is Kind.ORDERING:
        given = places(question, answer)
        return _numbered(_place_text(given[source]) for source in arrangement.order)
    if form is Kind.CLOZE:
        given_gaps = answer if isinstance(answer, list) else [None] * len(question.gaps)
        pairs = zip(given_gaps, arrangement.gaps, strict=False)
        return _numbered(
            value if isinstance(value, str) else _position(order, value) for value, order in pairs
        )
    return {FIELD: (typed_text(answer),)}


def _read(question: Question, fields: Fields, arrangement: Arrangement) -> Answer:
    form = form_of(question)
    if form is Kind.CHOICE:
        return _at(arrangement.order, _single(fields, FIELD))
    if form is Kind.MULTIPLE:
        chosen = {_at(arrangement.order, value) for value in fields.get(FIELD, ())}
        return _unless_empty(sorted(index for index in chosen if index is not None))
    if form is Kind.MATCHING:
        values = [_at(arrangement.order, _single(fields, name)) for name in field_names(question)]
        return _unless_empty([_first_alike(right_sides(question), side) for side in values])
    if form is Kind.ORDERING:
        return _read_order(question, fields, arrangement.order)
    if form is Kind.CLOZE:
        return _read_gaps(question, fields, arrangement.gaps)
    return _text(_single(fields, FIELD), max_length(question))


def _read_order(question: Question, fields: Fields, order: tuple[int, ...]) -> Answer:
    given: list[Slot] = [None] * len(order)
    for shown, source in enumerate(order):
        given[source] = _place(_single(fields, field_name(shown)).strip(), len(order))
    return _unless_empty(given)


def _read_gaps(question: Question, fields: Fields, orders: tuple[tuple[int, ...], ...]) -> Answer:
    given: list[Slot] = []
    for number, (gap, order) in enumerate(zip(question.gaps, orders, strict=True)):
        value = _single(fields, field_name(number))
        given.append(_at(order, value) if gap.choices else _text(value, max_length(question)))
    return _unless_empty(given)


def _single(fields: Fields, name: str) -> str:
    """The one value of a field. Of two different ones nobody can tell which was meant."""
    values = set(fields.get(name, ()))
    if len(values) > 1:
        raise _Unreadable(ONE_ONLY)
    return values.pop() if values else ""


def _at(order: tuple[int, ...], value: str) -> int | None:
    """What stands at a shown position; None for the empty value of a form."""
    if not value:
        return None
    if not _POSITION.fullmatch(value) or int(value) >= len(order):
        raise _Unreadable(UNKNOWN)
    return order[int(value)]


def _place(value: str, last: int) -> int | None:
    if not value:
        return None
    if not _POSITION.fullmatch(value) or not 1 <= int(value) <= last:
        raise _Unreadable(Sentence(UNKNOWN_PLACE.text, {"last": last}))
    return int(value) - 1


def _text(value: str, limit: int) -> str | None:
    if _BROKEN.search(value):
        raise _Unreadable(UNSAVEABLE)
    text = value.replace("\r\n", "\n")  # a form sends CRLF for each line break that was typed as one
    if len(text) > limit:
        raise _Unreadable(Sentence(TOO_LONG.text, {"length": len(text), "limit": limit}))
    return text or None


def _first_alike(sides: tuple[str, ...], side: int | None) -> int | None:
    return None if side is None else sides.index(sides[side])


def _unless_empty(values: Iterable[Slot]) -> Answer:
    kept = list(values)
    return kept if any(value is not None for value in kept) else None


def _numbered(values: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {field_name(number): (value,) for number, value in enumerate(values)}


def _position(order: tuple[int, ...], source: Slot) -> str:
    return str(order.index(source)) if isinstance(source, int) and source in order else ""


def _place_text(place: int | None) -> str:
    return "" if place is None else str(place + 1)
