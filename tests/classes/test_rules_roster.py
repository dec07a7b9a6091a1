"""Class lists are read as spreadsheets write them, refused as a whole, and read again without a change."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literasi.accounts.rules.names import fold, name_problem, tidy
from literasi.classes.rules import roster
from literasi.classes.rules.roster import Fate
from literasi.kernel.errors import Invalid

NAMES = st.lists(
    st.text(min_size=1, max_size=30).map(tidy).filter(lambda name: name_problem(name) is None),
    min_size=1,
    max_size=40,
    unique_by=fold,
)
NOBODY: frozenset[str] = frozenset()


def names(text: str) -> list[tuple[str, str]]:
    return [(row.number, row.name) for row in roster.read(text)]


def refused(text: str) -> str:
    with pytest.raises(Invalid) as caught:
        roster.read(text)
    return str(caught.value.message)


@given(NAMES, st.data())
def test_a_list_written_and_read_again_changes_nothing(people: list[str], data: st.DataObject) -> None:
    numbers = data.draw(st.lists(st.none() | st.integers(1, 999), min_size=len(people), max_size=len(people)))
    text = roster.decoded(roster.written(zip(numbers, people, strict=True)).encode("utf-8-sig"))
    plan = roster.plan(roster.read(text), frozenset(fold(name) for name in people))
    assert [(one.number, one.name) for one in plan.rows] == list(zip(numbers, people, strict=True))
    assert {one.fate for one in plan.rows} == {Fate.THERE}


@given(NAMES)
def test_no_cell_of_a_written_list_is_a_formula(people: list[str]) -> None:
    rows = csv.reader(io.StringIO(roster.written((None, name) for name in people), newline=""), delimiter=";")
    assert not any(cell[:1] in tuple("=+-@\t\r＝＋－＠") for row in rows for cell in row if cell)


@given(st.binary(max_size=300))
def test_any_file_is_a_list_or_refused_in_words(data: bytes) -> None:
    try:
        rows = roster.read(roster.sent(data).text)
    except Invalid as refusal:
        assert str(refusal.message)
    else:
        assert len(roster.plan(rows, NOBODY).rows) == len(rows) > 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_of_a_spreadsheet_is_read(encoding: str) -> None:
    assert names(roster.decoded("José\r\nRini\r\n".encode(encoding))) == [("", "José"), ("", "Rini")]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("heading", ["", "No{0}Nama\n", "NOMOR ABSEN{0}Nama Panggilan{0}\n"])
def test_every_sign_between_columns_is_read_with_and_without_heading(sign: str, heading: str) -> None:
    assert names(f"{heading.format(sign)}14{sign}Rini\n\n15{sign}Joko") == [("14", "Rini"), ("15", "Joko")]


def test_a_pasted_list_of_numbered_names_is_read() -> None:
    assert names("1. Rini\n2) Joko\n 3 Wati Lumi\nTono") == [
        ("1", "Rini"),
        ("2", "Joko"),
        ("3", "Wati Lumi"),
        ("", "Tono"),
    ]


@pytest.mark.parametrize("column", ["Role", "password", "E-mail", "NISN", "Tanggal Lahir", "Hobi"])
def test_a_column_that_nobody_needs_is_refused_by_name(column: str) -> None:
    assert column in refused(f"Nama;{column}\nRini;x")


def test_a_third_column_without_heading_is_refused() -> None:
    assert "rini@contoh.example" in refused("1;Rini;rini@contoh.example")


def test_a_list_without_names_is_refused() -> None:
    assert refused(" \n\n") == refused("nomor;nama\n")
    assert "nama panggilan" in refused("nomor\n1")


def test_a_million_rows_are_refused_at_the_first_too_many() -> None:
    assert str(roster.MOST) in refused("Rini\n" * 1_000_000)


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04....", b"\xd0\xcf\x11\xe0....", b"a\x81\n", b"Rini\nJo\x00ko\n"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        roster.sent(data)


def test_a_row_with_more_than_a_number_and_a_name_is_found_by_its_line() -> None:
    found = refused("1;Rini\n2;Joko;VIII-B;L")
    assert "Baris 2" in found and "VIII-B, L" in found and "Joko" not in found


def test_every_problem_is_said_at_once() -> None:
    rows = roster.read("no;nama\n1;Rini\nx;Joko\n3;\n4;rini\n5;" + "a" * 61 + "\n6;Wa\u202eti\n7;Tono")
    fates = [one.fate for one in roster.plan(rows, frozenset({"tono"})).rows]
    assert fates == [Fate.NEW, *[Fate.WRONG] * 5, Fate.THERE]


def test_a_class_takes_no_more_than_it_holds() -> None:
    there = frozenset(f"siswa {number}" for number in range(roster.MOST - 1))
    plan = roster.plan(roster.read("Rini\nJoko"), there)
    assert [one.fate for one in plan.rows] == [Fate.NEW, Fate.WRONG] and not plan.sound


def test_a_plan_is_told_from_another() -> None:
    rows = roster.read("Rini")
    assert roster.plan(rows, NOBODY).digest != roster.plan(rows, frozenset({"rini"})).digest


def test_a_quote_that_nobody_closed_does_not_make_one_pupil_of_two() -> None:
    with pytest.raises(Invalid):
        roster.read('Ani\n"Budi\nCici')
