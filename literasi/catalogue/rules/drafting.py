"""From a course that was read to what its release stores."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from literasi.catalogue.rules.citation import citation_html
from literasi.catalogue.rules.codec import canonical_json, item_hash, part_to_data, question_to_data
from literasi.catalogue.rules.lesson import Lesson
from literasi.catalogue.rules.naming import digest
from literasi.catalogue.rules.part import Part
from literasi.catalogue.rules.question import Kind
from literasi.catalogue.rules.quiz import Quiz
from literasi.catalogue.rules.release import CourseDraft, ModuleDraft

PAGE_FRAME_BYTES = 9_000
"""About what the frame of a page, style and script weigh when they travel compressed."""


@dataclass(frozen=True)
class StoredText:
    """A lesson's parts in one language as they are stored, under their digest, with the words that may be found."""

    digest: str
    parts: list[Any]
    words: str
    guide_html: str


@dataclass(frozen=True)
class StoredModule:
    """A module as it is stored. `banks` maps a language to the (digest, data) of its questions in order."""

    key: str
    slug: str
    position: int
    data: dict[str, Any]
    texts: Mapping[str, StoredText]
    banks: Mapping[str, tuple[tuple[str, Any], ...]]


def sources_digest(sources: Mapping[str, str]) -> str:
    """One digest for a whole folder: equal sources, equal release."""
    return digest(canonical_json(dict(sorted(sources.items()))).encode())


def course_data(draft: CourseDraft) -> dict[str, Any]:
    """The course's front matter and descriptions."""
    front = draft.front
    titles = {language: text.front.title for language, text in draft.texts.items()}
    if front.title_en:
        titles.setdefault("en", front.title_en)
    return {
        "titles": titles,
        "descriptions_html": {language: text.description_html for language, text in draft.texts.items()},
        "audiences": list(front.audience),
        "level": front.level,
        "address": front.address,
        "licence": front.licence,
        "authors": list(front.authors),
    }


def stored_module(draft: ModuleDraft, language: str) -> StoredModule:
    """A module ready to be written. `language` is the course's own."""
    front = draft.lessons[language].front
    texts = {} if draft.coming_soon else {spoken: _text(lesson) for spoken, lesson in draft.lessons.items()}
    titles = {spoken: lesson.front.title for spoken, lesson in draft.lessons.items()}
    if front.title_en:
        titles.setdefault("en", front.title_en)
    data = {
        "titles": titles,
        "objectives": {"id": list(front.objectives), "en": list(front.objectives_en)},
        "audiences": list(front.audience),
        "indicators": list(front.indicators),
        "minutes": front.minutes or 0,
        "soon": draft.coming_soon,
        "prerequisites": list(front.prerequisites),
        "authors": list(front.authors),
        "reviewers": list(front.reviewers),
        "reviewed_on": front.reviewed_on.isoformat() if front.reviewed_on else "",
        "references": {
            spoken: [citation_html(reference, spoken) for reference in front.references]
            for spoken in ("id", "en")
        },
        "parts": {
            spoken: [[part.key, part.title, _kind(part)] for part in lesson.parts]
            for spoken, lesson in draft.lessons.items()
        },
        "texts": {spoken: text.digest for spoken, text in texts.items()},
        "weights": {spoken: _weight(draft, text) for spoken, text in texts.items()},
        "quiz": _quiz(draft.quizzes, language),
    }
    banks = {
        spoken: tuple((item_hash(question), question_to_data(question)) for question in quiz.questions)
        for spoken, quiz in draft.quizzes.items()
    }
    return StoredModule(draft.key, draft.slug, draft.position, data, texts, banks)


def _text(lesson: Lesson) -> StoredText:
    parts = [part_to_data(part) for part in lesson.parts]
    words = [lesson.front.title]
    for part in lesson.parts:
        words += [part.title, *(block.text for block in part.blocks)]
    return StoredText(
        digest(canonical_json(parts).encode()), parts, "\n".join(words), lesson.facilitator_html
    )


def _kind(part: Part) -> str:
    """What a part is called in outlines: the name of its fence, or `bagian`."""
    first = part.blocks[0].kind.value if part.blocks else "html"
    return "bagian" if first == "html" else first


def _weight(draft: ModuleDraft, text: StoredText) -> int:
    """About how many bytes a phone fetches to read the whole lesson."""
    body = canonical_json(text.parts)
    shown = (media for media in draft.media if media.name in body)
    pictures = sum(len(zlib.compress(media.data, 6)) for media in shown)
    return PAGE_FRAME_BYTES + len(zlib.compress(body.encode(), 6)) + pictures


def _quiz(quizzes: Mapping[str, Quiz], language: str) -> dict[str, Any] | None:
    own = quizzes.get(language)
    scored = sum(question.kind is not Kind.SURVEY for question in own.questions) if own else 0
    if own is None or not scored:
        return None
    front = own.front
    return {
        "titles": {spoken: quiz.front.title for spoken, quiz in quizzes.items()},
        "shown": min(front.shown or scored, scored),
        "threshold": front.threshold,
        "tries": front.tries,
        "minutes": front.minutes,
        "shuffle": front.shuffle,
        "show_keys": front.show_keys,
        "blueprint": dict(front.blueprint),
        "languages": sorted(quizzes),
        "surveys": len(own.questions) - scored,
    }
