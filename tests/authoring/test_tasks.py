"""What `serve` publishes at its start."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from literasi.authoring import files, tasks
from literasi.authoring.actions import Published
from literasi.authoring.files import write_folder
from literasi.infra.db import db
from tests.makers import courses


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The course on disk, where the site looks for it."""
    write_folder(tmp_path / "courses" / "_bersama", courses.COMMONS)
    write_folder(tmp_path / "courses" / courses.SLUG, courses.FILES)
    return tmp_path / "courses" / courses.SLUG


def start(app: Flask) -> list[Published]:
    """Start once; what was looked at."""
    with app.app_context():
        done = tasks.publish_changed()
        db.session.remove()
    return done


def changed(app: Flask) -> list[str]:
    return [one.slug for one in start(app) if one.changed]


def unreadable(path: Path) -> dict[str, bytes]:
    raise AssertionError(f"{path} was read")


def test_a_first_start_publishes_what_is_there(empty_app: Flask, folder: Path) -> None:
    assert changed(empty_app) == [courses.SLUG]
    assert empty_app.test_client().get(courses.LESSON_URL).status_code == 200


def test_a_start_without_a_courses_folder_publishes_nothing(empty_app: Flask) -> None:
    assert start(empty_app) == []


def test_a_start_after_which_nobody_saved_reads_no_file(
    empty_app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(empty_app)
    monkeypatch.setattr(files, "read_folder", unreadable)
    assert start(empty_app) == []


def test_a_file_that_was_only_touched_is_read_and_makes_no_release(empty_app: Flask, folder: Path) -> None:
    start(empty_app)
    (folder / "course.md").touch()
    assert [one.slug for one in start(empty_app)] == ["_bersama", courses.SLUG]
    assert start(empty_app) == []


def test_saving_in_one_course_publishes_that_one(empty_app: Flask, folder: Path) -> None:
    start(empty_app)
    write_folder(folder, {"course.md": courses.FILES["course.md"] + b"\nTambahan.\n"})
    assert changed(empty_app) == [courses.SLUG]


def test_a_save_while_the_files_are_read_is_seen_by_the_next_start(
    empty_app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = files.read_folder

    def read_then_save(path: Path) -> dict[str, bytes]:
        found = read(path)
        if path == folder:
            write_folder(folder, {"course.md": found["course.md"] + b"\nTambahan.\n"})
        return found

    with monkeypatch.context() as patch:
        patch.setattr(files, "read_folder", read_then_save)
        start(empty_app)
    assert changed(empty_app) == [courses.SLUG]


def test_a_course_that_vanished_goes_on_serving(empty_app: Flask, folder: Path) -> None:
    start(empty_app)
    folder.rename(folder.parent / "_disimpan")
    assert changed(empty_app) == []
    assert empty_app.test_client().get(courses.LESSON_URL).status_code == 200


def test_a_folder_that_cannot_be_read_stops_neither_the_start_nor_the_others(
    empty_app: Flask, folder: Path
) -> None:
    write_folder(
        folder.parent / "lain", {"course.md": b"---\nkode: X09\njudul: Lain\nkhalayak: [umum]\n---\n\nA.\n"}
    )
    (folder / "tautan.md").symlink_to("/etc/passwd")
    done = start(empty_app)
    assert [one.slug for one in done if one.changed] == ["lain"]
    assert [str(problem) for one in done for problem in one.problems if "Tautan" in problem.message]


def test_two_folders_of_one_course_are_both_refused(empty_app: Flask, folder: Path) -> None:
    start(empty_app)
    write_folder(folder.parent / "salinan", {**courses.FILES, "README": b"x"})
    done = start(empty_app)
    assert not any(one.changed for one in done)
    assert empty_app.test_client().get(courses.LESSON_URL).status_code == 200


def test_shared_files_that_cannot_be_read_are_told_and_stay_as_they_were(
    empty_app: Flask, folder: Path
) -> None:
    start(empty_app)
    (folder.parent / "_bersama" / "kanal.yaml").symlink_to("/etc/passwd")
    told = [problem.file for one in start(empty_app) for problem in one.problems]
    assert told == ["_bersama/kanal.yaml"]
    assert "Kata teman" in empty_app.test_client().get("/").get_data(as_text=True)
