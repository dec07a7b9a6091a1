"""A class list as XLSX: read as a teacher sees it, refused in words, and never larger in memory than it says."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from literasi.accounts.rules.names import fold
from literasi.classes.rules import recap, roster, spreadsheet
from literasi.classes.rules.roster import Fate
from literasi.kernel.errors import Invalid
from tests.classes.test_rules_roster import NAMES


def made(*fills: Callable[[Worksheet], object]) -> bytes:
    """A workbook, a sheet for each of these."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yy"}) as book:
        for fill in fills:
            fill(book.add_worksheet())
    return out.getvalue()


def column(*cells: object) -> Callable[[Worksheet], object]:
    return lambda sheet: [sheet.write(at, 0, cell) for at, cell in enumerate(cells)]


def names(data: bytes) -> list[tuple[int, str, str]]:
    return [(row.line, row.number, row.name) for row in roster.read(roster.sent(data).text)]


def refused(data: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        roster.sent(data)
    assert caught.value.field == roster.FIELD
    return caught.value.message.text


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in parts.items():
            file.writestr(name, body)
    return out.getvalue()


def with_sheet(body: bytes, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A workbook whose part, its sheet unless another is named, says this."""
    with zipfile.ZipFile(io.BytesIO(made(column("Rini")))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    return packed({**parts, part: body})


@given(NAMES, st.data())
@settings(max_examples=40)
def test_a_list_taken_out_and_sent_back_changes_nothing(people: list[str], data: st.DataObject) -> None:
    numbers = data.draw(st.lists(st.none() | st.integers(1, 999), min_size=len(people), max_size=len(people)))
    listed = list(zip(numbers, people, strict=True))
    rows = roster.read(roster.sent(recap.workbook(roster.table(listed), "Daftar")).text)
    plan = roster.plan(rows, frozenset(fold(name) for name in people))
    assert [(one.number, one.name) for one in plan.rows] == listed
    assert {one.fate for one in plan.rows} == {Fate.THERE}


def test_numbers_are_read_as_they_look() -> None:
    data = made(lambda sheet: [sheet.write_row(0, 0, [7, "Rini"]), sheet.write_row(1, 0, [1234.0, "Joko"])])
    assert names(data) == [(1, "7", "Rini"), (2, "1234", "Joko")]


def test_long_numbers_stay_whole_and_text_keeps_its_zeros() -> None:
    text = roster.sent(made(column(123456789012.0, "001234567890", 0.5, True))).text
    assert [line.strip() for line in text.split("\n")] == ["123456789012", "001234567890", "0.5", "True"]


def test_days_are_read_as_days() -> None:
    text = roster.sent(made(lambda sheet: sheet.write_datetime(0, 0, date(2026, 1, 2)))).text
    assert text.strip() == "2026-01-02"


def test_a_formula_is_what_it_came_to() -> None:
    assert names(made(lambda sheet: sheet.write_formula(0, 0, '="Ri"&"ni"', None, "Rini"))) == [
        (1, "", "Rini")
    ]


def test_only_the_first_sheet_that_shows_is_read_and_that_is_said() -> None:
    two = roster.sent(made(column("Rini"), column("Joko")))
    assert two.text.strip() == "Rini" and two.note is not None and two.note.values["name"] == "Sheet1"
    assert roster.sent(made(column("Rini"))).note is None


def test_a_hidden_sheet_is_passed_over() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.write(0, 0, "Rahasia")
        sheet.hide()

    assert names(made(column("Rini"), hide))[0][2] == "Rini"
    assert roster.sent(made(column("Rini"), hide)).note is None


def test_merged_and_empty_rows_keep_the_numbers_of_the_lines() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.merge_range("A1:B1", "Nama")
        sheet.write(3, 0, "Rini")
        sheet.write(5, 0, "Joko")

    assert names(made(fill)) == [(4, "", "Rini"), (6, "", "Joko")]


def test_rows_above_the_first_one_are_counted() -> None:
    assert names(made(lambda sheet: sheet.write(4, 2, "Rini"))) == [(5, "", "Rini")]


def test_signs_in_a_cell_part_nothing() -> None:
    assert names(made(column("Lumi, Rini; A", "Joko\nSatu", "Tab\tbulan"))) == [
        (1, "", "Lumi, Rini; A"),
        (2, "", "Joko Satu"),
        (3, "", "Tab bulan"),
    ]


def test_a_column_that_nobody_needs_is_refused_by_name() -> None:
    data = made(lambda sheet: sheet.write_row(0, 0, ["Nama", "NISN"]))
    with pytest.raises(Invalid) as caught:
        names(data)
    assert "NISN" in str(caught.value.message.values)


def test_more_rows_than_a_class_holds_are_refused() -> None:
    with pytest.raises(Invalid) as caught:
        names(made(column(*(f"Siswa {number}" for number in range(roster.MOST + 1)))))
    assert caught.value.message == roster.TOO_LONG


def test_a_million_rows_are_refused_before_they_are_read() -> None:
    row = b'<row><c t="inlineStr"><is><t>R</t></is></c></row>'
    assert refused(with_sheet(b"<worksheet><sheetData>" + row * 1_000_000)) == spreadsheet.TOO_BIG.text


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="XFD1048576"><v>1</v></c>',
        b"<c r = 'xfd1048576'><v>1</v></c>",
        b'<c r="A99999999"><v>1</v></c>',
    ],
)
def test_a_cell_at_the_far_corner_asks_for_no_memory(cell: bytes) -> None:
    body = b"<worksheet><sheetData><row>" + cell + b"</row></sheetData></worksheet>"
    assert refused(with_sheet(body)) == spreadsheet.TOO_BIG.text


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/lain.xml"])
def test_cells_that_name_no_place_are_counted_by_their_turn(part: str) -> None:
    cell = b"<c><v>1</v></c>"
    rows = b"<row>" + cell * 3000 + b"</row>" + (b"<row>" + cell + b"</row>") * 4000
    body = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    assert refused(with_sheet(body, part)) == spreadsheet.TOO_BIG.text


def test_a_long_text_that_every_cell_means_is_refused() -> None:
    rows = b'<row><c t="s"><v>0</v></c></row>' * 4000
    body = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    parts = {
        "xl/workbook.xml": b"<workbook/>",
        "xl/worksheets/sheet1.xml": body,
        "xl/SharedStrings.xml": b"<sst><si><r><t>" + b"RR</t></r><r><t>" * 3000 + b"R</t></r></si></sst>",
    }
    assert refused(packed(parts)) == spreadsheet.TOO_BIG.text


def test_parts_that_hold_no_sheet_weigh_nothing() -> None:
    chain = b'<calcChain><c r="A5000" i="1"/><c r="XFD1" i="2"/></calcChain>'
    with zipfile.ZipFile(io.BytesIO(made(column("Rini")))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    assert names(packed({**parts, "xl/calcChain.xml": chain})) == [(1, "", "Rini")]


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE a [<!ENTITY b '<c/>'>]><worksheet>&b;</worksheet>",
        b'<worksheet><row r="+1000000"><c><v>1</v></c></row></worksheet>',
        b'<worksheet><row><c r="A 5"/></row></worksheet>',
        "<?xml version='1.0' encoding='UTF-16'?><worksheet/>".encode("utf-16"),
    ],
)
def test_what_two_readers_might_read_differently_is_broken(body: bytes) -> None:
    assert refused(with_sheet(body)) == spreadsheet.BROKEN.text


def test_cells_without_places_are_read_in_turn() -> None:
    body = b"<worksheet><sheetData><row><c><v>7</v></c><c t='inlineStr'><is><t>Rini</t></is></c></row>"
    assert names(with_sheet(body + b"</sheetData></worksheet>")) == [(1, "7", "Rini")]


def test_what_unpacks_to_gigabytes_is_refused() -> None:
    bomb = packed({"xl/workbook.xml": b"<a/>", "xl/sharedStrings.xml": bytes(spreadsheet.LARGEST + 1)})
    assert len(bomb) < 50_000
    assert refused(bomb) == spreadsheet.TOO_BIG.text


def test_a_file_that_lies_about_its_size_is_broken() -> None:
    data = bytearray(packed({"xl/workbook.xml": b"<a/>" * 1000}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (7).to_bytes(4, "little")
    assert refused(bytes(data)) == spreadsheet.BROKEN.text


def test_thousands_of_parts_are_refused() -> None:
    assert refused(packed({f"xl/{number}.xml": b"" for number in range(501)})) == spreadsheet.TOO_BIG.text


@pytest.mark.parametrize(
    ("part", "kind"), [("xl/workbook.bin", ".xlsb"), ("content.xml", ".ods"), ("word/document.xml", ".docx")]
)
def test_another_program_s_file_is_named(part: str, kind: str) -> None:
    with pytest.raises(Invalid) as caught:
        roster.sent(packed({part: b""}))
    assert caught.value.message.values == {"kind": kind}


def test_other_files_are_refused_in_words() -> None:
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == spreadsheet.OLD.text
    assert refused(packed({"gambar.png": b""})) == spreadsheet.OTHER.text
    assert refused(b"PK\x03\x04 bukan apa-apa") == spreadsheet.BROKEN.text
    assert refused(made(column("Rini"))[:-40]) == spreadsheet.BROKEN.text
    assert refused(packed({"xl/workbook.xml": b"<a/>"})) in (
        spreadsheet.BROKEN.text,
        spreadsheet.NO_SHEET.text,
    )


def test_an_empty_sheet_is_an_empty_list() -> None:
    with pytest.raises(Invalid) as caught:
        names(made(lambda sheet: None))
    assert caught.value.message == roster.EMPTY


def test_a_file_with_bytes_exchanged_is_a_list_or_refused_in_words() -> None:
    chance, good = random.Random(7), made(column("Rini", "Joko"), column(1))
    with zipfile.ZipFile(io.BytesIO(good)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for _round in range(150):
        name = chance.choice(sorted(parts))
        body = bytearray(parts[name])
        for _change in range(chance.randrange(1, 6)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        try:
            roster.sent(packed({**parts, name: bytes(body)}))
        except Invalid as refusal:
            assert refusal.message.text
