"""Doors for machines: is it alive, can it serve. And for the one who runs the site: is everything in order."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    url_for,
)
from sqlalchemy.exc import SQLAlchemyError

from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _
from literasi.infra.settings import library, settings
from literasi.kernel import clock
from literasi.office import actions as office
from literasi.operations import actions, files, queries, rules

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
        moving = schema and rules.moving(queries.last_beat(session), clock.now())
    except SQLAlchemyError:
        schema = moving = False
    return jsonify(siap=schema and moving, skema=schema, pekerjaan=moving), 200 if schema and moving else 503


@blueprint.get("/pengelola/pemeriksaan")
@may(Who.ADMIN)
def checks() -> str:
    """What the machine around the site looks like, each finding with its mend."""
    here = settings()
    free = shutil.disk_usage(here.instance).free
    findings = [*actions.surroundings(db.session(), here, free, clock.now()), rules.mail(here.mail_url)]
    said_on = library().checked_on
    checked_on = date.fromisoformat(said_on) if said_on else None
    return render_template("operations/checks.html", findings=findings, checked_on=checked_on)


@blueprint.post("/pengelola/pemeriksaan")
@may(Who.ADMIN)
def confirm_checks() -> Response:
    """Somebody went through them, what she wants to leave as it is included."""
    me, now = identity.visitor().person_id, clock.now()
    write(lambda session: office.confirm_checks(session, now, by=me))
    flash(_("Dicatat: pemeriksaan dilihat hari ini. Enam bulan lagi situs mengingatkan."))
    return make_response(redirect(url_for("office.first_steps"), 303))
