"""What waits for whoever is signed in."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for

from literasi.catalogue import queries as catalogue
from literasi.infra.access import Who, may
from literasi.infra.db import db
from literasi.infra.i18n import language, said
from literasi.kernel import clock, paging
from literasi.marking import queries, rules
from literasi.marking.views.blueprint import blueprint, marker

Page = Response | str | tuple[str, int]
_LONGEST = 254


def module_wanted() -> str:
    """The module that an address asks for; "" for all."""
    return request.args.get("modul", "")[:40]


def title_of(module_key: str) -> str:
    """A module's title in the reader's language; its key once it is no longer published."""
    module = catalogue.shelf(db.session()).by_key(module_key)
    return module.title(language()) if module else module_key


@blueprint.get("/penilaian")
@may(Who.MARKER)
def queue() -> str:
    """What waits, the oldest first, and what she marked today."""
    return _queue()


@blueprint.get("/penilaian/pengerjaan")
@may(Who.MARKER)
def find() -> Page:
    """From the address of a result that a learner shows to the page on which its marks can be changed."""
    typed = request.args.get("alamat", "").strip()
    origin = rules.origin_in(typed)
    if origin is None:
        return _queue(typed[:_LONGEST], said(rules.NO_ADDRESS)), 422
    return make_response(redirect(url_for("marking.whole", attempt=origin), 303))


def _queue(typed: str = "", problem: str = "") -> str:
    session, by, wanted = db.session(), marker(), module_wanted()
    today = clock.beginning_of(clock.wita_date(clock.now()))
    counts = queries.waiting_by_module(session, by)
    return render_template(
        "marking/queue.html",
        page=queries.waiting(session, by, wanted, paging.number_of(request.args.get("hal", ""))),
        total=sum(counts.values()),
        modules=[(key, title_of(key), count) for key, count in counts.items()],
        wanted=wanted,
        done=queries.done_since(session, by, today),
        title_of=title_of,
        typed=typed,
        problem=problem,
    )
