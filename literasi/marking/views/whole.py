"""Everything that somebody handed in at once, where any mark may be changed with a reason."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from literasi.catalogue import queries as catalogue
from literasi.infra import works
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _
from literasi.kernel import clock
from literasi.kernel.errors import Missing
from literasi.kernel.work import Work
from literasi.marking import actions, forms, queries, rules
from literasi.marking.forms import Typed
from literasi.marking.queries import ABSENT, Learner
from literasi.marking.views.blueprint import blueprint, lay_open, lies_open, marker
from literasi.marking.views.queue import title_of

Page = Response | str | tuple[str, int]


def _work(origin: str) -> tuple[Work, Learner]:
    """What was handed in and by whom, where she may mark it."""
    found = works.of(db.session(), origin)
    if found is None:
        raise Missing(ABSENT)
    return found, queries.learner(db.session(), found.person_id, found.module_key, marker())[0]


@blueprint.get("/penilaian/pengerjaan/<attempt>")
@may(Who.MARKER)
def whole(attempt: str) -> Page:
    """All answers with the marks they have. A minor's work has a button first."""
    work, learner = _work(attempt)
    if not lies_open(learner, work.origin, clock.now()):
        return render_template("marking/open_whole.html", work=work, learner=learner)
    questions = catalogue.questions(db.session(), [one.item_digest for one in work.answers])
    return render_template(
        "marking/whole.html",
        work=work,
        learner=learner,
        questions=questions,
        title=title_of(work.module_key),
        history=queries.history(db.session(), work.origin),
        rules=rules,
    )


@blueprint.post("/penilaian/pengerjaan/<attempt>/buka")
@may(Who.MARKER)
def open_whole(attempt: str) -> Response:
    """Open what was handed in; where it is a minor's, the trail says who did."""
    work, learner = _work(attempt)
    lay_open(learner, work.origin, clock.now())
    return make_response(redirect(url_for("marking.whole", attempt=attempt), 303))


@blueprint.get("/penilaian/pengerjaan/<attempt>/<int(max=999):position>")
@may(Who.MARKER)
def answer(attempt: str, position: int) -> Page:
    """One answer with the mark it has, and the form that changes it."""
    work, learner = _work(attempt)
    if not lies_open(learner, work.origin, clock.now()):
        return render_template("marking/open_whole.html", work=work, learner=learner)
    return _page(work, learner, position, Typed())


def _page(work: Work, learner: Learner, position: int, typed: Typed, status: int = 200) -> Page:
    found = work.at(position)
    if found is None or not found.scored or found.share is None:
        raise Missing(ABSENT)
    session = db.session()
    page = render_template(
        "marking/answer.html",
        work=work,
        learner=learner,
        answer=found,
        question=catalogue.questions(session, [found.item_digest])[found.item_digest],
        title=title_of(work.module_key),
        typed=typed,
        history=queries.history(session, work.origin).get(position, []),
        rules=rules,
    )
    return page, status


@blueprint.post("/penilaian/pengerjaan/<attempt>/<int(max=999):position>")
@may(Who.MARKER)
def change(attempt: str, position: int) -> Page:
    """Put another mark in its place. The old one stays in the history, and the learner reads why."""
    work, learner = _work(attempt)
    by, now, typed = marker(), clock.now(), forms.change_from(request.form)
    if typed.problems:
        lay_open(learner, work.origin, now)
        return _page(work, learner, position, typed, 422)
    write(lambda session: actions.change(session, attempt, position, typed.by_percent(), by, now))
    flash(_("Nilai diubah. Peserta mendapat kabar dan dapat membaca alasannya."))
    return make_response(redirect(url_for("marking.whole", attempt=attempt, _anchor=f"soal-{position}"), 303))
