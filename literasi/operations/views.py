"""Doors for machines, is it alive and can it serve; for the one who runs the site; and the entries of the demo."""

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
    request,
    url_for,
)
from sqlalchemy.exc import SQLAlchemyError

from literasi.accounts import queries as people
from literasi.infra import identity
from literasi.infra import schema as migrations
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _
from literasi.infra.settings import library, settings
from literasi.kernel import clock
from literasi.kernel.errors import Missing
from literasi.office import actions as office
from literasi.operations import actions, queries
from literasi.operations.actions.demo import enter_as
from literasi.operations.rules import demo
from literasi.pulse import queries as pulse
from literasi.pulse.rules import Heart, moving

blueprint = Blueprint("operations", __name__)
LOOPBACK = frozenset({"127.0.0.1", "::1"})


@blueprint.get("/sehat")
@may(Who.EVERYONE)
def alive() -> Response:
    """The process answers."""
    return _fresh(sehat=True)


@blueprint.get("/siap")
@may(Who.EVERYONE)
def ready() -> tuple[Response, int]:
    """The database is reachable, its tables are those of this version, jobs move."""
    head = migrations.newest_version(Path(current_app.extensions["migrate"].directory))
    try:
        session = db.session()
        schema = queries.schema_version(session) == head
        moves = schema and moving(pulse.last_beat(session, Heart.JOBS), clock.now())
    except SQLAlchemyError:
        schema = moves = False
    return _fresh(siap=schema and moves, skema=schema, pekerjaan=moves), 200 if schema and moves else 503


def in_demo() -> bool:
    """Whether this is the demo. A database never becomes one, so each process asks once."""
    known: bool | None = current_app.extensions.get("literasi.demo")
    if known is None:
        try:
            known = pulse.demo_on(db.session()) is not None
        except SQLAlchemyError:
            return False
        current_app.extensions["literasi.demo"] = known
    return known


def _only_here() -> None:
    """The entries let anybody in without a password: in the demo, and from this computer alone."""
    if not in_demo() or request.remote_addr not in LOOPBACK:
        raise Missing(_("Halaman ini tidak ada."))


@blueprint.get("/demo")
@may(Who.EVERYONE)
def entries() -> str:
    """The demo's people, one tap each."""
    _only_here()
    return render_template("operations/demo.html", entries=demo.ENTRIES, guest=demo.GUEST)


@blueprint.post("/demo")
@may(Who.EVERYONE)
def enter() -> Response:
    """Be one of the demo's people."""
    _only_here()
    person_id, visitor, now = _chosen(request.form.get("siapa", "")), identity.visitor(), clock.now()
    if person_id is None:
        raise Missing(_("Orang ini tidak ada dalam data contoh."))
    identity.sign_in(write(lambda session: enter_as(session, person_id, visitor, now)))
    return make_response(redirect(url_for("home.learning_room"), 303))


def _chosen(entry: str) -> int | None:
    """Whom an entry lets in; None when there is no such entry, or its person was erased since."""
    if entry == demo.GUEST.username:
        return queries.reading_guest(db.session())
    life = demo.ENTRIES.get(entry)
    found = people.credentials(db.session(), life.username) if life else None
    return found.person_id if found else None


def _fresh(**facts: bool) -> Response:
    """An answer that says itself that nobody keeps it, so that nobody asks the database who the visitor is."""
    response = jsonify(**facts)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/pengelola/pemeriksaan")
@may(Who.ADMIN)
def checks() -> str:
    """What the machine around the site looks like, each finding with its mend."""
    here = settings()
    free = shutil.disk_usage(here.instance).free
    session, now = db.session(), clock.now()
    findings = [*actions.surroundings(session, here, free, now), *actions.safety(session, here, now)]
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
