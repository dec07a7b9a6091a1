"""Keeping releases. The one caller that decides what is published is `authoring`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
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
from literasi.catalogue.rules import drafting
from literasi.catalogue.rules.codec import canonical_json
from literasi.catalogue.rules.drafting import StoredModule
from literasi.catalogue.rules.naming import digest, module_href
from literasi.catalogue.rules.release import CourseDraft
from literasi.infra.news import announce
from literasi.infra.shelfmark import turn_shelfmark
from literasi.kernel.events import ModulePublished, ModuleWithdrawn

_CHUNK = 400


def release_course(
    session: Session, draft: CourseDraft, files: Mapping[str, bytes], fingerprint: str, now: datetime
) -> bool:
    """Make a new release of a course what learners see; False when the newest one has the very same sources.

    `draft` must be free of errors. Everything happens in the caller's transaction: half a release is never seen.
    """
    course = session.execute(select(Course).where(Course.key == draft.front.code)).scalar()
    whole = drafting.sources_digest(draft.sources)
    if course is not None and _newest_digest(session, course) == whole and course.slug == draft.slug:
        course.fingerprint = fingerprint
        return False
    if course is None:
        course = Course(key=draft.front.code, slug=draft.slug)
        session.add(course)
    course.slug, course.fingerprint = draft.slug, fingerprint
    session.flush()
    release = _new_release(session, course, draft, whole, now)
    _keep_sources(session, release.id, draft, files)
    modules = [drafting.stored_module(module, draft.language) for module in draft.modules]
    for module in modules:
        _keep_module(session, release.id, module)
    _keep_media(session, draft)
    _tell(session, course, modules)
    course.release_id = release.id
    turn_shelfmark(session)
    return True


def _newest_digest(session: Session, course: Course) -> str | None:
    return session.execute(select(Release.digest).where(Release.id == course.release_id)).scalar()


def _new_release(session: Session, course: Course, draft: CourseDraft, whole: str, now: datetime) -> Release:
    last = session.execute(select(func.max(Release.number)).where(Release.course_id == course.id)).scalar()
    release = Release(
        course_id=course.id,
        number=(last or 0) + 1,
        digest=whole,
        created_at=now,
        data=drafting.course_data(draft),
    )
    session.add(release)
    session.flush()
    return release


def _keep_sources(session: Session, release_id: int, draft: CourseDraft, files: Mapping[str, bytes]) -> None:
    _keep(
        session,
        Source,
        "digest",
        ({"digest": name, "body": files[path]} for path, name in draft.sources.items()),
    )
    rows = [{"release_id": release_id, "path": path, "digest": name} for path, name in draft.sources.items()]
    session.execute(insert(ReleaseFile), rows)


def _keep_module(session: Session, release_id: int, module: StoredModule) -> None:
    row = Module(
        release_id=release_id, key=module.key, slug=module.slug, position=module.position, data=module.data
    )
    session.add(row)
    session.flush()
    _keep(
        session,
        Text,
        "digest",
        ({"digest": text.digest, "parts": text.parts} for text in module.texts.values()),
    )
    for language, text in module.texts.items():
        if text.guide_html:
            session.add(Guide(module_id=row.id, language=language, html=text.guide_html))
    for language, bank in module.banks.items():
        _keep(
            session,
            Item,
            "digest",
            ({"digest": name, "key": data["key"], "data": data} for name, data in bank),
        )
        rows = [
            {"module_id": row.id, "language": language, "position": position, "item_digest": name}
            for position, (name, _data) in enumerate(bank)
        ]
        if rows:
            session.execute(insert(BankEntry), rows)


def _keep_media(session: Session, draft: CourseDraft) -> None:
    _keep(
        session,
        Media,
        "name",
        (
            {"name": media.name, "content_type": media.content_type, "body": media.data}
            for module in draft.modules
            for media in module.media
        ),
    )


def keep_picture(session: Session, name: str, content_type: str, body: bytes) -> None:
    """Keep a cleaned picture that belongs to no lesson, such as the library's logo, under the name of its content."""
    _keep(session, Media, "name", [{"name": name, "content_type": content_type, "body": body}])


def _keep(session: Session, table: Any, column: str, rows: Iterable[dict[str, Any]]) -> None:
    """Add the rows whose content is not kept yet. Content stands under its digest, so what is there is the same."""
    fresh = {row[column]: row for row in rows}
    names = list(fresh)
    for start in range(0, len(names), _CHUNK):
        chunk = names[start : start + _CHUNK]
        kept = session.execute(
            select(getattr(table, column)).where(getattr(table, column).in_(chunk))
        ).scalars()
        for name in kept.all():
            del fresh[name]
    if fresh:
        session.execute(insert(table), list(fresh.values()))


def _tell(session: Session, course: Course, modules: list[StoredModule]) -> None:
    """Announce what can be read now, and what no longer can."""
    before = session.execute(select(Module.key).where(Module.release_id == course.release_id)).scalars().all()
    readable = {module.key: module for module in modules if module.texts}
    for key in before:
        if key not in readable:
            announce(session, ModuleWithdrawn(key))
    for module in readable.values():
        titles = {language: module.data["titles"][language] for language in module.texts}
        texts = {language: text.words for language, text in module.texts.items()}
        announce(session, ModulePublished(module.key, module_href(course.slug, module.slug), titles, texts))


def keep_shared(session: Session, key: str, data: Any) -> bool:
    """Keep data that all courses share; False when it is what is kept already."""
    name = digest(canonical_json(data).encode())
    row = session.get(Shared, key)
    if row is not None and row.digest == name:
        return False
    session.merge(Shared(key=key, digest=name, data=data))
    turn_shelfmark(session)
    return True
