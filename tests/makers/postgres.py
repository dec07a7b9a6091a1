"""A PostgreSQL server for tests: Debian's, in a folder of its own, on a Unix socket that nobody else finds."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

_USER = "literasi"
_SWIFT = {
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "wal_recycle": "off",
    "wal_init_zero": "off",
    "max_wal_size": "4GB",
    "autovacuum": "off",
    "shared_buffers": "256MB",
}
"""For tests that a power cut has no part in: a database is copied in 20 ms instead of 90."""
_MEMORY = Path("/dev/shm")
_PATIENCE_SECONDS = 20.0
_LEAST_BYTES = 2_000_000_000


def programs() -> Path | None:
    """Where the newest installed PostgreSQL keeps its programs; None when there is none."""
    found = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    return max((path.parent for path in found), key=lambda path: float(path.parent.name), default=None)


def sweep() -> None:
    """End the servers of runs that were killed before they could do so themselves."""
    for place in (_MEMORY, Path(tempfile.gettempdir())):
        for owner in place.glob("literasi-pg-*/owner"):
            if not Path(f"/proc/{owner.read_text()}").exists():
                for left in owner.parent.glob("data/postmaster.pid"):
                    with suppress(ProcessLookupError):
                        os.kill(int(left.read_text().split()[0]), signal.SIGQUIT)
                shutil.rmtree(owner.parent, ignore_errors=True)


class Server:
    """One server. `durable` ones lie on disk and fsync, as a library's does; others live in memory where there is room."""

    def __init__(self, *, durable: bool = False, **settings: str) -> None:
        found = programs()
        assert found is not None, "PostgreSQL is not installed"
        self._programs = found
        sweep()
        roomy = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _LEAST_BYTES
        self.folder = Path(
            tempfile.mkdtemp(prefix="literasi-pg-", dir=_MEMORY if roomy and not durable else None)
        )
        (self.folder / "owner").write_text(str(os.getpid()))
        self._settings = {**({} if durable else _SWIFT), "max_connections": "100", **settings}
        if os.getuid() == 0:  # the server refuses to run as root
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self._run(
            "initdb", "--username", _USER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"
        )
        self.start()

    @property
    def url(self) -> str:
        """Its address as SQLAlchemy takes it, with a place for the database's name."""
        return f"postgresql+psycopg://{_USER}@/{{name}}?host={self.folder}"

    @property
    def pid(self) -> int:
        """The parent of its processes."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def start(self) -> None:
        """Start it and wait until it answers."""
        said = {"listen_addresses": "", "unix_socket_directories": str(self.folder), **self._settings}
        options = " ".join(f"-c {name}={value or chr(39) * 2}" for name, value in said.items())
        self._run(
            "pg_ctl", "start", "--wait", "--silent", "--log", str(self.folder / "log"), "--options", options
        )

    def stop(self, mode: str = "fast") -> None:
        """Stop it: `fast` ends every connection politely, `immediate` as a crash would."""
        self._run("pg_ctl", "stop", "--wait", "--silent", "--mode", mode)

    def stop_and_start(self, mode: str = "fast") -> None:
        """Stop it in that mode, and start it at once."""
        self.stop(mode)
        self.start()

    def start_again(self) -> None:
        """Start it after a kill, as soon as the last of its processes is gone."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                return self.start()
            except AssertionError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def end(self) -> None:
        """Leave nothing of it."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self.stop("immediate")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of its programs as somebody who is not root."""
        as_owner = (
            ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        )
        command = [
            *as_owner,
            str(self._programs / program),
            "--pgdata",
            str(self.folder / "data"),
            *arguments,
        ]
        done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        assert done.returncode == 0, done.stderr
