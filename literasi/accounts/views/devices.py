"""Doors to one's own devices."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, url_for

from literasi.accounts import actions, queries
from literasi.accounts.views.blueprint import blueprint
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _
from literasi.kernel import clock


@blueprint.get("/akun/perangkat")
@may(Who.ACCOUNT)
def devices() -> str:
    """Where I am signed in."""
    visitor = identity.visitor()
    return render_template(
        "accounts/devices.html",
        devices=queries.devices(db.session(), visitor.person_id),
        here=visitor.device_id,
    )


@blueprint.post("/akun/perangkat/<int(max=9007199254740991):number>/keluar")
@may(Who.ACCOUNT)
def end_own_device(number: int) -> Response:
    """Sign one of my browsers out from afar. A number that is not mine ends nothing."""
    visitor, now = identity.visitor(), clock.now()
    write(lambda session: actions.end_own_device(session, visitor.person_id, number, now))
    flash(_("Perangkat itu sudah dikeluarkan."))
    return make_response(redirect(url_for("accounts.devices"), 303))


@blueprint.post("/akun/perangkat/keluar-semua")
@may(Who.ACCOUNT)
def end_all_devices() -> Response:
    """Sign out everywhere, here too."""
    visitor, now = identity.visitor(), clock.now()
    write(lambda session: actions.end_devices(session, visitor.person_id, now))
    identity.sign_out()
    response = make_response(redirect(url_for("home.front"), 303))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
