"""`literasi backup`, `literasi restore` and the backup of the night."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import Result
from flask import Flask

from literasi.backups import tasks
from literasi.backups.files import holding, record
from tests.backups import makers
from tests.backups.makers import NOW, PASSPHRASE, dump
from tests.bench.servers import ROOT
from tests.makers import sites

pytestmark = pytest.mark.sqlite


def run(app: Flask, *args: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(args=args, input=typed)


def test_there_and_back_by_the_terminal(busy_app: Flask, machine: Flask, tmp_path: Path) -> None:
    kept = str(tmp_path / "x.tar")
    made = run(busy_app, "backup", kept)
    assert made.exit_code == 0 and "tidak terkunci, 1 orang; sudah dibaca ulang" in made.output
    done = run(machine, "restore", kept)
    assert done.exit_code == 0 and "person 1" in done.output
    assert dump(machine) == dump(busy_app)


def test_there_and_back_with_a_passphrase_on_standard_input(
    busy_app: Flask, machine: Flask, tmp_path: Path
) -> None:
    kept = str(tmp_path / "x.tar")
    assert run(busy_app, "backup", kept, "--encrypt", typed=f"{PASSPHRASE}\n").exit_code == 0
    wrong = run(machine, "restore", kept, typed="bukan itu kata sandinya\n")
    assert wrong.exit_code == 1 and "Kata sandi cadangan keliru" in wrong.output
    assert "Tidak ada yang diubah." in wrong.output
    assert run(machine, "restore", kept, typed=f"{PASSPHRASE}\n").exit_code == 0


def test_a_passphrase_by_setting_is_not_asked_for(tmp_path: Path, busy_app: Flask, machine: Flask) -> None:
    app = sites.build(tmp_path, backup_passphrase=PASSPHRASE)
    there = sites.build(makers.settings_of(machine).instance, backup_passphrase=PASSPHRASE)
    assert run(app, "backup", str(tmp_path / "x.tar"), "--encrypt").exit_code == 0
    assert run(there, "restore", str(tmp_path / "x.tar")).exit_code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("backup", "{}/tidak ada/x.tar"), "Buat dulu foldernya"),
        (("backup", "{}/literasi.db"), "bukan cadangan literasi"),
        (("backup", "{}/x.tar", "--with-keys"), "--encrypt"),
        (("backup", "{}/x.tar", "--encrypt"), "kata sandi"),
        (("restore", "{}/tidak ada.tar"), "tidak dapat dibaca"),
        (("restore", "{}/literasi.db", "--replace"), "bukan cadangan literasi"),
        (("restore", "{}/literasi.db"), "--replace"),
        (("restore", "/dev/null", "--replace"), "bukan cadangan literasi"),
    ],
)
def test_a_wrong_wish_is_refused_in_one_sentence(
    busy_app: Flask, tmp_path: Path, args: tuple[str, ...], said: str
) -> None:
    before = dump(busy_app)
    done = run(busy_app, *(arg.format(tmp_path) for arg in args))
    assert done.exit_code in (1, 2) and said in done.output
    assert "Traceback" not in done.output and dump(busy_app) == before


def test_a_short_passphrase_is_refused(busy_app: Flask, tmp_path: Path) -> None:
    done = run(busy_app, "backup", str(tmp_path / "x.tar"), "--encrypt", typed="pendek\n")
    assert "paling sedikit 12 huruf" in done.output and not (tmp_path / "x.tar").exists()


def test_a_newer_backup_takes_the_place_of_an_older_one_and_of_nothing_else(
    busy_app: Flask, tmp_path: Path
) -> None:
    kept = tmp_path / "x.tar"
    assert [run(busy_app, "backup", str(kept)).exit_code for _time in range(2)] == [0, 0]
    foreign = tmp_path / "skripsi.tar"
    foreign.write_bytes(b"isi")
    assert run(busy_app, "backup", str(foreign)).exit_code == 1
    assert foreign.read_bytes() == b"isi"


def test_a_disk_that_is_full_keeps_the_last_good_backup(
    busy_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = makers.back_up(busy_app, tmp_path / "x.tar").path
    before = kept.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = run(busy_app, "backup", str(kept))
    assert done.exit_code == 1 and "No space left" in done.output
    assert kept.read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith((".x", ".cadangan"))]


def test_a_damaged_database_makes_no_backup(busy_app: Flask, tmp_path: Path) -> None:
    place = tmp_path / "literasi.db"
    body = bytearray(place.read_bytes())
    body[8192:12288] = bytes(4096)
    place.write_bytes(body)
    done = run(busy_app, "backup", str(tmp_path / "x.tar"))
    assert done.exit_code == 1 and "asis data" in done.output
    assert not (tmp_path / "x.tar").exists()


def test_serving_waits_until_a_restore_is_done(busy_app: Flask, tmp_path: Path) -> None:
    with holding.alone(tmp_path):
        for command in (["serve", "--port", "8099"], ["worker"]):
            done = run(busy_app, *command)
            assert done.exit_code == 1 and "sedang dipulihkan" in done.output


@pytest.fixture
def nightly(busy_app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The busy site with a folder for backups."""
    folder = tmp_path / "malam"
    folder.mkdir()
    yield sites.build(tmp_path, backup_dir=folder, backup_passphrase=PASSPHRASE)


