"""Which views take long to answer. The server answers those aside, so that lessons go on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from wsgiref.types import WSGIEnvironment

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.wsgi import get_path_info

View = TypeVar("View", bound=Callable[..., Any])


def slow(view: View) -> View:
    """Declare that a view computes for tens of milliseconds, as the hash of a password takes, or longer."""
    view.slow = True  # type: ignore[attr-defined]  # read by is_slow
    return view


def is_slow(app: Flask) -> Callable[[WSGIEnvironment], bool]:
    """What tells whether a request goes to a view that declared itself slow.

    The method is asked first, so that reading a page costs nothing more than that.
    """
    endpoints = {name for name, view in app.view_functions.items() if getattr(view, "slow", False)}
    mine = (rule.methods or set() for rule in app.url_map.iter_rules() if rule.endpoint in endpoints)
    methods = set[str]().union(*mine) - {"OPTIONS"}
    address = app.url_map.bind("")

    def asks_for_one(environ: WSGIEnvironment) -> bool:
        method = environ["REQUEST_METHOD"]
        if method not in methods:
            return False
        try:
            return address.match(get_path_info(environ), method)[0] in endpoints
        except HTTPException:
            return False

    return asks_for_one
