"""Pengelola: how the library's site stands, for those who work here. Numbers of people, no names."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for

from literasi.accounts import queries as people
from literasi.accounts.rules import roles
from literasi.catalogue import queries as catalogue
from literasi.home import queries
from literasi.home.queries import Waiting
from literasi.home.rules import numbers
from literasi.home.views.blueprint import blueprint
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db
from literasi.infra.i18n import _, said, worded
from literasi.kernel import clock
from literasi.kernel.errors import Missing
from literasi.office import queries as office

_WIDTH = 290
"""Of the longest bar, in units of the drawing."""


@blueprint.get("/pengelola")
@may(Who.STAFF)
def overview() -> str:
    """What waits, how many people there are, how far they came in each course."""
    session, today, held = db.session(), clock.wita_date(clock.now()), identity.visitor().roles
    census = people.census(session, numbers.since(today, 7), numbers.since(today, 30))
    courses = catalogue.shelf(session).courses
    shares = [queries.course_share(session, [one.key for one in course.modules]) for course in courses]
    return render_template(
        "home/overview.html",
        waiting=[_waiting(one) for one in queries.WAITING],
        people=[
            (_("Akun aktif"), numbers.shown(census.accounts)),
            (_("Tamu tanpa akun"), numbers.shown(census.guests)),
            (_("Giat dalam 7 hari terakhir"), numbers.shown(census.in_week)),
            (_("Giat dalam 30 hari terakhir"), numbers.shown(census.in_month)),
        ],
        courses=courses,
        bars=numbers.bars(shares, _WIDTH),
        sees_people=roles.may_see_people(held),
        reads_trail=roles.may_read_trail(held),
        steps=office.checklist(session, clock.now()) if roles.may_see_people(held) else (),
    )


def _waiting(one: Waiting) -> dict[str, object]:
    admitted = one.may(identity.visitor().roles)
    return {
        "what": said(one.what),
        "count": one.count(db.session()),
        "href": url_for(one.endpoint, **dict[str, Any](one.arguments)) if admitted else "",
    }


@blueprint.get("/pengelola/kursus/<course>")
@may(Who.STAFF)
def course_numbers(course: str) -> str:
    """How far people came in one course, module by module."""
    found = catalogue.shelf(db.session()).course(course)
    if found is None:
        raise Missing(_("Kursus ini tidak ada, atau belum terbit."))
    keys = [module.key for module in found.open_modules]
    shares = queries.module_shares(db.session(), keys)
    return render_template(
        "home/course_numbers.html",
        course=found,
        names=[worded(module.titles) for module in found.open_modules],
        bars=numbers.bars([shares[key] for key in keys], _WIDTH),
    )
