"""Work that nobody waits for. Huey on SQLite, in instance/jobs.db, so nothing else has to be installed.

Messages are signed: whoever can write the file still cannot make a worker run what they like.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from huey import SqliteHuey, crontab
from huey.consumer import Consumer
from huey.serializer import SignedSerializer

Task = Callable[[], object]


def queue(instance: Path, secret: str) -> SqliteHuey:
    """The queue of this installation."""
    signed = SignedSerializer(secret=secret, salt="jobs")
    return SqliteHuey("literasi", filename=str(instance / "jobs.db"), serializer=signed, utc=True)


def daily(huey: SqliteHuey, name: str, hour: int, task: Task) -> Any:
    """Run `task` every day at this hour (UTC)."""
    return huey.periodic_task(crontab(minute="0", hour=str(hour)), name=name, retries=2, retry_delay=300)(
        task
    )


def every_minute(huey: SqliteHuey, name: str, task: Task) -> Any:
    """Run `task` every minute."""
    return huey.periodic_task(crontab(), name=name)(task)


class _Guest(Consumer):  # type: ignore[misc]  # huey ships no types
    """A consumer in somebody else's process: signals are the host's."""

    def _set_signal_handlers(self) -> None:
        pass


_HOW = {"workers": 1, "periodic": True, "initial_delay": 0.5, "max_delay": 10.0, "check_worker_health": False}


def begin(huey: SqliteHuey) -> None:
    """Run what is due on two threads of this process, until it ends."""
    _Guest(huey, **_HOW).start()


def consume(huey: SqliteHuey) -> None:
    """Run what is due until SIGTERM."""
    huey.create_consumer(**_HOW).run()
