"""What a teacher would remark on a query that can be read: doubtful spots, and the techniques it uses."""

from collections.abc import Iterator

from literasi.querylang.conditions import combine
from literasi.querylang.messages import Sentence
from literasi.querylang.syntax import And, In, Node, Not, Or, Phrase, Query, Word, YearRange

_NEGATIVE = Sentence(
    "Kueri ini juga menemukan semua rekaman yang tidak memuat kata apa pun di dalamnya. Tambahkan kata yang dicari, "
    "lalu gunakan `TANPA` untuk menyingkirkan.",
    "This query also finds every record without any of its words. Add a word to look for, then use `NOT` to leave "
    "some out.",
)


def advice(query: Query) -> tuple[Sentence, ...]:
    """Remarks on a query that is allowed but seldom meant: one that finds by absence alone, a range left bare."""
    by_absence = combine(query.root, lambda condition: 0, everything=1)
    ranges = [
        _bare_range(node.text) for node in walk(query.root) if isinstance(node, Word) and _like_years(node)
    ]
    return (*([_NEGATIVE] if by_absence else []), *ranges)


def techniques(query: Query) -> frozenset[str]:
    """The search techniques that the query uses.

    Among: and, or_sinonim, not, frasa, pemenggalan, ruas, rentang_tahun, kurung. Brackets count only where the
    meaning needs them; AND counts also when it was left unsaid.
    """
    return frozenset(name for node in walk(query.root) for name in _techniques_of(node))


def walk(node: Node) -> Iterator[Node]:
    """The node and everything under it."""
    yield node
    match node:
        case And() | Or():
            for item in node.items:
                yield from walk(item)
        case Not() | In():
            yield from walk(node.item)


def _techniques_of(node: Node) -> Iterator[str]:
    match node:
        case And():
            yield "and"
            if any(isinstance(item, Or) for item in node.items):
                yield "kurung"
        case Or():
            yield "or_sinonim"
        case Not() | In():
            yield "not" if isinstance(node, Not) else "ruas"
            if isinstance(node.item, And | Or | Not):
                yield "kurung"
        case Phrase():
            yield "frasa"
        case YearRange():
            yield "ruas"
            if node.first != node.last:
                yield "rentang_tahun"
        case Word(truncated="*" | "?"):
            yield "pemenggalan"


def _like_years(word: Word) -> bool:
    first, _, last = word.text.replace("–", "-").partition("-")
    return all(part.isdecimal() and len(part) == 4 for part in (first, last))


def _bare_range(text: str) -> Sentence:
    return Sentence(
        f"`{text}` dicari sebagai kata. Untuk tahun terbit, tulis `tahun:{text}`.",
        f"`{text}` is looked for as words. For the year of publication, write `year:{text}`.",
    )
