"""How long a large shelf takes to publish, and how much memory."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench import modules
from tests.bench.modules import Shelf
from tests.bench.servers import ROOT


@dataclass(frozen=True)
class Published:
    """Seconds of wall clock and MB of peak resident memory, the first time and again with nothing changed."""

    seconds: float
    peak_mb: float
    again_seconds: float


def publish(folder: Path, shelf: Shelf) -> Published:
    """Write the shelf below `folder` and publish it twice into a fresh instance."""
    courses, instance = folder / "courses", folder / "instance"
    courses.mkdir(parents=True)
    instance.mkdir()
    modules.write(courses, shelf)
    run(["db", "upgrade"], courses, instance)
    seconds, peak_mb = run_publish(courses, instance)
    return Published(seconds, peak_mb, run_publish(courses, instance)[0])


def run_publish(courses: Path, instance: Path) -> tuple[float, float]:
    """`literasi course publish`: its seconds and peak MB."""
    return run(["course", "publish", str(courses)], courses, instance)


def run(command: list[str], courses: Path, instance: Path) -> tuple[float, float]:
    """A command of the terminal: its seconds and peak MB. Raises RuntimeError with what it said when it fails."""
    script = Path(sys.executable).with_name("literasi")
    env = {**os.environ, "LITERASI_INSTANCE": str(instance), "LITERASI_COURSES": str(courses)}
    began = time.perf_counter()
    with (instance / "publish.log").open("wb") as log:
        process = subprocess.Popen([script, *command], cwd=ROOT, env=env, stdout=log, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError((instance / "publish.log").read_text()[-2000:])
    return time.perf_counter() - began, usage.ru_maxrss / 1024
