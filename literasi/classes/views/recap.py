"""Doors out: the marks of a class on paper and as a file, and a message without names.

Taking the marks away leaves a line in the trail of every pupil whose marks are in them.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, make_response, render_template, request
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.rules.trail import Act
from literasi.catalogue import queries as catalogue
from literasi.classes import queries
from literasi.classes.queries import Given, Row, Taught
from literasi.classes.rules import calendar, gradebook, recap
from literasi.classes.rules.deadline import Timing
from literasi.classes.views import sharing
from literasi.classes.views.blueprint import ABOUT, Page, blueprint, class_with_pupils, title_of
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, moment, said
from literasi.kernel import clock
from literasi.kernel.errors import BadInput

_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": recap.XLSX,
}


@blueprint.get("/kelas/<classroom>/rekap")
@may(Who.TEACHER)
def recap_page(classroom: str) -> str:
    """The marks on a page made for printing, with the ways to take them along."""
    one = class_with_pupils(classroom)
    given, rows = _rows(db.session(), one)
    return render_template(
        "classes/recap.html",
        one=one,
        titles=[title_of(each.module_key) for each in given],
        lines=_lines(rows),
        made=_made(),
        share=_share(one, given),
        **ABOUT,
    )


def _rows(session: Session, one: Taught) -> tuple[list[Given], list[Row]]:
    given = queries.assignments(session, one.id)
    mates = queries.classmates(session, one.id)
    return given, queries.rows_of(session, mates, given, catalogue.shelf(session))


def _lines(rows: Sequence[Row]) -> list[recap.Line]:
    return [
        recap.Line(row.mate.number, row.mate.name, tuple(_told(cell) for cell in row.cells or ()))
        for row in rows
    ]


def _told(cell: gradebook.Cell) -> tuple[int | None, str]:
    words = said(gradebook.words(cell))
    late = f", {_('terlambat')}" if cell.timing is Timing.LATE else ""
    return cell.percent, f"{words}{late}"


def _made() -> str:
    """Who took it, and when: every sheet says so."""
    return _("Dibuat oleh %(name)s, %(time)s", name=identity.visitor().name, time=moment(clock.now()))


def _share(one: Taught, given: Sequence[Given]) -> sharing.Share:
    now = clock.now()
    due = [(each.window.due_at, title_of(each.module_key)) for each in given if each.window.open(now)]
    lines = [_("– %(title)s, tenggat %(time)s", title=title, time=moment(at)) for at, title in sorted(due)]
    return sharing.tasks(one, lines)


@blueprint.post("/kelas/<classroom>/rekap")
@may(Who.TEACHER)
def take_recap(classroom: str) -> Page:
    """The marks as a file; the trail of every pupil in it says who took them."""
    one, kind = class_with_pupils(classroom), request.form.get("bentuk", "")
    if kind not in _KINDS:
        raise BadInput(_("Pilih CSV atau XLSX."))
    given, rows = _rows(db.session(), one)
    me, now = identity.visitor().person_id, clock.now()

    def note(session: Session) -> None:
        for row in rows:
            if row.cells is not None:
                accounts.note(session, Act.EXPORTED, me, row.mate.person_id, now)

    write(note)
    return _file(one, given, rows, kind)


def _file(one: Taught, given: Sequence[Given], rows: Sequence[Row], kind: str) -> Response:
    about = [
        f"{one.name} ({_('data latihan')})" if one.sample else one.name,
        f"{one.school} {said(calendar.NAMES[one.term])} {calendar.label(one.year)}".strip(),
        _made(),
    ]
    heads = [_("Nomor"), _("Nama"), _("nilai"), _("keadaan")]
    table = recap.table(heads, [title_of(each.module_key) for each in given], _lines(rows), about)
    body = recap.workbook(table, one.name) if kind == "xlsx" else recap.csv_text(table).encode()
    response = make_response(body)
    day = clock.wita_date(clock.now()).isoformat()
    response.headers["Content-Type"] = _KINDS[kind]
    response.headers["Content-Disposition"] = f'attachment; filename="rekap-{day}.{kind}"'
    return response
