"""How a person is erased, whichever door it was asked at."""

from __future__ import annotations

import logging
from datetime import date

from flask import Response, make_response, render_template

from literasi.infra.db import write
from literasi.infra.settings import settings
from literasi.kernel import clock
from literasi.privacy import actions
from literasi.privacy.rules.journal import Way

_log = logging.getLogger("literasi.privacy")


def erased(person_id: int, way: Way, by: int | None, signed_on: date | None = None) -> Response:
    """Erase her for good and say what is gone. The journal's file comes after the commit, and a job completes it."""
    now, instance = clock.now(), settings().instance
    gone = write(lambda session: actions.erase(session, person_id, way, now, by=by, signed_on=signed_on))
    try:
        write(lambda session: actions.keep_journal(session, instance))
    except OSError as error:
        _log.error("jurnal penghapusan belum tertulis: %s", type(error).__name__)
    return make_response(render_template("privacy/erased.html", gone=gone, now=now, way=way))
