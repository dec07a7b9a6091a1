"""What the pages across features show: course cards, the path of a course, filters, what to go on with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from literasi.catalogue.rules.shelf import Shelf, ShelfCourse, ShelfModule
from literasi.lessons.rules import END, minutes_left
from literasi.progress.rules import petals

LENGTHS = {"20": 20, "30": 30}
"""Filter by minutes: courses with at least one module that takes no longer."""


@dataclass(frozen=True)
class Filters:
    """What somebody looks for. Empty means everything."""

    audience: str = ""
    indicator: str = ""
    minutes: str = ""
    language: str = ""

    @property
    def any(self) -> bool:
        """Whether something is asked for."""
        return bool(self.audience or self.indicator or self.minutes or self.language)


@dataclass(frozen=True)
class Card:
    """A course as a card."""

    course: ShelfCourse
    petals: tuple[bool, ...]
    begun: bool


@dataclass(frozen=True)
class GoOn:
    """The one thing to do next: a module, the part to open, which number that part has, about how long it takes."""

    course: ShelfCourse
    module: ShelfModule
    part_key: str
    number: int
    total: int
    minutes: int


def matching(courses: Sequence[ShelfCourse], filters: Filters) -> list[ShelfCourse]:
    """Courses with at least one module that can be read today and meets every filter."""
    if not filters.any:
        return list(courses)
    return [course for course in courses if any(_meets(module, filters) for module in course.open_modules)]


def _meets(module: ShelfModule, filters: Filters) -> bool:
    return (
        (not filters.audience or filters.audience in module.audiences)
        and (not filters.indicator or filters.indicator in module.indicators)
        and (filters.minutes not in LENGTHS or module.minutes <= LENGTHS[filters.minutes])
        and (not filters.language or filters.language in module.texts)
    )


def cards(courses: Sequence[ShelfCourse], finished: Collection[str], begun: Collection[str]) -> list[Card]:
    """The courses with one's own flower."""
    return [
        Card(
            course,
            petals([module.key for module in course.modules], finished).petals,
            any(module.key in begun or module.key in finished for module in course.modules),
        )
        for course in courses
    ]


def indicators_on(shelf: Shelf) -> list[str]:
    """The indicators that something published teaches, in the order of their codes."""
    found = {code for course in shelf.courses for module in course.open_modules for code in module.indicators}
    return sorted(found, key=lambda code: (code[0], [int(part) for part in code[1:].split(".")]))


def sentences(competencies: Sequence[Mapping[str, Any]], language: str) -> dict[str, str]:
    """Indicator codes as sentences, which is what people read."""
    return {
        indicator["code"]: (indicator.get("text_en") if language == "en" else "") or indicator["text"]
        for competency in competencies
        for indicator in competency["indicators"]
    }


def go_on(
    shelf: Shelf,
    module_key: str,
    part_key: str,
    done: Collection[str],
    finished: Collection[str],
    language: str,
) -> GoOn | None:
    """Where to go on in a module that was begun; None when it was finished or is no longer published."""
    module = shelf.by_key(module_key)
    if module is None or module.soon or module_key in finished:
        return None
    course = shelf.course(module.course_slug)
    marks = module.parts[module.spoken(language)]
    keys = [mark.key for mark in marks]
    if course is None or not keys:
        return None
    number = keys.index(part_key) + 1 if part_key in keys else len(keys) if part_key == END else 1
    read = sum(key in done for key in keys)
    left = minutes_left(module.minutes, len(keys), read)
    return GoOn(
        course, module, part_key if part_key in keys or part_key == END else keys[0], number, len(keys), left
    )
