"""A Redis server for tests: Debian's, in a folder of its own."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

from literasi.infra import jobs
from tests.bench.servers import free_port

_PATIENCE_SECONDS = 20.0


def installed() -> bool:
    """Whether there is one to start."""
    return shutil.which("redis-server") is not None


class Server:
    """One server on loopback. What it holds goes when it stops."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.port = folder, free_port()
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = ("--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self._folder))
        self._process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
        until = time.monotonic() + _PATIENCE_SECONDS
        while not jobs.reachable(self.url):
            assert time.monotonic() < until, "redis-server did not answer"
            time.sleep(0.02)

    def stop(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()
