"""Doors for people: come back by code, leave."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import (
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from sqlalchemy.orm import Session

from literasi.accounts import actions, queries
from literasi.accounts.forms import ResumeForm
from literasi.accounts.rules import guests as rules
from literasi.accounts.views.blueprint import blueprint
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _
from literasi.infra.preferences import preferences
from literasi.infra.settings import settings
from literasi.kernel import clock, ids
from literasi.kernel.errors import Missing
from literasi.kernel.visitor import Visitor


@blueprint.get("/lanjut")
@blueprint.get("/lanjut/<kode>")
@may(Who.EVERYONE)
def resume(kode: str = "") -> str:
    """Ask for the code. A code in the address only fills the field: signing in changes something, so it is a button."""
    return render_template("accounts/resume.html", form=ResumeForm(data={"kode": kode}), problem="")


@blueprint.post("/lanjut")
@may(Who.EVERYONE)
def resume_by_code() -> Response | str | tuple[str, int]:
    form = ResumeForm(request.form)
    typed, now, keys = form.kode.data or "", clock.now(), settings().secret_keys
    address, shared = request.remote_addr or "", preferences().shared
    before = identity.visitor()

    def act(session: Session) -> Visitor | None:
        found = actions.resume(session, typed, address, keys, now, shared=shared)
        if found and before.known:
            actions.end_device(session, before.device_id, now)  # this browser is somebody else from now on
        return found

    person = write(act)
    if person is None:
        problem = _("Kode ini tidak dikenal. Periksa lagi hurufnya: delapan huruf dan angka, tanpa O dan I.")
        return render_template("accounts/resume.html", form=form, problem=problem), 404
    identity.sign_in(person)
    flash(_("Selamat datang kembali. Pekerjaan Anda ada di sini."))
    return make_response(redirect(url_for("home.learning_room"), 303))


@blueprint.get("/keluar")
@may(Who.EVERYONE, even_suspended=True)
def leave() -> str:
    """Before leaving: the code to come back with."""
    visitor = identity.visitor()
    guest = visitor.known and not visitor.account
    code = queries.resume_code(db.session(), visitor.person_id, settings().secret_keys) if guest else ""
    return render_template("accounts/leave.html", code=ids.spaced(code) if code else "")


@blueprint.post("/keluar")
@may(Who.EVERYONE, even_suspended=True)
def leave_now() -> Response:
    """End the session here and have the browser forget what it kept of it."""
    visitor = identity.visitor()
    if visitor.device_id:  # somebody suspended has one too, though she is nobody here
        write(lambda session: actions.end_device(session, visitor.device_id, clock.now()))
    identity.sign_out()
    response = make_response(redirect(url_for("home.front"), 303))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@blueprint.get("/kode")
@may(Who.OWNER)
def code_card() -> str:
    """The code on a page made for printing. Somebody with an account has none: her password is the key."""
    if identity.visitor().account:
        raise Missing(_("Akun Anda dibuka dengan nama pengguna dan kata sandi, bukan dengan kode lanjut."))
    code = queries.resume_code(db.session(), identity.visitor().person_id, settings().secret_keys)
    return render_template("accounts/code_card.html", code=ids.spaced(code))


@blueprint.before_app_request
def end_idle_shared_session() -> None:
    """On a shared computer ten quiet minutes end the session. The time stands in the cookie, so reading writes nothing."""
    if "seen" not in session:
        return
    now = clock.now()
    if rules.shared_session_over(datetime.fromtimestamp(session["seen"], UTC), now):
        identity.sign_out()
    else:
        session["seen"] = int(now.timestamp())
