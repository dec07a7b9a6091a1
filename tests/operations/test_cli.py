"""Getting ready to serve, and the doctor."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from literasi.authoring.files import write_folder
from literasi.backups import tasks as backups
from literasi.infra.db import db
from literasi.operations import cli, queries, tasks
from literasi.operations.rules import Finding, Server
from tests.attacks.oracles import snapshot
from tests.makers import courses, databases, quizzes, sites
from tests.operations.test_server_wire import free_port


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The course on disk, where the site looks for it."""
    write_folder(tmp_path / "courses" / "_bersama", courses.COMMONS)
    write_folder(tmp_path / "courses" / courses.SLUG, courses.FILES)
    return tmp_path / "courses"


def run(app: Flask, statement: str) -> None:
    with app.app_context():
        db.session.execute(text(statement))
        db.session.commit()
        db.session.remove()


def examined(app: Flask) -> Mapping[str, Finding]:
    with app.app_context():
        found = {str(finding.what): finding for finding in cli.examine()}
        db.session.remove()
    return found


def as_if_durable(ask: Callable[..., Server | str]) -> Callable[..., Server | str]:
    """The server's word, without what the tests' own server leaves out to be swift."""

    def said(session: Session) -> Server | str:
        found = ask(session)
        return replace(found, durable=True) if isinstance(found, Server) else found

    return said


def prepare(app: Flask) -> None:
    with app.app_context():
        cli.prepare()
        db.session.remove()


