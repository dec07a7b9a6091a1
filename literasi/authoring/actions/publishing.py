"""Check and publish: the one door by which sources become what learners see."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from literasi.authoring import files as disk
from literasi.authoring.rules import publishing as rules
from literasi.catalogue import actions as catalogue
from literasi.catalogue import queries
from literasi.catalogue.rules import shared
from literasi.catalogue.rules.competencies import indicator_codes, read_competencies
from literasi.catalogue.rules.manifest import read_lesson_front
from literasi.catalogue.rules.naming import module_href, module_path
from literasi.catalogue.rules.release import CourseContext, CourseDraft, read_course
from literasi.markup import Findings, Problem, read_text, split_front_matter

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Commons:
    """What courses/_bersama holds, read: data by key, the indicator codes, and every problem."""

    data: Mapping[str, Any]
    indicators: frozenset[str] | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Published:
    """What came of publishing a course. `changed` is False when learners see what they saw before."""

    slug: str
    changed: bool
    problems: tuple[Problem, ...]


def read_commons(files: Files) -> Commons:
    """Read courses/_bersama. A file that is not there is no problem; one that is broken is."""
    problems: list[Problem] = []
    data: dict[str, Any] = {}
    indicators = None

    def text_of(name: str) -> tuple[str, Findings] | None:
        findings = Findings(f"_bersama/{name}")
        text = read_text(files[name], findings) if name in files else None
        problems.extend(findings.problems)
        return (text, Findings(f"_bersama/{name}")) if text is not None else None

    if found := text_of("kompetensi.yaml"):
        competencies = read_competencies(*found)
        problems.extend(found[1].problems)
        data["kompetensi"], indicators = shared.competency_data(competencies), indicator_codes(competencies)
    openings = {}
    for language, name in (("id", "pembuka.md"), ("en", "pembuka.en.md")):
        if found := text_of(name):
            openings[language] = shared.read_opening(*found, indicators)
            problems.extend(found[1].problems)
    if openings:
        data["pembuka"] = openings
    if found := text_of("rekaman.yaml"):
        data["rekaman"] = shared.read_records(*found)
        problems.extend(found[1].problems)
    if found := text_of("jalur.yaml"):
        data["jalur"] = shared.read_paths(*found)
        problems.extend(found[1].problems)
    return Commons(data, indicators, tuple(problems))


def keep_commons(session: Session, commons: Commons, marks: Mapping[str, str] | None = None) -> bool:
    """Publish what is shared, unless something of it is broken; then all of it stays as it is.

    `marks` tell how the files looked, so that the next start knows whether somebody saved in them.
    """
    if any(problem.severity == "error" for problem in commons.problems):
        return False
    data = {**commons.data, **(marks or {})}
    kept = [catalogue.keep_shared(session, key, value) for key, value in data.items()]
    return any(kept)


def module_codes(files: Files, slug: str) -> dict[str, str]:
    """The codes of a course's modules and their addresses, read ahead so that courses can link to each other."""
    codes = {}
    for path, body in files.items():
        place = module_path(path)
        if place and place.file == "lesson.md" and (text := read_text(body, Findings())) is not None:
            code = read_lesson_front(split_front_matter(text, Findings())[0], Findings()).code
            codes[code] = module_href(slug, place.slug)
    return codes


def check(slug: str, files: Files, commons: Commons, elsewhere: Mapping[str, str]) -> CourseDraft:
    """Read a course with every problem of every file. `elsewhere` are the modules of other courses."""
    context = CourseContext(indicators=commons.indicators, modules=elsewhere)
    draft = read_course(slug, files, context)
    problems = (*draft.problems, *rules.clashes(draft, elsewhere))
    return replace(draft, problems=tuple(problem.in_file(f"{slug}/{problem.file}") for problem in problems))


@dataclass(frozen=True)
class Desk:
    """Courses on disk, read to be worked on: the folders asked for, what they share, the modules of all courses."""

    folders: tuple[Path, ...]
    read: Mapping[str, disk.Folder]
    commons: Commons
    codes: Mapping[str, Mapping[str, str]]

    def elsewhere(self, slug: str) -> dict[str, str]:
        """The modules of the other courses."""
        return {
            code: href for other, codes in self.codes.items() if other != slug for code, href in codes.items()
        }


def lay_out(path: Path) -> Desk:
    """Read the folders at `path` and, for links, the courses beside them."""
    asked = disk.course_folders(path)
    root = path.parent if asked == [path] else path
    read = {folder.name: disk.take_in(folder) for folder in disk.course_folders(root)}
    codes = {slug: module_codes(folder.files, slug) for slug, folder in read.items()}
    return Desk(tuple(asked), read, _commons_in(root / "_bersama"), codes)


def _commons_in(folder: Path) -> Commons:
    if not folder.is_dir():
        return read_commons({})
    taken = disk.take_in(folder)
    return Commons({}, None, (taken.problem,)) if taken.problem else read_commons(taken.files)


@dataclass(frozen=True)
class Reviewed:
    """What a look at a desk brought: every problem, and the courses as far as they can be read in spite of them."""

    problems: tuple[Problem, ...]
    drafts: tuple[CourseDraft, ...]


def review(desk: Desk) -> Reviewed:
    """Read the folders of a desk, with every problem of theirs and of what they share."""
    problems, drafts = list(desk.commons.problems), list[CourseDraft]()
    for folder in desk.folders:
        slug, taken = folder.name, desk.read[folder.name]
        if taken.problem:
            problems.append(taken.problem)
        else:
            draft = check(slug, taken.files, desk.commons, desk.elsewhere(slug))
            problems.extend(draft.problems)
            drafts.append(draft)
    return Reviewed(tuple(problems), tuple(drafts))


def problems_of(desk: Desk) -> list[Problem]:
    """Every problem of the folders of a desk and of what they share."""
    return list(review(desk).problems)


def count_errors(desk: Desk) -> int:
    """How many problems keep the folders of a desk from being published."""
    return sum(problem.severity == "error" for problem in problems_of(desk))


def publish(
    session: Session,
    slug: str,
    files: Files,
    commons: Commons,
    elsewhere: Mapping[str, str],
    fingerprint: str,
    now: datetime,
    dropped: Collection[str] = (),
) -> Published:
    """Make a course what learners see, unless it has errors: then what they see stays, and the errors come back."""
    draft = check(slug, files, commons, elsewhere)
    against = _against_published(session, draft, files, dropped)
    problems = (*draft.problems, *(problem.in_file(f"{slug}/{problem.file}") for problem in against))
    if not draft.ok or against:
        return Published(slug, False, problems)
    return Published(slug, catalogue.release_course(session, draft, files, fingerprint, now), problems)


def _against_published(
    session: Session, draft: CourseDraft, files: Files, dropped: Collection[str]
) -> list[Problem]:
    """What keeps a course, however fine in itself, from taking the place of what learners see now."""
    shelf = queries.shelf(session)
    before = next((one for one in shelf.courses if one.key == draft.front.code), None)
    kept = queries.release_files(session, draft.front.code)
    return [
        *rules.taken(shelf.course(draft.slug), draft),
        *rules.vanished(before, draft, dropped),
        *rules.cut_short(kept, files, draft, dropped),
    ]


def with_ids(files: Files, insert: Callable[[str], str]) -> dict[str, bytes]:
    """The text files of a course that change when missing ids are written, with their new bytes."""
    changed = {}
    for path, body in files.items():
        place = module_path(path)
        if place is None or not place.file.endswith(".md"):
            continue
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if (written := insert(text)) != text:
            changed[path] = written.encode("utf-8")
    return changed
