"""Doors to the free days of this place, which librarians keep and teachers are warned by."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for

from literasi.accounts.forms import day_of
from literasi.classes import actions, queries
from literasi.classes.forms import LocalDayForm
from literasi.classes.views.blueprint import Page, blueprint
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _
from literasi.kernel.errors import Missing


@blueprint.get("/pengelola/hari-libur")
@may(Who.LIBRARIAN)
def local_days() -> Page:
    """The list, and a form for one more."""
    return _page(LocalDayForm())


def _page(form: LocalDayForm, status: int = 200) -> Page:
    return render_template(
        "classes/local_days.html", form=form, days=queries.local_days(db.session())
    ), status


@blueprint.post("/pengelola/hari-libur")
@may(Who.LIBRARIAN)
def add_local_day() -> Page:
    """One more free day; saying a day again renames it."""
    form = LocalDayForm(request.form)
    day = day_of(form.day.data or "")
    if not form.validate() or day is None:
        return _page(form, 422)
    write(lambda session: actions.add_local_day(session, day, form.name.data or ""))
    return _back(_("Hari libur dicatat. Guru diingatkan bila tenggat jatuh pada hari itu."))


@blueprint.post("/pengelola/hari-libur/<day>/hapus")
@may(Who.LIBRARIAN)
def remove_local_day(day: str) -> Page:
    """Off the list."""
    found = day_of(day)
    if found not in queries.local_days(db.session()) or found is None:
        raise Missing(_("Hari ini tidak ada di daftar."))
    write(lambda session: actions.remove_local_day(session, found))
    return _back(_("Hari itu dihapus dari daftar."))


def _back(message: str) -> Page:
    flash(message)
    return make_response(redirect(url_for("classes.local_days"), 303))
