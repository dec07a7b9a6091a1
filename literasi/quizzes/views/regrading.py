"""Doors for librarians after a key was corrected: what it would change, and then the change."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from literasi.catalogue import queries as catalogue
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, language, said
from literasi.kernel import clock
from literasi.marking.rules import reason_problem, tidy
from literasi.quizzes import actions, queries
from literasi.quizzes.rules.parts import key_of
from literasi.quizzes.rules.recount import summary
from literasi.quizzes.views.blueprint import blueprint

Page = Response | str | tuple[str, int]


def _title(module_key: str) -> str:
    module = catalogue.shelf(db.session()).by_key(module_key)
    return module.title(language()) if module else module_key


@blueprint.get("/penilaian/hitung-ulang")
@may(Who.LIBRARIAN)
def corrections() -> str:
    """Questions whose published key is another than it was."""
    found = queries.corrections(db.session())
    return render_template("quizzes/corrections.html", found=found, title_of=_title)


@blueprint.get("/penilaian/hitung-ulang/<lama>/<baru>")
@may(Who.LIBRARIAN)
def correction(lama: str, baru: str) -> Page:
    """How many attempts would change, and how. Nothing is changed yet."""
    return _page(lama, baru, "", "")


def _page(before: str, now: str, reason: str, problem: str, status: int = 200) -> Page:
    found = queries.correction(db.session(), before, now)
    lines = actions.recount(db.session(), found)
    page = render_template(
        "quizzes/correction.html",
        found=found[0],
        title=_title(found[0].module_key),
        keys=[key_of(one) for one in (found[0].asked, found[0].corrected)],
        summary=summary(line.recount for line in lines),
        reason=reason,
        problem=problem,
    )
    return page, status


@blueprint.post("/penilaian/hitung-ulang/<lama>/<baru>")
@may(Who.LIBRARIAN)
def regrade(lama: str, baru: str) -> Page:
    """Mark again by the corrected key; those whose result changes are told."""
    reason, by, now = tidy(request.form.get("alasan", "")), identity.visitor().person_id, clock.now()
    if problem := reason_problem(reason):
        return _page(lama, baru, reason, said(problem), 422)
    count = write(lambda session: actions.regrade(session, lama, baru, reason, by, now))
    flash(_("Sudah dihitung ulang. Hasil yang berubah: %(count)s.", count=count))
    return make_response(redirect(url_for("quizzes.correction", lama=lama, baru=baru), 303))
