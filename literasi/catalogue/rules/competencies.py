"""The framework of competences (kompetensi.yaml): what indicator codes exist and how they read to people."""

from __future__ import annotations

from dataclasses import dataclass

from literasi.markup import Findings, Node, clean_text, read_yaml

from .fields import FieldReader

_COMPETENCY = r"[A-Z]{1,3}\d{1,2}"
_INDICATOR = r"[A-Z]{1,3}\d{1,2}\.\d{1,2}"
_LEVELS = ("D", "M", "L")


@dataclass(frozen=True)
class Indicator:
    """What a person can do, in one sentence. `level` is D (dasar), M (menengah) or L (lanjut)."""

    code: str
    text: str
    level: str
    text_en: str = ""


@dataclass(frozen=True)
class Competency:
    """A group of indicators. `maps` pairs the name of an outside framework with our place in it."""

    code: str
    short: str
    name: str
    name_en: str
    descriptor: str
    indicators: tuple[Indicator, ...]
    maps: tuple[tuple[str, str], ...] = ()


def read_competencies(source: str, findings: Findings) -> tuple[Competency, ...]:
    """All competences of a kompetensi.yaml; every wrong entry is a problem."""
    text = clean_text(source, findings)
    top = FieldReader(read_yaml(text, findings) if text else {}, findings)
    competencies = tuple(_competency(node, findings) for node in _items(top, "competencies", findings))
    if not competencies:
        findings.error(1, "Belum ada kompetensi. Tambahkan daftar `competencies:`.")
    codes = [code for competency in competencies for code in (competency.code, *_codes(competency))]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        findings.error(1, f"Kode `{code}` dipakai dua kali. Beri kode lain pada salah satunya.")
    return competencies


def indicator_codes(competencies: tuple[Competency, ...]) -> frozenset[str]:
    """All codes that `indikator` may name."""
    return frozenset(code for competency in competencies for code in _codes(competency))


def _codes(competency: Competency) -> list[str]:
    return [indicator.code for indicator in competency.indicators]


def _items(fields: FieldReader, key: str, findings: Findings) -> tuple[Node, ...]:
    node = fields.node(key)
    if node is None or isinstance(node.value, tuple):
        return node.value if node and isinstance(node.value, tuple) else ()
    findings.error(node.line, f"`{key}` harus berupa daftar.")
    return ()


def _fields(node: Node | None, findings: Findings) -> FieldReader:
    if node is None or isinstance(node.value, str | tuple):
        if node is not None:
            findings.error(node.line, "Bagian ini harus berupa `kunci: nilai`.")
        return FieldReader({}, findings, node.line if node else 1)
    return FieldReader(node.value, findings, node.line)


def _competency(node: Node, findings: Findings) -> Competency:
    fields = _fields(node, findings)
    name = _fields(fields.node("name"), findings)
    maps = fields.node("maps")
    pairs = maps.value if maps and not isinstance(maps.value, str | tuple) else {}
    return Competency(
        code=fields.text("code", required=True, pattern=_COMPETENCY, form="kode seperti K4"),
        short=fields.text("short", required=True),
        name=name.text("id", required=True),
        name_en=name.text("en"),
        descriptor=fields.text("descriptor"),
        indicators=tuple(_indicator(item, findings) for item in _items(fields, "indicators", findings)),
        maps=tuple((key, entry.value) for key, entry in pairs.items() if isinstance(entry.value, str)),
    )


def _indicator(node: Node, findings: Findings) -> Indicator:
    fields = _fields(node, findings)
    return Indicator(
        code=fields.text("code", required=True, pattern=_INDICATOR, form="kode seperti K4.2"),
        text=fields.text("text", required=True),
        level=fields.choice("level", _LEVELS, "D"),
        text_en=fields.text("text_en"),
    )
