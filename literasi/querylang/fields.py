"""The fields of a record by name, and the words that mean the same in the two fields with a closed vocabulary."""

from difflib import get_close_matches
from enum import StrEnum
from typing import Literal

Language = Literal["id", "en"]


class Field(StrEnum):
    """A field that a query may name; the value is its Indonesian name."""

    TITLE = "judul"
    AUTHOR = "pengarang"
    SUBJECT = "subjek"
    ABSTRACT = "abstrak"
    YEAR = "tahun"
    TYPE = "jenis"
    LANGUAGE = "bahasa"


SEARCHED = frozenset({Field.TITLE, Field.AUTHOR, Field.SUBJECT, Field.ABSTRACT})
"""Fields that a word without a field looks into; the record's keywords join them."""

_ENGLISH = {
    Field.TITLE: "title",
    Field.AUTHOR: "author",
    Field.SUBJECT: "subject",
    Field.ABSTRACT: "abstract",
    Field.YEAR: "year",
    Field.TYPE: "type",
    Field.LANGUAGE: "language",
}
_BY_NAME = {field.value: field for field in Field} | {name: field for field, name in _ENGLISH.items()}

_SAME: dict[Field, tuple[frozenset[str], ...]] = {
    Field.TYPE: (
        frozenset({"buku", "book"}),
        frozenset({"artikel", "article"}),
        frozenset({"skripsi", "thesis"}),
        frozenset({"laporan", "report"}),
        frozenset({"berita", "news"}),
        frozenset({"peta", "map"}),
        frozenset({"arsip", "archive"}),
    ),
    Field.LANGUAGE: (
        frozenset({"id", "indonesia", "indonesian"}),
        frozenset({"en", "inggris", "english"}),
    ),
}


def field_named(name: str) -> Field | None:
    """The field with this Indonesian or English name, in any case; None when there is none."""
    return _BY_NAME.get(name.casefold())


def nearest_name(name: str) -> str | None:
    """The field name that a misspelt `name` most resembles; None when nothing comes near."""
    near = get_close_matches(name.casefold(), _BY_NAME, n=1)
    return near[0] if near else None


def name_of(field: Field, language: Language) -> str:
    """The field's name in one of the two languages of the screen."""
    return field.value if language == "id" else _ENGLISH[field]


def synonyms(field: Field | None, word: str) -> frozenset[str]:
    """The folded words that mean `word` in this field, itself included: `book` is `buku` in `jenis:`."""
    groups = _SAME.get(field, ()) if field else ()
    return next((group for group in groups if word in group), frozenset({word}))
