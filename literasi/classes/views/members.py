"""Doors for teachers: one member of a class."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for

from literasi.accounts.forms import refuse
from literasi.classes import actions, queries
from literasi.classes.forms import MemberForm
from literasi.classes.queries import Classmate, Taught
from literasi.classes.views.blueprint import Page, blueprint, class_with_pupils
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, said
from literasi.kernel import clock
from literasi.kernel.errors import Invalid


def _found(classroom: str, member: str) -> tuple[Taught, Classmate]:
    one = class_with_pupils(classroom)
    return one, queries.classmate(db.session(), one.id, member)


@blueprint.get("/kelas/<classroom>/anggota/<member>")
@may(Who.TEACHER)
def member(classroom: str, member: str) -> Page:
    """What somebody is called here, and the way out of the class with what it costs her."""
    one, mate = _found(classroom, member)
    return _page(one, mate, MemberForm.of(mate))


def _page(one: Taught, mate: Classmate, form: MemberForm, status: int = 200) -> tuple[str, int]:
    return render_template("classes/member.html", one=one, mate=mate, form=form), status


@blueprint.post("/kelas/<classroom>/anggota/<member>")
@may(Who.TEACHER)
def change_member(classroom: str, member: str) -> Page:
    """Another name or number, in this class alone."""
    one, mate = _found(classroom, member)
    form = MemberForm(request.form)
    if not form.validate():
        return _page(one, mate, form, 422)
    try:
        write(
            lambda session: actions.change_member(
                session, one.id, mate.public_id, form.name.data or "", form.place
            )
        )
    except Invalid as error:
        refuse(form, error.field, said(error.message))
        return _page(one, mate, form, 422)
    flash(_("Tersimpan."))
    return _to_list(classroom)


@blueprint.post("/kelas/<classroom>/anggota/<member>/keluar")
@may(Who.TEACHER)
def remove_member(classroom: str, member: str) -> Page:
    """Out of the class. The page before has said what is lost."""
    one, mate = _found(classroom, member)
    now = clock.now()
    write(lambda session: actions.remove_member(session, one, mate.public_id, now))
    flash(_("%(name)s tidak lagi di kelas ini.", name=mate.name))
    return _to_list(classroom)


def _to_list(classroom: str) -> Page:
    return make_response(redirect(url_for("classes.roster", classroom=classroom), 303))
