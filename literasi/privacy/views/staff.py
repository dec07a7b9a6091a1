"""Requests about data that staff answers within 72 hours, and a copy for somebody who comes in person."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from literasi.accounts import actions as accounts
from literasi.accounts import queries as people
from literasi.accounts.rules.roles import may_help
from literasi.accounts.rules.trail import Act
from literasi.infra import holdings, identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _
from literasi.kernel import clock
from literasi.kernel.errors import Forbidden, Missing
from literasi.privacy import actions, queries
from literasi.privacy.forms import AnswerForm
from literasi.privacy.rules import requests
from literasi.privacy.views.blueprint import blueprint
from literasi.privacy.views.parcels import parcel

Page = Response | str | tuple[str, int]


@blueprint.get("/pengelola/permintaan-data")
@may(Who.LIBRARIAN)
def data_requests() -> Page:
    """What waits for an answer, the most urgent first."""
    return _queue({})


def _queue(typed: dict[str, AnswerForm], status: int = 200) -> Page:
    """The queue; `typed` holds, by request, what was written and cannot be kept yet."""
    now = clock.now()
    waiting = [
        {
            "asked": one,
            "late": requests.overdue(one.due_at, one.done_at, now),
            "hours": requests.hours_left(one.due_at, now),
            "form": typed.get(one.public_id, AnswerForm(prefix="")),
        }
        for one in queries.open_requests(db.session())
    ]
    return render_template("privacy/data_requests.html", waiting=waiting), status


@blueprint.post("/pengelola/permintaan-data/<asked>")
@may(Who.LIBRARIAN)
def answer_request(asked: str) -> Page:
    """Answer one; the person reads it under Data saya."""
    form, by, now = AnswerForm(request.form), identity.visitor().person_id, clock.now()
    if queries.request_by(db.session(), asked) is None:
        raise Missing(actions.NO_REQUEST)
    if not form.validate():
        return _queue({asked: form}, 422)
    write(lambda session: actions.answer(session, asked, form.text.data or "", now, by=by))
    flash(_("Jawaban tersimpan. Orangnya membacanya di halaman Data saya."))
    return make_response(redirect(url_for("privacy.data_requests"), 303))


@blueprint.post("/pengelola/orang/<person>/data")
@may(Who.LIBRARIAN)
def download_for(person: str) -> Response:
    """A copy for somebody who asks for it at the desk. The trail says who took it out, and she can read that."""
    session, visitor, now = db.session(), identity.visitor(), clock.now()
    found = people.profile_by(session, person)
    if found is None:
        raise Missing(_("Akun ini tidak ada."))
    if not may_help(visitor.roles, found.roles):
        raise Forbidden(_("Akun petugas hanya dapat dibantu oleh pengelola."))
    write(lambda session: accounts.note(session, Act.EXPORTED, visitor.person_id, found.person_id, now))
    return parcel(holdings.of(session, found.person_id), now, _("data-anggota"))
