"""Doors for learners: into a class by its code, what it knows of them, and out again."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for

from literasi.accounts import queries as people
from literasi.accounts.forms import refuse
from literasi.catalogue import queries as catalogue
from literasi.classes import actions, queries
from literasi.classes.forms import JoinForm
from literasi.classes.queries import Taught
from literasi.classes.rules.tasks import WORDS
from literasi.classes.views.blueprint import ABOUT, Page, blueprint
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, said
from literasi.infra.settings import settings
from literasi.kernel import clock
from literasi.kernel.errors import Missing, Refusal
from literasi.quizzes import queries as quizzes


@blueprint.get("/gabung")
@blueprint.get("/gabung/<code>")
@may(Who.EVERYONE)
def join_class(code: str = "") -> Page:
    """Ask for the code, and say what joining means before anything is done."""
    return _join_page(JoinForm(data={"code": code}))


def _join_page(form: JoinForm, status: int = 200) -> tuple[str, int]:
    visitor = identity.visitor()
    known = visitor.known and people.profile(db.session(), visitor.person_id) is not None
    return render_template("classes/join_class.html", form=form, known=known), status


@blueprint.post("/gabung")
@may(Who.MEMBER)
def join_now() -> Page:
    """Into the class, for somebody with an account; others are told how they get in."""
    form, now, me = JoinForm(request.form), clock.now(), identity.visitor()
    keys, address = settings().secret_keys, request.remote_addr or ""
    typed = form.code.data or ""
    into = write(lambda session: actions.class_by_code(session, typed, address, keys, now))
    if into is None:
        refuse(form, "code", said(actions.GONE))
        return _join_page(form, 404)
    try:
        name = write(lambda session: actions.join(session, into, me.person_id, now))
    except (Missing, Refusal) as error:
        refuse(form, "code", said(error.message))
        return _join_page(form, 422)
    flash(_("Kamu masuk kelas %(name)s sebagai %(as_)s.", name=into.name, as_=name))
    return _to(into)


def _to(into: Taught) -> Page:
    return make_response(redirect(url_for("classes.my_class", classroom=into.public_id), 303))


@blueprint.get("/kelas/<classroom>/saya")
@may(Who.MEMBER)
def my_class(classroom: str) -> str:
    """A class as somebody in it sees it: who sees her progress, and the way out."""
    session, me = db.session(), identity.visitor().person_id
    one = queries.joined(session, classroom, me)
    return render_template(
        "classes/my_class.html",
        one=one,
        tasks=queries.tasks_of_class(session, one.id, me, quizzes.past(session, me), clock.now()),
        shelf=catalogue.shelf(session),
        state_words=WORDS,
        **ABOUT,
    )


@blueprint.post("/kelas/<classroom>/keluar")
@may(Who.MEMBER)
def leave_class(classroom: str) -> Page:
    """Out of the class; nothing that was learned goes."""
    me = identity.visitor().person_id
    one = queries.joined(db.session(), classroom, me)
    write(lambda session: actions.leave(session, one.id, me))
    flash(
        _("Kamu sudah keluar dari kelas %(name)s. Hasil belajarmu tetap ada di Ruang Belajar.", name=one.name)
    )
    return make_response(redirect(url_for("classes.classes"), 303))
