"""Doors for teachers: consent of a whole class, on papers that lie at school."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from flask import make_response, render_template, request
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.forms import SignedPaper
from literasi.accounts.rules import consent, consent_words
from literasi.classes import actions, queries
from literasi.classes.queries import Taught, Waiting
from literasi.classes.views.blueprint import Page, blueprint, class_with_pupils, consent_text
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _
from literasi.infra.settings import settings
from literasi.kernel import clock, ids, paging
from literasi.kernel.paging import Page as Paged


def _form() -> SignedPaper:
    return SignedPaper(request.form, today=clock.wita_date(clock.now()))


@blueprint.get("/kelas/<classroom>/persetujuan")
@may(Who.TEACHER)
def consents(classroom: str) -> Page:
    """Who still waits for a guardian."""
    return _page(class_with_pupils(classroom), _form(), frozenset())


def _waiting(one: Taught) -> Paged[Waiting]:
    return queries.waiting_on(db.session(), one.id, paging.number_of(request.args.get("hal", "")))


def _page(
    one: Taught, form: SignedPaper, chosen: Collection[str], problem: str = "", status: int = 200
) -> tuple[str, int]:
    page = render_template(
        "classes/consents.html",
        one=one,
        form=form,
        chosen=chosen,
        problem=problem,
        page=_waiting(one),
        lasts=timedelta(days=consent.WAITING_DAYS),
    )
    return page, status


@blueprint.post("/kelas/<classroom>/persetujuan")
@may(Who.TEACHER)
def record_consents(classroom: str) -> Page:
    """Record the papers that were ticked, and show once the codes with which guardians can withdraw."""
    one, form, chosen = class_with_pupils(classroom), _form(), frozenset(request.form.getlist("siapa"))
    if not form.validate() or not chosen:
        return _page(
            one, form, chosen, "" if chosen else _("Centang dulu siswa yang suratnya sudah ada."), 422
        )
    now, key, by = clock.now(), settings().secret_keys[0], identity.visitor().person_id

    def act(session: Session) -> list[tuple[str, str]]:
        text = consent_text(session, now, herself=False)
        decision = accounts.Decision(True, consent.at_school(one.school), text, form.day)
        return actions.record_papers(session, one.id, chosen, decision, key, now, by=by)

    recorded = [(name, ids.spaced(code)) for name, code in write(act)]
    response = make_response(render_template("classes/recorded.html", one=one, recorded=recorded))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/kelas/<classroom>/persetujuan/surat")
@may(Who.TEACHER)
def consent_letters(classroom: str) -> str:
    """A letter for every guardian who has still to decide: one each, so that nobody reads what others decided."""
    one = class_with_pupils(classroom)
    return render_template("classes/letters.html", one=one, page=_waiting(one), words=consent_words.CHILD)
