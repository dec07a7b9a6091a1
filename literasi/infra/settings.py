"""What this request may take for granted: the settings of the installation, and what its library says of itself."""

from __future__ import annotations

from typing import cast

from flask import current_app, g

from literasi.config import Settings
from literasi.infra.db import db
from literasi.infra.site import Site, site_of

_LAST = "literasi-site"


def settings() -> Settings:
    """What this installation was told at its start."""
    return cast(Settings, current_app.extensions["literasi"])


def library() -> Site:
    """What the library says of itself, once a request."""
    found: Site | None = g.get("library")
    if found is None:
        found = g.library = current_app.extensions[_LAST] = site_of(db.session())
    return found


def ask_no_more() -> None:
    """Go on with what is known: the database has just failed, and the page that says so needs a name on it."""
    g.library = current_app.extensions.get(_LAST, Site())
