"""Doors for teachers: how a class stands, one pupil, one attempt of hers, one quiz question by question.

What a pupil wrote is opened by a button and not by a link, since it leaves a line in the trail that she can read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import make_response, redirect, render_template, request, session, url_for
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.rules.looking import kept, may_look, permitted
from literasi.accounts.rules.trail import Act
from literasi.catalogue import queries as catalogue
from literasi.classes import queries
from literasi.classes.queries import Classmate, Given, Row, Taught
from literasi.classes.rules import gradebook, helping
from literasi.classes.views.blueprint import (
    ABOUT,
    Page,
    blueprint,
    class_with_pupils,
    code_of,
    own_class,
    sees_pupils,
    title_of,
)
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, said
from literasi.kernel import clock, paging
from literasi.kernel.errors import Missing
from literasi.kernel.paging import Page as Paged
from literasi.kernel.sentence import Sentence
from literasi.quizzes import actions as quizzes
from literasi.quizzes import queries as attempts

_OPENED = "opened_pupils"
NOBODY: Paged[Classmate] = Paged((), 1, more=False)


@blueprint.get("/kelas/<classroom>")
@may(Who.TEACHER)
def classroom(classroom: str) -> str:
    """A class as its teacher sees it: who needs support first, then everybody, then everything."""
    one, found, now = own_class(classroom), db.session(), clock.now()
    shelf, given = catalogue.shelf(found), queries.assignments(found, one.id)
    page = _mates(one) if sees_pupils(one) else NOBODY
    rows = queries.rows_of(found, page.rows, given, shelf)
    titles = [title_of(each.module_key) for each in given]
    return render_template(
        "classes/classroom.html",
        one=one,
        sees=sees_pupils(one),
        code=code_of(one),
        lines=_lines(rows, titles),
        given=given,
        titles=titles,
        need=_needing(rows, given, titles, now),
        page=page,
        ways=_ways(one, rows),
        **ABOUT,
    )


def _ways(one: Taught, rows: Sequence[Row]) -> list[dict[str, str]]:
    """The pages of a class, said before everybody in it: on a phone the list of pupils is long."""
    cells = [cell for row in rows for cell in row.cells or ()]
    waiting = sum(cell.standing is gradebook.Standing.AWAITING for cell in cells)
    essays = _("Nilai uraian (%(count)s)", count=waiting) if waiting else _("Nilai uraian")
    listed = {
        "classes.roster": _("Daftar siswa") if sees_pupils(one) else "",
        "classes.consents": _("Persetujuan") if rows else "",
        "classes.cards": _("Kartu masuk") if rows else "",
        "classes.recap_page": _("Rekap nilai") if rows else "",
        "classes.class_settings": "" if one.sample else _("Atur kelas"),
    }
    found = [
        {"name": name, "href": url_for(door, classroom=one.public_id)}
        for door, name in listed.items()
        if name
    ]
    return [{"name": essays, "href": url_for("marking.queue")}, *found] if cells else found


def _lines(rows: Sequence[Row], titles: Sequence[str]) -> list[tuple[Row, list[tuple[str, gradebook.Look]]]]:
    """Every row with its cells as they look, each under its title."""
    look = gradebook.looks(said)
    return [(row, list(zip(titles, map(look, row.cells or ()), strict=False))) for row in rows]


@blueprint.get("/kelas/<classroom>/pendampingan")
@may(Who.TEACHER)
def support(classroom: str) -> str:
    """Who needs support in the whole of a class that does not stand on one page. Only what is open now can be the
    reason, so only that is looked at."""
    one, found, now = class_with_pupils(classroom), db.session(), clock.now()
    given = [each for each in queries.assignments(found, one.id) if each.open_to_somebody(now)]
    rows = queries.rows_of(found, queries.classmates(found, one.id), given, catalogue.shelf(found))
    need = _needing(rows, given, [title_of(each.module_key) for each in given], now)
    number = paging.number_of(request.args.get("hal", ""))
    before = paging.before(number, queries.A_PAGE)
    return render_template(
        "classes/support.html",
        one=one,
        count=len(need),
        page=paging.page(need[before : before + queries.A_PAGE + 1], number, queries.A_PAGE),
        **ABOUT,
    )


def _mates(one: Taught) -> Paged[Classmate]:
    return queries.classmates_on(db.session(), one.id, paging.number_of(request.args.get("hal", "")))


def _needing(
    rows: Sequence[Row], given: Sequence[Given], titles: Sequence[str], now: datetime
) -> list[tuple[Classmate, Sentence]]:
    """Who needs support, each with the reason, in the order of the class list."""
    reasons = [(row.mate, helping.reason(_given_to(row, given, titles), now)) for row in rows]
    return [(mate, why) for mate, why in reasons if why is not None]


def _given_to(row: Row, given: Sequence[Given], titles: Sequence[str]) -> list[helping.Given]:
    """What she has not done of what she was given: nothing else can be a reason for support."""
    return [
        helping.Given(title, one.window_of(row.mate.id), cell)
        for one, title, cell in zip(given, titles, row.cells or (), strict=False)
        if not cell.done
    ]


def _pupil(one: Taught, pupil: str) -> Classmate:
    """A member whose progress may be seen; for the others there is no such page."""
    mate = queries.classmate(db.session(), one.id, pupil)
    if not mate.visible:
        raise Missing(
            _("Kemajuan siswa ini belum dapat dilihat: persetujuan orang tua atau wali masih ditunggu.")
        )
    return mate


@blueprint.get("/kelas/<classroom>/siswa/<pupil>")
@may(Who.TEACHER)
def pupil(classroom: str, pupil: str) -> str:
    """One pupil: every assignment in words, and her attempts."""
    one, found, now = class_with_pupils(classroom), db.session(), clock.now()
    mate, shelf = _pupil(one, pupil), catalogue.shelf(found)
    given = [each for each in queries.assignments(found, one.id) if each.meant_for(mate.id)]
    row = queries.rows_of(found, [mate], given, shelf)[0]
    titles = [title_of(each.module_key) for each in given]
    past = attempts.past(found, mate.person_id)
    return render_template(
        "classes/pupil.html",
        one=one,
        mate=mate,
        lines=list(zip(given, titles, row.cells or (), strict=True)),
        attempts={each.public_id: [a for a in past if a.module_key == each.module_key] for each in given},
        why=helping.reason(_given_to(row, given, titles), now),
        words=gradebook.words,
        **ABOUT,
    )


def _assigned_attempt(one: Taught, mate: Classmate, attempt: str) -> attempts.Sheet:
    """An attempt of a pupil at a module that she was given here, handed in; any other is none of the teacher's business."""
    found = db.session()
    sheet = attempts.found_sheet(found, attempt, mate.person_id)
    keys = {each.module_key for each in queries.assignments(found, one.id) if each.meant_for(mate.id)}
    if sheet.module_key not in keys or sheet.submitted_at is None:
        raise Missing(_("Pengerjaan ini bukan tugas kelas ini, atau belum dikirim."))
    return sheet


