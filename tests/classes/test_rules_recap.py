"""The sheet that leaves the house: no formula, nothing lost, and a message that fits."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from literasi.classes.rules import recap
from literasi.classes.rules.recap import LONGEST_MESSAGE, Line, csv_text, message, safe, table, workbook

SHEET = table(["Satu"], [Line(14, "Rini", ((80, "Tuntas, 80%"),)), Line(None, "Joko", ())], ["VIII-B"], str)
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)


def _read(body: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()


def test_an_independent_reader_finds_the_same_marks() -> None:
    rows = _read(workbook(SHEET, "VIII-B"))
    assert rows[0][0] == "VIII-B"
    assert rows[2:] == [
        ["Nomor", "Nama", "Satu · nilai", "Satu · keadaan"],
        [14.0, "Rini", 80.0, "Tuntas, 80%"],
        ["", "Joko", "", ""],
    ]


@pytest.mark.parametrize("odd", ["=1+1", "+62812", "-1", "@SUM(A1)", "\t=1", "\r=1", "|cmd", "＝1+1"])
def test_no_cell_is_a_formula(odd: str) -> None:
    assert safe(odd) == f"'{odd}"
    text = csv_text([[odd]]).removeprefix("\ufeff")
    assert next(csv.reader(io.StringIO(text, newline=""), delimiter=";")) == [f"'{odd}"]


def test_what_looks_like_a_formula_or_a_long_number_stays_text_in_a_workbook() -> None:
    assert _read(workbook([["=1+1", "0081234567", "https://contoh.example"]], "x"))[0] == [
        "=1+1",
        "0081234567",
        "https://contoh.example",
    ]


@given(st.lists(st.tuples(words, st.integers(0, 100)), max_size=8))
def test_csv_gives_back_every_name(pupils: list[tuple[str, int]]) -> None:
    lines = [Line(number, name, ((percent, ""),)) for number, (name, percent) in enumerate(pupils, 1)]
    text = csv_text(table(["Satu"], lines, [], str)).removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert [row[1].removeprefix("'") for row in rows[2:]] == [
        name.removeprefix("'") for name, _percent in pupils
    ]


@pytest.mark.parametrize("name", ["", "[]:*?/\\'", "x" * 80, "Kelas: VIII/B", "History"])
def test_every_name_of_a_class_makes_a_sheet(name: str) -> None:
    assert _read(workbook([["a"]], name)) == [["a"]]


def test_the_name_of_a_sheet_is_as_long_as_excel_counts() -> None:
    assert recap.sheet_name("A" * 30 + "🌸") == "A" * 30
    assert recap.sheet_name("🌸" * 20) == "🌸" * 15
    assert recap.sheet_name("history") == "Rekap history"


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=20), st.text(max_size=100))
def test_a_message_fits_a_phone(head: str, lines: list[str], foot: str) -> None:
    found = message(head, lines, foot)
    assert len(found) <= LONGEST_MESSAGE and found.startswith(head[:LONGEST_MESSAGE])


@given(st.lists(st.tuples(st.text(max_size=30), st.integers(0, 10**9)), max_size=8))
def test_a_workbook_gives_back_every_text_and_number(pupils: list[tuple[str, int]]) -> None:
    rows = _read(workbook([["Nomor", "Nama"], *([number, f"n{name}"] for name, number in pupils)], "x"))
    assert [(row[1], row[0]) for row in rows[1:]] == [
        ("n" + "".join("\ufffd" if _no_xml(ch) else ch for ch in name), number) for name, number in pupils
    ]


def _no_xml(ch: str) -> bool:
    return (ch < " " and ch not in "\t\n\r") or "\ud800" <= ch <= "\udfff" or ch in "\ufffe\uffff"


@pytest.mark.parametrize("odd", ["_x0041_", "a_x000D_b", " a ", "<b>&\"'", "a\nb"])
def test_a_workbook_takes_no_text_for_an_escape(odd: str) -> None:
    assert _read(workbook([[odd]], "x")) == [[odd]]


def test_the_columns_of_a_workbook_go_on_behind_z() -> None:
    rows = _read(workbook([[*range(800)]], "x"))
    assert rows == [[float(number) for number in range(800)]]
