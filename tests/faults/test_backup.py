"""A backup while eight pupils save: what was acknowledged before it began is in it, and it is sound."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from tests.bench.servers import ROOT
from tests.faults.pupils import Kept, Pupil, Writer, sound, stored
from tests.faults.served import Served

pytestmark = pytest.mark.sqlite

WRITERS, SAVES, BACKUPS = 8, 400, 3
LONGEST_SECONDS = 120.0


def literasi(instance: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """A command of the terminal on an instance."""
    script = Path(sys.executable).with_name("literasi")
    env = {**os.environ, "LITERASI_INSTANCE": str(instance), "PYTHONPATH": str(ROOT)}
    return subprocess.run([script, *args], cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def brought_back(kept: Path, place: Path) -> Path:
    """The instance of a machine on which the backup was brought back."""
    done = literasi(place, "restore", str(kept))
    assert done.returncode == 0, done.stderr
    assert sound(place)
    return place


def test_nothing_acknowledged_before_a_backup_is_missing_from_it(served: Served, tmp_path: Path) -> None:
    until = time.monotonic() + LONGEST_SECONDS
    writers = [Writer(Pupil(served.port), number, []) for number in range(WRITERS)]
    threads = [Thread(target=writer.write, args=(SAVES, until)) for writer in writers]
    for thread in threads:
        thread.start()
    made = [_back_up(served, writers, tmp_path / f"{number}.tar") for number in range(BACKUPS)]
    refused = literasi(served.instance, "restore", str(made[0][0]), "--replace")
    assert refused.returncode == 1 and "sedang melayani" in refused.stderr
    for thread in threads:
        thread.join()

    every = {kept for writer in writers for kept in writer.acknowledged}
    assert len(every) == WRITERS * SAVES
    assert len(made[0][1]) < len(every)  # the first backup was made while they wrote
    for path, before in made:
        found = set(stored(brought_back(path, path.with_suffix(""))))
        assert before <= found, f"{len(before - found)} acknowledged saves are missing"
        assert found <= every


def _back_up(served: Served, writers: list[Writer], target: Path) -> tuple[Path, set[Kept]]:
    """A backup made now, and what had been acknowledged before it began."""
    before = {kept for writer in writers for kept in list(writer.acknowledged)}
    done = literasi(served.instance, "backup", str(target))
    assert done.returncode == 0, done.stderr
    return target, before


def test_a_restore_after_a_kill_is_not_kept_away_by_what_died(served: Served, tmp_path: Path) -> None:
    assert literasi(served.instance, "backup", str(tmp_path / "x.tar")).returncode == 0
    served.kill_all()
    done = literasi(served.instance, "restore", str(tmp_path / "x.tar"), "--replace")
    served.start()
    assert done.returncode == 0, done.stderr
    assert "Yang lama ada di" in done.stdout
