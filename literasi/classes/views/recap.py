"""Doors out: the marks of a class on paper and as a file, and a message without names.

Taking the marks away leaves a line in the trail of every pupil whose marks are in them.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, make_response, redirect, render_template, request, send_file, url_for
from sqlalchemy.orm import Session

from literasi.catalogue import queries as catalogue
from literasi.classes import actions, files, queries
from literasi.classes.queries import Classmate, Given, Row, Taught
from literasi.classes.rules import exports, recap
from literasi.classes.rules.exports import KINDS, Export
from literasi.classes.views import sharing
from literasi.classes.views.blueprint import ABOUT, Page, blueprint, class_with_pupils
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, language, moment, said
from literasi.infra.settings import settings
from literasi.kernel import clock, paging
from literasi.kernel.errors import BadInput, Missing
from literasi.kernel.sentence import Sentence

_AGAIN_SECONDS = 2
"""So often a page that waits for a file loads itself again."""


@blueprint.get("/kelas/<classroom>/rekap")
@may(Who.TEACHER)
def recap_page(classroom: str) -> str:
    """The marks on pages made for printing, with the ways to take all of them along."""
    one, session = class_with_pupils(classroom), db.session()
    page = queries.classmates_on(session, one.id, paging.number_of(request.args.get("hal", "")))
    given, titles, rows = _rows(session, one, page.rows)
    return render_template(
        "classes/recap.html",
        one=one,
        titles=titles,
        lines=_lines(rows),
        page=page,
        made=said(_made()),
        share=_share(one, given, titles),
        **ABOUT,
    )


def _rows(
    session: Session, one: Taught, mates: Sequence[Classmate]
) -> tuple[list[Given], list[str], list[Row]]:
    """The assignments of a class, what they are called, and how these members stand with them."""
    given, shelf = queries.assignments(session, one.id), catalogue.shelf(session)
    return given, queries.titles(given, shelf, language()), queries.rows_of(session, mates, given, shelf)


def _lines(rows: Sequence[Row]) -> list[recap.Line]:
    told = recap.telling(said)
    return [recap.Line(row.mate.number, row.mate.name, tuple(map(told, row.cells or ()))) for row in rows]


def _made() -> Sentence:
    return recap.made(identity.visitor().name, moment(clock.now()))


def _share(one: Taught, given: Sequence[Given], titles: Sequence[str]) -> sharing.Share:
    now = clock.now()
    due = [
        (each.window.due_at, title)
        for each, title in zip(given, titles, strict=True)
        if each.window.open(now)
    ]
    lines = [_("– %(title)s, tenggat %(time)s", title=title, time=moment(at)) for at, title in sorted(due)]
    return sharing.tasks(one, lines)


@blueprint.post("/kelas/<classroom>/rekap")
@may(Who.TEACHER)
def take_recap(classroom: str) -> Page:
    """The marks as a file, at once or written aside; the trail of every pupil in it says who took them."""
    one, kind = class_with_pupils(classroom), request.form.get("bentuk", "")
    if kind not in KINDS:
        raise BadInput(_("Pilih CSV atau XLSX."))
    session, me, now = db.session(), identity.visitor().person_id, clock.now()
    total = queries.count_members(session, one.id)
    if total > exports.AT_ONCE:
        spoken = language()
        asked = write(lambda session: actions.ask_export(session, one.id, kind, spoken, total, now, by=me))
        return make_response(redirect(url_for("classes.recap_file", classroom=classroom, taken=asked), 303))
    _given, titles, rows = _rows(session, one, queries.classmates(session, one.id))
    seen = [row.mate.person_id for row in rows if row.cells is not None]
    write(lambda session: actions.note_marks_taken(session, seen, now, by=me))
    return _file(one, titles, rows, kind)


def _file(one: Taught, titles: Sequence[str], rows: Sequence[Row], kind: str) -> Response:
    about = recap.about(one, _made(), said)
    if one.sample:
        about[0] = f"{about[0]} ({_('data latihan')})"
    table = recap.table(titles, _lines(rows), about, said)
    body = recap.workbook(table, one.name) if kind == "xlsx" else recap.csv_text(table).encode()
    response = make_response(body)
    response.headers["Content-Type"] = KINDS[kind]
    response.headers["Content-Disposition"] = f'attachment; filename="{_name(kind)}"'
    return response


def _name(kind: str) -> str:
    return f"rekap-{clock.wita_date(clock.now()).isoformat()}.{kind}"


def _export(classroom: str, taken: str) -> tuple[Taught, Export]:
    """A file that the visitor asked for, as long as she sees the pupils of its class."""
    one = class_with_pupils(classroom)
    return one, queries.export_of(db.session(), one.id, identity.visitor().person_id, taken)


@blueprint.get("/kelas/<classroom>/rekap/<taken>")
@may(Who.TEACHER)
def recap_file(classroom: str, taken: str) -> Response:
    """How far a file is; the page loads itself again until it is ready."""
    one, export = _export(classroom, taken)
    response = make_response(render_template("classes/recap_file.html", one=one, export=export, **ABOUT))
    if export.waiting:
        response.headers["Refresh"] = str(_AGAIN_SECONDS)
    return response


@blueprint.get("/kelas/<classroom>/rekap/<taken>/berkas")
@may(Who.TEACHER)
def take_recap_file(classroom: str, taken: str) -> Response:
    """The file, for nobody but whoever asked for it."""
    _one, export = _export(classroom, taken)
    path = files.found(settings().instance, export) if export.ready_at else None
    if path is None or export.over(clock.now()):
        raise Missing(queries.NO_FILE)
    response = send_file(
        path, mimetype=KINDS[export.kind], as_attachment=True, download_name=_name(export.kind)
    )
    response.headers["Cache-Control"] = (
        "no-store"  # a file is kept by browsers otherwise, also on a shared device
    )
    return response
