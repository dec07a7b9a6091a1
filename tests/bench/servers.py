"""Starting a server on a free port, and reading from /proc what its processes cost."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running server: its parent process, its port, and the milliseconds from start to first answer."""

    name: str
    pid: int
    port: int
    ready_ms: float

    def pids(self) -> list[int]:
        """The parent and all below it."""
        found, todo = list[int](), [self.pid]
        while todo:
            pid = todo.pop()
            found.append(pid)
            for task in Path(f"/proc/{pid}/task").iterdir():
                todo += map(int, (task / "children").read_text().split())
        return found

    def cpu_ms(self) -> float:
        """CPU milliseconds of all processes since they began, user and system."""
        return sum(map(_cpu_ticks, self.pids())) * _TICK_MS

    def pss_mb(self) -> float:
        """Proportional memory of all processes in MB: shared pages are counted once."""
        return sum(map(_pss_kb, self.pids())) / 1024


def _cpu_ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _pss_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    name: str, command: Sequence[str], port: int, env: Mapping[str, str], log: Path
) -> Iterator[Server]:
    """Start a server, yield it once /sehat answers, stop it at the end. Raises RuntimeError with its log."""
    began = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **env}, stdout=out, stderr=out)
    try:
        while not answers(port):
            if process.poll() is not None or time.perf_counter() - began > 120:
                raise RuntimeError(f"{name} did not start:\n{log.read_text()[-2000:]}")
            time.sleep(0.01)
        yield Server(name, process.pid, port, (time.perf_counter() - began) * 1000)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def answers(port: int) -> bool:
    """Whether /sehat says 200."""
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/sehat")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def anchor(folder: Path, database: str = "") -> Iterator[Server]:
    """The anchor over a fresh database in `folder`, or over an empty one at this address."""
    port, address = free_port(), database or f"sqlite:///{folder / 'anchor.sqlite'}"
    command = [sys.executable, "-m", "tests.bench.anchor", address, str(port)]
    with running("jangkar", command, port, {}, folder / "anchor.log") as server:
        yield server


@contextmanager
def literasi(instance: Path, database: str = "") -> Iterator[Server]:
    """Literasi over the instance folder, or over a database elsewhere, started as its users start it."""
    port = free_port()
    script = Path(sys.executable).with_name("literasi")
    command = [str(script), "serve", "--host", "127.0.0.1", "--port", str(port)]
    instance.mkdir(parents=True, exist_ok=True)
    told = {"LITERASI_INSTANCE": str(instance), "LITERASI_DATABASE_URL": database}
    with running("literasi", command, port, told, instance / "serve.log") as server:
        yield server
