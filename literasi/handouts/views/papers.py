"""Doors of a quiz on paper: make it, print the versions, the answer sheets and the key."""

from __future__ import annotations

from flask import make_response, redirect, render_template, url_for

from literasi.catalogue.rules.shelf import ShelfModule
from literasi.handouts import actions, queries
from literasi.handouts.rules import keys
from literasi.handouts.rules.grid import version_named
from literasi.handouts.rules.papers import Version
from literasi.handouts.rules.shapes import on_paper
from literasi.handouts.views.blueprint import (
    Page,
    blueprint,
    only_makers,
    own_paper,
    published,
    title_of,
)
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, language
from literasi.kernel import clock
from literasi.kernel.errors import Missing


def _with_quiz(course: str, module: str) -> tuple[ShelfModule, str]:
    """A module with a quiz, and the language in which it would be printed."""
    _course, found = published(course, module)
    if found.quiz is None:
        raise Missing(_("Modul ini tidak punya kuis."))
    return found, language() if language() in found.quiz.languages else "id"


@blueprint.get("/kursus/<course>/<module>/kertas")
@may(Who.TEACHER)
def papers(course: str, module: str) -> Page:
    """What paper can carry of this quiz and what is left out, said before anything is printed; papers made before."""
    me, (found, spoken) = only_makers(), _with_quiz(course, module)
    session = db.session()
    return render_template(
        "handouts/papers.html",
        module=found,
        draft=queries.draft(session, found, spoken),
        made=queries.papers_of(session, me, found.key),
        spoken=spoken,
    )


@blueprint.post("/kursus/<course>/<module>/kertas")
@may(Who.TEACHER)
def make_paper(course: str, module: str) -> Page:
    """Draw the questions and both versions."""
    me, (found, spoken), now = only_makers(), _with_quiz(course, module), clock.now()
    public_id = write(lambda session: actions.make(session, me, found, spoken, now))
    return make_response(redirect(url_for("handouts.paper", paper=public_id), 303))


@blueprint.get("/lembar/<paper>")
@may(Who.TEACHER)
def paper(paper: str) -> Page:
    """One paper: what to print, the projector, and where its answers are typed in."""
    found = own_paper(paper)
    return render_template(
        "handouts/paper.html",
        paper=found,
        module=title_of(found),
        assigned=queries.assigned_now(
            db.session(), identity.visitor().person_id, found.module_key, clock.now()
        ),
    )


@blueprint.get("/lembar/<paper>/soal/<version>")
@may(Who.TEACHER)
def questions(paper: str, version: str) -> Page:
    """One version to print, for the pupils."""
    found, chosen = own_paper(paper), version_named(version)
    if chosen is None:
        raise Missing(_("Hanya ada versi A dan versi B."))
    return render_template(
        "handouts/questions.html",
        paper=found,
        module=title_of(found),
        version=chosen,
        asked=[on_paper(one) for one in found.versions[chosen]],
    )


@blueprint.get("/lembar/<paper>/jawaban")
@may(Who.TEACHER)
def sheets(paper: str) -> Page:
    """An answer sheet of each version, a page each."""
    found = own_paper(paper)
    printed = {one: [on_paper(each) for each in found.versions[one]] for one in Version}
    return render_template("handouts/sheets.html", paper=found, module=title_of(found), printed=printed)


@blueprint.get("/lembar/<paper>/kunci")
@may(Who.TEACHER)
def answers(paper: str) -> Page:
    """The key of both versions, for the teacher alone."""
    found = own_paper(paper)
    return render_template(
        "handouts/key.html", paper=found, module=title_of(found), versions=found.versions, keys=keys
    )
