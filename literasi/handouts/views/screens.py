"""The projector: one question of a paper, and its answer when the teacher asks for it. No name stands on it."""

from __future__ import annotations

from flask import render_template, request

from literasi.handouts import queries
from literasi.handouts.rules import keys, screens
from literasi.handouts.rules.grid import version_named
from literasi.handouts.rules.papers import Version
from literasi.handouts.rules.shapes import on_paper
from literasi.handouts.views.blueprint import Page, blueprint, own_paper, title_of
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db
from literasi.kernel import clock


@blueprint.get("/lembar/<paper>/layar")
@may(Who.TEACHER)
def screen(paper: str) -> Page:
    """A question, large; with `buka=ya` its key and what is said to each choice, and the hands that were counted, which
    are in the address only."""
    found, args = own_paper(paper), request.args
    chosen = version_named(args.get("versi", "")) or Version.A
    asked = found.versions[chosen]
    one = asked[screens.at_number(args.get("soal", ""), len(asked)) - 1]
    running = queries.session_running(
        db.session(), identity.visitor().person_id, found.module_key, clock.now()
    )
    withheld, printed = screens.withheld(running), on_paper(one)
    return render_template(
        "handouts/screen.html",
        paper=found,
        module=title_of(found),
        version=chosen,
        one=one,
        printed=printed,
        last=len(asked),
        withheld=withheld,
        open=args.get("buka") == "ya" and withheld is None,
        hands=screens.hands(args, len(printed.shown.choices)),
        keys=keys,
    )
