"""The courses folder on disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from literasi.authoring import files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files.write_folder(tmp_path / "kursus", {"course.md": b"satu", "01-a/lesson.md": b"dua"})
    return tmp_path / "kursus"


def test_what_is_written_is_read_back(folder: Path) -> None:
    assert files.read_folder(folder) == {"course.md": b"satu", "01-a/lesson.md": b"dua"}


def test_hidden_files_are_not_read(folder: Path) -> None:
    files.write_folder(folder, {".git/config": b"x", "01-a/.lesson.md.swp": b"x"})
    assert set(files.read_folder(folder)) == {"course.md", "01-a/lesson.md"}


def test_folders_with_an_underscore_are_no_courses(folder: Path) -> None:
    for name in ("_bersama", ".git", "lain"):
        (folder.parent / name).mkdir()
    assert [path.name for path in files.course_folders(folder.parent)] == ["kursus", "lain"]
    assert files.course_folders(folder) == [folder]


@pytest.mark.parametrize("target", ["/etc/passwd", "course.md", "tidak-ada", ".."])
def test_a_link_is_refused_wherever_it_leads(folder: Path, target: str) -> None:
    (folder / "01-a" / "quiz.md").symlink_to(target)
    with pytest.raises(files.Unreadable, match="symlink"):
        files.read_folder(folder)


def test_a_folder_that_is_a_link_is_refused(folder: Path) -> None:
    (folder / "02-b").symlink_to(folder / "01-a", target_is_directory=True)
    with pytest.raises(files.Unreadable, match="02-b"):
        files.read_folder(folder)


def test_a_file_that_is_too_large_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_FILE", 3)
    with pytest.raises(files.Unreadable, match="lebih besar"):
        files.read_folder(folder)


def test_a_folder_with_too_many_files_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 2)
    with pytest.raises(files.Unreadable, match="lebih dari 2"):
        files.read_folder(folder)


def test_a_pipe_does_not_keep_a_reader_waiting(folder: Path) -> None:
    os.mkfifo(folder / "pipa.md")
    assert set(files.read_folder(folder)) == {"course.md", "01-a/lesson.md"}


def test_a_folder_that_cannot_be_read_is_a_problem_with_its_place(folder: Path) -> None:
    (folder / "01-a" / "quiz.md").symlink_to("/etc/passwd")
    taken = files.take_in(folder)
    assert str(taken.problem).startswith("kursus/01-a/quiz.md:1: Tautan")
    assert taken.files == {}


@pytest.mark.parametrize("change", ["content", "time", "name", "new", "gone"])
def test_a_fingerprint_changes_when_somebody_saved(folder: Path, change: str) -> None:
    before, file = files.fingerprint(folder), folder / "course.md"
    match change:
        case "content":
            file.write_bytes(b"lebih panjang")
        case "time":
            os.utime(file, ns=(1, 1))
        case "name":
            file.rename(folder / "course.en.md")
        case "new":
            (folder / "README").write_bytes(b"")
        case "gone":
            file.unlink()
    assert files.fingerprint(folder) != before


def test_a_fingerprint_stays_while_nobody_saves(folder: Path) -> None:
    assert files.fingerprint(folder) == files.fingerprint(folder) == files.mark_of(folder)


def test_no_course_has_the_mark_of_one_that_cannot_be_read(folder: Path) -> None:
    (folder / "tautan").symlink_to("/")
    assert files.mark_of(folder) == files.NO_MARK


@pytest.mark.parametrize("name", ["../luar.md", "/tmp/luar.md", "a/../../luar.md"])
def test_nothing_is_written_outside_the_folder(folder: Path, name: str) -> None:
    with pytest.raises(files.Unreadable, match="keluar"):
        files.write_folder(folder, {name: b"x"})
    assert not (folder.parent / "luar.md").exists()


def test_writing_through_a_link_that_leads_out_is_refused(folder: Path) -> None:
    (folder / "media").symlink_to(folder.parent, target_is_directory=True)
    with pytest.raises(files.Unreadable, match="keluar"):
        files.write_folder(folder, {"media/luar.md": b"x"})


def test_writing_leaves_no_temporary_file(folder: Path) -> None:
    files.write_whole(folder / "course.md", b"baru")
    assert sorted(path.name for path in folder.iterdir()) == ["01-a", "course.md"]
    assert (folder / "course.md").stat().st_mode & 0o777 == 0o644
