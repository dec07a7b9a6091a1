"""What the jobs do for privacy: complete the journal of erasures, forget what has been kept long enough."""

from __future__ import annotations

from flask import Flask

from literasi.infra.db import write
from literasi.kernel import clock
from literasi.privacy import actions, files
from literasi.privacy.rules import retention


def complete_journal(app: Flask) -> int:
    """Write erasures into the file that a crash kept out of it; how many."""
    instance = app.extensions["literasi"].instance
    with app.app_context():
        return write(lambda session: actions.keep_journal(session, instance))


def tidy(app: Flask) -> None:
    """Delete what has been kept long enough, in the database and among the letters that are kept as files."""
    now = clock.now()
    with app.app_context():
        write(lambda session: actions.tidy(session, now))
    files.forget_letters(app.extensions["literasi"].instance / "mail", retention.letters_before(now))
