"""Tables of courses. Everything under a release is written once and never changed.

Texts and items are stored once by the digest of their content, so a release that changes one module adds one text.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from literasi.infra.db import Base, Moment, RowId


class Course(Base):
    """A course that was published at least once."""

    __tablename__ = "course"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    """The author's `kode`, such as L01."""
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    release_id: Mapped[int | None] = mapped_column(RowId)
    """The release that new readers see. No foreign key: release and course would point at each other."""
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    """Sizes and times of the files it was last published from; equal means unread at start."""


class Release(Base):
    """A course as it was published at one moment."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    """Of all sources together."""
    created_at: Mapped[datetime] = mapped_column(Moment)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The course's front matter and description, by language."""


class Source(Base):
    """The bytes of a source file, once."""

    __tablename__ = "source"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class ReleaseFile(Base):
    """A file of a release: its path inside the course folder and its bytes. For export and for history."""

    __tablename__ = "release_file"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(300), primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("source.digest"))


class Module(Base):
    """A module as one release has it."""

    __tablename__ = "module"
    __table_args__ = (UniqueConstraint("release_id", "key"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), index=True)
    key: Mapped[str] = mapped_column(String(40), index=True)
    """The author's `kode`, such as L01-05: the same through all releases."""
    slug: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Front matter, quiz settings and weight in bytes; `texts` maps a language to a Text digest."""


class Text(Base):
    """The learner's parts of a lesson in one language, rendered, without facilitator notes."""

    __tablename__ = "text"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class Guide(Base):
    """What only whoever teaches a module may read. A table of its own, so no query of a lesson can bring it along."""

    __tablename__ = "guide"

    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    html: Mapped[str]


class Item(Base):
    """A question, keys and feedback included, by the digest of its content."""

    __tablename__ = "item"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), index=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)


class BankEntry(Base):
    """An item in the bank of a module's quiz, in one language, as one release has it."""

    __tablename__ = "bank_entry"

    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    item_digest: Mapped[str] = mapped_column(ForeignKey("item.digest"))


class Shared(Base):
    """Data that all courses share: competencies, the practice catalogue, the opening question."""

    __tablename__ = "shared"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    data: Mapped[Any] = mapped_column(JSON)


class Media(Base):
    """A picture or sound of a lesson, cleaned, by the name under which it is served for ever."""

    __tablename__ = "media"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    content_type: Mapped[str] = mapped_column(String(40))
    body: Mapped[bytes] = mapped_column(LargeBinary)
