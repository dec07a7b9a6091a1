"""What a backup says of itself: `manifest.json`, the first thing in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

FORMAT = 1
MOST_BYTES = 4_000_000
"""Of a manifest; one with ten thousand parts has a quarter of it."""
KEYS, JOURNAL, UPLOADS = "keys.json", "erasures.jsonl", "uploads/"
DATABASES = {"sqlite": "literasi.sqlite", "postgresql": "literasi.pgdump"}
_UPLOAD = re.compile(r"uploads(/[A-Za-z0-9_][A-Za-z0-9._-]*)+")
_LONGEST_NAME = 96  # with ".gz" a name fits the 100 bytes of a plain tar header
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Unusable(Exception):
    """A backup that cannot be made or brought back. The text is the one sentence for the person at the terminal."""


@dataclass(frozen=True)
class Part:
    """One packed file: its name, its size in bytes and its SHA-256 before packing."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Contents:
    """What a database holds: the migration it stands at, and rows by table (the main ones only)."""

    schema: str
    rows: Mapping[str, int]


@dataclass(frozen=True)
class Manifest:
    """What is in a backup, and from when. `kind` is a key of DATABASES; `version` is literasi's."""

    version: str
    kind: str
    created_at: datetime
    contents: Contents
    parts: tuple[Part, ...]
    format: int = FORMAT

    @property
    def size(self) -> int:
        """Bytes of all parts unpacked: the room that bringing it back needs at least."""
        return sum(part.size for part in self.parts)


def written(manifest: Manifest) -> bytes:
    """The manifest as JSON that a person can read too."""
    return json.dumps({**asdict(manifest), "created_at": manifest.created_at.isoformat()}, indent=1).encode()


def read(body: bytes) -> Manifest:
    """The manifest in these bytes, believed in nothing: types, names and numbers are checked. Raises Unusable."""
    try:
        said = json.loads(body)
        if (form := _number(said["format"])) != FORMAT:
            raise Unusable(
                f"Cadangan ini memakai bentuk {form}, sedangkan versi ini mengenal bentuk {FORMAT}. "
                "Pulihkan dengan literasi yang lebih baru."
            )
        found = Manifest(
            version=_text(said["version"]),
            kind=_text(said["kind"]),
            created_at=datetime.fromisoformat(said["created_at"]).astimezone(UTC),
            contents=_contents(said["contents"]),
            parts=tuple(_part(one) for one in said["parts"]),
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise Unusable("Cadangan ini rusak: daftar isinya tidak dapat dibaca.") from error
    _check_names(found)
    return found


def _contents(said: Mapping[str, Any]) -> Contents:
    return Contents(
        _text(said["schema"]), {_text(name): _number(count) for name, count in said["rows"].items()}
    )


def _part(said: Mapping[str, Any]) -> Part:
    sha256 = _text(said["sha256"])
    if not _SHA256.fullmatch(sha256):
        raise ValueError(sha256)
    return Part(_text(said["name"]), _number(said["size"]), sha256)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value))
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("not a count")
    return value


def may_name(name: str) -> bool:
    """Whether a part may be called so. Such a name leads nowhere but into the folder it is unpacked in."""
    known = {*DATABASES.values(), KEYS, JOURNAL}
    return len(name) <= _LONGEST_NAME and (name in known or _UPLOAD.fullmatch(name) is not None)


def _check_names(manifest: Manifest) -> None:
    names = [part.name for part in manifest.parts]
    strange = next((name for name in names if not may_name(name)), None)
    if strange is not None:
        raise Unusable(f"Cadangan ini ditolak: nama berkas {strange[:80]!r} di dalamnya tidak dikenal.")
    if manifest.kind not in DATABASES or names.count(DATABASES[manifest.kind]) != 1:
        raise Unusable("Cadangan ini rusak: basis data tidak ada di dalamnya.")
    if len({name.casefold() for name in names}) < len(names):
        raise Unusable("Cadangan ini rusak: satu nama berkas disebut dua kali di dalamnya.")


def check_fit(manifest: Manifest, kind: str, newest_schema: str, free: int) -> None:
    """Whether this version, this kind of database and this disk (`free` bytes) can take it. Raises Unusable.

    Migrations are named by rising numbers, so a later schema is one that we do not know.
    """
    if manifest.contents.schema > newest_schema:
        raise Unusable(
            f"Cadangan ini dari literasi yang lebih baru (skema {manifest.contents.schema}, versi ini "
            f"{newest_schema}). Pasang versi {manifest.version} atau sesudahnya, lalu ulangi."
        )
    if manifest.kind != kind:
        raise Unusable(
            f"Cadangan ini berisi {manifest.kind}, sedangkan LITERASI_DATABASE_URL menunjuk {kind}. Samakan dulu."
        )
    if manifest.size > free:
        raise Unusable(
            f"Ruang tidak cukup: perlu {manifest.size / 1e6:,.0f} MB, tersedia {free / 1e6:,.0f} MB."
        )
