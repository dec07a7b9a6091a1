"""Cutting a query into tokens. What cannot be read is noted and stepped over, so that one pass finds every problem."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from unicodedata import category

from literasi.querylang import messages
from literasi.querylang.fields import Field, field_named, nearest_name
from literasi.querylang.messages import QueryError
from literasi.querylang.syntax import Mark, Phrase, Span, Word, YearRange
from literasi.querylang.words import words_of


class Kind(Enum):
    """What a token does in the grammar."""

    LEAF = auto()
    FIELD = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    OPEN = auto()
    CLOSE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `leaf` comes with a LEAF, `field` with a FIELD whose name is known; `text` is as typed."""

    kind: Kind
    span: Span
    text: str = ""
    leaf: Word | Phrase | YearRange | None = None
    field: Field | None = None


OPERATORS = {
    "dan": Kind.AND,
    "and": Kind.AND,
    "atau": Kind.OR,
    "or": Kind.OR,
    "tanpa": Kind.NOT,
    "bukan": Kind.NOT,
    "not": Kind.NOT,
}
_QUOTES = '"“”„‟«»'
_JOINERS = "-‐‑–'’‘._/&@·"
_BLANKS = re.compile(r"\s*")
_FIELD = re.compile(r"([^\W\d_]+(?:_[^\W\d_]+)*)\s*:")
_DASH = r"(?:-|‐|‑|–|—|−|\.{2,3}|…)"
_ENDS = r"(?![^\W_]|[*?:])"
_YEARS = re.compile(
    rf"(?:(?P<first>[0-9]{{4}})\s*{_DASH}\s*(?P<last>[0-9]{{4}})"
    rf"|(?P<since>[0-9]{{4}}){_DASH}|(?:>=|≥)\s*(?P<least>[0-9]{{4}})"
    rf"|{_DASH}(?P<until>[0-9]{{4}})|(?:<=|≤)\s*(?P<most>[0-9]{{4}})"
    rf"|(?P<only>[0-9]{{4}})){_ENDS}"
)
_NOT_A_YEAR = re.compile(rf"[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}]?|[^\s(){_QUOTES}]+")


def tokenize(text: str) -> tuple[list[Token], list[QueryError]]:
    """The tokens of a query, closed by an END, and the problems met on the way, both in order."""
    lexer = _Lexer(text)
    lexer.read_all()
    return lexer.tokens, lexer.problems


