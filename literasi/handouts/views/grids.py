"""Doors of the grid: thirty rows of letters on one page, read aloud before they count, stored as attempts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from flask import flash, g, make_response, redirect, render_template, request, url_for

from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.shelf import ShelfModule
from literasi.classes import queries as classes
from literasi.classes.queries import Given, Taught
from literasi.handouts import actions, forms, queries
from literasi.handouts.actions import Line
from literasi.handouts.queries import Grid, Paper
from literasi.handouts.rules.cells import EMPTY
from literasi.handouts.rules.grid import Became, Typed, numbers_by_cell, numbers_by_letter, row_of
from literasi.handouts.rules.papers import Version, ranges
from literasi.handouts.views.blueprint import Page, blueprint
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, _n
from literasi.kernel import clock, paging
from literasi.kernel.errors import Missing
from literasi.quizzes.rules.policy import own

_WAITS = (Became.FAULTY, Became.SHOWN, Became.REFUSED, Became.OTHER)


def _assignment(classroom: str, assignment: str) -> tuple[Taught, Given, ShelfModule]:
    """An assignment of a class whose pupils the visitor may see."""
    session, me = db.session(), identity.visitor()
    one = classes.taught(session, classroom, me.person_id)
    g.made_up = one.sample
    if not one.shows_pupils(me.roles):
        raise Missing(_("Halaman ini terbuka sesudah pustakawan mengenali Anda sebagai guru."))
    given = classes.assignment(session, one.id, assignment)
    module = catalogue.shelf(session).by_key(given.module_key)
    if module is None or module.quiz is None:
        raise Missing(_("Modul tugas ini tidak lagi terbit, atau tidak punya kuis."))
    return one, given, module


@blueprint.get("/kelas/<classroom>/tugas/<assignment>/kertas")
@may(Who.TEACHER)
def grid(classroom: str, assignment: str) -> Page:
    """The grid of the paper that was asked for; of the only one where there is one; else which it should be."""
    one, given, module = _assignment(classroom, assignment)
    session = db.session()
    papers = queries.papers_of_class(session, one, given)
    asked = request.args.get("lembar", papers[0].public_id if len(papers) == 1 else "")
    if not asked:
        return render_template("handouts/choose.html", one=one, given=given, module=module, papers=papers)
    found = queries.grid(session, one, given, asked, _number())
    return _page(found, module, actions.check(session, found, {}), len(papers))


def _number() -> int:
    return paging.number_of(request.args.get("hal", ""))


def _page(
    found: Grid, module: ShelfModule, lines: Sequence[Line], papers: int = 1, status: int = 200
) -> tuple[str, int]:
    asked, now = found.paper.versions[Version.A], clock.now()
    by_letter = numbers_by_letter(asked)
    page = render_template(
        "handouts/grid.html",
        grid=found,
        one=found.one,
        given=found.given,
        module=module,
        lines=lines,
        papers=papers,
        run=ranges(by_letter),
        run_length=len(by_letter),
        cells=numbers_by_cell(asked),
        seal=forms.seal,
        echo=partial(_echo, found.paper),
        late=now > found.given.window.due_at,
        closed=now >= found.given.window.closes_at,
        shown=sum(line.became is Became.SHOWN for line in lines),
        waiting_rows=sum(line.became in _WAITS for line in lines),
    )
    return page, status


def _echo(paper: Paper, line: Line) -> str:
    """A row as it was understood, in the words in which it is typed: `A, BADC, 5 ACD, 6 1.825`."""
    assert line.read is not None
    version = line.read.version
    said = row_of(line.read.answers, version, paper.versions[version])
    cells = [f"{number} {text or EMPTY}" for number, text in said.cells.items()]
    return ", ".join(filter(None, (version.value, said.run, *cells)))


@blueprint.post("/kelas/<classroom>/tugas/<assignment>/kertas")
@may(Who.TEACHER)
def type_in(classroom: str, assignment: str) -> Page:
    """Read the rows, and with `aksi=simpan` store those that are sent as they were shown. For a class that was closed
    meanwhile nothing is stored, and nothing that was typed is lost."""
    one, given, module = _assignment(classroom, assignment)
    form, now, me = request.form.to_dict(), clock.now(), identity.visitor().person_id
    asked = form.get("lembar", "")
    sent, number = forms.members_of(form), _number()
    found = queries.grid(db.session(), one, given, asked, number, sent)
    typed = _typed(form, found)
    if form.get("aksi") != "simpan" or not one.open:
        lines = actions.check(db.session(), found, typed)
        faulty = not one.open or any(line.became in (Became.FAULTY, Became.OTHER) for line in lines)
        return _page(found, module, lines, status=422 if faulty else 200)
    assert module.quiz is not None
    terms, read = own(module.quiz), forms.seen(form, typed)
    lines = write(
        lambda session: actions.take(
            session,
            queries.grid(session, one, given, asked, number, sent),
            typed,
            read,
            terms,
            now,
            by=me,
        )
    )
    return _after(queries.grid(db.session(), one, given, asked, number, sent), module, lines)


def _typed(form: Mapping[str, str], found: Grid) -> dict[str, Typed]:
    numbers = numbers_by_cell(found.paper.versions[Version.A])
    return forms.typed_rows(form, [row.mate.public_id for row in found.rows], numbers)


def _after(found: Grid, module: ShelfModule, lines: Sequence[Line]) -> Page:
    """Back to the grid when everything is stored; else the page with what waits."""
    stored = sum(line.became is Became.STORED for line in lines)
    again = sum(line.became is Became.AGAIN for line in lines)
    if stored:
        flash(_n("%(num)s lembar tersimpan.", "%(num)s lembar tersimpan.", stored))
    if again:
        flash(_n("%(num)s lembar sudah tersimpan sebelumnya; dihitung sekali.", "%(num)s lembar sudah tersimpan sebelumnya; dihitung sekali.", again))  # fmt: skip
    if any(line.became in _WAITS for line in lines):
        now_stored = {row.mate.id: row for row in found.rows}
        told = [replace(line, row=now_stored.get(line.row.mate.id, line.row)) for line in lines]
        return _page(found, module, told, status=422)
    address = url_for(
        "handouts.grid",
        classroom=found.one.public_id,
        assignment=found.given.public_id,
        lembar=found.paper.public_id,
        hal=found.page.number if found.page.number > 1 else None,
    )
    return make_response(redirect(address, 303))
