"""Doors for those who want to be known as teachers."""

from __future__ import annotations

from datetime import datetime

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from literasi.accounts import actions, queries
from literasi.accounts.forms import TeacherForm, refuse
from literasi.accounts.rules.roles import ADULTS_ONLY
from literasi.accounts.views.blueprint import blueprint
from literasi.accounts.views.joining import wrong_codes
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, said
from literasi.infra.settings import settings
from literasi.kernel import clock
from literasi.kernel.errors import Missing
from literasi.kernel.roles import Role

Page = Response | str | tuple[str, int]


@blueprint.get("/guru")
@may(Who.ACCOUNT)
def teacher() -> Page:
    """Ask to be a teacher, or say so by a school's printed code."""
    form = TeacherForm(data={"code": request.args.get("kode", "")})
    return _page(form)


def _page(form: TeacherForm, status: int = 200) -> Page:
    may_hold = queries.may_hold_role(db.session(), identity.visitor().person_id)
    page = render_template("accounts/teacher.html", form=form, may_hold=may_hold, adults_only=ADULTS_ONLY)
    return page, status


@blueprint.post("/guru")
@may(Who.ACCOUNT)
def become_teacher() -> Page:
    """A good code grants the role at once; without one a librarian decides."""
    form, now = TeacherForm(request.form), clock.now()
    if not form.validate():
        return _page(form, 422)
    if not form.code.data:
        flash(_asked(form.school.data or "", now))
        return make_response(redirect(url_for("home.learning_room"), 303))
    try:
        school = _joined(form.code.data)
    except Missing as error:
        refuse(form, "code", said(error.message))
        return _page(form, 422)
    flash(_("Selamat datang, guru dari %(school)s.", school=school))
    return make_response(redirect(url_for("home.learning_room"), 303))


def _asked(school: str, now: datetime) -> str:
    """Ask, and what is to be said of it: an earlier request may still wait, or there is nothing to ask for."""
    visitor = identity.visitor()
    if Role.TEACHER in visitor.roles:
        return _("Anda sudah dikenal sebagai guru. Tidak perlu meminta lagi.")

    def act(session: Session) -> bool:
        again = queries.asked_for_role(session, visitor.person_id, Role.TEACHER)
        actions.ask_for_role(session, visitor.person_id, Role.TEACHER, school, now)
        return again

    if write(act):
        return _("Permintaan Anda yang dulu masih menunggu; nama sekolahnya kini: %(school)s.", school=school)
    return _("Permintaan terkirim. Pustakawan memeriksanya; jawabannya datang di Kabar.")


def _joined(code: str) -> str:
    visitor, keys, now, counters = identity.visitor(), settings().secret_keys, clock.now(), wrong_codes()
    actions.admit(db.session(), counters, now)
    try:
        return write(lambda session: actions.join_school(session, visitor.person_id, code, keys, now))
    except Missing:
        write(lambda session: actions.count_failure(session, counters, now))
        raise
