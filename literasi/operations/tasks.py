"""Jobs that run by themselves, beside the workers."""

from __future__ import annotations

from functools import partial

from flask import Flask
from huey import SqliteHuey

from literasi.accounts import actions as accounts
from literasi.infra import jobs, mail
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.operations import actions, rules

_MOST_ROUNDS = 200
_HOUR_UTC = 18  # two in the morning in Tomohon


def erase_idle_guests(app: Flask) -> int:
    """Delete guests idle for 90 days, in short transactions so that nobody who learns at night has to wait.

    With them goes what else is over: letters that nobody could deliver.
    """
    erased = 0
    with app.app_context():
        for _round in range(_MOST_ROUNDS):
            done = write(lambda session: accounts.erase_idle_guests(session, clock.now()))
            erased += done
            if not done:
                break
        write(lambda session: mail.give_up(session, clock.now()))
    return erased


def beat(app: Flask) -> rules.Gap | None:
    """Note that the site is alive; give back time that it was not."""
    with app.app_context():
        return write(lambda session: actions.beat(session, clock.now()))


def send_letters(app: Flask) -> int:
    """Send the letters that are due, one transaction each; how many have left.

    The first that does not leave ends the round: a server that hangs would hold up all else that runs by itself.
    """
    settings, left = app.extensions["literasi"], 0
    with app.app_context():
        for letter in mail.due(db.session(), clock.now()):
            folder = settings.instance / "mail"
            done = mail.deliver(settings.mail_url, folder, letter, settings.secret_keys)
            note = mail.sent if done else partial(mail.failed, tries=letter.tries, now=clock.now())
            write(partial(note, letter_id=letter.id))
            if not done:
                break
            left += 1
    return left


def queue(app: Flask) -> SqliteHuey:
    """The queue with all its tasks registered."""
    settings = app.extensions["literasi"]
    huey = jobs.queue(settings.instance, settings.secret_keys[0])
    jobs.daily(huey, "hapus_tamu_lama", _HOUR_UTC, lambda: erase_idle_guests(app))
    jobs.every_minute(huey, "kirim_surat", lambda: send_letters(app))
    jobs.every_minute(huey, "denyut", lambda: beat(app))
    return huey


def begin(app: Flask) -> None:
    """Run jobs on threads beside a server, which takes the signals."""
    jobs.begin(queue(app))


def work(app: Flask) -> None:
    """Run jobs, and nothing else, until SIGTERM."""
    jobs.consume(queue(app))
