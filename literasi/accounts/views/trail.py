"""The door to the audit trail, for the head and for those who run the site."""

from __future__ import annotations

from flask import render_template, request

from literasi.accounts import queries
from literasi.accounts.forms import TrailForm, refuse
from literasi.accounts.queries import Line
from literasi.accounts.rules import trail as rules
from literasi.accounts.views.blueprint import blueprint
from literasi.infra.access import Who, may
from literasi.infra.db import db
from literasi.infra.i18n import _, said
from literasi.kernel import paging
from literasi.kernel.paging import Page
from literasi.kernel.sentence import Sentence


@blueprint.get("/pengelola/jejak")
@may(Who.HEAD)
def trail() -> tuple[str, int]:
    """Who did what to whom, narrowed by act, person and days."""
    form = TrailForm(request.args)
    person = queries.credentials(db.session(), form.orang.data) if form.orang.data else None
    if form.validate() and form.orang.data and person is None:
        refuse(form, "orang", _("Nama pengguna ini tidak ada. Tulis seluruhnya, seperti saat masuk."))
    number = paging.number_of(request.args.get("hal", ""))
    wanted = None if form.errors else form.wanted(person.person_id if person else None)
    page = queries.traces(db.session(), wanted, number) if wanted else Page[Line]((), 1, False)
    shown = render_template(
        "accounts/trail.html",
        form=form,
        acts=rules.SENTENCES,
        page=page,
        lines=[_words(line) for line in page.rows],
        arguments={name: value for name, value in form.data.items() if value},
    )
    return shown, 422 if form.errors else 200


def _words(line: Line) -> dict[str, object]:
    detail = rules.detail(line.facts)
    return {
        "at": line.at,
        "act": said(rules.SENTENCES[line.act]) + (f": {said(detail)}" if detail else ""),
        "actor": _name(rules.actor(line.actor.name, line.actor.known, line.facts)),
        "subject": _name(rules.subject(line.subject.name, line.subject.known, line.facts)),
    }


def _name(who: Sentence | str) -> str:
    """A name stays as it is; what stands for one is translated."""
    return who if isinstance(who, str) else said(who)
