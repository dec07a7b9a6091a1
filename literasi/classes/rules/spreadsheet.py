"""A class list out of an XLSX file, as the text that would have been pasted: one row a line, tabs between cells.

A file comes from anybody. It is unpacked here, with a limit, before the reader of spreadsheets sees it: a few kilobytes may
unpack to gigabytes, and one cell at the far corner asks for memory for all that lies before it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from literasi.classes.rules import weighing
from literasi.kernel.errors import Invalid
from literasi.kernel.sentence import Sentence

LARGEST = 12_000_000
"""Bytes of everything in a file, unpacked: some ten thousand rows with all their looks."""
MOST_CELLS = 1_100_000
"""Cells between the first and the last one: a whole column is let through, a list of a million rows is not."""
MOST_LETTERS = 20_000_000
"""In all cells together, were each as long as the longest text that cells share: a text is stored once and read as often as
it is meant."""
MOST_ROWS = 5_000
"""Down to the last one that holds something: more than are taken, so that a list a little too long is told its length."""
MOST_PARTS = 500
SIGNS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
"""With what files begin that are no text: packed ones, and those of old office programs."""

_ZIP, _EMPTY_ZIP, _OLD = SIGNS
_NEEDED = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?!calcChain\.xml)[\w./-]+\.(?:xml|rels)")
_KINDS = {
    "xl/workbook.bin": ".xlsb",
    "content.xml": ".ods",
    "word/document.xml": ".docx",
    "ppt/presentation.xml": ".pptx",
}

OLD = Sentence("Berkas ini dari program lama (.xls) atau dikunci dengan kata sandi. Buka, lalu simpan sebagai XLSX tanpa kata sandi.")  # fmt: skip
OTHER = Sentence("Berkas ini bukan XLSX. Buka di lembar kerja, lalu simpan sebagai XLSX atau CSV.")
NAMED_OTHER = Sentence("Berkas ini berisi %(kind)s, bukan XLSX. Buka di lembar kerja, lalu simpan sebagai XLSX atau CSV.")  # fmt: skip
BROKEN = Sentence("Berkas XLSX ini rusak atau terpotong. Simpan lagi dari lembar kerja, lalu unggah lagi.")
TOO_BIG = Sentence("Lembar kerja ini terlalu besar. Salin kolom nomor dan nama ke lembar baru, lalu unggah lembar itu.")  # fmt: skip
NO_SHEET = Sentence("Berkas ini tidak punya lembar yang terlihat. Tampilkan lembar yang berisi nama, lalu unggah lagi.")  # fmt: skip
ONLY_FIRST = Sentence("Berkas ini berisi beberapa lembar. Yang dibaca hanya lembar pertama: %(name)s.")


@dataclass(frozen=True)
class Pasted:
    """What a file says as text; `note` is worth telling whoever sent it."""

    text: str
    note: Sentence | None = None


def pasted(data: bytes, field: str) -> Pasted:
    """The first visible sheet of an XLSX file. Raises Invalid beside `field` for whatever is no such file, or too large."""
    from python_calamine import (  # who uploads one
        CalamineError,
        CalamineWorkbook,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    packed = _safe(data, field)
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(packed))
        sheets = [
            one.name
            for one in book.sheets_metadata
            if one.typ == SheetTypeEnum.WorkSheet and one.visible == SheetVisibleEnum.Visible
        ]
        if not sheets:
            raise Invalid(field, NO_SHEET)
        sheet = book.get_sheet_by_name(sheets[0])
        if sheet.total_height > MOST_ROWS:
            raise Invalid(field, TOO_BIG)
        text = _text(sheet.to_python(skip_empty_area=False))
    except (CalamineError, ValueError, OverflowError) as error:
        raise Invalid(field, BROKEN) from error
    note = Sentence(ONLY_FIRST.text, {"name": sheets[0][:40]}) if len(sheets) > 1 else None
    return Pasted(text, note)


def _text(rows: Iterable[Sequence[object]]) -> str:
    """Rows as lines, the empty ones too, so that a line has the number that the sheet shows. A tab behind a lone cell says
    that commas in it part nothing."""
    lines = ("\t".join([*map(_cell, row), *([""] if len(row) == 1 else [])]) for row in rows)
    return "\n".join(line if line.strip() else "" for line in lines).rstrip("\n")


def _cell(value: object) -> str:
    """A cell as people read it: whole numbers without a point, a day without its hour; quoted where it holds a quote."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    text = " ".join(str(value).split())
    return '"' + text.replace('"', '""') + '"' if '"' in text else text


def _safe(data: bytes, field: str) -> bytes:
    """The parts of a file that hold its sheets, unpacked within the limit and packed anew without compression: what was
    measured is what is read."""
    if data.startswith(_OLD):
        raise Invalid(field, OLD)
    kept = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(kept, "w") as out:
            _be_xlsx(packed, field)
            left, weight = LARGEST, weighing.Weight(MOST_CELLS, MOST_LETTERS)
            for part in packed.infolist():
                if not _NEEDED.fullmatch(part.filename):
                    continue
                with packed.open(part) as source:
                    body = source.read(left + 1)
                left -= len(body)
                if left < 0:
                    raise Invalid(field, TOO_BIG)
                weight.add(body)
                out.writestr(part.filename, body)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Invalid(field, BROKEN) from error
    except (zlib.error, weighing.Odd) as error:
        raise Invalid(field, BROKEN) from error
    except weighing.TooMuch as error:
        raise Invalid(field, TOO_BIG) from error
    return kept.getvalue()


def _be_xlsx(packed: zipfile.ZipFile, field: str) -> None:
    names = packed.namelist()
    if len(names) > MOST_PARTS:
        raise Invalid(field, TOO_BIG)
    if "xl/workbook.xml" in names:
        return
    kind = next((kind for name, kind in _KINDS.items() if name in names), "")
    raise Invalid(field, Sentence(NAMED_OTHER.text, {"kind": kind}) if kind else OTHER)