class _Lexer:
    def __init__(self, text: str) -> None:
        # Characters that only steer layout arrive with text pasted from a chat; they part words like a blank.
        self._text = "".join(" " if category(letter) == "Cf" else letter for letter in text)
        self._at = 0
        self._depth = 0
        self._years_at: int | None = None
        self.tokens: list[Token] = []
        self.problems: list[QueryError] = []

    def read_all(self) -> None:
        readers = (self._bracket, self._years, self._phrase, self._field, self._word, self._stray)
        while self._skip_blanks() < len(self._text):
            any(read() for read in readers)
        self.tokens.append(Token(Kind.END, self._span(self._at)))

    def _skip_blanks(self) -> int:
        blanks = _BLANKS.match(self._text, self._at)
        self._at = blanks.end() if blanks else self._at
        return self._at

    def _span(self, end: int) -> Span:
        return Span(self._at + 1, end + 1)

    def _put(self, kind: Kind, end: int, leaf: Word | Phrase | YearRange | None = None) -> bool:
        self.tokens.append(Token(kind, self._span(end), self._text[self._at : end], leaf))
        self._at = end
        return True

    def _report(self, problem: Callable[..., QueryError], end: int, *details: object) -> None:
        self.problems.append(problem(self._span(end), *details))

    def _bracket(self) -> bool:
        match self._text[self._at]:
            case "(":
                self._depth += 1
                return self._put(Kind.OPEN, self._at + 1)
            case ")":
                self._depth -= 1
                return self._put(Kind.CLOSE, self._at + 1)
        return False

    def _expects_years(self) -> bool:
        """Whether this is the content of `tahun:`: right after it, or inside the brackets that follow it."""
        if self._years_at is None:
            return False
        if self._depth <= self._years_at and self.tokens[-1].field is not Field.YEAR:
            self._years_at = None
        return self._years_at is not None

    def _years(self) -> bool:
        if not self._expects_years():
            return False
        if found := _YEARS.match(self._text, self._at):
            return self._range(found)
        word = self._text[self._at : self._word_end(self._at)]
        if word.casefold() in OPERATORS or _FIELD.match(self._text, self._at):
            return False
        wrong = _NOT_A_YEAR.match(self._text, self._at)
        end = wrong.end() if wrong else self._at + 1
        shown = "".join(
            letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}"
            for letter in self._text[self._at : end]
        )
        self._report(messages.not_a_year, end, shown)
        return self._put(Kind.LEAF, end, YearRange(None, None, self._span(end)))

    def _range(self, found: re.Match[str]) -> bool:
        year = {name: int(digits) for name, digits in found.groupdict().items() if digits}
        first = year.get("first", year.get("since", year.get("least", year.get("only"))))
        last = year.get("last", year.get("until", year.get("most", year.get("only"))))
        if first is not None and last is not None and first > last:
            self._report(messages.reversed_years, found.end(), first, last)
        return self._put(Kind.LEAF, found.end(), YearRange(first, last, self._span(found.end())))

    def _phrase(self) -> bool:
        if self._text[self._at] not in _QUOTES:
            return False
        close = next((i for i in range(self._at + 1, len(self._text)) if self._text[i] in _QUOTES), None)
        end = len(self._text) if close is None else close + 1
        inner = self._text[self._at + 1 : close]
        if close is None:
            self._report(messages.unclosed_phrase, self._at + 1)
        elif not words_of(inner):
            self._report(messages.empty_phrase, end)
        else:
            self._check_phrase(self._at + 1, inner)
        return self._put(Kind.LEAF, end, Phrase(" ".join(inner.split()), self._span(end)))

    def _check_phrase(self, start: int, inner: str) -> None:
        for offset, letter in enumerate(inner, start + 1):
            span = Span(offset, offset + 1)
            if letter in "*?":
                self.problems.append(messages.mark_in_phrase(span, letter))
            elif _unreadable(letter):
                self.problems.append(messages.unreadable(span, letter))

    def _field(self) -> bool:
        found = _FIELD.match(self._text, self._at)
        if not found:
            return False
        name, field = found[1], field_named(found[1])
        if field is None:
            self._report(messages.unknown_field, self._at + len(name), name, nearest_name(name))
        if field is Field.YEAR:
            self._years_at = self._depth
        self.tokens.append(Token(Kind.FIELD, self._span(found.end()), name, field=field))
        self._at = found.end()
        return True

    def _word_end(self, at: int) -> int:
        """The end of the word that begins here: letters, digits, their accents, and signs between two of them."""
        while at < len(self._text):
            letter, following = self._text[at], self._text[at + 1 : at + 2]
            inside = letter.isalnum() or category(letter).startswith("M")
            if not inside and not (letter in _JOINERS and following.isalnum()):
                break
            at += 1
        return at

    def _word(self) -> bool:
        end = self._word_end(self._at) if self._text[self._at].isalnum() else self._at
        text = self._text[self._at : end]
        if not words_of(text):
            return False
        marks_end = end
        while self._text[marks_end : marks_end + 1] in ("*", "?"):
            marks_end += 1
        if not marks_end > end and text.casefold() in OPERATORS:
            return self._put(OPERATORS[text.casefold()], end)
        mark = self._mark(end, marks_end)
        return self._put(Kind.LEAF, marks_end, Word(text, mark, self._span(marks_end)))

    def _mark(self, start: int, end: int) -> Mark:
        """The mark that stands from `start` to `end`; reported when doubled or in the middle of a word."""
        if start == end:
            return ""
        if end - start > 1 or self._text[end : end + 1].isalnum():
            self.problems.append(messages.misplaced_mark(Span(start + 1, end + 1), self._text[start]))
        return "*" if self._text[start] == "*" else "?"

    def _stray(self) -> bool:
        """A character that begins nothing, with its repetitions; a word stands in, so that it is told only once."""
        letter, end = self._text[self._at], self._at + 1
        while self._text[end : end + 1] == letter:
            end += 1
        if _unreadable(letter):
            self._report(messages.unreadable, end, letter)
        elif letter in "*?":
            self._report(messages.misplaced_mark, end, letter)
        else:
            self._report(messages.stray, end, letter)
        return self._put(Kind.LEAF, end, Word("", "", self._span(end)))


def _unreadable(letter: str) -> bool:
    """Control characters, halves of a pair, private and unassigned ones: nobody meant to type them."""
    return category(letter).startswith("C") and not letter.isspace() and category(letter) != "Cf"
