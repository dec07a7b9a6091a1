"""Doors for machines: is it alive, can it serve."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from literasi.infra.access import Who, may
from literasi.infra.db import db
from literasi.kernel import clock
from literasi.operations import files, queries
from literasi.pulse import queries as pulse
from literasi.pulse.rules import moving

blueprint = Blueprint("operations", __name__)


@blueprint.get("/sehat")
@may(Who.EVERYONE)
def alive() -> Response:
    """The process answers."""
    return jsonify(sehat=True)


@blueprint.get("/siap")
@may(Who.EVERYONE)
def ready() -> tuple[Response, int]:
    """The database is reachable, its tables are those of this version, jobs move."""
    head = files.newest_version(Path(current_app.extensions["migrate"].directory))
    try:
        session = db.session()
        schema = queries.schema_version(session) == head
        moves = schema and moving(pulse.last_beat(session), clock.now())
    except SQLAlchemyError:
        schema = moves = False
    return jsonify(siap=schema and moves, skema=schema, pekerjaan=moves), 200 if schema and moves else 503
