"""Doors for people: come back by code, leave."""

from __future__ import annotations

from contextlib import suppress
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
from literasi.accounts.forms import Carried, ResumeForm, carried_from
from literasi.accounts.rules import guests as rules
from literasi.accounts.views.blueprint import blueprint
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _
from literasi.infra.paths import safe_path
from literasi.infra.preferences import preferences
from literasi.infra.settings import settings
from literasi.kernel import clock, ids
from literasi.kernel.errors import Busy, Missing
from literasi.kernel.visitor import NOBODY, Visitor


@blueprint.get("/lanjut")
@blueprint.get("/lanjut/<kode>")
@may(Who.EVERYONE)
def resume(kode: str = "") -> str:
    """Ask for the code. A code in the address only fills the field: signing in changes something, so it is a button."""
    return _ask(ResumeForm(data={"kode": kode}), Carried())


def _ask(form: ResumeForm, carried: Carried, problem: str = "", present: Visitor = NOBODY) -> str:
    """The page that asks for a code. `present` is the guest whose work would have to leave this browser for it."""
    code = (
        queries.resume_code(db.session(), present.person_id, settings().secret_keys) if present.known else ""
    )
    return render_template(
        "accounts/resume.html",
        form=form,
        problem=problem,
        present_code=ids.spaced(code) if code else "",
        present_word=present.word,
        target=carried.target,
        kept=carried.fields,
    )


@blueprint.post("/lanjut")
@may(Who.EVERYONE, even_suspended=True)
def resume_by_code() -> Response | str | tuple[str, int]:
    """Sign in by code. Whoever has other work in this browser is shown its code first; what came along goes on."""
    form, carried = ResumeForm(request.form), carried_from(request.form)
    typed, now, keys = form.kode.data or "", clock.now(), settings().secret_keys
    address, shared = request.remote_addr or "", preferences().shared
    before, noted = identity.visitor(), request.form.get("pindah", "")
    actions.refuse_lent(before)

    def act(session: Session) -> Visitor | None:
        person_id = actions.guess(session, typed, address, keys, now)
        if person_id is None:
            return None
        guest = before.known and not before.account
        if guest and before.person_id != person_id and noted != before.word:
            actions.renew_code(session, before.person_id, keys)  # one that cannot be shown cannot be noted
            return before
        if before.device_id:
            actions.end_device(session, before.device_id, now)  # this browser is somebody else from now on
        return actions.on_device(session, person_id, now, shared=shared)

    person = write(act)
    if person is None:
        problem = _("Kode ini tidak dikenal. Periksa lagi hurufnya: delapan huruf dan angka, tanpa O dan I.")
        return _ask(form, carried, problem), 404
    if person is before:
        return _ask(form, carried, present=before)
    identity.sign_in(person)
    return _welcome(carried)


def _welcome(carried: Carried) -> Response | str:
    """On to the work; with what came along, to a page that sends it."""
    if carried.fields:
        return sent_again(carried)
    flash(_("Selamat datang kembali. Pekerjaan Anda ada di sini."))
    return make_response(redirect(url_for("home.learning_room"), 303))


def sent_again(carried: Carried) -> str:
    """A page that sends what was typed before the session ended."""
    return render_template(
        "error.html",
        title=_("Selamat datang kembali"),
        message=_("Tekan “Kirim lagi” untuk menyimpan isian tadi."),
        kept=carried.fields,
        target=carried.target,
    )


@blueprint.get("/keluar")
@may(Who.EVERYONE, even_suspended=True)
def leave() -> str:
    """Before leaving: the code to come back with."""
    visitor = identity.visitor()
    guest = visitor.known and not visitor.account
    code = queries.resume_code(db.session(), visitor.person_id, settings().secret_keys) if guest else ""
    return render_template("accounts/leave.html", guest=guest, code=ids.spaced(code))


@blueprint.post("/keluar")
@may(Who.EVERYONE, even_suspended=True)
def leave_now() -> Response:
    """End the session here and have the browser forget what it kept of it."""
    visitor = identity.visitor()
    if visitor.device_id:  # somebody suspended has one too, though she is nobody here
        write(
            lambda session: actions.end_device(session, visitor.device_id, clock.now()), of=visitor.person_id
        )
    response = make_response(redirect(url_for("home.front"), 303))
    if visitor.lent:
        identity.give_back()
        return response
    identity.sign_out()
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


@blueprint.post("/kode")
@may(Who.OWNER)
def renew_code() -> Response:
    """A new code for a guest whose own cannot be shown, since it was made under a key that is not here."""
    visitor, keys = identity.visitor(), settings().secret_keys
    if not visitor.account:
        write(lambda session: actions.renew_code(session, visitor.person_id, keys), of=visitor.person_id)
    return make_response(redirect(safe_path(request.form.get("kembali", "/kode")), 303))


@blueprint.before_app_request
def end_lending() -> None:
    """A phone that was lent for a while goes back by itself, to nobody or to whoever was on it before."""
    now = clock.now()
    if not identity.lent_too_long(now):
        return
    left = identity.visitor()
    identity.give_back()
    if left.lent:
        with suppress(Busy):
            write(lambda session: actions.end_device(session, left.device_id, now), of=left.person_id)


@blueprint.before_app_request
def end_idle_shared_session() -> None:
    """On a shared computer ten quiet minutes end the session. The time stands in the cookie, so reading writes nothing.

    The device ends too: a copy of the cookie must not outlive the session. A database that is busy then does not keep
    her page open; the cookie here is forgotten in any case.
    """
    if "seen" not in session:
        return
    now = clock.now()
    if rules.shared_session_over(datetime.fromtimestamp(session["seen"], UTC), now):
        left = identity.visitor()
        identity.sign_out()
        with suppress(Busy):
            write(lambda session: actions.end_device(session, left.device_id, now), of=left.person_id)
    else:
        session["seen"] = int(now.timestamp())
