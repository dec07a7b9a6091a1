"""A course folder as files -> a course ready to be released, with every problem of every file at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from literasi.markup import (
    Findings,
    Links,
    MediaRef,
    Page,
    Problem,
    part_anchor,
    plain_text,
    read_text,
    split_front_matter,
)

from .lesson import Known, Lesson, parse_lesson
from .manifest import CourseFront, read_course_front, read_lesson_front
from .media import Media, read_media
from .naming import SLUG, ModulePath, digest, module_href, module_path, text_file
from .quiz import Quiz, parse_quiz
from .translation import compare_lessons, compare_quizzes

ORIGINAL = ""


@dataclass(frozen=True)
class CourseContext:
    """What a course may refer to. `modules` maps codes of other courses' modules to their addresses."""

    indicators: frozenset[str] | None = None
    labs: frozenset[str] | None = None
    modules: Mapping[str, str] = field(default_factory=dict)
    media_prefix: str = "/media/"


@dataclass(frozen=True)
class CourseText:
    """A course's front matter and description in one language."""

    front: CourseFront
    description_html: str
    description: str


@dataclass(frozen=True)
class ModuleDraft:
    """A module: its lesson and quiz by language code, and its media."""

    key: str
    slug: str
    position: int
    lessons: Mapping[str, Lesson]
    quizzes: Mapping[str, Quiz]
    media: tuple[Media, ...] = ()

    @property
    def coming_soon(self) -> bool:
        """Whether the module is only a title yet."""
        return any(lesson.front.coming_soon for lesson in self.lessons.values())