def test_a_first_start_makes_the_tables_and_publishes(
    tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = sites.build(tmp_path)
    prepare(app)
    assert f"{courses.SLUG}: terbit" in capsys.readouterr().err
    assert app.test_client().get(courses.LESSON_URL).status_code == 200
    sites.close(app)


@time_machine.travel("2026-11-23T01:00:00Z", tick=False)
def test_a_second_start_changes_nothing_and_says_nothing(
    empty_app: Flask, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(empty_app)
    capsys.readouterr()
    before = snapshot(empty_app)
    prepare(empty_app)
    assert capsys.readouterr().err == ""
    assert snapshot(empty_app) == before


def test_a_start_with_a_broken_course_names_it_and_serves_what_there_was(
    empty_app: Flask, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(empty_app)
    write_folder(
        root / courses.SLUG,
        {"03-tanpa-kuis/lesson.md": courses.FILES["03-tanpa-kuis/lesson.md"] + b"::: kuiss\n"},
    )
    prepare(empty_app)
    assert f"{courses.SLUG}/03-tanpa-kuis/lesson.md:18: " in capsys.readouterr().err
    assert empty_app.test_client().get(courses.PLAIN_URL).status_code == 200


def test_a_sound_site_is_found_sound(app: Flask, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "server", as_if_durable(queries.server))
    tasks.move(app)
    done = app.test_cli_runner().invoke(args=["doctor"])
    assert done.exit_code == 0, done.output
    assert "MASALAH" not in done.output
    assert "1 terbit, 0 masalah" in done.output


def test_the_doctor_finds_a_missing_migration(app: Flask, root: Path) -> None:
    run(app, "UPDATE alembic_version SET version_num = '0000'")
    finding = examined(app)["Skema basis data"]
    assert not finding.fine
    assert "db upgrade" in str(finding.mend)


@pytest.mark.sqlite
@pytest.mark.parametrize("at", [0, 100])
def test_the_doctor_finds_a_damaged_database(app: Flask, root: Path, at: int) -> None:
    sites.close(app)
    place = app.extensions["literasi"].sqlite_path
    body = bytearray(place.read_bytes())
    body[at : at + 64] = bytes(byte ^ 0xFF for byte in body[at : at + 64])
    place.write_bytes(body)
    done = app.test_cli_runner().invoke(args=["doctor"])
    assert done.exit_code == 1
    assert "MASALAH  Keutuhan basis data" in done.output
    assert "Pulihkan" in done.output


@pytest.mark.postgresql
def test_the_doctor_finds_that_the_server_is_gone(app: Flask) -> None:
    databases.ruin(app.extensions["literasi"].instance)
    done = app.test_cli_runner().invoke(args=["doctor"])
    assert done.exit_code == 1
    assert "MASALAH  Basis data: tidak terjangkau" in done.output
    assert "LITERASI_DATABASE_URL" in done.output
    assert "Traceback" not in done.output


def test_a_start_without_the_server_says_so_in_a_sentence(tmp_path: Path) -> None:
    away = f"postgresql+psycopg://warga:rahasia-sandi@127.0.0.1:{free_port()}/literasi"
    setting = {
        **os.environ,
        "LITERASI_DATABASE_URL": away,
        "LITERASI_INSTANCE": str(tmp_path),
        "LITERASI_COURSES": str(tmp_path),
    }
    command = [
        sys.executable,
        "-c",
        "from literasi.app import main; main()",
        "serve",
        "--port",
        str(free_port()),
    ]
    done = subprocess.run(command, env=setting, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "tidak terjangkau" in done.stderr and "LITERASI_DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr and "rahasia-sandi" not in done.stderr


@pytest.mark.postgresql
def test_the_doctor_finds_a_server_that_forgets_in_a_power_cut(app: Flask, root: Path) -> None:
    assert not examined(app)["Ketahanan basis data"].fine  # the tests' own server does not fsync


@pytest.mark.sqlite
def test_the_doctor_finds_rows_that_point_nowhere(app: Flask, root: Path) -> None:
    with app.app_context():
        connection = db.engine.raw_connection()
        connection.cursor().execute("PRAGMA foreign_keys=OFF")
        connection.cursor().execute("DELETE FROM source")
        connection.commit()
        connection.close()
    assert "rujukan putus" in str(examined(app)["Keutuhan basis data"].said)


def test_the_doctor_finds_a_broken_course(app: Flask, root: Path) -> None:
    write_folder(root / courses.SLUG, {"course.md": b"---\njudul: x\n---\n"})
    assert not examined(app)["Kursus"].fine


def test_the_doctor_finds_a_course_that_cannot_be_read(app: Flask, root: Path) -> None:
    (root / courses.SLUG / "tautan.md").symlink_to("/etc/passwd")
    assert str(examined(app)["Kursus"].said) == "1 terbit, 1 masalah"


def test_the_doctor_finds_that_nothing_was_published(empty_app: Flask) -> None:
    assert not examined(empty_app)["Kursus"].fine


def test_the_doctor_finds_jobs_that_do_not_run(app: Flask, root: Path) -> None:
    assert not examined(app)["Pekerjaan latar"].fine


def test_the_doctor_finds_a_clock_that_was_set_back(app: Flask, root: Path, guest: FlaskClient) -> None:
    quizzes.take(app, guest)
    run(app, "UPDATE response SET at = '2999-01-01 00:00:00.000000'")
    assert not examined(app)["Jam server"].fine


def test_the_doctor_finds_people_without_a_backup(app: Flask, root: Path, guest: FlaskClient) -> None:
    young = examined(app)["Cadangan terakhir"]
    assert young.fine and young.worth
    run(app, "UPDATE person SET created_at = '2020-01-01 00:00:00.000000'")
    finding = examined(app)["Cadangan terakhir"]
    assert not finding.fine and str(finding.said) == "belum pernah"


def test_a_backup_satisfies_the_doctor(app: Flask, root: Path, guest: FlaskClient, tmp_path: Path) -> None:
    run(app, "UPDATE person SET created_at = '2020-01-01 00:00:00.000000'")
    assert app.test_cli_runner().invoke(args=["backup", str(tmp_path / "x.tar")]).exit_code == 0
    finding = examined(app)["Cadangan terakhir"]
    assert finding.fine and "x.tar" in str(finding.said)


def test_the_doctor_finds_a_night_that_failed(
    tmp_path: Path, app: Flask, root: Path, guest: FlaskClient
) -> None:
    nightly = sites.build(tmp_path, backup_dir=tmp_path / "dicabut")
    assert backups.nightly(nightly) is None
    finding = examined(nightly)["Cadangan terakhir"]
    assert not finding.fine and "gagal" in str(finding.said) and "LITERASI_BACKUP_DIR" in str(finding.mend)
    assert str(examined(nightly)["Tempat cadangan"].said).startswith("tidak diatur")


def test_the_doctor_says_when_backups_lie_on_the_same_disk(tmp_path: Path, app: Flask, root: Path) -> None:
    assert "sama" in str(examined(sites.build(tmp_path, backup_dir=tmp_path))["Tempat cadangan"].said)


@pytest.mark.parametrize(("mode", "fine"), [(0o600, True), (0o640, False), (0o604, False)])
def test_the_doctor_looks_at_who_can_read_the_key(
    app: Flask, root: Path, tmp_path: Path, mode: int, fine: bool
) -> None:
    (tmp_path / "secret_key").touch(mode)
    (tmp_path / "secret_key").chmod(mode)
    assert examined(app)["Kunci rahasia"].fine is fine


def test_the_doctor_says_when_the_key_is_not_that_of_the_database(
    app: Flask, guest: FlaskClient, root: Path, tmp_path: Path
) -> None:
    assert examined(app)["Kunci dan basis data"].fine
    other = "kunci-lain-yang-juga-cukup-panjang-sekali"
    finding = examined(sites.build(tmp_path, secret_keys=(other,)))["Kunci dan basis data"]
    assert not finding.fine and "LITERASI_SECRET_KEY" in str(finding.mend)
    assert examined(sites.build(tmp_path, secret_keys=(other, sites.KEY)))["Kunci dan basis data"].fine


@pytest.mark.parametrize(("name", "value"), [("PORT", "abc"), ("PORT", "70000"), ("HOST", "tidak ada")])
def test_a_wrong_address_stops_the_start_in_words(app: Flask, name: str, value: str) -> None:
    done = app.test_cli_runner().invoke(args=["serve"], env={name: value})
    assert done.exit_code in (1, 2)
    assert name in done.output
    assert "Traceback" not in done.output
