"""Jobs that run by themselves, beside the workers."""

from __future__ import annotations

from flask import Flask
from huey import SqliteHuey

from literasi.accounts import actions as accounts
from literasi.infra import jobs
from literasi.infra.db import write
from literasi.kernel import clock
from literasi.operations import actions
from literasi.pulse.rules import Gap

_MOST_ROUNDS = 200
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


def beat(app: Flask) -> Gap | None:
    """Note that the site is alive; give back time that it was not."""
    with app.app_context():
        return write(lambda session: actions.beat(session, clock.now()))


def queue(app: Flask) -> SqliteHuey:
    """The queue with all its tasks registered."""
    settings = app.extensions["literasi"]
    huey = jobs.queue(settings.instance, settings.secret_keys[0])
    jobs.daily(huey, "hapus_tamu_lama", _HOUR_UTC, lambda: erase_idle_guests(app))
    jobs.every_minute(huey, "denyut", lambda: beat(app))
    return huey


def begin(app: Flask) -> None:
    """Run jobs on threads beside a server, which takes the signals."""
    jobs.begin(queue(app))


def work(app: Flask) -> None:
    """Run jobs, and nothing else, until SIGTERM."""
    jobs.consume(queue(app))
