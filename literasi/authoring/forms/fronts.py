"""The data of a course, a module or a quiz: one form, of which each kind of file shows its own fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Self

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FieldList, Form, FormField, SelectMultipleField, StringField

from literasi.authoring.forms.sent import orderly
from literasi.authoring.rules.front_matter import ALL, CODES, FLAGS, TEXTS, Value
from literasi.authoring.rules.front_references import TypedReference
from literasi.infra.i18n import _l


class PlanForm(Form):
    """How many questions an indicator gets."""

    code = StringField(_l("Indikator"), default="")
    count = StringField(_l("Jumlah soal"), default="")


class ReferenceForm(Form):
    """A work of the reading list. Authors one a line."""

    key = StringField(_l("Kunci"), default="")
    type = StringField(_l("Jenis"), default="")
    title = StringField(_l("Judul"), default="")
    authors = StringField(_l("Pengarang, satu per baris"), default="")
    issued = StringField(_l("Terbit"), default="")
    container_title = StringField(_l("Dimuat di"), default="")
    publisher = StringField(_l("Penerbit"), default="")
    publisher_place = StringField(_l("Kota terbit"), default="")
    volume = StringField(_l("Volume"), default="")
    issue = StringField(_l("Nomor"), default="")
    page = StringField(_l("Halaman"), default="")
    edition = StringField(_l("Edisi"), default="")
    isbn = StringField(_l("ISBN"), default="")
    language = StringField(_l("Bahasa"), default="")
    url = StringField(_l("Alamat web"), default="")
    doi = StringField(_l("DOI"), default="")
    accessed = StringField(_l("Dibuka pada"), default="")


class FrontForm(Form):
    """Front matter. Fields bear the names that the files use; lists of texts come one a line."""

    kode = StringField(_l("Kode"), default="")
    judul = StringField(_l("Judul"), default="")
    judul_en = StringField(_l("Judul dalam bahasa Inggris"), default="")
    khalayak = SelectMultipleField(_l("Untuk siapa"), validate_choice=False)
    tingkat = StringField(_l("Tingkat"), default="")
    bahasa = StringField(_l("Bahasa"), default="")
    sapaan = StringField(_l("Sapaan"), default="")
    lisensi = StringField(_l("Lisensi"), default="")
    penulis = StringField(_l("Penulis, satu per baris"), default="")
    penelaah = StringField(_l("Penelaah, satu per baris"), default="")
    usia_minimal = StringField(_l("Usia minimal"), default="")
    segera = BooleanField(_l("Modul ini baru akan datang"))
    tujuan = StringField(_l("Tujuan, satu per baris"), default="")
    tujuan_en = StringField(_l("Tujuan dalam bahasa Inggris, satu per baris"), default="")
    indikator = SelectMultipleField(_l("Indikator"), validate_choice=False)
    menit = StringField(_l("Lama dalam menit"), default="")
    prasyarat = SelectMultipleField(_l("Modul prasyarat"), validate_choice=False)
    ditinjau_pada = StringField(_l("Ditinjau pada"), default="")
    tinjau_lagi_pada = StringField(_l("Tinjau lagi pada"), default="")
    rujukan = FieldList(FormField(ReferenceForm), _l("Rujukan"))
    kuis = StringField(_l("Judul kuis"), default="")
    jumlah_soal = StringField(_l("Jumlah soal yang tampil"), default="")
    nilai_tuntas = StringField(_l("Nilai tuntas, dalam persen"), default="")
    kesempatan = StringField(_l("Kesempatan mengerjakan"), default="")
    acak = BooleanField(_l("Acak urutan soal"))
    batas_menit = StringField(_l("Batas waktu dalam menit"), default="")
    tampil_kunci = StringField(_l("Pembahasan terlihat"), default="")
    kisi = FieldList(FormField(PlanForm), _l("Kisi: jumlah soal per indikator"))

    def __init__(self, sent: MultiDict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(orderly(sent), **kwargs)

    @classmethod
    def showing(cls, values: Mapping[str, Value]) -> Self:
        """The form with the data of a file in it."""
        return cls(data={key: _shown(key, value) for key, value in values.items()})

    def values(self, kind: str, there: Mapping[str, Value]) -> dict[str, Value]:
        """What was typed for a file of `kind`; only the fields `there` were on the page."""
        return {key: self._value(key) for key in ALL[kind].split() if key in there}

    def _value(self, key: str) -> Value:
        data = self._fields[key].data
        if key in FLAGS:
            return "ya" if data else "tidak"
        if key == "kisi":
            return tuple((row["code"] or "", row["count"] or "") for row in data)
        if key == "rujukan":
            return tuple(TypedReference(**{name: text or "" for name, text in row.items()}) for row in data)
        if key in CODES:
            return tuple(data or ())
        return tuple((data or "").splitlines()) if key in TEXTS else data or ""


def _shown(key: str, value: Value) -> object:
    if key in FLAGS:
        return value == "ya"
    if key in TEXTS:
        return "\n".join(str(row) for row in value)
    if key in CODES or isinstance(value, str):
        return value
    return [
        asdict(row) if isinstance(row, TypedReference) else dict(zip(("code", "count"), row, strict=True))
        for row in value
    ]
