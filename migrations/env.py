"""Alembic's entry: our engine, our metadata. Logging is left alone, unlike in the file Flask-Migrate generates."""

from alembic import context
from flask import current_app

from literasi.infra.db import db

FULL_TEXT = "search_stems"


def include_object(thing, name, kind, reflected, compare_to):
    """The full-text table and its shadows are made by hand and stand in no model."""
    return not (kind == "table" and name is not None and name.startswith(FULL_TEXT))


with db.engine.connect() as connection:
    options = dict(current_app.extensions["migrate"].configure_args)
    options["include_object"] = include_object
    context.configure(connection=connection, target_metadata=db.metadata, **options)
    with context.begin_transaction():
        context.run_migrations()
