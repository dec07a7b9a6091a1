"""A query written out again: canonical text that reads back as the same query, and the sentence that explains it."""

from dataclasses import dataclass

from literasi.querylang.fields import Field, Language, name_of
from literasi.querylang.syntax import And, In, Node, Not, Or, Phrase, Query, Word, YearRange


@dataclass(frozen=True, slots=True)
class _Hand:
    """How the query is written: in which language, and whether every implied word and bracket is shown."""

    language: Language
    explicit: bool

    def operator(self, indonesian: str, english: str) -> str:
        return indonesian if self.language == "id" else english


def to_text(query: Query, language: Language = "id") -> str:
    """The query in canonical form, with Indonesian or English operators and fields: parse(to_text(q)) == q."""
    return _written(query.root, _Hand(language, explicit=False))


def explain(query: Query, language: Language = "id") -> str:
    """One sentence that says how the query was read, with each unsaid AND and the precedence shown."""
    lead = "Dibaca sebagai" if language == "id" else "Read as"
    return f"{lead}: {_written(query.root, _Hand(language, explicit=True))}"


def _written(node: Node, hand: _Hand) -> str:
    match node:
        case Word():
            return node.text + node.truncated
        case Phrase():
            return f'"{node.text}"'
        case YearRange():
            return f"{name_of(Field.YEAR, hand.language)}:{years_text(node)}"
        case In():
            inner = _written(node.item, hand)
            inner = f"({inner})" if isinstance(node.item, And | Or | Not) else inner
            return f"{name_of(node.field, hand.language)}:{inner}"
        case Not():
            inner = _bracketed(node.item, hand, And, Or, Not)
            return f"{hand.operator('TANPA', 'NOT')} {inner}"
        case And():
            return _joined(node, hand)
        case Or():
            loose: tuple[type, ...] = (And,) if hand.explicit else ()
            glue = f" {hand.operator('ATAU', 'OR')} "
            return glue.join(_bracketed(item, hand, *loose) for item in node.items)


def _joined(node: And, hand: _Hand) -> str:
    """The parts of an And; `a TANPA b` needs no DAN, but the explanation says it."""
    text = _bracketed(node.items[0], hand, Or)
    for item in node.items[1:]:
        glue = "" if isinstance(item, Not) and not hand.explicit else f"{hand.operator('DAN', 'AND')} "
        text += f" {glue}{_bracketed(item, hand, Or)}"
    return text


def _bracketed(node: Node, hand: _Hand, *kinds: type) -> str:
    text = _written(node, hand)
    return f"({text})" if isinstance(node, kinds) else text


def years_text(years: YearRange) -> str:
    """The years as typed after `tahun:`: `2019`, `2018-2024`, `2018-` or `-2024`."""
    first, last = (f"{year:04d}" if year is not None else "" for year in (years.first, years.last))
    return first if first == last else f"{first}-{last}"