@blueprint.post("/kelas/<classroom>/siswa/<pupil>/<attempt>")
@may(Who.TEACHER)
def open_attempt(classroom: str, pupil: str, attempt: str) -> Page:
    """Note who looks at whose answers, and let her look for ten minutes."""
    one = class_with_pupils(classroom)
    mate, me, now = _pupil(one, pupil), identity.visitor().person_id, clock.now()
    _assigned_attempt(one, mate, attempt)
    write(lambda found: accounts.note(found, Act.LOOKED, me, mate.person_id, now))
    session[_OPENED] = permitted(kept(session.get(_OPENED)), mate.public_id, now)
    opened = url_for("classes.opened_attempt", classroom=classroom, pupil=pupil, attempt=attempt)
    return make_response(redirect(opened, 303))


@blueprint.get("/kelas/<classroom>/siswa/<pupil>/<attempt>")
@may(Who.TEACHER)
def opened_attempt(classroom: str, pupil: str, attempt: str) -> Page:
    """What a pupil answered, what it earned and the feedback that she saw; first a button, which says that looking is
    noted."""
    one = class_with_pupils(classroom)
    mate, found = _pupil(one, pupil), db.session()
    sheet = _assigned_attempt(one, mate, attempt)
    told = {
        "one": one,
        "mate": mate,
        "sheet": sheet,
        "title": title_of(sheet.module_key),
    }
    if not may_look(kept(session.get(_OPENED)), mate.public_id, clock.now()):
        return render_template("classes/open_attempt.html", **told)
    return render_template("classes/opened_attempt.html", **told, rows=_graded(found, sheet))


def _graded(found: Session, sheet: attempts.Sheet) -> list[tuple[Any, Any]]:
    return list(zip(sheet.asked, quizzes.graded(found, sheet), strict=True))


@blueprint.get("/kelas/<classroom>/butir/<assignment>")
@may(Who.TEACHER)
def items(classroom: str, assignment: str) -> str:
    """A quiz question by question, as this class answered it. What one pupil alone answered is opened on her page, where
    looking is noted."""
    one, found = class_with_pupils(classroom), db.session()
    given = next((each for each in queries.assignments(found, one.id) if each.public_id == assignment), None)
    if given is None:
        raise Missing(_("Tugas ini tidak ada di kelas ini."))
    mates = [mate for mate in queries.classmates(found, one.id) if mate.visible and given.meant_for(mate.id)]
    told = queries.items(found, [mate.person_id for mate in mates], given.module_key)
    alone = next((mate for mate in mates if told.persons == {mate.person_id}), None)
    looks = alone and may_look(kept(session.get(_OPENED)), alone.public_id, clock.now())
    return render_template(
        "classes/items.html",
        one=one,
        title=title_of(given.module_key),
        lines=told.lines,
        alone=None if looks else alone,
        **ABOUT,
    )
