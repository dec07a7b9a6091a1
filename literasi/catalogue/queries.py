"""Questions about courses. What is immutable is kept in memory by its digest; the rest by the shelfmark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, inspect, select
from sqlalchemy.orm import Session

from literasi.catalogue.models import (
    BankEntry,
    Course,
    Guide,
    Item,
    Media,
    Module,
    Release,
    ReleaseFile,
    Shared,
    Source,
    Text,
)
from literasi.catalogue.rules import shelf as shelves
from literasi.catalogue.rules.codec import part_from_data, question_from_data
from literasi.catalogue.rules.part import Part
from literasi.catalogue.rules.question import Question
from literasi.catalogue.rules.shelf import Shelf
from literasi.infra.shelfmark import shelfmark as shelfmark  # what pages of courses depend on
from literasi.kernel.kept import Kept
from literasi.querylang import Record

_BANK = (
    select(BankEntry.item_digest)
    .where(BankEntry.module_id == bindparam("module"), BankEntry.language == bindparam("language"))
    .order_by(BankEntry.position)
)

_shelves: Kept[Shelf] = Kept(2)
_texts: Kept[tuple[Part, ...]] = Kept(64)
_items: Kept[Question] = Kept(2000)
_shared: Kept[Any] = Kept(8)


@dataclass(frozen=True)
class Banked:
    """A question of a module's bank with the digest under which it is kept."""

    digest: str
    question: Question


def shelf(session: Session) -> Shelf:
    """Everything learners can choose from. One small statement when nothing was published since the last asking."""
    return _shelves.get(shelfmark(session), lambda: _read_shelf(session))


def _read_shelf(session: Session) -> Shelf:
    courses = session.execute(
        select(Course.key, Course.slug, Release.id, Release.data).where(Release.id == Course.release_id)
    ).all()
    return Shelf(
        tuple(
            shelves.course_from(key, slug, release_id, data, _modules(session, slug, release_id))
            for key, slug, release_id, data in sorted(
                courses, key=lambda row: row[0]
            )  # no collation has a say
        )
    )


def _modules(session: Session, course_slug: str, release_id: int) -> list[shelves.ShelfModule]:
    rows = session.execute(
        select(Module.id, Module.key, Module.slug, Module.data)
        .where(Module.release_id == release_id)
        .order_by(Module.position)
    )
    return [shelves.module_from(row.id, row.key, row.slug, course_slug, release_id, row.data) for row in rows]


def parts(session: Session, digest: str) -> tuple[Part, ...]:
    """The parts of a lesson text."""
    return _texts.get(
        digest,
        lambda: tuple(
            part_from_data(part)
            for part in session.execute(select(Text.parts).where(Text.digest == digest)).scalar_one()
        ),
    )


def questions(session: Session, digests: Sequence[str]) -> dict[str, Question]:
    """The questions with these digests. One statement for those not in memory, none when all are."""
    found = {digest: held for digest in digests if (held := _items.peek(digest)) is not None}
    missing = [digest for digest in digests if digest not in found]
    if missing:
        rows = session.execute(select(Item.digest, Item.data).where(Item.digest.in_(missing)))
        found |= {row.digest: _items.put(row.digest, question_from_data(row.data)) for row in rows}
    return found


def bank(session: Session, module_id: int, language: str) -> list[Banked]:
    """The bank of a module's quiz in one language, in the author's order."""
    rows = session.connection().execute(_BANK, {"module": module_id, "language": language})
    digests = list(rows.scalars())
    found = questions(session, digests)
    return [Banked(digest, found[digest]) for digest in digests]


def shared(session: Session, key: str) -> Any:
    """Shared data such as `kompetensi` or `pembuka`, or None when it was never published."""
    return _shared.get(
        f"{shelfmark(session)}:{key}",
        lambda: session.execute(select(Shared.data).where(Shared.key == key)).scalar(),
    )


def records(session: Session) -> tuple[Record, ...]:
    """The practice catalogue over which `kueri` questions are judged."""
    return tuple(_record(data) for data in shared(session, "rekaman") or ())


def _record(data: Mapping[str, Any]) -> Record:
    return Record(
        id=data["id"],
        judul=data["judul"],
        tahun=data["tahun"],
        pengarang=tuple(data["pengarang"]),
        subjek=tuple(data["subjek"]),
        kata_kunci=tuple(data["kata_kunci"]),
        abstrak=data["abstrak"],
        jenis=data["jenis"],
        bahasa=data["bahasa"],
    )


def has_tables(session: Session) -> bool:
    """Whether the database was prepared at all."""
    return inspect(session.connection()).has_table(Course.__tablename__)


def media(session: Session, name: str) -> Media | None:
    """A picture or sound by the name under which it is served."""
    return session.get(Media, name)


def media_sizes(session: Session, names: Sequence[str]) -> dict[str, int]:
    """Bytes of pictures and sounds by name; names that nobody published are left out."""
    if not names:
        return {}
    found = session.execute(
        select(Media.name, func.length(Media.body).label("size")).where(Media.name.in_(names))
    )
    return {row.name: row.size for row in found}


def release_files(session: Session, course_key: str) -> dict[str, bytes]:
    """The source files of the newest release of a course, by path."""
    rows = session.execute(
        select(ReleaseFile.path, Source.body)
        .join(Source, Source.digest == ReleaseFile.digest)
        .join(Course, Course.release_id == ReleaseFile.release_id)
        .where(Course.key == course_key)
    )
    return {row.path: row.body for row in rows}


def fingerprints(session: Session) -> dict[str, str]:
    """For every course by address: how its files looked when it was last published."""
    rows = session.execute(select(Course.slug, Course.fingerprint))
    return {row.slug: row.fingerprint for row in rows}


def guide(session: Session, module_id: int, language: str) -> str:
    """The facilitator's guide of a module. Only for pages that learners cannot open."""
    found = session.get(Guide, (module_id, language))
    return found.html if found else ""
