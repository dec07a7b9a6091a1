"""Doors to the first steps and to what the library says of itself."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for

from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, said
from literasi.infra.settings import library
from literasi.kernel import clock
from literasi.office import actions, queries
from literasi.office.forms import ProfileForm
from literasi.office.rules.logo import MAX_BYTES, Logo, read_logo
from literasi.office.views.blueprint import Page, blueprint


@blueprint.get("/pengelola/mulai")
@may(Who.LIBRARIAN)
def first_steps() -> Page:
    """What a new site still lacks, and where to do it."""
    return render_template("office/first_steps.html", steps=queries.checklist(db.session(), clock.now()))


@blueprint.get("/pengelola/profil")
@may(Who.ADMIN)
def profile() -> Page:
    """The library's profile, with its letterhead as it will be printed."""
    return render_template("office/profile.html", form=ProfileForm.of(library()), logo_problem="")


@blueprint.post("/pengelola/profil")
@may(Who.ADMIN)
def save_profile() -> Page:
    """Keep the profile; every page shows it from now on."""
    form, me, now = ProfileForm(request.form), identity.visitor().person_id, clock.now()
    if not form.validate():
        return render_template("office/profile.html", form=form, logo_problem=""), 422
    write(lambda session: actions.save_profile(session, form.told, now, by=me))
    flash(_("Profil tersimpan. Semua halaman dan kertas memakainya mulai sekarang."))
    return make_response(redirect(url_for("office.profile"), 303))


@blueprint.post("/pengelola/profil/logo")
@may(Who.ADMIN)
def change_logo() -> Page:
    """Another logo; the button that takes it off sends no file."""
    me, now = identity.visitor().person_id, clock.now()
    read = None if request.form.get("aksi") == "hapus" else read_logo(_uploaded())
    if not (read is None or isinstance(read, Logo)):
        form = ProfileForm.of(library())
        return render_template("office/profile.html", form=form, logo_problem=said(read)), 422
    write(lambda session: actions.change_logo(session, read, now, by=me))
    flash(_("Logo tersimpan.") if read else _("Logo dilepas."))
    return make_response(redirect(url_for("office.profile"), 303))


def _uploaded() -> bytes:
    """The file's bytes, one more than may be at most; none when no file came."""
    file = request.files.get("logo")
    return file.read(MAX_BYTES + 1) if file else b""
