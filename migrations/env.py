"""Alembic's entry: our engine, our metadata. Logging is left alone, unlike in the file Flask-Migrate generates.

Each migration is one transaction, its new version number included: one that dies leaves nothing of itself.
"""

from alembic import context
from flask import current_app

from literasi.infra import postgres
from literasi.infra.db import db

FULL_TEXT = "search_stems"


def include_object(thing, name, kind, reflected, compare_to):
    """The full-text table and its shadows are made by hand and stand in no model."""
    return not (kind == "table" and name is not None and name.startswith(FULL_TEXT))


def guard_references(connection, on):
    """Switch SQLite's foreign keys, which a rebuilt table needs off: dropping the old one would cascade.

    SQLite ignores the pragma inside a transaction, so it goes past SQLAlchemy, which would begin one
    (https://www.sqlite.org/lang_altertable.html#otheralter).
    """
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def keep_others_out(connection):
    """On PostgreSQL wait until nobody writes or migrates, and be alone until this connection is closed.

    A statement may take its time here: an index over a million rows does.
    """
    if connection.dialect.name == "postgresql":
        alone = (
            f"SET statement_timeout = 0; SET lock_timeout = 0; SELECT pg_advisory_lock({postgres.EVERYTHING})"
        )
        connection.connection.driver_connection.execute(alone)


def check_references(ctx, **_step):
    """Undo a migration that leaves references leading nowhere. Alembic calls this before it commits a step.

    PostgreSQL looks after them itself.
    """
    if ctx.dialect.name == "sqlite":
        loose = ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if loose:
            raise RuntimeError(f"rujukan putus sesudah migrasi: {loose[:3]}")


with db.engine.connect() as connection:
    guard_references(connection, on=False)
    keep_others_out(connection)
    try:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            **current_app.extensions["migrate"].configure_args,
            include_object=include_object,
            on_version_apply=check_references,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    finally:
        connection.rollback()
        guard_references(connection, on=True)
        if connection.dialect.name == "postgresql":
            connection.invalidate()  # the lock ends with the connection, and so do its own timeouts
