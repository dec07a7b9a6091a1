"""Writes the ids that questions lack into a source, and touches no other character of it."""

from __future__ import annotations

from collections.abc import Callable

from literasi.markup import Fence, Findings, Passage, Section, cut_fences, cut_sections, split_front_matter

from .lesson import FENCES, QUESTION_LEVEL, WITH_QUESTIONS, cut_facilitator
from .question_meta import meta_index, read_meta
from .quiz import LEVEL


def question_sections(source: str) -> tuple[int, list[Section]]:
    """The questions of a lesson or quiz with line ends of `\\n`, and the level of their headings."""
    head, body = split_front_matter(source, Findings())
    if any(line.startswith("kuis:") for line in head.lines):
        return LEVEL, _quiz_sections(body)
    return QUESTION_LEVEL, _lesson_sections(body)


def insert_ids(source: str, new_id: Callable[[], str]) -> str:
    """The source of a lesson or quiz where every question has an id; each call of `new_id` makes one."""
    lines = source.split("\n")
    _level, sections = question_sections(source.removeprefix("\ufeff").replace("\r", ""))
    for section in reversed(sections):
        if not _has_id(section):
            _write(lines, section, new_id())
    return "\n".join(lines)


def _quiz_sections(body: Passage) -> list[Section]:
    return cut_sections(body, LEVEL, Findings())[1]


def _lesson_sections(body: Passage) -> list[Section]:
    learners, _ = cut_facilitator(body, Findings())
    return [
        section
        for piece in cut_fences(learners, FENCES, Findings())
        if isinstance(piece, Fence) and piece.name in WITH_QUESTIONS
        for section in cut_sections(piece.body, QUESTION_LEVEL, Findings())[1]
    ]


def _has_id(section: Section) -> bool:
    """A data line with a wrong id counts: the author wrote one, and must mend it."""
    index = meta_index(section.body)
    if index is None:
        return False
    findings = Findings()
    meta, _ = read_meta(section.body, findings, None)
    return bool(meta.key) or any("`id`" in problem.message for problem in findings)


def _write(lines: list[str], section: Section, key: str) -> None:
    """Into the data line when there is one, else on a line of its own below the heading."""
    index = meta_index(section.body)
    if index is not None:
        at = section.body.line - 1 + index
        lines[at] = f"id: {key} | {lines[at]}"
        return
    end = "\r" if lines[section.line - 1].endswith("\r") else ""
    followed = bool(section.body.lines) and bool(section.body.lines[0].strip())
    lines[section.line : section.line] = [f"id: {key}{end}", *([end] if followed else [])]
