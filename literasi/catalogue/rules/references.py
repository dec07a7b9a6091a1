"""The reading list of a lesson (`rujukan`): CSL fields, so that any citation style can be made of them.

Field names and types follow the Citation Style Language schema (https://docs.citationstyles.org).
"""

from __future__ import annotations

from dataclasses import dataclass

from literasi.markup import Findings, Node

from .fields import FieldReader

_TYPE_NAMES = """
    article article-journal article-magazine article-newspaper bill book chapter dataset document
    entry-encyclopedia interview legal_case legislation map motion_picture pamphlet paper-conference
    personal_communication post post-weblog regulation report software song speech standard thesis webpage
"""
TYPES = tuple(_TYPE_NAMES.split())
_ISSUED = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
LITERAL_KEYS = frozenset(
    {"title", "container-title", "publisher", "literal", "family", "given", "publisher-place"}
)


@dataclass(frozen=True)
class Name:
    """A person (`family`, `given`) or an institution (`literal`)."""

    family: str = ""
    given: str = ""
    literal: str = ""


@dataclass(frozen=True)
class Reference:
    """A work. `issued` is 2019, 2019-05 or 2019-05-31; `accessed` the day (ISO) its URL was read."""

    key: str
    type: str
    title: str
    authors: tuple[Name, ...] = ()
    issued: str = ""
    container_title: str = ""
    publisher: str = ""
    publisher_place: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    edition: str = ""
    isbn: str = ""
    language: str = ""
    url: str = ""
    doi: str = ""
    accessed: str = ""


def read_references(node: Node | None, findings: Findings) -> tuple[Reference, ...]:
    """The list under `rujukan`; what is not a list of mappings is a problem."""
    if node is None:
        return ()
    if not isinstance(node.value, tuple):
        findings.error(node.line, "`rujukan` harus berupa daftar; awali tiap karya dengan `- id: …`.")
        return ()
    references = tuple(reference for item in node.value if (reference := _reference(item, findings)))
    keys = [reference.key for reference in references]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        findings.error(node.line, f"`id: {key}` dipakai dua rujukan. Beri id lain pada salah satunya.")
    return references


def _reference(node: Node, findings: Findings) -> Reference | None:
    if isinstance(node.value, str | tuple):
        findings.error(
            node.line, "Tiap rujukan ditulis sebagai `id: …`, `type: …`, `title: …`, dan seterusnya."
        )
        return None
    fields = FieldReader(node.value, findings, node.line)
    reference = Reference(
        key=fields.text("id", required=True),
        type=fields.choice("type", TYPES, "document"),
        title=fields.text("title", required=True),
        authors=_names(fields.node("author"), findings),
        issued=_issued(fields, findings),
        container_title=fields.text("container-title"),
        publisher=fields.text("publisher"),
        publisher_place=fields.text("publisher-place"),
        volume=fields.text("volume"),
        issue=fields.text("issue"),
        page=fields.text("page"),
        edition=fields.text("edition"),
        isbn=fields.text("ISBN"),
        language=fields.text("language"),
        url=fields.text("URL", pattern=r"https?://\S+", form="alamat lengkap yang dimulai dengan https://"),
        doi=fields.text("DOI", pattern=r"10\.\d{4,9}/\S+", form="DOI tanpa alamat, misalnya 10.1177/123"),
        accessed=str(fields.day("accessed") or ""),
    )
    if fields.has("URL") and not fields.has("accessed"):
        fields.error(
            "URL", "Rujukan dengan `URL` memerlukan `accessed: 2026-11-28` (tanggal Anda membukanya)."
        )
    fields.finish()
    return reference


def _issued(fields: FieldReader, findings: Findings) -> str:
    """`issued: 2019`, or CSL-JSON's `issued: {date-parts: [[2019, 5]]}`."""
    node = fields.node("issued")
    form = "tahun (2019), tahun-bulan (2019-05), atau tanggal lengkap (2019-05-31)"
    if node is None or isinstance(node.value, str):
        return fields.text("issued", pattern=_ISSUED, form=form)
    numbers = _date_parts(node)
    if not numbers:
        findings.error(node.line, f"`issued` belum terbaca. Tulis {form}.")
    return "-".join(number.zfill(2) for number in numbers)


def _date_parts(node: Node) -> list[str]:
    parts = None if isinstance(node.value, str | tuple) else node.value.get("date-parts")
    while (
        parts and isinstance(parts.value, tuple) and parts.value and isinstance(parts.value[0].value, tuple)
    ):
        parts = parts.value[0]
    if parts is None or not isinstance(parts.value, tuple):
        return []
    numbers = [item.value for item in parts.value if isinstance(item.value, str) and item.value.isdecimal()]
    return numbers if len(numbers) == len(parts.value) <= 3 else []


def _names(node: Node | None, findings: Findings) -> tuple[Name, ...]:
    if node is None:
        return ()
    items = node.value if isinstance(node.value, tuple) else (node,)
    return tuple(name for item in items if (name := _name(item, findings)))


def _name(node: Node, findings: Findings) -> Name | None:
    if isinstance(node.value, str | tuple):
        findings.error(
            node.line, "Tulis penulis sebagai `{family: …, given: …}` atau `{literal: nama lembaga}`."
        )
        return None
    fields = FieldReader(node.value, findings, node.line)
    name = Name(fields.text("family"), fields.text("given"), fields.text("literal"))
    if not (name.family or name.literal):
        findings.error(node.line, "Nama penulis memerlukan `family` atau `literal`.")
    fields.finish()
    return name
