"""How long a backup takes while people save, and bringing it back; with how much memory."""

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from tests.bench.growth import DATABASE, crowded
from tests.bench.load import Load, drive
from tests.bench.people import Crowd
from tests.bench.servers import ROOT, Server
from tests.bench.sites import Literasi, guest_of_literasi

SAVES = 200


@dataclass(frozen=True)
class Ran:
    """A command of the terminal: its seconds and its peak of resident memory in MB."""

    seconds: float
    peak_mb: float


@dataclass(frozen=True)
class BackedUp:
    """Sizes in MB; the p99 of a save in milliseconds before and during the backup, and saves that failed."""

    database_mb: float
    file_mb: float
    backup: Ran
    restore: Ran
    calm_p99: float
    busy_p99: float
    failed: int


def back_up(folder: Path, crowd: Crowd) -> BackedUp:
    """Back a crowd's site up while people save, and bring it back into another folder."""
    instance, kept = folder / "penuh", folder / "cadangan.tar"
    with crowded(instance, crowd) as server:
        site = guest_of_literasi(server)
        calm = drive(server.port, site.saves(SAVES))
        saving = _Saving(server, site)
        saving.start()
        backup = run(instance, "backup", str(kept))
        loads = saving.end()
    database = (instance / DATABASE).stat().st_size
    restore = run(folder / "lain", "restore", str(kept))
    return BackedUp(
        database_mb=database / 1e6,
        file_mb=kept.stat().st_size / 1e6,
        backup=backup,
        restore=restore,
        calm_p99=calm.p99,
        busy_p99=statistics.median(load.p99 for load in loads),
        failed=sum(load.failed for load in loads),
    )


class _Saving(Thread):
    """People who save until they are told to end."""

    def __init__(self, server: Server, site: Literasi) -> None:
        super().__init__()
        self._server, self._site, self._over, self._loads = server, site, Event(), list[Load]()

    def run(self) -> None:
        while not self._over.is_set():
            self._loads.append(drive(self._server.port, self._site.saves(SAVES)))

    def end(self) -> list[Load]:
        self._over.set()
        self.join()
        return self._loads


def run(instance: Path, *command: str) -> Ran:
    """Run `literasi …` on an instance. Raises RuntimeError with what it said when it fails."""
    script = Path(sys.executable).with_name("literasi")
    instance.mkdir(exist_ok=True)
    env = {**os.environ, "LITERASI_INSTANCE": str(instance)}
    began, peak = time.perf_counter(), 0
    with (instance / "command.log").open("wb") as log:
        process = subprocess.Popen([script, *command], cwd=ROOT, env=env, stdout=log, stderr=log)
        while process.poll() is None:
            peak = max(peak, _peak_kb(process.pid))
            time.sleep(0.05)
    if process.returncode:
        raise RuntimeError((instance / "command.log").read_text()[-2000:])
    return Ran(time.perf_counter() - began, peak / 1024)


def _peak_kb(pid: int) -> int:
    """What the kernel noted as its most. Not ru_maxrss: that begins with what the parent has at the fork."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
