"""How courses begin: what is laid out can be published, and a copy is a module of its own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from literasi.authoring.actions import check, module_codes, read_commons
from literasi.authoring.rules.starting import Beginning, copied_module, new_course
from literasi.catalogue.rules import editing
from tests.makers import courses

COMMONS = read_commons(courses.COMMONS)
SHIPPED = Path(__file__).resolve().parents[2] / "courses"
OURS = read_commons({path.name: path.read_bytes() for path in (SHIPPED / "_bersama").iterdir()})
ELSEWHERE = {f"L0{course}-0{module}": "/kursus/lain" for course in range(1, 10) for module in range(1, 10)}
MODULES = sorted(path.parent for path in SHIPPED.glob("[a-z]*/*/lesson.md"))


def numbered() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"s-{next(numbers)}"


def keys(text: str) -> list[str]:
    return [one.written.key for one in editing.placed(text) if one.written]


def test_a_new_course_can_be_published_as_it_is() -> None:
    beginning = Beginning(
        "L12", "Arsip: Menjaga Ingatan", "Rini", "Apa itu arsip?", "apa-itu-arsip", ("K1.1",)
    )
    files = new_course(beginning, numbered())
    draft = check("arsip", files, COMMONS, {})
    assert [str(problem) for problem in draft.problems] == []
    assert [module.key for module in draft.modules] == ["L12-01"]


@pytest.mark.parametrize("folder", MODULES, ids=lambda path: f"{path.parts[-2]}/{path.parts[-1]}")
def test_every_module_of_ours_can_be_copied(folder: Path) -> None:
    course = folder.parent
    files = {
        path.relative_to(course).as_posix(): path.read_bytes() for path in course.rglob("*") if path.is_file()
    }
    code = f"{module_codes(files, 'x').popitem()[0][:3]}-99"
    copied = copied_module(files, folder.name, "99-salinan", code, numbered())
    was = {path: body.decode() for path, body in files.items() if path.startswith(f"{folder.name}/")}
    for path, text in was.items():
        new = copied[f"99-salinan{path.removeprefix(folder.name)}"].decode()
        if path.endswith(".md"):
            assert len(keys(new)) == len(keys(text))
            assert not set(keys(new)) & set(keys(text))
            assert "\npenelaah:" not in new
    problems = check("x", {**files, **copied}, OURS, ELSEWHERE).problems
    assert [problem for problem in problems if "99-salinan" in problem.file] == []


def test_translations_of_a_copy_share_their_ids() -> None:
    folder = "01-kebutuhan-informasi"
    course = SHIPPED / "merancang-penelusuran"
    files = {f"{folder}/{name}": (course / folder / name).read_bytes() for name in ("quiz.md", "quiz.en.md")}
    copied = copied_module(files, folder, "02-salinan", "L99-02", numbered())
    assert keys(copied["02-salinan/quiz.md"].decode()) == keys(copied["02-salinan/quiz.en.md"].decode())


def test_a_copy_was_reviewed_by_nobody_and_links_to_itself() -> None:
    lesson = "---\nkode: L01-01\njudul: A\npenelaah:\n  - Bu Ani\nditinjau_pada: 2026-01-01\nmenit: 5\n---\n[ini](L01-01#a) [itu](L01-012)\n"
    copied = copied_module({"01-a/lesson.md": lesson.encode()}, "01-a", "02-b", "L02-01", numbered())
    assert copied == {
        "02-b/lesson.md": b"---\nkode: L02-01\njudul: A\nmenit: 5\n---\n[ini](L02-01#a) [itu](L01-012)\n"
    }
