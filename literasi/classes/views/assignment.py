"""Doors to one assignment: change it, give more time, take it back."""

from __future__ import annotations

from dataclasses import replace

from flask import flash, make_response, redirect, render_template, request, url_for

from literasi.accounts.forms import refuse
from literasi.catalogue import queries as catalogue
from literasi.classes import actions, queries
from literasi.classes.forms import OTHER, AssignmentForm, ExtensionForm
from literasi.classes.queries import Classmate, Given, Taught
from literasi.classes.rules import days
from literasi.classes.rules.assigning import LONGEST_NUMBER, Told
from literasi.classes.rules.days import FreeDay
from literasi.classes.views import sharing
from literasi.classes.views.assigning import chosen_day, given, instead_of, offered, sent, to_list
from literasi.classes.views.blueprint import Page, blueprint, class_with_pupils, own_class, sees_pupils
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, said
from literasi.kernel import clock
from literasi.kernel.errors import Invalid


@blueprint.get("/kelas/<classroom>/tugas/<assignment>")
@may(Who.TEACHER)
def assignment(classroom: str, assignment: str) -> Page:
    """One assignment as it stands."""
    one = own_class(classroom)
    found = given(one, assignment)
    return _page(one, found, _form_of(one, found), _more_time(found))


def _form_of(one: Taught, found: Given) -> AssignmentForm:
    return AssignmentForm.of(found, _meant(one, found))


def _meant(one: Taught, found: Given) -> list[Classmate]:
    """Whom an assignment means that is not for all."""
    if found.recipients is None:
        return []
    return [mate for mate in queries.classmates(db.session(), one.id) if mate.id in found.recipients]


def _told(one: Taught, found: Given, form: AssignmentForm) -> Told:
    """What the form says. Whoever sees no pupils could not tick any: then those stay meant who were."""
    told = form.told(found.window.opens_at)
    if sees_pupils(one) or found.for_all:
        return told
    return replace(told, members=[mate.public_id for mate in _meant(one, found)])


def _more_time(found: Given) -> ExtensionForm:
    """Until the first school day after the deadline, or after today when that has passed."""
    local, due = queries.local_days(db.session()), clock.wita(found.window.due_at)
    day = max(due.date(), clock.wita_date(clock.now()))
    later = days.school_day(day + days.A_DAY, local)
    return ExtensionForm(data={"due_day": later.isoformat(), "due_time": due.strftime("%H:%M")})


def _named(one: Taught, told: str) -> str:
    """The public id of a member; in a class too large for a list to choose from, her number on it is told."""
    if not (told.isascii() and told.isdigit() and len(told) < LONGEST_NUMBER):
        return told
    mates = queries.classmates(db.session(), one.id)
    return next((mate.public_id for mate in mates if mate.number == int(told)), told)


def _page(
    one: Taught,
    found: Given,
    form: AssignmentForm,
    more: ExtensionForm,
    status: int = 200,
    free: FreeDay | None = None,
    free_later: FreeDay | None = None,
) -> Page:
    session = db.session()
    page = render_template(
        "classes/assignment.html",
        given=found,
        form=form,
        more=more,
        other=OTHER,
        meant=queries.persons_of(session, found) if sees_pupils(one) else {},
        begun=queries.begun(session, found),
        extensions=[
            each for each in queries.extensions(session, found.id) if sees_pupils(one) or not each.name
        ],
        free=free,
        instead=instead_of(form, free),
        share=_share(one, found),
        free_later=free_later,
        instead_later=instead_of(more, free_later),
        **offered(one),
    )
    return page, status


def _share(one: Taught, found: Given) -> sharing.Share | None:
    """What can be sent on about it; nothing once its module is no longer published."""
    module = catalogue.shelf(db.session()).by_key(found.module_key)
    if module is None or module.soon:
        return None
    address = url_for("lessons.lesson", course=module.course_slug, module=module.slug, _external=True)
    return sharing.task(one, found, address)


@blueprint.post("/kelas/<classroom>/tugas/<assignment>")
@may(Who.TEACHER)
def change_assignment(classroom: str, assignment: str) -> Page:
    """Say anew what it asks."""
    one, now = own_class(classroom), clock.now()
    found = given(one, assignment)
    form = sent(one, found)
    free = chosen_day(form)
    if not form.validate() or free:
        return _page(one, found, form, _more_time(found), 422, None if form.errors else free)
    try:
        told, seen = _told(one, found, form), request.form.get("dilihat", "")
        write(lambda session: actions.change(session, found, told, now, seen=seen))
    except actions.Stale as error:
        flash(said(error.message))
        return _page(one, given(one, assignment), form, _more_time(found), 409)
    except Invalid as error:
        refuse(form, error.field, said(error.message))
        return _page(one, found, form, _more_time(found), 422)
    flash(_("Tersimpan."))
    return to_list(classroom)


@blueprint.post("/kelas/<classroom>/tugas/<assignment>/perpanjang")
@may(Who.TEACHER)
def extend_assignment(classroom: str, assignment: str) -> Page:
    """More time, for one or for all."""
    more = ExtensionForm(request.form)
    one = class_with_pupils(classroom) if more.member.data else own_class(classroom)
    found, now, me = given(one, assignment), clock.now(), identity.visitor().person_id
    free = chosen_day(more)
    due, member = more.due_at, _named(one, more.member.data or "")
    if not more.validate() or due is None or free:
        asked = None if more.errors else free
        return _page(one, found, _form_of(one, found), more, 422, free_later=asked)
    try:
        write(lambda session: actions.extend(session, one, found, due, more.why, now, by=me, member=member))
    except Invalid as error:
        refuse(more, error.field, said(error.message))
        return _page(one, found, _form_of(one, found), more, 422)
    flash(_("Waktu ditambah. Pengerjaan yang sedang berjalan ikut diperpanjang."))
    return make_response(
        redirect(url_for("classes.assignment", classroom=classroom, assignment=assignment), 303)
    )


@blueprint.post("/kelas/<classroom>/tugas/<assignment>/tarik")
@may(Who.TEACHER)
def withdraw_assignment(classroom: str, assignment: str) -> Page:
    """Take it back; the page has asked once."""
    found = given(own_class(classroom), assignment)
    write(lambda session: actions.withdraw(session, found))
    flash(_("Tugas ditarik. Yang sudah dikerjakan siswa tetap ada di Ruang Belajar mereka."))
    return to_list(classroom)
