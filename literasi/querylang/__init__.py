"""The Boolean query language: what a learner types in a catalogue's search box, read, explained and run.

Job: read a query (`parse`, `diagnose`), say how it was read (`explain`, `advice`, `techniques`), write it back
(`to_text`), run it over records (`matches`, `run`, `Index`) and judge whether two queries ask the same
(`equivalent`). Pure: nothing here reads a file, a database or a clock.

The language. `DAN/AND`, `ATAU/OR` and `TANPA/BUKAN/NOT` in any case, binding NOT > AND > OR; words side by side
are joined by AND; parentheses; "frasa" in straight or typographic quotes; `*` (any ending, also none) and `?`
(exactly one more character) at the end of a word; `judul: pengarang: subjek: abstrak: tahun: jenis: bahasa:`, in
English too, before a word, a phrase or a group; `tahun:2019`, `2019-2024`, `2019..2024`, `2019-`, `-2024`, `>=2019`,
`<=2024`. An operator is a whole word outside quotes: `"dan"` in quotes is the word.

Words: a *term* is one condition on a record; a *mark* is `*` or `?`; a *column* counts characters from 1.

Not here: ranking, stemming (literal matching is what teaches truncation) and lists of stop words. An operator
that is not understood is never guessed at: a search engine may, a teacher may not.
"""

from literasi.querylang.advice import advice, techniques
from literasi.querylang.fields import Field
from literasi.querylang.matching import Index, Record, matches, run
from literasi.querylang.meaning import equivalent
from literasi.querylang.messages import QueryError, Sentence
from literasi.querylang.parser import diagnose, parse
from literasi.querylang.syntax import (
    And,
    In,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Span,
    Word,
    YearRange,
    all_of,
    any_of,
)
from literasi.querylang.text import explain, to_text

__all__ = [
    "And",
    "Field",
    "In",
    "Index",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Query",
    "QueryError",
    "Record",
    "Sentence",
    "Span",
    "Word",
    "YearRange",
    "advice",
    "all_of",
    "any_of",
    "diagnose",
    "equivalent",
    "explain",
    "matches",
    "parse",
    "run",
    "techniques",
    "to_text",
]
