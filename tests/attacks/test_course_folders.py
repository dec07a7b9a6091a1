"""Attack 37: folders of courses that point out of themselves, on the way in and on the way out."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask

from literasi.authoring import files
from literasi.catalogue.rules.release import CourseContext, read_course
from tests.attacks.oracles import changes, snapshot
from tests.makers import courses, sites

SECRET = "RAHASIA-di-luar"
OUTSIDE = [
    "../rahasia.txt",
    "../../rahasia.txt",
    "a/../../rahasia.txt",
    "/tmp/rahasia-mutlak.txt",
    "a/b/../../../rahasia.txt",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course folder on disk, with a secret beside it."""
    (tmp_path / "rahasia.txt").write_text(SECRET)
    place = tmp_path / "kursus" / courses.SLUG
    place.mkdir(parents=True)
    files.write_folder(place, courses.FILES)
    return place


def test_a_link_to_a_file_outside_is_refused_by_name(folder: Path) -> None:
    (folder / "01-lengkap" / "catatan.md").symlink_to(folder.parent.parent / "rahasia.txt")
    with pytest.raises(files.Unreadable, match=r"catatan\.md"):
        files.read_folder(folder)


def test_a_link_to_a_folder_outside_is_refused(folder: Path) -> None:
    (folder / "05-luar").symlink_to(folder.parent.parent)
    with pytest.raises(files.Unreadable):
        files.read_folder(folder)


def test_a_course_folder_that_is_itself_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "luar"
    outside.mkdir()
    (outside / "course.md").write_text(SECRET)
    (folder.parent / "tautan").symlink_to(outside)
    with pytest.raises(files.Unreadable, match="tautan"):
        files.read_folder(folder.parent / "tautan")
    with pytest.raises(files.Unreadable, match="tautan"):
        files.fingerprint(folder.parent / "tautan")


def test_a_pipe_in_a_folder_is_passed_over_without_waiting(folder: Path) -> None:
    os.mkfifo(folder / "01-lengkap" / "pipa.md")
    assert set(files.read_folder(folder)) == set(courses.FILES)


def test_hidden_files_stay_out(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text(SECRET)
    (folder / "01-lengkap" / ".env").write_text(SECRET)
    assert SECRET.encode() not in b"".join(files.read_folder(folder).values())


def test_a_huge_file_is_refused_by_name(folder: Path) -> None:
    with open(folder / "01-lengkap" / "besar.md", "wb") as file:
        file.truncate(files.LARGEST_FILE + 1)
    with pytest.raises(files.Unreadable, match=r"besar\.md"):
        files.read_folder(folder)


@pytest.mark.parametrize("name", OUTSIDE)
def test_export_writes_nothing_outside_its_folder(tmp_path: Path, name: str) -> None:
    target = tmp_path / "a" / "b" / "keluar"
    target.mkdir(parents=True)
    with pytest.raises(files.Unreadable):
        files.write_folder(target, {name: SECRET.encode()})
    assert not list(tmp_path.rglob("*.txt")) and not Path("/tmp/rahasia-mutlak.txt").exists()


def test_export_does_not_write_through_a_link_that_waits_in_its_folder(tmp_path: Path) -> None:
    target, outside = tmp_path / "keluar", tmp_path / "luar"
    target.mkdir()
    outside.mkdir()
    (target / "01-lengkap").symlink_to(outside)
    with pytest.raises(files.Unreadable):
        files.write_folder(target, {"01-lengkap/lesson.md": b"x"})
    assert list(outside.iterdir()) == []


def test_export_replaces_a_linked_file_and_leaves_what_it_pointed_at(tmp_path: Path) -> None:
    target, victim = tmp_path / "keluar", tmp_path / "korban.md"
    target.mkdir()
    victim.write_text("utuh")
    (target / "course.md").symlink_to(victim)
    with suppress(files.Unreadable):
        files.write_folder(target, {"course.md": b"x"})
    assert victim.read_text() == "utuh"


@pytest.mark.parametrize(
    "path", ["../../rahasia.svg", "/etc/passwd", "media/../../../rahasia.svg", "..%2f..%2frahasia.svg",
             "media/../lesson.md", "\\\\server\\x.svg", "//e.test/x.svg", "https://e.test/x.svg", "media/tidak-ada.svg"]
)  # fmt: skip
def test_a_picture_from_elsewhere_is_a_problem_and_nothing_is_published(app: Flask, path: str) -> None:
    lesson = courses.PLAIN_LESSON + f"\n![Gambar]({path})\n"
    before = snapshot(app)
    done = sites.publish(app, {**courses.FILES, "03-tanpa-kuis/lesson.md": lesson.encode()})
    assert not done.changed
    assert any("03-tanpa-kuis/lesson.md" in problem.file for problem in done.problems)
    assert changes(before, snapshot(app)) == {}


CLASHES = [
    ("03-tanpa-kuis/media/Peta.svg", "03-tanpa-kuis/media/peta.svg"),
    ("03-tanpa-kuis/media/kopi\u0301.svg", "03-tanpa-kuis/media/kop\u00ed.svg"),
]
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>A</title></svg>'


@pytest.mark.parametrize(("one", "other"), CLASHES)
def test_names_that_are_one_file_on_some_computers_are_refused(one: str, other: str) -> None:
    held = {**courses.FILES, one: DRAWING, other: DRAWING.replace(b"A", b"B")}
    draft = read_course(courses.SLUG, held, CourseContext(indicators=frozenset({"K1.1", "K1.2"})))
    assert not draft.ok
    assert any("besar" in problem.message and "kecil" in problem.message for problem in draft.problems)