@dataclass(frozen=True)
class CourseDraft:
    """All of a course folder. It may be released when no problem is an error.

    `sources` maps each path to the hash of its bytes: equal sources, nothing to publish.
    """

    slug: str
    language: str
    front: CourseFront
    texts: Mapping[str, CourseText]
    modules: tuple[ModuleDraft, ...]
    sources: Mapping[str, str]
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing keeps it from being released; warnings do not."""
        return all(problem.severity == "warning" for problem in self.problems)


def read_course(slug: str, files: Mapping[str, bytes], context: CourseContext | None = None) -> CourseDraft:
    """Read a course folder. `files` maps paths inside it (`01-x/lesson.md`) to bytes; nothing raises."""
    return _CourseReader(slug, files, context or CourseContext()).read()


@dataclass
class _Folder:
    place: ModulePath
    files: dict[str, bytes] = field(default_factory=dict)
    code: str = ""
    media: dict[str, Media] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    lessons: dict[str, Lesson] = field(default_factory=dict)
    quizzes: dict[str, Quiz] = field(default_factory=dict)


class _CourseReader:
    def __init__(self, slug: str, files: Mapping[str, bytes], context: CourseContext) -> None:
        self._slug = slug
        self._files = {path: data for path, data in sorted(files.items()) if not _is_hidden(path)}
        self._context = context
        self._problems: list[Problem] = []
        self._texts: dict[str, str] = {}
        self._folders: dict[str, _Folder] = {}
        self._part_links: list[tuple[str, str, str]] = []  # file, module code, part

    def read(self) -> CourseDraft:
        self._check_names()
        self._sort_files()
        for folder in self._folders.values():
            self._read_media(folder)
            folder.code = self._code_of(folder)
        front, language, texts = self._course_texts()
        self._check_codes(front)
        for folder in self._folders.values():
            self._read_module(folder, language)
        self._check_parts(language)
        self._check_ids(language)
        modules = sorted(
            (_draft(folder) for folder in self._folders.values()), key=lambda one: (one.position, one.slug)
        )
        sources = {path: digest(data) for path, data in self._files.items()}
        problems = tuple(sorted(self._problems, key=lambda one: (one.file, one)))
        return CourseDraft(self._slug, language, front, texts, tuple(modules), sources, problems)

    def _collect(self, findings: Findings) -> None:
        self._problems.extend(findings.problems)

    def _error(self, file: str, message: str) -> None:
        self._problems.append(Problem(1, message, "error", file))

    def _warn(self, file: str, message: str) -> None:
        self._problems.append(Problem(1, message, "warning", file))

    def _text(self, path: str, data: bytes) -> str | None:
        """Decode a file once; a problem of its bytes is reported once."""
        if path not in self._texts:
            findings = Findings(path)
            text = read_text(data, findings)
            self._collect(findings)
            if text is None:
                return None
            self._texts[path] = text
        return self._texts[path]

    def _check_names(self) -> None:
        """Names that some computers take for one file: copied there, one would overwrite the other."""
        seen: dict[str, str] = {}
        for path in self._files:
            other = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
            if other != path:
                self._error(
                    path, f"Nama ini hanya berbeda huruf besar dan kecil dari `{other}`. Ganti salah satunya."
                )

    def _course_texts(self) -> tuple[CourseFront, str, dict[str, CourseText]]:
        if not SLUG.fullmatch(self._slug):
            self._error("course.md", "Nama folder kursus hanya boleh huruf kecil, angka, dan tanda hubung.")
        if "course.md" not in self._files:
            self._error(
                "course.md", "Berkas course.md belum ada. Buat berkas itu dengan `kode` dan `judul` kursus."
            )
            return CourseFront("", self._slug), "id", {}
        original = self._course_text("course.md", "id")
        if original is None:
            return CourseFront("", self._slug), "id", {}
        language = original.front.language
        texts = {language: original}
        for path in self._files:
            kind = text_file(path)
            if kind and kind[0] == "course" and kind[1] not in (ORIGINAL, language):
                text = self._course_text(path, kind[1])
                if text and text.front.code != original.front.code:
                    self._error(
                        path, f"`kode` terjemahan harus sama dengan aslinya: `{original.front.code}`."
                    )
                if text:
                    texts[kind[1]] = text
        return original.front, language, texts

    def _course_text(self, path: str, language: str) -> CourseText | None:
        text = self._text(path, self._files[path])
        if text is None:
            return None
        findings = Findings(path)
        head, body = split_front_matter(text, findings)
        front = read_course_front(head, findings, translated=path != "course.md")
        links = Links(module=lambda code, part: self._module_href(code, part, path))
        html = "" if body.is_blank else Page(findings, links, language).blocks(body, prefix="kursus", level=1)
        self._collect(findings)
        return CourseText(front, html, plain_text(html))

    def _sort_files(self) -> None:
        for path, data in self._files.items():
            place = module_path(path)
            if place:
                self._folders.setdefault(place.folder, _Folder(place)).files[place.file] = data
            elif not (text_file(path) or path.startswith(("README", "LICENSE"))):
                self._warn(
                    path, "Berkas ini tidak dipakai. Folder modul bernama seperti `01-kata-kunci`; pindahkan."
                )
        slugs = [folder.place.slug for folder in self._folders.values()]
        for folder in self._folders.values():
            if slugs.count(folder.place.slug) > 1:
                self._error(
                    f"{folder.place.folder}/lesson.md", "Dua folder modul bernama sama. Ganti salah satunya."
                )

    def _read_media(self, folder: _Folder) -> None:
        for name, data in folder.files.items():
            path = f"{folder.place.folder}/{name}"
            if name.startswith("media/"):
                findings = Findings(path)
                media = read_media(name, data, findings)
                self._collect(findings)
                if media:
                    folder.media[name] = media
            elif not ((kind := text_file(name)) and kind[0] != "course"):
                self._warn(path, "Berkas ini tidak dipakai. Simpan gambar di folder media, atau hapus.")

    def _code_of(self, folder: _Folder) -> str:
        """The module's code, read ahead so that lessons can link to each other; its problems come later."""
        data = folder.files.get("lesson.md")
        text = self._text(f"{folder.place.folder}/lesson.md", data) if data is not None else None
        if text is None:
            return ""
        head, _ = split_front_matter(text, Findings())
        return read_lesson_front(head, Findings()).code

    def _check_codes(self, front: CourseFront) -> None:
        codes = [folder.code for folder in self._folders.values()]
        for folder in self._folders.values():
            file = f"{folder.place.folder}/lesson.md"
            if folder.code and codes.count(folder.code) > 1:
                self._error(
                    file, f"`kode: {folder.code}` dipakai dua modul. Beri kode lain pada salah satunya."
                )
            if folder.code and front.code and not folder.code.startswith(f"{front.code}-"):
                self._error(file, f"`kode` modul harus diawali kode kursus: `{front.code}-…`.")

    def _module_href(self, code: str, part: str, file: str) -> str | None:
        href = self._context.modules.get(code)
        for folder in self._folders.values():
            if folder.code == code:
                href = module_href(self._slug, folder.place.slug)
                if part:
                    self._part_links.append((file, code, part))
        if href is None:
            return None
        return f"{href}#{part_anchor(part)}" if part else href

    def _links(self, folder: _Folder, file: str) -> Links:
        def media(path: str) -> MediaRef | None:
            folder.used.add(path)
            found = folder.media.get(path)
            return found.ref(self._context.media_prefix) if found else None

        def module(code: str, part: str) -> str | None:
            return self._module_href(code, part, file)

        return Links(media, module)

    def _read_module(self, folder: _Folder, language: str) -> None:
        if "lesson.md" not in folder.files:
            self._error(
                f"{folder.place.folder}/lesson.md", "Berkas lesson.md belum ada. Buat, atau hapus foldernya."
            )
        for name, data in sorted(folder.files.items()):
            kind = text_file(name)
            path = f"{folder.place.folder}/{name}"
            text = self._text(path, data) if kind and kind[0] != "course" else None
            if kind is None or text is None:
                continue
            findings = Findings(path)
            spoken = kind[1] or language
            read: Callable[..., None] = self._read_lesson if kind[0] == "lesson" else self._read_quiz
            read(folder, text, findings, spoken, kind[1] != ORIGINAL)
            self._collect(findings)
        self._compare(folder, language)
        for path in sorted(folder.media.keys() - folder.used):
            self._warn(
                f"{folder.place.folder}/{path}", "Berkas media ini belum dipakai di modul. Pakai, atau hapus."
            )

    def _read_lesson(
        self, folder: _Folder, text: str, findings: Findings, language: str, translated: bool
    ) -> None:
        known = Known(self._context.indicators, self._context.labs)
        links = self._links(folder, findings.file)
        lesson = parse_lesson(
            text, findings, links=links, known=known, language=language, translated=translated
        )
        if lesson is None:
            return
        folder.lessons[language] = lesson
        codes = {one.code for one in self._folders.values()} | self._context.modules.keys()
        for code in lesson.front.prerequisites:
            if code not in codes:
                findings.error(
                    lesson.front.prerequisites_line, f"Modul prasyarat `{code}` tidak ada. Periksa kodenya."
                )

    def _read_quiz(
        self, folder: _Folder, text: str, findings: Findings, language: str, translated: bool
    ) -> None:
        links = self._links(folder, findings.file)
        quiz = parse_quiz(text, findings, links=links, indicators=self._context.indicators, language=language)
        if quiz:
            folder.quizzes[language] = quiz

    def _compare(self, folder: _Folder, language: str) -> None:
        """Every translation against the original; broken originals are reported already."""
        for spoken, lesson in folder.lessons.items():
            original = folder.lessons.get(language)
            if spoken != language and original and not original.front.coming_soon:
                findings = Findings(f"{folder.place.folder}/lesson.{spoken}.md")
                compare_lessons(original, lesson, findings)
                self._collect(findings)
        for spoken, quiz in folder.quizzes.items():
            bank = folder.quizzes.get(language)
            if spoken != language and bank:
                findings = Findings(f"{folder.place.folder}/quiz.{spoken}.md")
                compare_quizzes(bank, quiz, findings)
                self._collect(findings)

    def _check_parts(self, language: str) -> None:
        keys = {
            folder.code: {part.key for part in lesson.parts}
            for folder in self._folders.values()
            if (lesson := folder.lessons.get(language))
        }
        for file, code, part in dict.fromkeys(self._part_links):
            if code in keys and part not in keys[code]:
                self._error(
                    file, f"Tautan `{code}#{part}` menuju bagian yang tidak ada. Periksa kunci bagiannya."
                )

    def _check_ids(self, language: str) -> None:
        """Answers are filed by id, so an id is unique in the whole course."""
        seen: dict[str, str] = {}
        for folder in self._folders.values():
            for name, bank in (
                ("lesson", folder.lessons.get(language)),
                ("quiz", folder.quizzes.get(language)),
            ):
                file = f"{folder.place.folder}/{name}.md"
                for question in bank.questions if bank else ():
                    other = seen.setdefault(question.key, file)
                    if question.key and other != file:
                        message = f"`id: {question.key}` sudah dipakai di {other}. Beri id lain."
                        self._problems.append(Problem(question.line, message, "error", file))


def _draft(folder: _Folder) -> ModuleDraft:
    place = folder.place
    return ModuleDraft(
        folder.code, place.slug, place.position, folder.lessons, folder.quizzes, tuple(folder.media.values())
    )


def _is_hidden(path: str) -> bool:
    """Editors leave backups behind; nobody means to publish them."""
    return any(
        part.startswith((".", "~")) or part.endswith(("~", ".bak", ".swp")) for part in path.split("/")
    )
