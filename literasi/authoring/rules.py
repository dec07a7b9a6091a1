"""What may be published over what."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from literasi.catalogue.rules.release import CourseDraft
from literasi.catalogue.rules.shelf import ShelfCourse
from literasi.markup import Problem


def vanished(before: ShelfCourse | None, draft: CourseDraft, allowed: Collection[str] = ()) -> list[Problem]:
    """Modules and quizzes that learners have now and the folder no longer holds.

    A file that is missing is more often an accident than a wish, so it is an error until somebody names the module
    in `allowed`.
    """
    if before is None:
        return []
    drafts = {module.key: module for module in draft.modules}
    problems = []
    for module in before.modules:
        if module.key in allowed:
            continue
        now = drafts.get(module.key)
        if now is None:
            problems.append(
                _problem(f"Modul {module.key} sudah terbit, tetapi foldernya hilang.", module.key)
            )
        elif module.texts and now.coming_soon:
            problems.append(
                _problem(f"Modul {module.key} sudah terbit, tetapi kini hanya `segera`.", module.key)
            )
        elif module.quiz and not now.quizzes:
            problems.append(_problem(f"Kuis {module.key} sudah terbit, tetapi quiz.md hilang.", module.key))
    return problems


def _problem(what: str, key: str) -> Problem:
    mend = f" Kembalikan berkasnya. Bila sengaja: `literasi course publish --drop {key} …`."
    return Problem(1, what + mend, "error", "course.md")


def clashing_codes(codes: Mapping[str, Collection[str]]) -> list[tuple[str, str]]:
    """Module codes used by more than one course: (folder, code). `codes` maps folder names to their codes."""
    seen: dict[str, str] = {}
    clashes = []
    for folder, used in codes.items():
        for code in used:
            if seen.setdefault(code, folder) != folder:
                clashes.append((folder, code))
    return clashes
