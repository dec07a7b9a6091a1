"""Doors of one's own account: name, password, address, second step."""

from __future__ import annotations

import segno
from flask import Response, flash, make_response, redirect, render_template, request, session, url_for
from sqlalchemy.orm import Session

from literasi.accounts import actions, queries
from literasi.accounts.forms import ChangePasswordForm, EmailForm, ProfileForm, Proved, SecondStepForm, refuse
from literasi.accounts.queries import Profile
from literasi.accounts.rules import limits, second_step
from literasi.accounts.views import letters
from literasi.accounts.views.blueprint import blueprint
from literasi.accounts.views.signing import by_address
from literasi.infra import identity, passwords, vault
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, said
from literasi.infra.settings import settings
from literasi.infra.slow import slow
from literasi.kernel import clock
from literasi.kernel.errors import Invalid, Missing, Refusal

Page = Response | str | tuple[str, int]


def own_profile() -> Profile:
    """The account of whoever is signed in."""
    found = queries.profile(db.session(), identity.visitor().person_id)
    if found is None:
        raise Missing(_("Akun ini sudah tidak ada."))
    return found


def _page(status: int = 200, **forms: object) -> tuple[str, int]:
    me = own_profile()
    shown = {
        "profile_form": ProfileForm(data={"name": me.name, "username": me.username or ""}),
        "email_form": EmailForm(data={"email": me.email_asked or me.email or ""}),
        "password_form": ChangePasswordForm(),
        **forms,
    }
    return render_template("accounts/account.html", me=me, **shown), status


def _changed(message: str) -> Response:
    flash(message)
    return make_response(redirect(url_for("accounts.account"), 303))


@blueprint.get("/akun")
@may(Who.ACCOUNT)
def account() -> Page:
    """Everything that can be changed about an account, on one page."""
    return _page()


@blueprint.post("/akun/nama")
@may(Who.ACCOUNT)
def rename() -> Page:
    """Another name, another user name."""
    form, me, now = ProfileForm(request.form), own_profile(), clock.now()
    asked_only = not me.username and me.email_asked
    needed = me.has_password and not me.email and not asked_only
    if form.validate() and needed and not form.username.data:
        refuse(form, "username", _("Tanpa surel yang dipastikan, nama pengguna diperlukan untuk masuk."))
    if form.errors:
        return _page(422, profile_form=form)
    try:
        write(lambda session: actions.rename(session, me.person_id, form.name.data or "", form.username.data or None, now))  # fmt: skip
    except Invalid as error:
        refuse(form, error.field, said(error.message))
        return _page(422, profile_form=form)
    return _changed(_("Nama sudah diganti."))


@blueprint.post("/akun/surel")
@may(Who.ACCOUNT)
@slow
def change_email() -> Page:
    """Another address, confirmed by a letter to it; or none."""
    form, me, now = EmailForm(request.form), own_profile(), clock.now()
    address = form.email.data or None
    actions.admit(db.session(), by_address("nama"), now)
    if form.validate() and address is None and me.has_password and not me.username:
        refuse(form, "email", _("Tanpa nama pengguna, surel diperlukan untuk masuk."))
    if form.errors or not _proves(me, form):
        return _page(422, email_form=form)

    def act(session: Session) -> None:
        actions.change_email(session, me.person_id, address, now)
        if address:
            letters.confirm(session, me.person_id, address, now)

    try:
        write(act)
    except Invalid as error:
        write(lambda session: actions.count_failure(session, by_address("nama"), now))
        refuse(form, error.field, said(error.message))
        return _page(422, email_form=form)
    return _changed(
        _("Kami mengirim surat ke alamat itu. Buka surat itu untuk memastikannya.")
        if address
        else _("Alamat surel sudah dihapus.")
    )


