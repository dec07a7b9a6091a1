"""Jobs that run by themselves, beside the workers."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from flask import Flask

from literasi.accounts import actions as accounts
from literasi.catalogue import queries as catalogue
from literasi.classes import tasks as classes
from literasi.infra import mail, passwords
from literasi.infra.db import db, write
from literasi.infra.news import announce
from literasi.kernel import clock
from literasi.kernel.events import NightFell
from literasi.operations import actions
from literasi.operations.actions import demo
from literasi.operations.rules import demo as demo_rules
from literasi.privacy import tasks as privacy
from literasi.pulse.rules import Gap
from literasi.quizzes import actions as quizzes

if TYPE_CHECKING:
    from huey import Huey

_MOST_ROUNDS = 200
_BEAT_SECONDS = 60
_EXPORT_SECONDS = 0.5
_CLOSED_AT_ONCE = 10
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


def beat(app: Flask) -> Gap | None:
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


def hand_in_over(app: Flask) -> int:
    """Hand in attempts whose end has passed, a few to a transaction so that nobody who saves has to wait; how many."""
    closed, stuck = 0, list[str]()
    with app.app_context():
        for _round in range(_MOST_ROUNDS):
            done, more = write(
                lambda session: quizzes.hand_in_over(session, clock.now(), _CLOSED_AT_ONCE, stuck)
            )
            closed += done - len(more)
            stuck.extend(more)
            if done < _CLOSED_AT_ONCE:
                break
    return closed


def move(app: Flask) -> None:
    """Note that jobs move."""
    with app.app_context():
        write(lambda session: actions.move(session, clock.now()))


def back_up(app: Flask) -> None:
    """Make the backup of the night."""
    from literasi.backups import tasks as backups  # 8 MB of ciphers that serving needs at no other hour

    backups.nightly(app)


def announce_night(app: Flask) -> None:
    """Let every feature delete what it keeps only for a while."""
    with app.app_context():
        write(lambda session: announce(session, NightFell(clock.now())))


def queue(app: Flask) -> Huey:
    """The queue with all its tasks registered."""
    from literasi.infra import jobs  # 17 MB and a third of a second that only whoever runs jobs needs

    settings = app.extensions["literasi"]
    huey = jobs.queue(settings.instance, settings.secret_keys[0], settings.redis_url)
    jobs.daily(huey, "hapus_tamu_lama", _HOUR_UTC, lambda: erase_idle_guests(app))
    jobs.daily(huey, "cadangan_malam", _HOUR_UTC + 1, lambda: back_up(app))  # after the erasing
    jobs.every_minute(huey, "gerak", lambda: move(app))
    jobs.daily(huey, "lupakan_yang_lama", _HOUR_UTC, lambda: privacy.tidy(app))
    jobs.every_minute(huey, "jurnal_penghapusan", lambda: privacy.complete_journal(app))
    jobs.daily(huey, "malam", _HOUR_UTC, lambda: announce_night(app))
    jobs.every_minute(huey, "kumpulkan", lambda: hand_in_over(app))
    jobs.every_minute(huey, "kabari_tugas", lambda: classes.tell_opened(app))
    jobs.every_minute(huey, "kirim_surat", lambda: send_letters(app))
    return huey


def begin_exports(app: Flask) -> None:
    """Write files of marks on a thread beside a server: they lie on its disk, wherever jobs run."""
    from literasi.infra import jobs

    jobs.keep_doing(lambda: classes.write_exports(app), _EXPORT_SECONDS)


def begin(app: Flask) -> None:
    """Beat on a thread beside a server, and run jobs on others, unless Redis hands them to `literasi worker`.

    The server takes the signals. The beat is no job: it says that the site is alive, wherever jobs run.
    """
    from literasi.infra import jobs

    begin_exports(app)
    jobs.keep_doing(lambda: beat(app), _BEAT_SECONDS)
    if not app.extensions["literasi"].redis_url:
        jobs.begin(queue(app))


def work(app: Flask) -> None:
    """Run jobs, and nothing else, until SIGTERM."""
    from literasi.infra import jobs

    jobs.consume(queue(app))


def fill_demo(app: Flask, say: Callable[[str], None]) -> int:
    """Fill an empty database with the people of the demo; how many. A scene a transaction, so one that fails is seen."""
    today, keys = clock.now(), app.extensions["literasi"].secret_keys
    nobody_knows = passwords.hashed(secrets.token_urlsafe(16))
    with app.app_context():
        write(lambda session: demo.mark(session, today))
        stage = demo.Stage(keys, nobody_knows, catalogue.shelf(db.session()), today)
        scenes = demo.calendar(demo_rules.lives(), today)
        for number, scene in enumerate(scenes, 1):
            write(partial(scene.play, stage=stage))
            if number % 100 == 0:
                say(f"{number} dari {len(scenes)} kejadian contoh …")
        db.session.remove()
    privacy.complete_journal(app)
    return len(stage.here)
