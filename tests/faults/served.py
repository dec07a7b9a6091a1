"""A real `literasi serve` on loopback: started, killed as a power cut would, started again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.servers import ROOT, answers, free_port
from tests.makers import databases
from tests.makers.sites import KEY

_PATIENCE_SECONDS = 20.0


class Served:
    """The processes that serve one instance folder. `instance` must hold a database with its tables."""

    def __init__(self, instance: Path, workers: int = 2) -> None:
        self.instance, self.port, self._workers = instance, free_port(), workers
        (instance / "kursus").mkdir(exist_ok=True)  # empty: what is published stands in the database
        self.start()

    def start(self) -> None:
        """Start in a process group of its own and wait for the first answer."""
        script = Path(sys.executable).with_name("literasi")
        place = {
            "LITERASI_INSTANCE": str(self.instance),
            "LITERASI_COURSES": str(self.instance / "kursus"),
            "LITERASI_DATABASE_URL": databases.url(self.instance),
        }
        with (self.instance / "serve.log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(script), "serve", "--port", str(self.port), "--workers", str(self._workers)],
                cwd=ROOT,
                env={**os.environ, **place, "LITERASI_SECRET_KEY": KEY, "PYTHONPATH": str(ROOT)},
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not answers(self.port):
            assert self._process.poll() is None, "literasi serve ended at once"
            assert time.monotonic() < deadline, "literasi serve did not answer"
            time.sleep(0.02)

    def workers(self) -> list[int]:
        """The processes that answer visitors: those of our children that hold a socket."""
        tasks = Path(f"/proc/{self._process.pid}/task").glob("*/children")
        return [pid for task in tasks for pid in map(int, task.read_text().split()) if _holds_socket(pid)]

    def kill_worker(self, rng: random.Random) -> bool:
        """kill -9 of one worker; False when none is up just now."""
        alive = sorted(self.workers())
        if alive:
            os.kill(rng.choice(alive), signal.SIGKILL)
        return bool(alive)

    def kill_all(self) -> None:
        """kill -9 of the whole group, the supervisor included."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> int:
        """Ask to stop, as a deployment does; the exit code."""
        self._process.terminate()
        return self._process.wait(_PATIENCE_SECONDS)

    def end(self) -> None:
        """Leave nothing running, whatever happened before."""
        if self._process.poll() is None:
            self.kill_all()


def _holds_socket(pid: int) -> bool:
    try:
        return any(os.readlink(handle).startswith("socket:") for handle in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:  # it died while we looked
        return False
