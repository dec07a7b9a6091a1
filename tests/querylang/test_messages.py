"""What is said about a query that cannot be read, and where the finger points."""

import pytest

from literasi.querylang import QueryError, diagnose, parse

PROBLEMS = [
    ("", 1, 1, "masih kosong"),
    (" \u200b ", 1, 1, "masih kosong"),
    ("kopi DAN teh (", 14, 1, "belum ditutup di posisi 14. Tambahkan `)`."),
    ("kopi)", 5, 1, "tidak punya pasangan"),
    ("()", 2, 1, "masih kosong"),
    ("kopi DAN", 6, 3, "belum punya kata sesudahnya"),
    ("kopi TANPA", 6, 5, "belum punya kata sesudahnya"),
    ("(kopi atau) teh", 7, 4, "belum punya kata sesudahnya"),
    ("ATAU kopi", 1, 4, 'tulis `"ATAU"`'),
    ("kopi (DAN teh)", 7, 3, "belum punya kata di depannya"),
    ("kopi DAN ATAU teh", 10, 4, "langsung mengikuti `DAN`"),
    ("TANPA TANPA kopi", 7, 5, "langsung mengikuti `TANPA`"),
    ('kopi ""', 6, 2, "belum berisi kata"),
    ('kopi "?!"', 6, 4, "belum berisi kata"),
    ('kopi "pola asuh', 6, 1, "Tanda kutip belum ditutup"),
    ('"pola asu*"', 10, 1, "Di dalam tanda kutip"),
    ("judl:kopi", 1, 4, "maksud Anda `judul:`?"),
    ("http:kopi", 1, 4, "pilih salah satu dari `judul:`"),
    ("judul:", 1, 6, "misalnya `judul:kopi`"),
    ("tahun: DAN kopi", 1, 6, "misalnya `tahun:2019-2024`"),
    ("judul:TANPA kopi", 1, 6, "belum diisi"),
    (": kopi", 1, 1, "Titik dua"),
    ("judul:(a pengarang:b)", 10, 10, "di dalam ruas lain"),
    ("judul:subjek:b", 7, 7, "di dalam ruas lain"),
    ("tahun:2024-2018", 7, 9, "`tahun:2018-2024`"),
    ("tahun:201*", 7, 4, "empat angka"),
    ("tahun:kopi", 7, 4, "empat angka"),
    ('tahun:"2019"', 7, 6, "empat angka"),
    ("tahun:20199", 7, 5, "empat angka"),
    ("*", 1, 1, "di akhir kata"),
    ("*tani", 1, 1, "di akhir kata"),
    ("ta*ni", 3, 1, "di akhir kata"),
    ("tani**", 5, 2, "di akhir kata"),
    ("'pola asuh'", 1, 1, "tanda kutip ganda"),
    ("kopi -teh", 6, 1, "tulis `TANPA`"),
    ("kopi && teh", 6, 2, "Tulis `DAN`"),
    ("kopi || teh", 6, 2, "Tulis `ATAU`"),
    ("kopi; teh", 5, 1, "ganti dengan spasi"),
    ("kopi \x00", 6, 1, "U+0000"),
    ("kopi \ud800", 6, 1, "U+D800"),
    ("a" * 501, 501, 1, "batasnya 500"),
]


@pytest.mark.parametrize(("text", "column", "length", "part"), PROBLEMS, ids=lambda value: repr(value)[:24])
def test_a_message_points_at_the_spot_and_says_the_mend(
    text: str, column: int, length: int, part: str
) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.column, caught.value.length) == (column, length)
    assert part in caught.value.message


@pytest.mark.parametrize("text", [problem[0] for problem in PROBLEMS], ids=lambda text: repr(text)[:24])
def test_every_message_exists_in_english_too(text: str) -> None:
    assert all(problem.english != problem.message for problem in diagnose(text))


def test_a_lone_slip_is_told_once() -> None:
    assert [len(diagnose(text)) for text, *_ in PROBLEMS if text not in ("'pola asuh'",)] == [1] * 40


def test_all_problems_are_told_at_once_from_left_to_right() -> None:
    problems = diagnose('(judl:kopi DAN ATAU "" tahun:2024-2018')
    assert [problem.column for problem in problems] == [1, 2, 16, 21, 30]


def test_a_good_query_has_no_problems() -> None:
    assert diagnose("kopi ATAU teh") == ()


def test_an_extra_bracket_does_not_hide_what_follows() -> None:
    assert [problem.column for problem in diagnose("a) ATAU b DAN")] == [2, 11]
