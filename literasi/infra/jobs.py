"""Work that nobody waits for. Huey on SQLite, in instance/jobs.db, so nothing else has to be installed; on Redis when
it is set, so that the worker may run on another machine.

Messages are signed: whoever can write where they lie still cannot make a worker run what they like.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer
from huey.serializer import SignedSerializer

Task = Callable[[], object]

_log = logging.getLogger("literasi.jobs")
_PATIENCE_SECONDS = 3.0


def queue(instance: Path, secret: str, redis_url: str = "") -> Huey:
    """The queue of this installation. Nothing is asked of Redis yet, so a site starts without it."""
    how = {"serializer": SignedSerializer(secret=secret, salt="jobs"), "utc": True}
    if redis_url:
        return RedisHuey("literasi", url=_patient(redis_url), **how)
    return SqliteHuey("literasi", filename=str(instance / "jobs.db"), **how)


def _patient(url: str) -> str:
    """The address with a limit to how long anybody waits for an answer that does not come."""
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}socket_connect_timeout={_PATIENCE_SECONDS}&socket_timeout={_PATIENCE_SECONDS}"


def reachable(redis_url: str) -> bool:
    """Whether Redis answers."""
    from redis import Redis, RedisError

    try:
        with Redis.from_url(_patient(redis_url)) as line:
            return bool(line.ping())
    except RedisError:
        return False


def keep_doing(task: Task, seconds: float) -> None:
    """Do something every so many seconds on a thread of this process, until it ends. A failure is noted, no more."""

    def run() -> None:
        while True:
            time.sleep(seconds)
            try:
                task()
            except Exception:
                _log.exception("jobs: what is done every %s seconds failed", seconds)

    threading.Thread(target=run, name="denyut", daemon=True).start()


def daily(huey: Huey, name: str, hour: int, task: Task) -> Any:
    """Run `task` every day at this hour (UTC)."""
    return huey.periodic_task(crontab(minute="0", hour=str(hour)), name=name, retries=2, retry_delay=300)(
        task
    )


def every_minute(huey: Huey, name: str, task: Task) -> Any:
    """Run `task` as soon as a worker starts, and every minute from then on."""
    often = huey.periodic_task(crontab(), name=name)(task)
    huey.on_startup(name)(lambda: often())
    return often


class _Guest(Consumer):  # type: ignore[misc]  # huey ships no types
    """A consumer in somebody else's process: signals are the host's."""

    def _set_signal_handlers(self) -> None:
        pass


_HOW = {"workers": 1, "periodic": True, "initial_delay": 0.5, "max_delay": 10.0, "check_worker_health": False}


def begin(huey: Huey) -> None:
    """Run what is due on two threads of this process, until it ends."""
    _Guest(huey, **_HOW).start()


def consume(huey: Huey) -> None:
    """Run what is due until SIGTERM."""
    huey.create_consumer(**_HOW).run()
