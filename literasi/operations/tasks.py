"""Jobs that run by themselves, beside the workers."""

from __future__ import annotations

from flask import Flask
from huey import Huey

from literasi.accounts import actions as accounts
from literasi.infra import jobs
from literasi.infra.db import write
from literasi.kernel import clock
from literasi.operations import actions, rules

_MOST_ROUNDS = 200
_BEAT_SECONDS = 60
_HOUR_UTC = 18  # two in the morning in Tomohon


def erase_idle_guests(app: Flask) -> int:
    """Delete guests idle for 90 days, in short transactions so that nobody who learns at night has to wait."""
    erased = 0
    with app.app_context():
        for _round in range(_MOST_ROUNDS):
            done = write(lambda session: accounts.erase_idle_guests(session, clock.now()))
            erased += done
            if not done:
                break
    return erased


def beat(app: Flask) -> rules.Gap | None:
    """Note that the site is alive; give back time that it was not."""
    with app.app_context():
        return write(lambda session: actions.beat(session, clock.now()))


def move(app: Flask) -> None:
    """Note that jobs move."""
    with app.app_context():
        write(lambda session: actions.move(session, clock.now()))


def queue(app: Flask) -> Huey:
    """The queue with all its tasks registered."""
    settings = app.extensions["literasi"]
    huey = jobs.queue(settings.instance, settings.secret_keys[0], settings.redis_url)
    jobs.daily(huey, "hapus_tamu_lama", _HOUR_UTC, lambda: erase_idle_guests(app))
    jobs.every_minute(huey, "gerak", lambda: move(app))
    return huey


def begin(app: Flask) -> None:
    """Beat on a thread beside a server, and run jobs on others, unless Redis hands them to `literasi worker`.

    The server takes the signals. The beat is no job: it says that the site is alive, wherever jobs run.
    """
    jobs.keep_doing(lambda: beat(app), _BEAT_SECONDS)
    if not app.extensions["literasi"].redis_url:
        jobs.begin(queue(app))


def work(app: Flask) -> None:
    """Run jobs, and nothing else, until SIGTERM."""
    jobs.consume(queue(app))
