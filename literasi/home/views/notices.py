"""Kabar: what happened and concerns whoever is signed in."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from literasi.catalogue import queries as catalogue
from literasi.home import actions, queries
from literasi.home.queries import Told
from literasi.home.rules import notices as rules
from literasi.home.views.blueprint import blueprint
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, language, said
from literasi.kernel import clock, paging


@blueprint.get("/kabar")
@may(Who.ACCOUNT)
def notices() -> str:
    """Newest first, a heading a day. Reading a page changes nothing; a button says that all was read."""
    page = queries.notices(
        db.session(), identity.visitor().person_id, paging.number_of(request.args.get("hal", ""))
    )
    courses = {
        course.key: rules.Course(course.title(language()), course.slug)
        for course in catalogue.shelf(db.session()).courses
    }
    modules = {
        module.key: module.title(language())
        for course in catalogue.shelf(db.session()).courses
        for module in course.modules
    }
    days = groupby(page.rows, key=lambda told: clock.wita_date(told.at))
    return render_template(
        "home/notices.html",
        page=page,
        days=[[_line(told, courses, modules) for told in day] for _date, day in days],
        until=clock.now().isoformat(),
        unread=identity.visitor().news > 0,
    )


def _line(told: Told, courses: dict[str, rules.Course], modules: dict[str, str]) -> dict[str, object]:
    target = rules.target(told.kind, told.facts, courses)
    return {
        "text": said(rules.sentence(told.kind, told.facts, courses, modules)),
        "href": url_for(target.endpoint, **dict[str, Any](target.arguments)),
        "at": told.at,
        "read": told.read,
    }


@blueprint.post("/kabar")
@may(Who.ACCOUNT)
def read_notices() -> Response:
    """Note that everything that stood on the page has been read."""
    visitor, now = identity.visitor(), clock.now()
    until = rules.read_until(request.form.get("sampai", ""), now)
    write(lambda session: actions.read_all(session, visitor.person_id, until, now))
    flash(_("Semua kabar ditandai sudah dibaca."))
    return make_response(redirect(url_for("home.notices"), 303))
