"""The door of search."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from literasi.infra.access import Who, may
from literasi.infra.db import db
from literasi.infra.i18n import language
from literasi.search import queries
from literasi.search.forms import SearchForm

blueprint = Blueprint("search", __name__)


@blueprint.get("/cari")
@may(Who.EVERYONE)
def find() -> str:
    """Find lessons by the words learners can read in them."""
    form = SearchForm(request.args)
    query = (form.q.data or "").strip()
    results = queries.search(db.session(), query, language()) if query else []
    return render_template("search/find.html", form=form, query=query, results=results)
