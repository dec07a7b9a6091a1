"""The front matter of course.md, lesson.md and quiz.md as fields of a form, and back.

Only the lines of a field that changed are written anew. What no form knows, comments, and the odd ways in which others
write stay as they are; and what was written is read again before it is given back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from literasi.authoring.rules.front_lines import Block, blocks_of, list_lines, text_line
from literasi.authoring.rules.front_references import (
    TypedReference,
    bare,
    reference_lines,
    tidied_reference,
    typed_references,
)
from literasi.catalogue.rules.fields import read_flag
from literasi.catalogue.rules.manifest import DEFAULT_LICENCE, LITERAL
from literasi.kernel.sentence import Sentence
from literasi.markup import Findings, Node, clean_text, read_yaml, split_front_matter

Value = str | tuple[str, ...] | tuple[tuple[str, str], ...] | tuple[TypedReference, ...]
"""One text; a list of texts or of codes; questions an indicator; references."""

UNREADABLE = Sentence("Data di awal berkas ini belum dapat dibaca. Perbaiki dulu lewat tampilan teks.")
ODD = Sentence("Isian ini tidak dapat ditulis ke berkas. Sederhanakan, atau tulis lewat tampilan teks.")
ALL = {
    "course.md": ("kode judul judul_en khalayak tingkat bahasa sapaan lisensi penulis usia_minimal"),
    "lesson.md": (
        "kode judul judul_en khalayak segera menit tujuan tujuan_en indikator prasyarat penulis penelaah "
        "ditinjau_pada tinjau_lagi_pada rujukan"
    ),
    "quiz.md": "kuis jumlah_soal nilai_tuntas kesempatan acak batas_menit tampil_kunci kisi",
}
"""The keys of each kind of file, in the order in which a new one is put between those that are there."""
CODES = frozenset({"khalayak", "indikator", "prasyarat"})
TEXTS = frozenset({"tujuan", "tujuan_en", "penulis", "penelaah"})
FLAGS = frozenset({"acak", "segera"})
USUAL = {
    "tingkat": "dasar",
    "bahasa": "id",
    "sapaan": "netral",
    "lisensi": DEFAULT_LICENCE,
    "segera": "tidak",
    "nilai_tuntas": "80",
    "acak": "ya",
    "tampil_kunci": "setelah_kirim",
}
"""What holds where a file says nothing."""


@dataclass(frozen=True)
class Rewritten:
    """The new source, or None and the sentence beside each field (or at "") that keeps it from being written."""

    source: str | None
    problems: Mapping[str, Sentence] = field(default_factory=dict)


def file_kind(path: str) -> str:
    """course.md, lesson.md or quiz.md, also of a translation such as `lesson.en.md`; "" for other files."""
    name = path.rsplit("/", 1)[-1]
    kind = f"{name.split('.', 1)[0]}.md"
    return kind if kind in ALL and name.endswith(".md") else ""


def front_values(source: str, kind: str) -> dict[str, Value] | None:
    """What the front matter of a file says, field by field; None for one that cannot be read.

    A field whose value has another shape than the form's is missing: the form leaves it to the text.
    """
    nodes = _nodes(source)
    if nodes is None:
        return None
    values = {key: _value(key, nodes.get(key)) for key in ALL[kind].split()}
    return {key: value for key, value in values.items() if value is not None}


def rewrite(source: str, kind: str, typed: Mapping[str, Value]) -> Rewritten:
    """The source that says `typed`; fields that are not in it, or that say the same, keep their lines."""
    there, before = front_values(source, kind), _nodes(source)
    if there is None or before is None:
        return Rewritten(None, {"": UNREADABLE})
    wanted = {key: tidied(value) for key, value in typed.items() if key in there}
    changed = {key: value for key, value in wanted.items() if value != tidied(there[key])}
    if not changed:
        return Rewritten(source)
    made = source
    for key, value in changed.items():
        made = _with(made, kind, key, value)
    after, now = _nodes(made), front_values(made, kind)
    odd = [
        key
        for key, value in changed.items()
        if now is None or key not in now or tidied(now[key]) != _held(key, value)
    ]
    if odd:
        return Rewritten(None, dict.fromkeys(odd, ODD))
    if after is None or _others(after, changed) != _others(before, changed):
        return Rewritten(None, {"": ODD})
    return Rewritten(made)


def tidied(value: Value) -> Value:
    """Texts on one line without the space around them, lists without empty rows."""
    if isinstance(value, str):
        return " ".join(value.split())
    rows = (tidied_reference(row) if isinstance(row, TypedReference) else _tidied_row(row) for row in value)
    return tuple(row for row in rows if row and row != ("", ""))  # type: ignore[return-value]  # rows keep their kind


def _tidied_row(row: str | tuple[str, str]) -> str | tuple[str, str]:
    if isinstance(row, str):
        return " ".join(row.split())
    return (row[0].strip(), row[1].strip())


def _held(key: str, value: Value) -> Value:
    return USUAL.get(key, "") if value == "" else value


def _plain(source: str) -> str:
    return source.removeprefix("\ufeff").replace("\r\n", "\n")


def _nodes(source: str) -> dict[str, Node] | None:
    findings = Findings()
    text = clean_text(source, findings) or ""
    head, _body = split_front_matter(text, findings)
    nodes = read_yaml(head.text, findings, first_line=head.line, literal=LITERAL)
    return None if findings.errors else nodes


def _others(nodes: Mapping[str, Node], changed: Mapping[str, Value]) -> dict[str, object]:
    return {key: bare(node) for key, node in nodes.items() if key not in changed}


def _value(key: str, node: Node | None) -> Value | None:
    """The value of a field, in its usual words; None for one that has another shape than its field."""
    data = "" if node is None else bare(node)
    if key == "rujukan":
        return typed_references(data)
    if key == "kisi":
        return _plan(data)
    if key in CODES or key in TEXTS:
        return _listed(key, data)
    if not isinstance(data, str):
        return None
    flag = read_flag(data) if key in FLAGS and data else None
    return data or USUAL.get(key, "") if flag is None else "ya" if flag else "tidak"


def _plan(data: object) -> tuple[tuple[str, str], ...] | None:
    if data == "":
        return ()
    if isinstance(data, dict) and all(isinstance(count, str) for count in data.values()):
        return tuple(data.items())
    return None


def _listed(key: str, data: object) -> tuple[str, ...] | None:
    texts = [data] if isinstance(data, str) else data
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        return None
    if key in CODES:
        texts = [code.strip() for text in texts for code in text.split(",")]
    return tuple(text for text in texts if text)


def _with(source: str, kind: str, key: str, value: Value) -> str:
    """The source with the lines of one key written anew, put in or taken out; line ends stay."""
    lines = _plain(source).split("\n")
    end = next(at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
    blocks = blocks_of(lines[1:end], first=1)
    there = blocks.get(key)
    new = _lines(key, value, lines[there.start : there.stop] if there else [])
    start, stop = (there.start, there.stop) if there else [_place(kind, key, blocks)] * 2
    lines[start:stop] = new
    ending = "\r\n" if "\r\n" in source else "\n"
    return ("\ufeff" if source.startswith("\ufeff") else "") + ending.join(lines)


def _place(kind: str, key: str, blocks: Mapping[str, Block]) -> int:
    """Behind the nearest key that usually stands before it."""
    order = ALL[kind].split()
    before = [blocks[name].stop for name in order[: order.index(key)] if name in blocks]
    return before[-1] if before else 1


def _lines(key: str, value: Value, old: Sequence[str]) -> list[str]:
    if not value:
        return []
    if isinstance(value, str):
        return [text_line(f"{key}: ", value, key in LITERAL)]
    if key == "rujukan":
        return reference_lines([row for row in value if isinstance(row, TypedReference)], old)
    if key == "kisi":
        return [f"{key}:", *(f"  {row[0]}: {row[1]}" for row in value if isinstance(row, tuple))]
    return list_lines(key, [row for row in value if isinstance(row, str)], old, codes=key in CODES)
