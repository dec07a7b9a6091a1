"""What may be published over what."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from literasi.catalogue.rules.naming import module_path
from literasi.catalogue.rules.release import CourseDraft, ModuleDraft
from literasi.catalogue.rules.shelf import ShelfCourse, ShelfModule
from literasi.markup import Problem


def vanished(before: ShelfCourse | None, draft: CourseDraft, allowed: Collection[str] = ()) -> list[Problem]:
    """Modules, quizzes and translations that learners have now and the folder no longer holds.

    A file that is missing is more often an accident than a wish, so it is an error until somebody names the module
    in `allowed`.
    """
    if before is None:
        return []
    drafts = {module.key: module for module in draft.modules}
    missing = ((module.key, _lost(module, drafts.get(module.key))) for module in before.modules)
    return [_problem(what, key) for key, what in missing if what and key not in allowed]


def _lost(module: ShelfModule, now: ModuleDraft | None) -> str:
    """What learners would lose of a module, as a sentence; empty when they lose nothing."""
    if now is None:
        return f"Modul {module.key} sudah terbit, tetapi foldernya hilang."
    if module.texts and now.coming_soon:
        return f"Modul {module.key} sudah terbit, tetapi kini hanya `segera`."
    if module.quiz and not now.quizzes:
        return f"Kuis {module.key} sudah terbit, tetapi quiz.md hilang."
    quizzes = module.quiz.languages if module.quiz else ()
    translations = {*module.texts} - {*now.lessons} | {*quizzes} - {*now.quizzes}
    return f"Terjemahan {module.key} ({', '.join(sorted(translations))}) hilang." if translations else ""


def _problem(what: str, key: str) -> Problem:
    mend = f" Kembalikan berkasnya. Bila sengaja: `literasi course publish --drop {key} …`."
    return Problem(1, what + mend, "error", "course.md")


def clashes(draft: CourseDraft, elsewhere: Mapping[str, str]) -> list[Problem]:
    """Modules whose code another course uses too: marks and places are filed by it. `elsewhere` maps code to address."""
    return [
        Problem(
            1,
            f"`kode: {module.key}` sudah dipakai kursus lain ({elsewhere[module.key]}). Beri kode lain di sini.",
            "error",
            _lesson_file(draft, module.slug),
        )
        for module in draft.modules
        if module.key and module.key in elsewhere
    ]


def taken(before: ShelfCourse | None, draft: CourseDraft) -> list[Problem]:
    """The course at this address has another code: renaming a code would leave its learners behind."""
    if before is None or before.key == draft.front.code:
        return []
    mend = f"Kembalikan `kode: {before.key}`, atau beri foldernya nama lain."
    return [
        Problem(1, f"Alamat {before.slug} sudah dipakai kursus {before.key}. {mend}", "error", "course.md")
    ]


def cut_short(
    kept: Mapping[str, bytes], files: Mapping[str, bytes], draft: CourseDraft, allowed: Collection[str] = ()
) -> list[Problem]:
    """Texts that look half-written: the beginning of what is published, or without the line end it had.

    Only the published bytes tell: half a bank of questions is a fine, shorter bank.
    """
    keys = {module.slug: module.key for module in draft.modules}
    problems = []
    for path, old in kept.items():
        new = files.get(path, old)
        place = module_path(path)
        key = keys.get(place.slug, "") if place else draft.front.code
        half = old.startswith(new) or (old.endswith(b"\n") and not new.endswith(b"\n"))
        if new != old and half and path.endswith(".md") and key not in allowed:
            what = "Berkas ini berakhir lebih awal daripada yang terbit; mungkin baru tersimpan separuh."
            mend = (
                f" Lengkapi dan akhiri dengan Enter. Bila sengaja: `literasi course publish --drop {key} …`."
            )
            problems.append(Problem(new.count(b"\n") + 1, what + mend, "error", path))
    return problems


def _lesson_file(draft: CourseDraft, slug: str) -> str:
    places = ((path, module_path(path)) for path in draft.sources)
    return next(
        (path for path, place in places if place and (place.slug, place.file) == (slug, "lesson.md")),
        "course.md",
    )
