"""A course that was read -> every remark about it, with file and line."""

from __future__ import annotations

from collections.abc import Iterator

from literasi.catalogue.rules.lesson import Lesson
from literasi.catalogue.rules.manifest import LessonFront
from literasi.catalogue.rules.naming import module_path
from literasi.catalogue.rules.question import Question
from literasi.catalogue.rules.quiz import Quiz
from literasi.catalogue.rules.release import CourseDraft, ModuleDraft

from .banks import of_bank
from .lessons import of_lesson, of_parts
from .options import of_options
from .remark import Remark
from .replies import of_replies
from .wording import of_wording

MOST_STIMULUS_WORDS = 200
MOST_STIMULUS_WORDS_SMP = 120


def of_course(draft: CourseDraft) -> tuple[Remark, ...]:
    """Every remark about a course by file and line. What has errors is not in the draft, so nothing is said of it."""
    folders = {place.slug: place.folder for path in draft.sources if (place := module_path(path))}
    found = (
        one.in_file(f"{draft.slug}/{folders[module.slug]}/{one.file}")
        for module in draft.modules
        if not module.coming_soon
        for one in of_module(module, draft.language)
    )
    return tuple(sorted(found, key=lambda one: (one.file, one.line, one.code)))


def of_module(module: ModuleDraft, language: str) -> Iterator[Remark]:
    """The remarks about a module; `file` is a name in its folder. `language` is the course's own."""
    original = module.lessons.get(language)
    front = original.front if original else None
    for spoken, lesson in module.lessons.items():
        name = "lesson.md" if spoken == language else f"lesson.{spoken}.md"
        remarks = [*(of_lesson(lesson) if spoken == language else ()), *_of_texts(lesson, front)]
        yield from (one.in_file(name) for one in remarks)
    for spoken, quiz in module.quizzes.items():
        name = "quiz.md" if spoken == language else f"quiz.{spoken}.md"
        remarks = [
            *_of_questions(quiz, front),
            *(of_bank(quiz, front) if spoken == language and front else ()),
        ]
        yield from (one.in_file(name) for one in remarks)


def _of_texts(lesson: Lesson, front: LessonFront | None) -> Iterator[Remark]:
    yield from of_parts(lesson)
    for question in lesson.questions:
        yield from of_question(question, front, in_quiz=False)


def _of_questions(quiz: Quiz, front: LessonFront | None) -> Iterator[Remark]:
    for question in quiz.questions:
        yield from of_question(question, front, in_quiz=True)


def of_question(question: Question, front: LessonFront | None, *, in_quiz: bool) -> Iterator[Remark]:
    """The remarks about one question; `front` tells for whom its module is."""
    young = front is not None and "smp" in front.audience
    yield from of_options(question)
    yield from of_wording(question, MOST_STIMULUS_WORDS_SMP if young else MOST_STIMULUS_WORDS)
    yield from of_replies(question, in_quiz)
