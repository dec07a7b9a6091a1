"""One answer after the other, by its rubric."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.question import Kind, Question
from literasi.infra import works
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _
from literasi.kernel import clock
from literasi.kernel.errors import Missing
from literasi.marking import actions, forms, queries, rules
from literasi.marking.forms import Typed
from literasi.marking.queries import ABSENT, Found
from literasi.marking.views.blueprint import blueprint, lay_open, lies_open, marker
from literasi.marking.views.queue import module_wanted, title_of

Page = Response | str | tuple[str, int]


@blueprint.get("/penilaian/<piece>")
@may(Who.MARKER)
def piece(piece: str) -> Page:
    """The question, what the learner wrote, the rubric, and what was said before. A minor's work has a button first.

    A mark of another kind of question has no rubric: it is changed where the whole attempt is.
    """
    found = queries.piece(db.session(), piece, marker())
    if _question(found).kind is not Kind.ESSAY:
        there = url_for("marking.answer", attempt=found.origin, position=found.position)
        return make_response(redirect(there, 303))
    if not lies_open(found.learner, found.origin, clock.now()):
        return render_template("marking/open_piece.html", found=found, wanted=module_wanted())
    history = queries.history(db.session(), found.origin).get(found.position, [])
    levels = next((one.levels for one in history if one.levels), ())
    return _page(found, Typed(levels=levels, seen=found.marks))


@blueprint.post("/penilaian/<piece>/buka")
@may(Who.MARKER)
def open_piece(piece: str) -> Response:
    """Open an answer; where it is a minor's, the trail says who did."""
    found = queries.piece(db.session(), piece, marker())
    lay_open(found.learner, found.origin, clock.now())
    return _to(found)


def _question(found: Found) -> Question:
    return catalogue.questions(db.session(), [found.item_digest])[found.item_digest]


def _to(found: Found) -> Response:
    here = url_for("marking.piece", piece=found.public_id, modul=module_wanted() or None)
    return make_response(redirect(here, 303))


def _page(found: Found, typed: Typed, status: int = 200) -> Page:
    session, by, wanted = db.session(), marker(), module_wanted()
    work = works.of(session, found.origin)
    answer = work.at(found.position) if work else None
    if work is None or answer is None:
        raise Missing(ABSENT)
    question = _question(found)
    page = render_template(
        "marking/piece.html",
        found=found,
        work=work,
        answer=answer,
        question=question,
        title=title_of(found.module_key),
        criteria=rules.criteria(question),
        rules=rules,
        typed=typed,
        history=queries.history(session, found.origin).get(found.position, []),
        left=sum(queries.waiting_by_module(session, by).values()),
        next=queries.after(session, found, by, wanted),
        previous=queries.before(session, found, by, wanted),
        wanted=wanted,
    )
    return page, status


@blueprint.post("/penilaian/<piece>")
@may(Who.MARKER)
def mark(piece: str) -> Page:
    """Keep the mark and go on to what waits next. What is missing is said beside its field."""
    session, by, now, wanted = db.session(), marker(), clock.now(), module_wanted()
    found = queries.piece(session, piece, by)
    question = _question(found)
    if question.kind is not Kind.ESSAY:
        raise Missing(ABSENT)
    criteria = rules.criteria(question)
    typed = forms.rubric_from(request.form, len(criteria))
    if typed.problems:
        lay_open(found.learner, found.origin, now)
        return _page(found, typed, 422)
    judged = typed.by_rubric(tuple(one.points for one in criteria))
    try:
        write(lambda session: actions.give(session, piece, judged, by, now))
    except actions.MarkedMeanwhile:
        lay_open(found.learner, found.origin, now)
        marked = queries.piece(session, piece, by)
        return _page(marked, replace(typed, seen=marked.marks, problems={"alasan": actions.MEANWHILE}), 409)
    flash(_("Nilai tersimpan."))
    following = queries.after(session, found, by, wanted)
    if following is None:
        return make_response(redirect(url_for("marking.queue", modul=wanted or None), 303))
    lay_open(following.learner, following.origin, now)
    return _to(following)
