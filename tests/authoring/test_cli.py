"""`literasi course …` as somebody at a terminal meets it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from literasi.authoring.files import read_folder, write_folder
from literasi.catalogue.models import Release
from literasi.infra.db import db
from tests.makers import courses, sites


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of courses on disk."""
    write_folder(tmp_path / "courses" / courses.SLUG, courses.FILES)
    write_folder(tmp_path / "courses" / "_bersama", courses.COMMONS)
    return tmp_path / "courses"


def run(app: Flask, *words: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["course", *map(str, words)])


def write(root: Path, path: str, body: bytes) -> None:
    write_folder(root / courses.SLUG, {path: body})


def releases(app: Flask) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(Release)).scalar_one()


def tree(folder: Path) -> Mapping[str, bytes]:
    return read_folder(folder)


def test_checking_a_clean_folder_says_so(app: Flask, root: Path) -> None:
    done = run(app, "check", root)
    assert (done.exit_code, done.output) == (0, "1 kursus diperiksa, tidak ada masalah.\n")


def test_checking_names_file_and_line_and_ends_with_one(app: Flask, root: Path) -> None:
    write(root, "course.md", courses.FILES["course.md"].replace(b"tingkat: dasar", b"tingkat: mudah"))
    done = run(app, "check", root)
    assert done.exit_code == 1
    assert f"{courses.SLUG}/course.md:6: " in done.output
    assert "1 masalah perlu diperbaiki." in done.output


def test_advice_is_given_on_request_and_is_no_problem(app: Flask, root: Path) -> None:
    assert "saran" not in run(app, "check", root).output
    done = run(app, "check", root, "--saran")
    assert done.exit_code == 0
    assert re.search(
        rf"^{courses.SLUG}/01-\S+/lesson\.md:1: saran: .+ \[panjang-pelajaran\]$", done.output, re.M
    )
    assert re.search(r"^\d+ saran\.\n1 kursus diperiksa, tidak ada masalah\.$", done.output, re.M)


def test_advice_comes_beside_problems_and_a_course_without_flaws_gets_none(app: Flask, root: Path) -> None:
    write(root, "course.md", courses.FILES["course.md"].replace(b"tingkat: dasar", b"tingkat: mudah"))
    done = run(app, "check", root, "--saran")
    assert done.exit_code == 1
    assert f"{courses.SLUG}/course.md:6: " in done.output
    write_folder(root / "polos", {"course.md": b"---\nkode: X07\njudul: Polos\nkhalayak: [umum]\n---\n"})
    assert "Tidak ada saran.\n" in run(app, "check", root / "polos", "--saran").output


def test_checking_publishes_nothing(empty_app: Flask, root: Path) -> None:
    run(empty_app, "check", root)
    assert releases(empty_app) == 0


def test_one_course_alone_can_be_checked(app: Flask, root: Path) -> None:
    assert run(app, "check", root / courses.SLUG).exit_code == 0


@pytest.mark.parametrize("words", [("check", "/tidak/ada"), ("check",), ("publish",), ("export", "X01")])
def test_a_command_used_wrongly_ends_with_two(app: Flask, words: tuple[str, ...]) -> None:
    assert run(app, *words).exit_code == 2


def test_publishing_twice_says_that_nothing_changed(empty_app: Flask, root: Path) -> None:
    assert f"{courses.SLUG}: terbit" in run(empty_app, "publish", root).output
    assert f"{courses.SLUG}: tidak berubah" in run(empty_app, "publish", root).output
    assert releases(empty_app) == 1


def test_a_broken_course_does_not_keep_a_good_one_from_being_published(empty_app: Flask, root: Path) -> None:
    write_folder(root / "rusak", {"course.md": b"---\njudul: Tanpa kode\n---\n"})
    done = run(empty_app, "publish", root)
    assert done.exit_code == 1
    assert f"{courses.SLUG}: terbit" in done.output
    assert "rusak/course.md:1: " in done.output


def test_a_module_that_vanished_can_be_dropped_by_name(empty_app: Flask, root: Path) -> None:
    run(empty_app, "publish", root)
    (root / courses.SLUG / "03-tanpa-kuis" / "lesson.md").unlink()
    refused = run(empty_app, "publish", root)
    assert refused.exit_code == 1
    assert "--drop X01-03" in refused.output
    assert "terbit" in run(empty_app, "publish", root, "--drop", "X01-03").output
    assert releases(empty_app) == 2


def test_exporting_gives_back_every_byte(app: Flask, tmp_path: Path) -> None:
    assert run(app, "export", "X01", tmp_path / "keluar").exit_code == 0
    assert tree(tmp_path / "keluar") == courses.FILES


def test_exporting_then_publishing_changes_nothing(empty_app: Flask, root: Path) -> None:
    run(empty_app, "publish", root)
    run(empty_app, "export", "X01", root / courses.SLUG)
    assert f"{courses.SLUG}: tidak berubah" in run(empty_app, "publish", root).output
    assert releases(empty_app) == 1


def test_exporting_windows_line_ends_keeps_them(empty_app: Flask, root: Path, tmp_path: Path) -> None:
    body = courses.FILES["course.md"].replace(b"\n", b"\r\n")
    write(root, "course.md", body)
    run(empty_app, "publish", root)
    run(empty_app, "export", "X01", tmp_path / "keluar")
    assert (tmp_path / "keluar" / "course.md").read_bytes() == body


def test_exporting_what_was_never_published_ends_with_two(app: Flask, tmp_path: Path) -> None:
    done = run(app, "export", "X99", tmp_path / "keluar")
    assert done.exit_code == 2
    assert not (tmp_path / "keluar").exists()


def test_ids_are_written_once_and_nothing_else_is_touched(app: Flask, root: Path) -> None:
    path = "01-lengkap/quiz.md"
    body = courses.FILES[path].replace(b"id: q-pgk | ", b"").replace(b"id: q-jodoh | ", b"")
    write(root, path, body)
    first = run(app, "ids", root)
    written = tree(root / courses.SLUG)
    assert f"{courses.SLUG}/{path}: id ditulis" in first.output
    lines = zip(written[path].splitlines(), body.splitlines(), strict=True)
    assert [new.partition(b" | ")[2] for new, old in lines if new != old] == [b"indikator: K1.1"] * 2
    assert run(app, "ids", root).output == ""
    assert tree(root / courses.SLUG) == written


def test_writing_ids_leaves_a_complete_course_alone(app: Flask, root: Path) -> None:
    assert run(app, "ids", root).output == ""
    assert tree(root / courses.SLUG) == courses.FILES


@pytest.mark.parametrize("command", ["check", "publish", "ids"])
def test_a_link_in_a_course_is_named_and_nothing_behind_it_is_read(
    app: Flask, root: Path, tmp_path: Path, command: str
) -> None:
    (tmp_path / "rahasia.md").write_text("RAHASIA")
    (root / courses.SLUG / "01-lengkap" / "quiz.en.md").symlink_to(tmp_path / "rahasia.md")
    done = run(app, command, root)
    assert done.exit_code == 1
    assert f"{courses.SLUG}/01-lengkap/quiz.en.md:1: Tautan" in done.output
    assert "RAHASIA" not in done.output


def test_publishing_into_nothing_says_what_to_do_first(tmp_path: Path) -> None:
    app = sites.build(tmp_path)
    done = app.test_cli_runner().invoke(args=["course", "publish", str(tmp_path)])
    assert (done.exit_code, "literasi db upgrade" in done.output) == (2, True)