def test_the_nights_keep_a_week_and_four_weeks(nightly: Flask, tmp_path: Path) -> None:
    with time_machine.travel(NOW, tick=False) as clock_:
        for _night in range(16):
            assert tasks.nightly(nightly) is not None
            clock_.shift(timedelta(days=1))
    kept = sorted(path.name for path in (tmp_path / "malam").iterdir())
    assert len(kept) == 8 and all(name.endswith(".tar.terkunci") for name in kept)
    assert record.read(tmp_path).at == NOW + timedelta(days=15)


def test_a_failed_night_is_noted_beside_the_last_good_one(nightly: Flask, tmp_path: Path) -> None:
    with time_machine.travel(NOW, tick=False):
        tasks.nightly(nightly)
    (tmp_path / "malam").rename(tmp_path / "dicabut")
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert tasks.nightly(nightly) is None
    found = record.read(tmp_path)
    assert found.at == NOW and found.failed_at == NOW + timedelta(days=1) and "malam" in found.reason


def test_without_a_folder_nothing_happens_at_night(busy_app: Flask) -> None:
    assert tasks.nightly(busy_app) is None


def test_somebody_else_brings_it_back_in_another_place(busy_app: Flask, tmp_path: Path) -> None:
    kept = tmp_path / "x.tar"
    makers.back_up(busy_app, kept)
    there = Path(f"/tmp/literasi-pulih-{os.getpid()}")
    there.mkdir()
    try:
        kept = kept.rename(there / "x.tar")
        (there / "instance").mkdir()
        done = _restored_by_another(there)
        assert done.returncode == 0, done.stderr
        assert dump(sites.build(there / "instance")) == dump(busy_app)
    finally:
        subprocess.run(["rm", "-rf", there], check=True)


def _restored_by_another(there: Path) -> subprocess.CompletedProcess[str]:
    """Restore as nobody when we are root, else as ourselves, from a folder that is the user's own."""
    user: list[str] = []
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", "nobody", there], check=True)
        user = ["setpriv", "--reuid=nobody", "--clear-groups"]
    script = "from literasi.app import main; main()"
    env = {
        **os.environ,
        "LITERASI_INSTANCE": str(there / "instance"),
        "PYTHONPATH": str(ROOT),
        "HOME": str(there),
    }
    command = [*user, sys.executable, "-c", script, "restore", str(there / "x.tar")]
    return subprocess.run(command, cwd=there, env=env, capture_output=True, text=True, check=False)


def test_a_restore_without_its_keys_says_what_will_not_work_and_how_to_mend_it(
    busy_app: Flask, tmp_path: Path
) -> None:
    kept, place = str(tmp_path / "x.tar"), tmp_path / "mesin lain"
    place.mkdir()
    run(busy_app, "backup", kept)
    there = sites.build(place, secret_keys=("kunci-lain-yang-juga-cukup-panjang-sekali",))
    said = run(there, "restore", kept).output
    assert "PERHATIAN" in said and "kode lanjut" in said and "LITERASI_SECRET_KEY" in said
    sites.close(there)


def test_a_restore_with_its_keys_warns_of_nothing(busy_app: Flask, machine: Flask, tmp_path: Path) -> None:
    kept = str(tmp_path / "x.tar")
    run(busy_app, "backup", kept)
    assert "PERHATIAN" not in run(machine, "restore", kept).output