@blueprint.post("/akun/sandi")
@may(Who.ACCOUNT)
@slow
def change_password() -> Page:
    """A new password, for somebody who knows the old one, or who came by card so far and has none."""
    me, now = own_profile(), clock.now()
    form = ChangePasswordForm(request.form, about=me)
    if form.validate() and not me.login:
        refuse(
            form, "password", _("Pilih nama pengguna dulu, di bagian Nama di atas: dengan itu Anda masuk.")
        )
    if form.errors or not _proves(me, form):
        return _page(422, password_form=form)
    hashed, here = passwords.hashed(form.password.data or ""), identity.visitor().device_id
    write(lambda session: actions.change_password(session, me.person_id, hashed, now, by=me.person_id, here=here))  # fmt: skip
    return _changed(_("Kata sandi sudah diganti, dan perangkat lain dikeluarkan."))


def _proves(me: Profile, form: Proved) -> bool:
    """Whether the one who is signed in also knows the password; if not, the form says so. Nothing to know where a card
    is all that she has.

    Wrong tries count like those at the door.
    """
    if not me.has_password:
        return True
    now, counters = clock.now(), limits.of_own_password(settings().secret_keys[0], me.person_id)
    actions.admit(db.session(), counters, now)
    found = queries.credentials_of(db.session(), me.person_id)
    db.session.rollback()
    if passwords.matches(found.password if found else "", form.old.data or ""):
        return True
    write(lambda session: actions.count_failure(session, counters, now))
    refuse(form, "old", _("Kata sandi sekarang belum cocok."))
    return False


@blueprint.get("/akun/dua-langkah")
@may(Who.ACCOUNT)
def set_up_second_step() -> Page:
    """Show the secret for the authenticator app; nothing is stored until a code proves that it works."""
    me = _with_password()
    secret = session.get("step_secret") or second_step.new_secret()
    session["step_secret"] = secret
    return render_template(
        "accounts/set_up_second_step.html", **_second_step(me, secret), form=SecondStepForm()
    )


def _with_password() -> Profile:
    """The account of whoever has a password: a second step without a first would lock her out."""
    me = own_profile()
    if not me.has_password:
        raise Refusal(_("Dua langkah melengkapi kata sandi. Pilih kata sandi dulu di halaman Akun."))
    return me


def _second_step(me: Profile, secret: str) -> dict[str, object]:
    address = second_step.address(secret, me.login or me.name, _("Literasi"))
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=2, dark="#000", light="#fff")
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return {"me": me, "picture": picture, "secret": groups}


@blueprint.post("/akun/dua-langkah")
@may(Who.ACCOUNT)
@slow
def start_second_step() -> Page:
    """Ask for the code at every sign-in from now on."""
    form, me, now = SecondStepForm(request.form), _with_password(), clock.now()
    secret = session.get("step_secret")
    if not secret:
        return make_response(redirect(url_for("accounts.set_up_second_step"), 303))
    step = second_step.step_of(secret, form.code.data or "", now)
    if step is None:
        refuse(
            form,
            "code",
            _("Kode ini belum cocok. Tunggu kode berikutnya di aplikasi, lalu tulis enam angkanya."),
        )
    if step is None or not _proves(me, form):
        return render_template("accounts/set_up_second_step.html", **_second_step(me, secret), form=form), 422
    sealed = vault.sealed(secret, settings().secret_keys)
    write(lambda session: actions.set_second_step(session, me.person_id, sealed, step, now))
    session.pop("step_secret")
    return _changed(_("Dua langkah masuk sudah dipasang."))


@blueprint.post("/akun/dua-langkah/lepas")
@may(Who.ACCOUNT)
@slow
def end_second_step() -> Page:
    """Ask for the password alone again, for somebody who proves that she knows it."""
    me, now, form = own_profile(), clock.now(), Proved(request.form)
    if not _proves(me, form):
        return _page(422, step_form=form)
    write(lambda session: actions.end_second_step(session, me.person_id, now, by=me.person_id))
    return _changed(_("Dua langkah masuk sudah dilepas."))
