"""Writes the ids that questions lack into a source, and touches no other character of it."""

from __future__ import annotations

from collections.abc import Callable

from literasi.markup import Fence, Findings, Passage, Section, cut_fences, cut_sections, split_front_matter

from .lesson import FENCES, QUESTION_LEVEL, WITH_QUESTIONS, cut_facilitator
from .question_meta import meta_index, read_meta
from .quiz import LEVEL


def insert_ids(source: str, new_id: Callable[[], str]) -> str:
    """The source of a lesson or quiz where every question has an id; each call of `new_id` makes one."""
    lines = source.split("\n")
    head, body = split_front_matter(source.removeprefix("\ufeff").replace("\r", ""), Findings())
    is_quiz = any(line.startswith("kuis:") for line in head.lines)
    for section in reversed(_quiz_sections(body) if is_quiz else _lesson_sections(body)):
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
