"""One answer as it is typed in one cell of a grid, read into the fields that a page online would send, and back.

| form | a cell |
|---|---|
| choice | one letter; for true or false the first letter of each option, such as B and S |
| multiple | the letters in any order: `ACD` |
| matching | a letter for each left side in turn: `BA-C` |
| ordering | the letters of the steps in the order given: `CABD` |
| cloze | the gaps in turn, divided by semicolons; a drop-down by its letter |
| short, number, query | the words as they were written |

A hyphen stands for what was left empty. Letters name what stands at a place of the version, never of the source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from string import ascii_uppercase

from literasi.catalogue.rules.question import Kind, Question
from literasi.kernel.sentence import Sentence
from literasi.quizzes.rules.answers import Answer, form_of
from literasi.quizzes.rules.arrangement import Arrangement
from literasi.quizzes.rules.reading import FIELD, field_name, fields_of

EMPTY = "-"
BETWEEN_GAPS = ";"
Fields = Mapping[str, tuple[str, ...]]

ONE_OF_TWO = Sentence("tulis %(first)s atau %(last)s, dan - bila kosong.")
ONE_OF_MANY = Sentence("tulis satu huruf %(first)s sampai %(last)s, dan - bila kosong.")
SOME_OF = Sentence("tulis huruf yang dipilih saja, dari %(first)s sampai %(last)s.")
ONE_EACH = Sentence("tulis %(count)s huruf dari %(first)s sampai %(last)s, satu untuk setiap nomor, dan - untuk yang kosong.")  # fmt: skip
TWICE = Sentence("huruf %(letter)s tertulis dua kali. Tulis setiap huruf sekali, dan - untuk yang tidak jelas.")  # fmt: skip
GAPS = Sentence("tulis isi %(count)s rumpang, dipisahkan titik koma.")

_TAG = re.compile(r"<[^>]*>")
_LOOSE = re.compile(r"[\s.,]")


def letters(question: Question, arrangement: Arrangement) -> tuple[str, ...]:
    """What the options, right sides or steps are called, in the order in which they are shown."""
    if question.kind is Kind.TRUE_FALSE:
        own = [
            _TAG.sub("", question.options[source].html).strip()[:1].upper() for source in arrangement.order
        ]
        if len({*own} & {*ascii_uppercase}) == len(own):
            return tuple(own)  # an A before "Benar" would be taken for the B of "Benar"
    return tuple(ascii_uppercase[: len(arrangement.order)])


def gap_letters(count: int) -> tuple[str, ...]:
    """What the choices of a drop-down are called."""
    return tuple(ascii_uppercase[:count])


def read_cell(question: Question, arrangement: Arrangement, typed: str) -> Fields | Sentence:
    """The fields of the form that say what was typed, or the sentence that says what to mend."""
    form, text = form_of(question), typed.strip()
    if form is Kind.CLOZE:
        return _gaps(question, text)
    if form not in (Kind.CHOICE, Kind.MULTIPLE, Kind.MATCHING, Kind.ORDERING):
        return {FIELD: (text,)}
    named, given = letters(question, arrangement), _LOOSE.sub("", text).upper()
    if form is Kind.CHOICE:
        return _single(named, given)
    if form is Kind.MULTIPLE:
        return _several(named, given)
    if form is Kind.MATCHING:
        return _each(named, given, len(question.pairs))
    return _in_order(named, given)


def _single(named: Sequence[str], given: str) -> Fields | Sentence:
    if given in ("", EMPTY):
        return {FIELD: ("",)}
    if given not in named:
        return Sentence((ONE_OF_TWO if len(named) == 2 else ONE_OF_MANY).text, _ends(named))
    return {FIELD: (str(named.index(given)),)}


def _several(named: Sequence[str], given: str) -> Fields | Sentence:
    chosen = {*given} - {EMPTY}
    if chosen - {*named}:
        return Sentence(SOME_OF.text, _ends(named))
    return {FIELD: tuple(str(at) for at, letter in enumerate(named) if letter in chosen)}


def _each(named: Sequence[str], given: str, count: int) -> Fields | Sentence:
    """A letter for each place: the left sides of a matching question."""
    given = given or EMPTY * count
    if len(given) != count or {*given} - {*named, EMPTY}:
        return Sentence(ONE_EACH.text, {"count": count, **_ends(named)})
    return {
        field_name(at): (
            ""
            if letter == EMPTY
            else str(
                named.index(letter),
            ),
        )
        for at, letter in enumerate(given)
    }


def _in_order(named: Sequence[str], given: str) -> Fields | Sentence:
    """Steps by the order in which their letters were written; a field takes the place of its step, from 1."""
    given = given or EMPTY * len(named)
    if len(given) != len(named) or {*given} - {*named, EMPTY}:
        return Sentence(ONE_EACH.text, {"count": len(named), **_ends(named)})
    twice = next((letter for letter in named if given.count(letter) > 1), None)
    if twice is not None:
        return Sentence(TWICE.text, {"letter": twice})
    return {
        field_name(at): (str(given.index(letter) + 1) if letter in given else "",)
        for at, letter in enumerate(named)
    }


def _gaps(question: Question, text: str) -> Fields | Sentence:
    count = len(question.gaps)
    written = [text] if count == 1 else text.split(BETWEEN_GAPS) if text else [""] * count
    if len(written) != count:
        return Sentence(GAPS.text, {"count": count})
    found: dict[str, tuple[str, ...]] = {}
    for at, (gap, words) in enumerate(zip(question.gaps, written, strict=True)):
        read = _single(gap_letters(len(gap.choices)), words.strip().upper()) if gap.choices else words.strip()
        if isinstance(read, Sentence):
            return read
        found[field_name(at)] = (read,) if isinstance(read, str) else read[FIELD]
    return found


def cell_of(question: Question, answer: Answer, arrangement: Arrangement) -> str:
    """How an answer is typed, and printed. Reading it gives the same answer."""
    form, fields = form_of(question), fields_of(question, answer, arrangement)
    if form is Kind.CLOZE:
        return _written_gaps(question, fields)
    if form not in (Kind.CHOICE, Kind.MULTIPLE, Kind.MATCHING, Kind.ORDERING):
        return fields[FIELD][0]
    named = letters(question, arrangement)
    if form is Kind.ORDERING:
        by_place = {fields[field_name(at)][0]: letter for at, letter in enumerate(named)}
        return "".join(by_place.get(str(place), EMPTY) for place in range(1, len(named) + 1))
    if form is Kind.MATCHING:
        return "".join(_letter(named, fields[field_name(at)][0]) for at in range(len(question.pairs)))
    return "".join(_letter(named, value) for value in fields[FIELD]) or EMPTY


def _written_gaps(question: Question, fields: Fields) -> str:
    values = [fields[field_name(at)][0] for at in range(len(question.gaps))]
    return f"{BETWEEN_GAPS} ".join(
        _letter(gap_letters(len(gap.choices)), value) if gap.choices else value
        for gap, value in zip(question.gaps, values, strict=True)
    )


def _letter(named: Sequence[str], position: str) -> str:
    return named[int(position)] if position else EMPTY


def _ends(named: Sequence[str]) -> dict[str, str | int]:
    return {"first": named[0], "last": named[-1]}
