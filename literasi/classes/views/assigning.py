"""Doors for teachers: what a class was given, and giving it more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for

from literasi.accounts.forms import day_of, refuse
from literasi.catalogue import queries as catalogue
from literasi.classes import actions, queries
from literasi.classes.forms import AssignmentForm, ExtensionForm
from literasi.classes.queries import Given, Taught
from literasi.classes.rules import assigning as rules
from literasi.classes.rules import days
from literasi.classes.rules.days import FreeDay
from literasi.classes.views.blueprint import Page, blueprint, own_class, sees_pupils
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, said
from literasi.kernel import clock
from literasi.kernel.errors import Invalid, Refusal


def offered(one: Taught) -> Mapping[str, Any]:
    """What the fields of an assignment offer: modules, members whom the visitor may see, choices."""
    session = db.session()
    return {
        "one": one,
        "shelf": catalogue.shelf(session),
        "mates": queries.classmates(session, one.id) if sees_pupils(one) else [],
        "graces": rules.GRACES,
        "keys": rules.KEYS,
        "reasons": rules.REASONS,
    }


def chosen_day(form: AssignmentForm | ExtensionForm) -> FreeDay | None:
    """The day without school on which it would be due, unless the teacher was warned of it and chose.

    Choosing presses one of two buttons, which name the day that is meant.
    """
    if pressed := day_of(request.form.get("pilih", "")):
        form.due_day.data = pressed.isoformat()
        return None
    day = day_of(form.due_day.data or "")
    return days.free_day(day, queries.local_days(db.session())) if day else None


def instead_of(form: AssignmentForm | ExtensionForm, free: FreeDay | None) -> datetime | None:
    """The same hour on the next school day, to be proposed."""
    due = form.due_at
    if free is None or due is None:
        return None
    day = days.school_day(free.day, queries.local_days(db.session()))
    return days.due_at(day, due.time())


@blueprint.get("/kelas/<classroom>/tugas")
@may(Who.TEACHER)
def assignments(classroom: str) -> str:
    """What a class was given, in its order; plans that can be copied."""
    one, session = own_class(classroom), db.session()
    given, local = queries.assignments(session, one.id), queries.local_days(session)
    others = queries.taught_by(session, identity.visitor().person_id)
    return render_template(
        "classes/assignments.html",
        given=given,
        free={each.id: days.free_day(clock.wita_date(each.window.due_at), local) for each in given},
        others=[each for each in others if each.public_id != one.public_id],
        **offered(one),
    )


@blueprint.get("/kelas/<classroom>/tugas/baru")
@may(Who.TEACHER)
def new_assignment(classroom: str) -> Page:
    """A module, and it is done: for the whole class, due on a school day in a week."""
    one, now = own_class(classroom), clock.now()
    due = clock.wita(days.usual_due(now, queries.local_days(db.session())))
    told = {"module": request.args.get("modul", ""), "due_day": due.date().isoformat(), "due_time": "20:00"}
    return _new_page(one, AssignmentForm(data=told))


def _new_page(one: Taught, form: AssignmentForm, status: int = 200, free: FreeDay | None = None) -> Page:
    page = render_template(
        "classes/new_assignment.html",
        form=form,
        free=free,
        instead=instead_of(form, free),
        **offered(one),
    )
    return page, status


@blueprint.post("/kelas/<classroom>/tugas/baru")
@may(Who.TEACHER)
def give_assignment(classroom: str) -> Page:
    """Give it, after a question when nobody has school on that day."""
    one, now = own_class(classroom), clock.now()
    form = AssignmentForm(request.form, members=request.form.getlist("anggota"))
    free = chosen_day(form)
    if not form.validate() or free:
        return _new_page(one, form, 422, None if form.errors else free)
    try:
        write(lambda session: actions.give(session, one, [form.told(now)], now))
    except Invalid as error:
        refuse(form, error.field, said(error.message))
        return _new_page(one, form, 422)
    except Refusal as error:
        refuse(form, "module", said(error.message))
        return _new_page(one, form, 409)
    flash(_("Tugas diberikan. Siswa melihatnya di Ruang Belajar."))
    return to_list(classroom)


def to_list(classroom: str) -> Page:
    """Back to what the class was given."""
    return make_response(redirect(url_for("classes.assignments", classroom=classroom), 303))


@blueprint.post("/kelas/<classroom>/tugas/<assignment>/urut")
@may(Who.TEACHER)
def move_assignment(classroom: str, assignment: str) -> Page:
    """One place up or down."""
    found, up = given(classroom, assignment), request.form.get("aksi") == "naik"
    write(lambda session: actions.move(session, found, up=up))
    return to_list(classroom)


def given(classroom: str, assignment: str) -> Given:
    """An assignment of a class that the visitor teaches; for everybody else it does not exist."""
    return queries.assignment(db.session(), own_class(classroom).id, assignment)
