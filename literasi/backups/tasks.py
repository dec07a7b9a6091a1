"""The nightly backup, and what a database goes through before it takes the present one's place."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from literasi.backups import actions
from literasi.backups.actions import Made
from literasi.backups.files import record
from literasi.backups.rules import keeping
from literasi.backups.rules import record as rules
from literasi.backups.rules.erasures import Erasure
from literasi.backups.rules.manifest import Unusable
from literasi.config import Settings
from literasi.infra.commands import LazyMigrate
from literasi.infra.db import db, write
from literasi.kernel import clock

_log = logging.getLogger("literasi.backups")
_AT_ONCE = 500


def back_up(settings: Settings, target: Path, passphrase: str, *, with_keys: bool = False) -> Made:
    """Make a backup and note how it went, for the doctor. Raises Unusable."""
    now = clock.now()
    try:
        made = actions.make(settings, target, now, passphrase, with_keys=with_keys)
    except Unusable as error:
        with suppress(OSError):  # a full disk is told by the refusal itself
            record.write(settings.instance, rules.failed(record.read(settings.instance), now, str(error)))
        raise
    record.write(settings.instance, rules.succeeded(now, str(target.resolve()), made.size))
    return made


def nightly(app: Flask) -> Made | None:
    """Make the backup of the night and let old ones go; None when there is no folder for it or it failed."""
    settings: Settings = app.extensions["literasi"]
    if settings.backup_dir is None:
        return None
    passphrase = settings.backup_passphrase
    name = keeping.name(clock.now(), encrypted=bool(passphrase))
    try:
        made = back_up(settings, settings.backup_dir / name, passphrase)
    except Unusable as error:
        _log.error("cadangan malam gagal: %s", error)
        return None
    for old in keeping.superfluous(path.name for path in settings.backup_dir.iterdir()):
        (settings.backup_dir / old).unlink(missing_ok=True)
    return made


def settle(app: Flask, url: str, gone: Sequence[Erasure]) -> int:
    """Bring the database at `url` to this version and delete again who was deleted; how many. Raises Unusable."""
    from flask_migrate import upgrade  # Alembic is dear, and a process that serves imports this file too

    aside = _beside(app, url)
    with aside.app_context():
        try:
            upgrade(aside.extensions["migrate"].directory)
            return sum(_erase(gone[start : start + _AT_ONCE]) for start in range(0, len(gone), _AT_ONCE))
        except (SQLAlchemyError, SystemExit) as error:
            raise Unusable(f"Basis data lama tidak dapat dibawa ke versi ini ({error}).") from error
        finally:
            db.session.remove()
            db.engine.dispose()


def _erase(gone: Sequence[Erasure]) -> int:
    return write(lambda session: actions.erase_again(session, gone, clock.now()))


def _beside(app: Flask, url: str) -> Flask:
    """An application with nothing but another database, so that ours stays closed."""
    aside = Flask("literasi-pulih", static_folder=None)
    aside.config["SQLALCHEMY_DATABASE_URI"] = url
    aside.config["SQLALCHEMY_ENGINE_OPTIONS"] = app.config.get("SQLALCHEMY_ENGINE_OPTIONS", {})
    aside.extensions["literasi"] = replace(app.extensions["literasi"], database_url=url)
    db.init_app(aside)
    aside.extensions["migrate"] = LazyMigrate(aside, app.extensions["migrate"].directory)
    return aside
