"""The data line under a question's heading: `id: src-penduduk | poin: 2 | indikator: K4.2`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from literasi.markup import Findings, Passage, did_you_mean

from .fields import read_flag
from .number import read_number
from .question import Kind

KINDS = {
    "pilihan ganda": Kind.CHOICE,
    "pilihan": Kind.CHOICE,
    "pg": Kind.CHOICE,
    "choice": Kind.CHOICE,
    "pilihan ganda kompleks": Kind.MULTIPLE,
    "pg kompleks": Kind.MULTIPLE,
    "multiple": Kind.MULTIPLE,
    "benar-salah": Kind.TRUE_FALSE,
    "true-false": Kind.TRUE_FALSE,
    "isian singkat": Kind.SHORT,
    "isian": Kind.SHORT,
    "short": Kind.SHORT,
    "angka": Kind.NUMBER,
    "number": Kind.NUMBER,
    "menjodohkan": Kind.MATCHING,
    "matching": Kind.MATCHING,
    "mengurutkan": Kind.ORDERING,
    "ordering": Kind.ORDERING,
    "isian rumpang": Kind.CLOZE,
    "rumpang": Kind.CLOZE,
    "cloze": Kind.CLOZE,
    "uraian": Kind.ESSAY,
    "essay": Kind.ESSAY,
    "kueri": Kind.QUERY,
    "query": Kind.QUERY,
    "survei": Kind.SURVEY,
    "survey": Kind.SURVEY,
}
_DIFFICULTIES = {w: w for w in ("mudah", "sedang", "sulit")} | {
    "easy": "mudah",
    "medium": "sedang",
    "hard": "sulit",
}
_AKM = {w: w for w in ("menemukan", "memahami", "mengevaluasi")} | {
    "mengevaluasi dan merefleksi": "mengevaluasi",
    "find": "menemukan",
    "understand": "memahami",
    "evaluate": "mengevaluasi",
}
_CONTEXTS = {w: w for w in ("personal", "sosial budaya", "saintifik")} | {
    "sosial-budaya": "sosial budaya",
    "socio-cultural": "sosial budaya",
    "scientific": "saintifik",
}
_KEYS = {
    "id": "id",
    "poin": "poin",
    "points": "poin",
    "kesukaran": "kesukaran",
    "difficulty": "kesukaran",
    "tag": "tag",
    "tags": "tag",
    "indikator": "indikator",
    "indicator": "indikator",
    "akm": "akm",
    "konteks": "konteks",
    "context": "konteks",
    "wajib_benar": "wajib_benar",
    "critical": "wajib_benar",
    "jenis": "jenis",
    "kind": "jenis",
}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_ENTRY = re.compile(r"^([^\W\d]\w*)\s*:(?:\s+(.*))?$")
MAX_POINTS = 100


@dataclass(frozen=True)
class Meta:
    """What the data line says; `points` is None when it says nothing about them."""

    key: str = ""
    kind: Kind | None = None
    points: float | None = None
    difficulty: str = ""
    tags: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    akm: str = ""
    context: str = ""
    critical: bool = False


def meta_index(passage: Passage) -> int | None:
    """The index of the data line: the first line with text, when all its keys are known."""
    for index, line in enumerate(passage.lines):
        if line.strip():
            return index if _entries(line) is not None else None
    return None


def entries_of(passage: Passage) -> tuple[tuple[tuple[str, str], ...], Passage]:
    """The data line as pairs of a key, by its Indonesian name, and its value as written; and the lines that follow."""
    index = meta_index(passage)
    if index is None:
        return (), passage
    return tuple(_entries(passage.lines[index]) or ()), passage.part(index + 1)


def read_meta(
    passage: Passage, findings: Findings, indicators: frozenset[str] | None
) -> tuple[Meta, Passage]:
    """The data of the question and the lines that follow. Wrong values are problems."""
    index = meta_index(passage)
    if index is None:
        _warn_almost_data(passage, findings)
        return Meta(), passage
    reader = _Reader(_entries(passage.lines[index]) or [], passage.line + index, findings, indicators)
    return reader.read(), passage.part(index + 1)


def _entries(line: str) -> list[tuple[str, str]] | None:
    """Pairs of known key and value, or None when the line is ordinary text."""
    pairs = []
    for part in line.strip().split(" | "):
        match = _ENTRY.match(part.strip().strip("|").strip())
        if match is None or match[1].casefold() not in _KEYS:
            return None
        pairs.append((_KEYS[match[1].casefold()], (match[2] or "").strip()))
    return pairs


def _warn_almost_data(passage: Passage, findings: Findings) -> None:
    """Several `key: value` parts of which only some are known: probably a slip of the pen."""
    for index, line in enumerate(passage.lines):
        if not line.strip():
            continue
        matches = [_ENTRY.match(part.strip()) for part in line.split("|")]
        keys = [match[1] for match in matches if match]
        unknown = [key for key in keys if key.casefold() not in _KEYS]
        if len(keys) == len(matches) and len(unknown) < len(keys):
            hint = (
                did_you_mean(unknown[0], frozenset(_KEYS))
                if unknown
                else " Beri spasi di kiri dan kanan `|`."
            )
            reason = f"karena kunci `{unknown[0]}` tidak dikenal" if unknown else "karena susunannya"
            findings.warn(passage.line + index, f"Baris ini dibaca sebagai teks soal {reason}.{hint}")
        return


class _Reader:
    def __init__(
        self, entries: list[tuple[str, str]], line: int, findings: Findings, indicators: frozenset[str] | None
    ) -> None:
        self._values = dict(entries)
        self._line = line
        self._findings = findings
        self._indicators = indicators
        for key in sorted({key for key, _ in entries if [k for k, _ in entries].count(key) > 1}):
            self._error(f"`{key}` ditulis dua kali. Hapus salah satunya.")

    def read(self) -> Meta:
        return Meta(
            key=self._key(),
            kind=self._kind(),
            points=self._points(),
            difficulty=self._word("kesukaran", _DIFFICULTIES),
            tags=self._list("tag"),
            indicators=self._known_indicators(),
            akm=self._word("akm", _AKM),
            context=self._word("konteks", _CONTEXTS),
            critical=self._flag("wajib_benar"),
        )

    def _error(self, message: str) -> None:
        self._findings.error(self._line, message)

    def _key(self) -> str:
        key = self._values.get("id", "")
        if "id" in self._values and not _ID.fullmatch(key):
            self._error("`id` hanya boleh huruf, angka, titik, garis bawah, dan tanda hubung, tanpa spasi.")
            return ""
        return key

    def _kind(self) -> Kind | None:
        name = self._values.get("jenis", "").casefold()
        if name and name not in KINDS:
            self._error(f"`jenis: {name}` tidak dikenal.{did_you_mean(name, frozenset(KINDS))}")
        return KINDS.get(name)

    def _points(self) -> float | None:
        if "poin" not in self._values:
            return None
        points = read_number(self._values["poin"])
        if points is None or not 0 < points <= MAX_POINTS:
            self._error(
                f"`poin` harus angka di atas 0 sampai {MAX_POINTS}, misalnya `poin: 2` atau `poin: 1,5`."
            )
            return None
        return float(points)

    def _word(self, key: str, known: dict[str, str]) -> str:
        value = self._values.get(key, "").casefold()
        if value and value not in known:
            choices = ", ".join(dict.fromkeys(known.values()))
            self._error(f"`{key}: {value}` tidak dikenal. Pilih salah satu: {choices}.")
        return known.get(value, "")

    def _list(self, key: str) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(part.strip() for part in self._values.get(key, "").split(",") if part.strip())
        )

    def _known_indicators(self) -> tuple[str, ...]:
        codes = self._list("indikator")
        for code in codes if self._indicators is not None else ():
            if code not in (self._indicators or ()):
                hint = did_you_mean(code, self._indicators or frozenset())
                self._error(f"Indikator `{code}` tidak ada di kompetensi.yaml.{hint}")
        return codes

    def _flag(self, key: str) -> bool:
        value = read_flag(self._values.get(key, "tidak"))
        if value is None:
            self._error(f"`{key}` harus `ya` atau `tidak`.")
        return bool(value)
