"""What the language says when a query cannot be read: where, why and how to mend it, in both languages."""

from dataclasses import dataclass

from literasi.querylang.fields import Field
from literasi.querylang.syntax import Span

LONGEST = 500
"""The most characters of a query."""

DEEPEST = 40
"""The most parentheses open at once; it keeps every walk over a tree far from Python's own limit."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence for a person, in the two languages of the screen."""

    indonesian: str
    english: str


class QueryError(ValueError):
    """A query cannot be read. `message` is Indonesian; `column` counts characters from 1, `length` is at least 1."""

    def __init__(self, message: str, column: int, length: int, english: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.column = column
        self.length = length
        self.english = english or message


def _at(span: Span, indonesian: str, english: str) -> QueryError:
    return QueryError(indonesian, span.start, max(1, span.length), english)


_STRAY = {
    ":": (
        "Titik dua memisahkan nama ruas dari isinya. Tulis misalnya `judul:kopi`.",
        "A colon parts a field name from its content. Write for example `title:coffee`.",
    ),
    "'": (
        'Frasa diapit tanda kutip ganda. Tulis misalnya `"pola asuh"`.',
        'A phrase stands in double quotes. Write for example `"climate change"`.',
    ),
    "+": (
        "Untuk menggabungkan kata, gunakan spasi atau `DAN`.",
        "To join words, use a space or `AND`.",
    ),
    "&": ("Tulis `DAN` sebagai gantinya.", "Write `AND` instead."),
    "|": ("Tulis `ATAU` sebagai gantinya.", "Write `OR` instead."),
    "-": (
        "Untuk menyingkirkan kata, tulis `TANPA` di depannya.",
        "To leave out a word, write `NOT` in front of it.",
    ),
}
_ALIKE = {"‘": "'", "’": "'", "‚": "'", "`": "'", "!": "-", "–": "-", "−": "-", "‐": "-", "¬": "-"}


def empty_query() -> QueryError:
    return QueryError(
        "Kueri masih kosong. Tulis kata yang dicari, misalnya `kopi`.",
        1,
        1,
        "The query is still empty. Write a word to look for, for example `coffee`.",
    )


def too_long(length: int) -> QueryError:
    return QueryError(
        f"Kueri sepanjang {length} karakter; batasnya {LONGEST}. Pilih kata kunci yang paling penting saja.",
        LONGEST + 1,
        length - LONGEST,
        f"The query has {length} characters; the limit is {LONGEST}. Keep only the most important keywords.",
    )


def too_deep(span: Span) -> QueryError:
    return _at(
        span,
        f"Tanda kurung di posisi {span.start} bersarang terlalu dalam; batasnya {DEEPEST} tingkat. "
        "Kurangi tanda kurung yang tidak perlu.",
        f"The bracket at position {span.start} is nested too deep; the limit is {DEEPEST} levels. "
        "Take away brackets that are not needed.",
    )


def unreadable(span: Span, character: str) -> QueryError:
    code = f"U+{ord(character):04X}"
    return _at(
        span,
        f"Karakter di posisi {span.start} tidak terbaca ({code}). Hapus karakter itu, lalu ketik ulang.",
        f"The character at position {span.start} cannot be read ({code}). Delete it and type again.",
    )


def stray(span: Span, character: str) -> QueryError:
    mend = (
        "Hapus tanda itu atau ganti dengan spasi.",
        "Delete it or put a space in its place.",
    )
    indonesian, english = _STRAY.get(_ALIKE.get(character, character), mend)
    return _at(
        span,
        f"Tanda `{character}` di posisi {span.start} tidak dikenal di sini. {indonesian}",
        f"The sign `{character}` at position {span.start} is not known here. {english}",
    )


def unclosed_group(span: Span) -> QueryError:
    return _at(
        span,
        f"Tanda kurung belum ditutup di posisi {span.start}. Tambahkan `)`.",
        f"The bracket at position {span.start} is not closed yet. Add `)`.",
    )


def unopened_group(span: Span) -> QueryError:
    return _at(
        span,
        f"Kurung tutup di posisi {span.start} tidak punya pasangan. Tambahkan `(` di depan, atau hapus `)` ini.",
        f"The closing bracket at position {span.start} has no partner. Add `(` before it, or delete this `)`.",
    )


def empty_group(span: Span) -> QueryError:
    return _at(
        span,
        f"Tanda kurung di posisi {span.start} masih kosong. Tulis kata di dalamnya, atau hapus kurung itu.",
        f"The brackets at position {span.start} are still empty. Write a word inside, or delete them.",
    )


def unclosed_phrase(span: Span) -> QueryError:
    return _at(
        span,
        f'Tanda kutip belum ditutup di posisi {span.start}. Tambahkan `"` di akhir frasa.',
        f'The quote at position {span.start} is not closed yet. Add `"` at the end of the phrase.',
    )


def empty_phrase(span: Span) -> QueryError:
    return _at(
        span,
        f"Frasa di posisi {span.start} belum berisi kata. Tulis kata di antara tanda kutip, atau hapus kutipnya.",
        f"The phrase at position {span.start} has no word yet. Write one between the quotes, or delete them.",
    )


def mark_in_phrase(span: Span, mark: str) -> QueryError:
    return _at(
        span,
        f"Di dalam tanda kutip, `{mark}` di posisi {span.start} tidak berlaku. Hapus `{mark}`, "
        "atau lepaskan tanda kutipnya.",
        f"Inside quotes, `{mark}` at position {span.start} does not work. Delete `{mark}`, or take the quotes away.",
    )


def misplaced_mark(span: Span, mark: str) -> QueryError:
    return _at(
        span,
        f"Tanda `{mark}` di posisi {span.start} harus melekat di akhir kata, satu saja. "
        f"Tulis misalnya `tani{mark}`.",
        f"The sign `{mark}` at position {span.start} belongs once, right at the end of a word. "
        f"Write for example `farm{mark}`.",
    )


def missing_left(span: Span, operator: str) -> QueryError:
    return _at(
        span,
        f"Operator `{operator}` di posisi {span.start} belum punya kata di depannya. Tulis kata sebelum "
        f'`{operator}`, atau hapus operator itu. Jika yang dicari kata itu sendiri, tulis `"{operator}"`.',
        f"The operator `{operator}` at position {span.start} has no word before it yet. Write a word before "
        f'`{operator}`, or delete it. To look for the word itself, write `"{operator}"`.',
    )


def missing_right(span: Span, operator: str) -> QueryError:
    return _at(
        span,
        f"Operator `{operator}` di posisi {span.start} belum punya kata sesudahnya. Tulis kata setelah "
        f'`{operator}`, atau hapus operator itu. Jika yang dicari kata itu sendiri, tulis `"{operator}"`.',
        f"The operator `{operator}` at position {span.start} has no word after it yet. Write a word after "
        f'`{operator}`, or delete it. To look for the word itself, write `"{operator}"`.',
    )


def two_operators(span: Span, first: str, second: str) -> QueryError:
    return _at(
        span,
        f"Operator `{second}` di posisi {span.start} langsung mengikuti `{first}`. Pilih salah satu, "
        "atau tulis kata di antaranya.",
        f"The operator `{second}` at position {span.start} comes straight after `{first}`. Keep one of them, "
        "or write a word between.",
    )


def unknown_field(span: Span, name: str, nearest: str | None) -> QueryError:
    names = ", ".join(f"`{field.value}:`" for field in Field)
    if nearest:
        indonesian, english = f"maksud Anda `{nearest}:`?", f"do you mean `{nearest}:`?"
    else:
        indonesian, english = f"pilih salah satu dari {names}.", f"choose one of {names}."
    return _at(
        span,
        f"Di posisi {span.start}, ruas `{name}` tidak dikenal; {indonesian}",
        f"At position {span.start}, the field `{name}` is not known; {english}",
    )


def bare_field(span: Span, name: str) -> QueryError:
    sample = "2019-2024" if name.casefold() in ("tahun", "year") else "kopi"
    return _at(
        span,
        f"Ruas `{name}:` di posisi {span.start} belum diisi. Tulis isinya sesudah titik dua, "
        f"misalnya `{name}:{sample}`.",
        f"The field `{name}:` at position {span.start} has no content yet. Write it after the colon, "
        f"for example `{name}:{sample}`.",
    )


def nested_field(span: Span, name: str) -> QueryError:
    return _at(
        span,
        f"Ruas `{name}:` di posisi {span.start} berada di dalam ruas lain. Gabungkan keduanya dengan `DAN` "
        "di luar kurung.",
        f"The field `{name}:` at position {span.start} stands inside another field. Join the two with `AND` "
        "outside the brackets.",
    )


def not_a_year(span: Span, text: str) -> QueryError:
    return _at(
        span,
        f"Isi ruas tahun `{text}` di posisi {span.start} belum terbaca. Tulis tahun dengan empat angka, "
        "misalnya `tahun:2019` atau `tahun:2018-2024`.",
        f"The year `{text}` at position {span.start} cannot be read. Write years with four digits, "
        "for example `year:2019` or `year:2018-2024`.",
    )


def reversed_years(span: Span, first: int, last: int) -> QueryError:
    return _at(
        span,
        f"Rentang tahun di posisi {span.start} terbalik. Tulis tahun yang lebih awal dahulu: "
        f"`tahun:{last:04d}-{first:04d}`.",
        f"The range of years at position {span.start} runs backwards. Write the earlier year first: "
        f"`year:{last:04d}-{first:04d}`.",
    )
