"""Backups made and brought back as the terminal does it, and what a database holds."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask

from literasi.backups import actions, tasks
from literasi.backups.actions import Brought, Made, Wish
from literasi.config import Settings
from literasi.infra.schema import newest_version

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
PASSPHRASE = "burung manguni di atas pohon"


def settings_of(app: Flask) -> Settings:
    found = app.extensions["literasi"]
    assert isinstance(found, Settings)
    return found


def back_up(app: Flask, target: Path, passphrase: str = "", **wishes: Any) -> Made:
    """Back the site up."""
    return actions.make(settings_of(app), target, NOW, passphrase, **wishes)


def bring_back(app: Flask, source: Path, **wishes: Any) -> Brought:
    """Bring a backup back to this site."""
    head = newest_version(Path(app.extensions["migrate"].directory))
    return actions.bring_back(settings_of(app), Wish(source, **wishes), NOW, head, partial(tasks.settle, app))


def dump(app: Flask) -> list[str]:
    """Everything the site's database holds, as SQL."""
    place = settings_of(app).sqlite_path
    assert place is not None
    connection = sqlite3.connect(place)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, and what is in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
