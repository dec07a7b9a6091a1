"""What learners can choose from: courses and modules as their newest releases have them, without their texts.

Small enough to be kept in memory as a whole; texts and items are fetched by digest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class PartMark:
    """A part as outlines show it. `kind` is the fence's name, or `bagian` for an ordinary section."""

    key: str
    title: str
    kind: str


@dataclass(frozen=True)
class QuizTerms:
    """What quiz.md says of the quiz as a whole. `shown` counts scored items, `surveys` what comes after them; `minutes` and `tries` None: no limit."""

    titles: Mapping[str, str]
    shown: int
    threshold: int = 80
    tries: int | None = None
    minutes: int | None = None
    shuffle: bool = True
    show_keys: str = "setelah_kirim"
    blueprint: Mapping[str, int] = field(default_factory=dict)
    languages: tuple[str, ...] = ("id",)
    surveys: int = 0


@dataclass(frozen=True)
class ShelfModule:
    """A module of a release. Maps go from language (`id`, `en`) to text; `weights` to compressed bytes."""

    id: int
    key: str
    slug: str
    course_slug: str
    release_id: int
    titles: Mapping[str, str]
    objectives: Mapping[str, tuple[str, ...]]
    audiences: tuple[str, ...]
    indicators: tuple[str, ...]
    minutes: int
    soon: bool
    prerequisites: tuple[str, ...]
    authors: tuple[str, ...]
    reviewers: tuple[str, ...]
    reviewed_on: str
    references: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, tuple[PartMark, ...]]
    texts: Mapping[str, str]
    weights: Mapping[str, int]
    quiz: QuizTerms | None

    def title(self, language: str) -> str:
        """The title in this language, else in Indonesian."""
        return self.titles.get(language) or self.titles["id"]

    def spoken(self, language: str) -> str:
        """The language in which the lesson can be read by somebody who wants this one."""
        return language if language in self.texts else "id"


@dataclass(frozen=True)
class ShelfCourse:
    """A course as its newest release has it."""

    key: str
    slug: str
    release_id: int
    titles: Mapping[str, str]
    descriptions_html: Mapping[str, str]
    audiences: tuple[str, ...]
    level: str
    address: str
    licence: str
    authors: tuple[str, ...]
    modules: tuple[ShelfModule, ...]

    def title(self, language: str) -> str:
        """The title in this language, else in Indonesian."""
        return self.titles.get(language) or self.titles["id"]

    def description(self, language: str) -> str:
        """What the course is about, as safe HTML."""
        return self.descriptions_html.get(language) or self.descriptions_html.get("id", "")

    @property
    def open_modules(self) -> tuple[ShelfModule, ...]:
        """Those that can be read today."""
        return tuple(module for module in self.modules if not module.soon)

    @property
    def minutes(self) -> int:
        """How long the whole course takes, its announced modules included."""
        return sum(module.minutes for module in self.modules)


@dataclass(frozen=True)
class Shelf:
    """Everything that is published, in the order of course keys."""

    courses: tuple[ShelfCourse, ...]

    def course(self, slug: str) -> ShelfCourse | None:
        """The course at this address."""
        return next((course for course in self.courses if course.slug == slug), None)

    def module(self, course_slug: str, slug: str) -> ShelfModule | None:
        """The module at this address; one that is only announced has none."""
        course = self.course(course_slug)
        found = (module for module in course.open_modules if module.slug == slug) if course else iter(())
        return next(found, None)

    def by_key(self, key: str) -> ShelfModule | None:
        """The module with this key."""
        return next(
            (module for course in self.courses for module in course.modules if module.key == key), None
        )


def module_from(
    row_id: int, key: str, slug: str, course_slug: str, release_id: int, data: Mapping[str, Any]
) -> ShelfModule:
    """A module from its row. `data` is what `module_data` made of a draft."""
    lists = ("audiences", "indicators", "prerequisites", "authors", "reviewers")
    quiz = data["quiz"]
    return ShelfModule(
        id=row_id,
        key=key,
        slug=slug,
        course_slug=course_slug,
        release_id=release_id,
        titles=data["titles"],
        objectives={language: tuple(lines) for language, lines in data["objectives"].items()},
        minutes=data["minutes"],
        soon=data["soon"],
        reviewed_on=data["reviewed_on"],
        references=_references(data["references"]),
        parts={
            language: tuple(PartMark(*part) for part in parts) for language, parts in data["parts"].items()
        },
        texts=data["texts"],
        weights=data["weights"],
        quiz=QuizTerms(**{**quiz, "languages": tuple(quiz["languages"])}) if quiz else None,
        **{name: tuple(data[name]) for name in lists},
    )


def _references(data: Mapping[str, Sequence[str]] | Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Citations by language; a release from before they spoke two has one list."""
    spoken = data if isinstance(data, Mapping) else {"id": data}
    return {language: tuple(lines) for language, lines in spoken.items()}


def course_from(
    key: str, slug: str, release_id: int, data: Mapping[str, Any], modules: Sequence[ShelfModule]
) -> ShelfCourse:
    """A course from its release's data and its modules in order."""
    return ShelfCourse(
        key=key,
        slug=slug,
        release_id=release_id,
        titles=data["titles"],
        descriptions_html=data["descriptions_html"],
        audiences=tuple(data["audiences"]),
        level=data["level"],
        address=data["address"],
        licence=data["licence"],
        authors=tuple(data["authors"]),
        modules=tuple(modules),
    )
