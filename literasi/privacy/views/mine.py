"""Data saya: what is stored of whoever asks, guest or account; take it along, have it mended, erase it."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from literasi.accounts import actions as accounts
from literasi.accounts import queries as people
from literasi.accounts.rules import limits
from literasi.infra import holdings, identity, passwords
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, said
from literasi.infra.settings import settings
from literasi.infra.slow import slow
from literasi.kernel import clock
from literasi.kernel.errors import Refusal
from literasi.privacy import actions, queries
from literasi.privacy.forms import EraseForm, RequestForm, refuse
from literasi.privacy.rules.journal import Way
from literasi.privacy.views.blueprint import blueprint
from literasi.privacy.views.erasing import erased
from literasi.privacy.views.parcels import parcel

Page = Response | str | tuple[str, int]


@blueprint.get("/akun/data")
@may(Who.OWNER, even_suspended=True, or_sign_in=True)
def my_data() -> Page:
    """What is stored, who looked at it, what was asked and answered."""
    return _page(RequestForm())


def _page(form: RequestForm, status: int = 200) -> Page:
    session, person_id = db.session(), identity.visitor().own_id
    page = render_template(
        "privacy/my_data.html",
        holdings=holdings.of(session, person_id),
        looks=people.looks(session, person_id),
        asked=queries.own_requests(session, person_id),
        form=form,
    )
    return page, status


@blueprint.post("/akun/data/unduh")
@may(Who.OWNER, even_suspended=True)
def download() -> Response:
    """Everything as a file. It changes nothing; a button, so that no other site can make a browser fetch it."""
    return parcel(holdings.of(db.session(), identity.visitor().own_id), clock.now(), _("data-saya"))


@blueprint.post("/akun/data/permintaan")
@may(Who.OWNER)
def ask() -> Page:
    """Ask the library something about one's data."""
    form, person_id, now = RequestForm(request.form), identity.visitor().person_id, clock.now()
    if not form.validate():
        return _page(form, 422)
    try:
        write(lambda session: actions.ask(session, person_id, form.chosen, form.text.data or "", now))
    except Refusal as error:
        refuse(form, "text", said(error.message))
        return _page(form, 422)
    flash(_("Permintaan terkirim. Perpustakaan menjawab dalam 72 jam; jawabannya muncul di halaman ini."))
    return make_response(redirect(url_for("privacy.my_data"), 303))


@blueprint.get("/akun/data/hapus")
@may(Who.OWNER)
def confirm_erasure() -> Page:
    """What would be lost, before it is."""
    return _confirmation(EraseForm())


def _confirmation(form: EraseForm, status: int = 200) -> Page:
    found = holdings.of(db.session(), identity.visitor().person_id)
    return render_template("privacy/confirm_erasure.html", holdings=found, form=form), status


@blueprint.post("/akun/data/hapus")
@may(Who.OWNER)
@slow
def erase() -> Page:
    """Erase whoever asks. An account proves it by her password; of a guest the device is all there is."""
    form, visitor = EraseForm(request.form), identity.visitor()
    if visitor.account and not _knows_password(visitor.person_id, form.password.data or ""):
        refuse(form, "password", _("Kata sandi belum cocok. Tidak ada yang dihapus."))
        return _confirmation(form, 422)
    identity.sign_out()
    response = make_response(erased(visitor.person_id, Way.HERSELF, visitor.person_id))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _knows_password(person_id: int, typed: str) -> bool:
    """Whether the one who is signed in also knows the password; wrong tries count like those at the door."""
    now, counters = clock.now(), limits.of_own_password(settings().secret_keys[0], person_id)
    accounts.admit(db.session(), counters, now)
    found = people.credentials_of(db.session(), person_id)
    db.session.rollback()  # nothing is held while the password is tried
    right = passwords.matches(found.password if found else "", typed)
    if not right:
        write(lambda session: accounts.count_failure(session, counters, now))
    return right
