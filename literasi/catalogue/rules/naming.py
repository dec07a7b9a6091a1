"""How contents and places are named: hashes of content, folders of modules, addresses of pages."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_MODULE_FILE = re.compile(r"^(\d{2,3})-([a-z0-9]+(?:-[a-z0-9]+)*)/(.+)$")
_TEXT_FILE = re.compile(r"^(course|lesson|quiz)(?:\.([a-z]{2}))?\.md$")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class ModulePath:
    """`01-kebutuhan-informasi/media/peta.svg` in parts. `position` orders modules, `slug` is the address."""

    folder: str
    position: int
    slug: str
    file: str


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal: the name of a content."""
    return hashlib.sha256(data).hexdigest()


def module_path(path: str) -> ModulePath | None:
    """The parts of a path inside a course folder, or None when it lies in no module."""
    match = _MODULE_FILE.match(path)
    if match is None:
        return None
    return ModulePath(f"{match[1]}-{match[2]}", int(match[1]), match[2], match[3])


def text_file(name: str) -> tuple[str, str] | None:
    """`lesson.en.md` -> ("lesson", "en"); the original has language ""."""
    match = _TEXT_FILE.match(name)
    return (match[1], match[2] or "") if match else None


def module_href(course_slug: str, module_slug: str) -> str:
    """The address of a module's page."""
    return f"/kursus/{course_slug}/{module_slug}"
