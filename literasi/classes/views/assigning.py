"""Doors for teachers: what a class was given, and giving it more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for

from literasi.accounts.forms import day_of, refuse
from literasi.catalogue import queries as catalogue
from literasi.classes import actions, queries
from literasi.classes.forms import AssignmentForm, DueForm
from literasi.classes.queries import Classmate, Given, Taught
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
    mates = queries.classmates(session, one.id) if sees_pupils(one) else []
    return {
        "one": one,
        "shelf": catalogue.shelf(session),
        "mates": mates,
        "many": len(mates) > rules.MOST_TICKED,
        "ticked": _ticked(mates),
        "graces": rules.GRACES,
        "keys": rules.KEYS,
        "reasons": rules.REASONS,
    }


def _ticked(mates: Sequence[Classmate]) -> list[Classmate]:
    """The members who are offered to be ticked: all of a small class; of a large one those without a number, if few."""
    few = mates if len(mates) <= rules.MOST_TICKED else [mate for mate in mates if mate.number is None]
    return list(few) if len(few) <= rules.MOST_TICKED else []


def sent(one: Taught, before: Given | None = None) -> AssignmentForm:
    """The form as it was sent. Those are meant who were ticked and whose numbers were typed, whichever the page offered:
    the class may have grown since. Who was meant `before` and can be neither ticked nor numbered stays."""
    form = AssignmentForm(request.form, members=request.form.getlist("anggota"))
    if not sees_pupils(one):
        return form
    mates, meant = queries.classmates(db.session(), one.id), (before and before.recipients) or ()
    out_of_reach = (
        [] if _ticked(mates) else [mate for mate in mates if mate.number is None and mate.id in meant]
    )
    form.choose(mates, form.members.union(mate.public_id for mate in out_of_reach))
    return form


def chosen_day(form: DueForm) -> FreeDay | None:
    """The day without school on which it would be due, unless the teacher was warned of it and chose.

    Choosing presses one of two buttons, which name the day that is meant.
    """
    if pressed := day_of(request.form.get("pilih", "")):
        form.due_day.data = pressed.isoformat()
        return None
    day = day_of(form.due_day.data or "")
    return days.free_day(day, queries.local_days(db.session())) if day else None


def instead_of(form: DueForm, free: FreeDay | None) -> datetime | None:
    """The same hour on the next school day, to be proposed."""
    due = form.due_at
    if free is None or due is None:
        return None
    return days.school_time(due, queries.local_days(db.session()))


@blueprint.get("/kelas/<classroom>/tugas")
@may(Who.TEACHER)
def assignments(classroom: str) -> str:
    """What a class was given, in its order; plans that can be copied."""
    return list_page(own_class(classroom))


def list_page(one: Taught, source: str = "", copying: Mapping[str, FreeDay] | None = None) -> str:
    """The list. With `copying` it asks whether the plan of the class `source` is to come with these days without school, by
    module."""
    session = db.session()
    given, local = queries.assignments(session, one.id), queries.local_days(session)
    others = queries.taught_by(session, identity.visitor().person_id)
    return render_template(
        "classes/assignments.html",
        given=given,
        free={each.id: days.free_day(clock.wita_date(each.window.due_at), local) for each in given},
        others=[each for each in others if each.public_id != one.public_id],
        source=source,
        copying=copying or {},
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
    form = sent(one)
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
    found, up = given(own_class(classroom), assignment), request.form.get("aksi") == "naik"
    write(lambda session: actions.move(session, found, up=up))
    return to_list(classroom)


def given(one: Taught, assignment: str) -> Given:
    """An assignment of a class; in every other one it does not exist."""
    return queries.assignment(db.session(), one.id, assignment)
