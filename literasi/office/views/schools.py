"""Doors to the schools that the library knows, and their printed invitations."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for

from literasi.accounts import actions as accounts
from literasi.accounts import queries as people
from literasi.accounts.forms import refuse
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, said
from literasi.infra.qr import drawn
from literasi.infra.settings import settings
from literasi.kernel import clock, ids
from literasi.kernel.errors import Invalid, Missing
from literasi.office.forms import SchoolForm
from literasi.office.views.blueprint import Page, blueprint


@blueprint.get("/pengelola/sekolah")
@may(Who.LIBRARIAN)
def schools() -> Page:
    """The schools, each with its invitation."""
    return _page(SchoolForm())


def _page(form: SchoolForm, status: int = 200) -> tuple[str, int]:
    listed = people.schools(db.session(), clock.now())
    return render_template("office/schools.html", form=form, schools=listed), status


@blueprint.post("/pengelola/sekolah")
@may(Who.LIBRARIAN)
def add_school() -> Page:
    """Put a school on the list."""
    form, me, now = SchoolForm(request.form), identity.visitor().person_id, clock.now()
    if not form.validate():
        return _page(form, 422)
    try:
        write(lambda session: accounts.save_school(session, form.name.data or "", now, by=me))
    except Invalid as error:
        refuse(form, error.field, said(error.message))
        return _page(form, 422)
    flash(_("Sekolah ditambahkan. Buat undangannya, lalu cetak untuk para guru."))
    return make_response(redirect(url_for("office.schools"), 303))


@blueprint.post("/pengelola/sekolah/<school>/undangan")
@may(Who.LIBRARIAN)
def invite_school(school: str) -> Page:
    """A new code; papers with the one before open nothing any more."""
    me, now, key = identity.visitor().person_id, clock.now(), settings().secret_keys[0]
    write(lambda session: accounts.invite_school(session, school, key, now, by=me))
    return make_response(redirect(url_for("office.school_invitation", school=school), 303))


@blueprint.get("/pengelola/sekolah/<school>/undangan")
@may(Who.LIBRARIAN)
def school_invitation(school: str) -> Page:
    """The invitation on a page made for printing."""
    found = people.school_invitation(db.session(), school, settings().secret_keys, clock.now())
    if found is None:
        raise Missing(_("Sekolah ini belum punya undangan yang berlaku. Buat yang baru di daftar sekolah."))
    address = url_for("accounts.teacher", kode=found.code, _external=True)
    return render_template(
        "office/school_invitation.html",
        invitation=found,
        code=ids.spaced(found.code),
        where=url_for("accounts.teacher", _external=True),
        picture=drawn(address),
    )


@blueprint.post("/pengelola/sekolah/<school>/undangan/hentikan")
@may(Who.LIBRARIAN)
def end_invitation(school: str) -> Page:
    """Take the printed invitation out of force."""
    write(lambda session: accounts.end_invitation(session, school))
    flash(_("Undangan sekolah itu tidak berlaku lagi. Guru yang sudah masuk tetap guru."))
    return make_response(redirect(url_for("office.schools"), 303))
