"""How text becomes words: folded for case and accents, cut wherever no letter or digit stands.

A hyphen cuts as well: `anak-anak` is the words `anak` `anak`. So the query `anak` finds "anak-anak", and the query
`anak-anak` asks for both words side by side, like a phrase.
"""

import re
from unicodedata import category, normalize

_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """The text without differences of case, accent, width and Unicode form; `Résumé` becomes `resume`."""
    if text.isascii():
        return text.casefold()
    plain = normalize("NFKD", normalize("NFKD", text).casefold())
    return "".join(letter for letter in plain if category(letter) != "Mn")


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order."""
    return tuple(_WORD.findall(fold(text)))
