"""Who goes first when more requests come in than can be answered: told to the server by what a request is."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from wsgiref.types import WSGIEnvironment

from flask import Flask

from literasi.infra.assets import PREFIX


class Urgency(IntEnum):
    """The lower, the sooner."""

    ACT = 0
    """Somebody who is known here did something, a save above all; or it is what a page is made of, or whoever watches the server."""
    PAGE = 1
    """Somebody who is known here reads on."""
    ARRIVAL = 2
    """Somebody comes in, or reads without having done anything yet."""


def urgency(app: Flask, always: tuple[str, ...] = ()) -> Callable[[WSGIEnvironment], Urgency]:
    """What tells the urgency of a request. Paths that begin with one of `always` are never kept waiting."""
    at_once = (f"{PREFIX}/", *always)
    known = f"{app.config['SESSION_COOKIE_NAME']}="

    def of(environ: WSGIEnvironment) -> Urgency:
        if environ["PATH_INFO"].startswith(at_once):
            return Urgency.ACT
        if known not in environ.get("HTTP_COOKIE", ""):
            return Urgency.ARRIVAL  # whatever the method: no form of ours can be sent without its page before
        return Urgency.PAGE if environ["REQUEST_METHOD"] in {"GET", "HEAD"} else Urgency.ACT

    return of
