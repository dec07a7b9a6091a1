"""A real `literasi serve` in a folder of its own, and a look into its database."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from flask import Flask

from tests.makers import databases, sites

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 60.0


@dataclass(frozen=True)
class Site:
    """A served site: its address, and an application on the same files to look into the database with."""

    address: str
    app: Flask


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def begin(instance: Path, port: int, command: str = "serve") -> subprocess.Popen[bytes]:
    """Start the server, or the demo, with the real courses; its log lies in the instance."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LITERASI_")}
    databases.ready(instance)
    environment |= {
        "LITERASI_INSTANCE": str(instance),
        "LITERASI_COURSES": str(ROOT / "courses"),
        "LITERASI_DATABASE_URL": databases.url(instance),
    }
    line = [str(Path(sys.executable).with_name("literasi")), command, "--port", str(port)]
    with (instance / "log.txt").open("wb") as log:
        return subprocess.Popen(line, cwd=ROOT, env=environment, stdout=log, stderr=log)


def await_ready(
    address: str, server: subprocess.Popen[bytes], log: Path, patience: float = _PATIENCE
) -> None:
    """Wait until /siap says so, at most `patience` seconds; fail with the log when it never does."""
    end = time.monotonic() + patience
    while server.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}/siap", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not become ready:\n{log.read_text(errors='replace')}")


def finish(server: subprocess.Popen[bytes]) -> None:
    """End the server and its workers; it must go when asked."""
    server.terminate()
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def window(instance: Path) -> Flask:
    """An application on the same database, for tests to read with."""
    key = (instance / "secret_key").read_text().split()[0]
    return sites.build(instance, courses=ROOT / "courses", secret_keys=(key,))
