"""The reading list of a lesson as rows of a form, and back to lines. A row that says the same keeps its lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from literasi.authoring.rules.front_lines import text_line
from literasi.catalogue.rules.references import LITERAL_KEYS
from literasi.markup import Findings, Node, read_yaml

_NAMES = {
    "key": "id",
    "type": "type",
    "title": "title",
    "authors": "author",
    "issued": "issued",
    "container_title": "container-title",
    "publisher": "publisher",
    "publisher_place": "publisher-place",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "edition": "edition",
    "isbn": "ISBN",
    "language": "language",
    "url": "URL",
    "doi": "DOI",
    "accessed": "accessed",
}
_FIELD_OF = {name: field for field, name in _NAMES.items()}
_ITEM = re.compile(r"^( *)- ")


@dataclass(frozen=True)
class TypedReference:
    """A work as a row of a form. `authors` one a line: `Keluarga, Depan`, or the name of an institution, in
    quotation marks when it has a comma itself."""

    key: str = ""
    type: str = ""
    title: str = ""
    authors: str = ""
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

    def __bool__(self) -> bool:
        """Whether anything was typed."""
        return self != TypedReference()


def tidied_reference(typed: TypedReference) -> TypedReference:
    """What was typed without the space around it; authors without empty lines."""
    values = {one.name: " ".join(getattr(typed, one.name).split()) for one in fields(TypedReference)}
    names = (_shown(_name(line)) for line in typed.authors.splitlines() if line.strip(' ,"'))
    return TypedReference(**{**values, "authors": "\n".join(names)})


def typed_references(data: object) -> tuple[TypedReference, ...] | None:
    """The rows of a form; None for a list that has something no row can show."""
    if data == "":
        return ()
    if not isinstance(data, list):
        return None
    rows = [_row(item) for item in data]
    return None if None in rows else tuple(row for row in rows if row is not None)


def _row(data: object) -> TypedReference | None:
    if not isinstance(data, dict) or not data.keys() <= _FIELD_OF.keys():
        return None
    values: dict[str, str] = {}
    for key, value in data.items():
        text = _authors(value) if key == "author" else value
        if not isinstance(text, str):
            return None
        values[_FIELD_OF[key]] = text
    return TypedReference(**values)


def _authors(data: object) -> str | None:
    """Names one a line; None for one that would come back as another."""
    names = [
        {str(key): str(part) for key, part in name.items() if part}
        for name in (data if isinstance(data, list) else [data] if data else [])
        if isinstance(name, dict)
    ]
    lines = [_shown(name) for name in names]
    whole = not isinstance(data, list) or len(names) == len(data)
    return "\n".join(lines) if whole and [_name(line) for line in lines] == names else None


def _shown(name: Mapping[str, str]) -> str:
    if "family" not in name:
        literal = name.get("literal", "")
        return f'"{literal}"' if "," in literal or literal.startswith('"') else literal
    return f"{name['family']}, {name.get('given', '')}".rstrip()


def _name(line: str) -> dict[str, str]:
    line = " ".join(line.split())
    if len(line) > 1 and line[0] == line[-1] == '"':
        return {"literal": line[1:-1].strip()}
    family, comma, given = (part.strip() for part in line.partition(","))
    if not comma or not family:
        return {"literal": family or given}
    return {"family": family, "given": given} if given else {"family": family}


def reference_lines(rows: Sequence[TypedReference], old: Sequence[str]) -> list[str]:
    """The lines of the whole list; `old` are those of the list that was there."""
    kept, indent = _kept(old)
    return ["rujukan:", *(line for row in rows for line in kept.get(row) or _lines(row, indent))]


def _kept(old: Sequence[str]) -> tuple[dict[TypedReference, list[str]], str]:
    """The lines of each row that was there, and how far its items are indented."""
    first = next((match for line in old[1:] if (match := _ITEM.match(line))), None)
    if first is None:
        return {}, "  "
    starts = [at for at, line in enumerate(old) if line.startswith(f"{first[1]}- ") and at]
    kept: dict[TypedReference, list[str]] = {}
    for start, stop in zip(starts, [*starts[1:], len(old)], strict=True):
        lines = list(old[start:stop])
        nodes = read_yaml("\n".join(["rujukan:", *lines]), Findings(), literal=LITERAL_KEYS)
        rows = typed_references(bare(nodes["rujukan"])) if "rujukan" in nodes else None
        if rows and len(rows) == 1:
            kept[tidied_reference(rows[0])] = lines
    return kept, first[1]


def bare(node: Node) -> object:
    """The value of a node without its lines: texts, dicts and lists."""
    if isinstance(node.value, str):
        return node.value
    if isinstance(node.value, Mapping):
        return {key: bare(inner) for key, inner in node.value.items()}
    return [bare(inner) for inner in node.value]


def _lines(row: TypedReference, indent: str) -> list[str]:
    made: list[str] = []
    for field, name in _NAMES.items():
        value = getattr(row, field)
        if value and field == "authors":
            made += ["author:", *(line for author in value.split("\n") for line in _author(author))]
        elif value:
            made.append(text_line(f"{name}: ", value, name in LITERAL_KEYS))
    first, *others = made
    return [f"{indent}- {first}", *(f"{indent}  {line}" for line in others)]


def _author(line: str) -> list[str]:
    first, *others = [text_line(f"{key}: ", part, literal=True) for key, part in _name(line).items()]
    return [f"  - {first}", *(f"    {other}" for other in others)]
