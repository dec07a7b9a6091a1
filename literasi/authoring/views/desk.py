"""The Studio's first page: what is being written, and what learners see today."""

from __future__ import annotations

from flask import render_template

from literasi.authoring import queries
from literasi.authoring.views.blueprint import Page, blueprint
from literasi.catalogue import queries as catalogue
from literasi.infra.access import Who, may
from literasi.infra.db import db


@blueprint.get("/studio")
@may(Who.LIBRARIAN)
def desk() -> Page:
    """Open drafts, the one changed last first, and the published courses."""
    session = db.session()
    return render_template(
        "authoring/desk.html", drafts=queries.drafts(session), courses=catalogue.shelf(session).courses
    )
