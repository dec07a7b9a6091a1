"""What all courses share, out of courses/_bersama: the opening question of the front page, the practice catalogue, the
ready-made paths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from literasi.catalogue.rules.codec import question_to_data
from literasi.catalogue.rules.competencies import Competency
from literasi.catalogue.rules.fields import FieldReader
from literasi.catalogue.rules.question import Kind
from literasi.catalogue.rules.question_source import parse_question
from literasi.markup import (
    Findings,
    Links,
    Node,
    Page,
    clean_text,
    cut_sections,
    read_yaml,
    split_front_matter,
)

_TEXTS = ("id", "judul", "jenis", "bahasa", "abstrak")
_LISTS = ("pengarang", "subjek", "kata_kunci")
_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
_LITERAL = frozenset({"judul", "penerbit", "abstrak", "catatan", "pesan", "pengirim"})


def read_opening(source: str, findings: Findings, indicators: frozenset[str] | None = None) -> dict[str, Any]:
    """pembuka.md: the message on the front page and the question about it, as plain data."""
    text = clean_text(source, findings) or ""
    head, body = split_front_matter(text, findings)
    fields = FieldReader(read_yaml(head.text, findings, first_line=head.line, literal=_LITERAL), findings)
    names = {"judul": "title", "pengirim": "sender", "jam": "time", "pesan": "message", "tujuan": "target"}
    data: dict[str, Any] = {name: fields.text(key, required=True) for key, name in names.items()}
    fields.finish()
    _intro, sections = cut_sections(body, 2, findings)
    page = Page(findings, Links(), "id", {})
    question = parse_question(sections[0], page, indicators=indicators, level=2) if sections else None
    if question is None or question.kind is not Kind.CHOICE:
        findings.error(
            body.line,
            "Pembuka memerlukan satu soal pilihan ganda: `## …` dengan pilihan `- (x)` dan `- ( )`.",
        )
        return {}
    return {**data, "question": question_to_data(question)}


def read_records(source: str, findings: Findings) -> list[dict[str, Any]]:
    """rekaman.yaml: the practice catalogue as plain data; the publisher is for readers and is not searched."""
    text = clean_text(source, findings) or ""
    top = FieldReader(read_yaml(text, findings, literal=_LITERAL), findings)
    top.text("catatan", required=True)
    rows = top.node("rekaman")
    top.finish()
    if rows is None or not isinstance(rows.value, tuple):
        findings.error(1, "Katalog latihan memerlukan daftar `rekaman:`.")
        return []
    found = [record for node in rows.value if (record := _record(node, findings)) is not None]
    names = [record["id"] for record in found]
    for name in sorted({name for name in names if names.count(name) > 1}):
        findings.error(1, f"`id: {name}` dipakai dua rekaman. Beri id lain pada salah satunya.")
    return found


def _record(node: Node, findings: Findings) -> dict[str, Any] | None:
    if not isinstance(node.value, Mapping):
        findings.error(node.line, "Tiap rekaman berupa baris `kunci: nilai`.")
        return None
    fields = FieldReader(node.value, findings, node.line)
    record: dict[str, Any] = {name: fields.text(name, required=True) for name in _TEXTS}
    record |= {name: list(fields.texts(name)) for name in _LISTS}
    record["tahun"] = fields.integer("tahun", 1400, 2100) or 0
    fields.text("penerbit")
    fields.finish()
    return record


def read_paths(source: str, findings: Findings) -> list[dict[str, Any]]:
    """jalur.yaml: ready-made paths as plain data: `slug`, `names` and `purposes` by language, keys of `modules`."""
    text = clean_text(source, findings) or ""
    top = FieldReader(read_yaml(text, findings), findings)
    rows = top.node("jalur")
    top.finish()
    if rows is None or not isinstance(rows.value, tuple):
        findings.error(1, "Jalur siap pakai memerlukan daftar `jalur:`.")
        return []
    found = [path for node in rows.value if (path := _path(node, findings)) is not None]
    slugs = [path["slug"] for path in found]
    for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        findings.error(1, f"`id: {slug}` dipakai dua jalur. Beri id lain pada salah satunya.")
    return found


def _path(node: Node, findings: Findings) -> dict[str, Any] | None:
    if not isinstance(node.value, Mapping):
        findings.error(node.line, "Tiap jalur berupa baris `kunci: nilai`.")
        return None
    fields = FieldReader(node.value, findings, node.line)
    path = {
        "slug": fields.text("id", required=True, pattern=_SLUG, form="kata kecil dengan tanda hubung"),
        "names": _spoken(fields, "nama", findings),
        "purposes": _spoken(fields, "tujuan", findings),
        "modules": list(fields.texts("modul")),
    }
    if not path["modules"]:
        fields.error("modul", "Jalur memerlukan daftar `modul:`.")
    fields.finish()
    return path


def _spoken(fields: FieldReader, key: str, findings: Findings) -> dict[str, str]:
    """A short text by language; Indonesian is needed, English welcome."""
    node = fields.node(key)
    if node is None or not isinstance(node.value, Mapping):
        fields.error(key, f"Tulis `{key}: {{id: …, en: …}}`.")
        return {"id": ""}
    inner = FieldReader(node.value, findings, node.line)
    texts = {"id": inner.text("id", required=True), "en": inner.text("en")}
    inner.finish()
    return {language: text for language, text in texts.items() if text or language == "id"}


def competency_data(competencies: tuple[Competency, ...]) -> list[dict[str, Any]]:
    """The competencies as plain data."""
    return [asdict(competency) for competency in competencies]
