"""The data line of a question as fields of a form, and back: an entry that says the same keeps its words and its place."""

from __future__ import annotations

from dataclasses import dataclass, fields

from literasi.catalogue.rules.question_meta import read_meta
from literasi.markup import Findings, Passage

Entries = tuple[tuple[str, str], ...]
DIFFICULTIES = ("mudah", "sedang", "sulit")
AKM = ("menemukan", "memahami", "mengevaluasi")
CONTEXTS = ("personal", "sosial budaya", "saintifik")
_NAMES = {
    "key": "id",
    "points": "poin",
    "difficulty": "kesukaran",
    "tags": "tag",
    "indicators": "indikator",
    "akm": "akm",
    "context": "konteks",
    "critical": "wajib_benar",
}


@dataclass(frozen=True)
class Data:
    """What the form asks besides the question. `points` as they are typed, "" for those of the kind."""

    key: str = ""
    points: str = ""
    difficulty: str = ""
    tags: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    akm: str = ""
    context: str = ""
    critical: bool = False


def data_of(entries: Entries) -> Data:
    """What the entries of a data line say."""
    line = " | ".join(f"{name}: {value}" for name, value in entries)
    meta, _rest = read_meta(Passage(1, (line,)), Findings(), None)
    return Data(
        meta.key,
        dict(entries).get("poin", ""),
        meta.difficulty,
        meta.tags,
        meta.indicators,
        meta.akm,
        meta.context,
        meta.critical,
    )


def entries_for(data: Data, was: Entries) -> Entries:
    """The entries that say `data`, made of those that were there; `jenis` and what says the same stay."""
    before, made = data_of(was), dict(was)
    for one in fields(Data):
        value = getattr(data, one.name)
        if value != getattr(before, one.name):
            _put(made, _NAMES[one.name], _said(value))
    if "id" in made and "id" not in dict(was):
        made = {"id": made.pop("id"), **made}
    return tuple(made.items())


def _put(entries: dict[str, str], name: str, value: str) -> None:
    if value:
        entries[name] = value
    else:
        entries.pop(name, None)


def _said(value: str | bool | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return "ya" if value else ""
    return ", ".join(value) if isinstance(value, tuple) else value
