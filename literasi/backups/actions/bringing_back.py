"""Bringing a backup back: everything is unpacked, checked, migrated and cleaned beside the site, then exchanged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from literasi.backups.actions.database import Stage, database_of
from literasi.backups.actions.opening import unpack
from literasi.backups.files import folders, holding
from literasi.backups.files.archive import Sink
from literasi.backups.rules import erasures, manifest
from literasi.backups.rules.erasures import Erasure
from literasi.backups.rules.manifest import DATABASES, Manifest, Part, Unusable
from literasi.config import Settings

Settle = Callable[[str, Sequence[Erasure]], int]
"""Bring the database at a URL to this version and delete again who was deleted; how many people that were."""


@dataclass(frozen=True)
class Wish:
    """What is to be brought back, and what may be overwritten. `journal` is one that is newer than the backup."""

    source: Path
    passphrase: str = ""
    replace: bool = False
    journal: Path | None = None


@dataclass(frozen=True)
class Brought:
    """What came back. `aside` names where things are that stood here before; `keys` says what became of the keys.

    `in_force` are the secret keys with which the site will serve.
    """

    manifest: Manifest
    erased: int
    aside: tuple[str, ...]
    keys: str
    in_force: tuple[str, ...] = field(repr=False)


def bring_back(settings: Settings, wish: Wish, now: datetime, newest_schema: str, settle: Settle) -> Brought:
    """Bring a backup back. Raises Unusable; then nothing was changed.

    `newest_schema` is the migration of this version. Works on an empty machine, in another folder, for another user.
    """
    try:
        with holding.alone(settings.instance), folders.room(settings.instance) as room:
            return _bring_back(settings, wish, now, newest_schema, settle, room)
    except holding.Held as error:
        raise Unusable("literasi sedang melayani folder ini. Hentikan dulu, lalu ulangi.") from error
    except OSError as error:
        raise Unusable(f"Cadangan tidak dapat dipulihkan ({error.strerror}: {error.filename}).") from error


def _bring_back(
    settings: Settings, wish: Wish, now: datetime, newest_schema: str, settle: Settle, room: Path
) -> Brought:
    database, moment = database_of(settings), f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    _refuse_to_overwrite(database.people(), replace=wish.replace)
    database.check_unused()

    def accept(found: Manifest) -> None:
        manifest.check_fit(found, database.kind, newest_schema, shutil.disk_usage(room).free)

    found = unpack(wish.source, wish.passphrase, accept, _Room(room).receive)
    gone, keys = _journals(settings.instance, room, wish.journal), _keys_in(room / manifest.KEYS)
    part = room / DATABASES[found.kind]
    with database.staged(part, found.contents, f"baru-{moment}") as stage:
        erased = settle(stage.url, gone)
        if erased:
            stage.scrub()
        aside = _installed(settings, stage, room, gone, f"lama-{moment}")
    return Brought(found, erased, aside, *_kept_keys(settings, keys, moment))


def _refuse_to_overwrite(people: int | None, *, replace: bool) -> None:
    if people == 0 or replace:
        return
    said = "tidak dapat dibaca, jadi mungkin berisi orang" if people is None else f"berisi {people} orang"
    raise Unusable(f"Basis data di sini {said}. Tambahkan --replace; yang lama disisihkan, tidak dihapus.")


@dataclass(frozen=True)
class _Room:
    """Where parts are unpacked. Their names were checked with the manifest."""

    place: Path

    @contextmanager
    def receive(self, part: Part) -> Iterator[Sink]:
        path = self.place / part.name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            path.chmod(0o600)
            yield file


def _journals(instance: Path, room: Path, given: Path | None) -> list[Erasure]:
    """Everybody who was ever deleted, by the backup, by this machine and by the journal that was handed in."""
    if given is not None and not given.is_file():
        raise Unusable(f"Jurnal penghapusan {given} tidak ada.")
    places = [room / manifest.JOURNAL, instance / manifest.JOURNAL, *([given] if given else [])]
    try:
        read = [
            erasures.read(place.read_text("utf-8"), str(place.name)) for place in places if place.is_file()
        ]
    except UnicodeDecodeError as error:
        raise Unusable("Jurnal penghapusan tidak dapat dibaca sebagai teks.") from error
    return erasures.merged(*read)


def _installed(
    settings: Settings, stage: Stage, room: Path, gone: Sequence[Erasure], name: str
) -> tuple[str, ...]:
    """Exchange what is here for what was brought back. The journal comes first: it may say too much, never too little."""
    if gone:
        folders.write_durably(settings.instance / manifest.JOURNAL, erasures.written(gone).encode())
    aside = [stage.install(name)]
    uploads = settings.instance / manifest.UPLOADS
    if uploads.is_dir():
        aside.append(str(uploads.rename(settings.instance / f"uploads.{name}")))
    if (room / manifest.UPLOADS).is_dir():
        (room / manifest.UPLOADS).rename(uploads)
        folders.give_to_owner(uploads, settings.instance)
    folders.sync(settings.instance)
    return tuple(place for place in aside if place)


def _keys_in(place: Path) -> list[str]:
    """The secret keys that came along, newest first; none when they were left out."""
    if not place.is_file():
        return []
    try:
        keys = json.loads(place.read_text("utf-8"))["secret_keys"]
        return [key for key in keys if key.strip()]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Unusable("Cadangan ini rusak: kunci rahasia di dalamnya tidak dapat dibaca.") from error


def _kept_keys(settings: Settings, keys: Sequence[str], moment: str) -> tuple[str, tuple[str, ...]]:
    """Install the secret key, where it is this folder's to keep; what was done, or must be done, in one sentence.

    With it the keys that are in force from now on.
    """
    here = settings.instance / "secret_key"
    if not keys:
        return "Kunci rahasia tidak ada dalam cadangan; kunci di sini tetap dipakai.", settings.secret_keys
    if tuple(keys) == settings.secret_keys:
        return "Kunci rahasia sama dengan yang dipakai di sini.", settings.secret_keys
    ours = here.is_file() and here.read_text("utf-8").strip() == settings.secret_keys[0]
    if len(keys) > 1 or not ours:
        beside = here.with_name(f"secret_key.pulih-{moment}")
        folders.write_durably(beside, ",".join(keys).encode())
        said = f"Kunci dari cadangan ada di {beside}; arahkan LITERASI_SECRET_KEY_FILE ke sana."
        return said, settings.secret_keys
    here.rename(here.with_name(f"secret_key.lama-{moment}"))
    folders.write_durably(here, keys[0].encode())
    return "Kunci rahasia dari cadangan dipasang; yang lama disisihkan.", (keys[0],)
