"""Doors for teachers: the class list, read, shown row by row, and only then taken."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from literasi.accounts import queries as people
from literasi.accounts.forms import refuse
from literasi.accounts.rules.ages import agrees_herself
from literasi.classes import actions, queries
from literasi.classes.forms import RosterForm
from literasi.classes.queries import Taught
from literasi.classes.rules import recap
from literasi.classes.rules import roster as rules
from literasi.classes.rules.exports import KINDS
from literasi.classes.rules.roster import Fate, Plan
from literasi.classes.rules.spreadsheet import Pasted
from literasi.classes.views.blueprint import Page, blueprint, class_with_pupils, consent_text
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, _n, said
from literasi.infra.settings import settings
from literasi.kernel import clock, paging
from literasi.kernel.errors import Invalid, Refusal


@blueprint.get("/kelas/<classroom>/daftar")
@may(Who.TEACHER)
def roster(classroom: str) -> Page:
    """Who is on the class list, and the way to put more on it."""
    return _page(class_with_pupils(classroom), RosterForm())


def _page(one: Taught, form: RosterForm, plan: Plan | None = None, status: int = 200) -> tuple[str, int]:
    page = render_template(
        "classes/roster.html",
        one=one,
        form=form,
        plan=plan,
        fates=Fate,
        page=queries.classmates_on(db.session(), one.id, paging.number_of(request.args.get("hal", ""))),
        count=queries.count_members(db.session(), one.id),
    )
    return page, status


@blueprint.post("/kelas/<classroom>/daftar")
@may(Who.TEACHER)
def check_roster(classroom: str) -> Page:
    """Say of every row what would become of it. Nothing is stored, not even for a moment."""
    one, form = class_with_pupils(classroom), RosterForm(request.form)
    try:
        sent = _sent(form)
        form.daftar.data = sent.text
        plan = rules.plan(rules.read(form.daftar.data), queries.folded_names(db.session(), one.id))
    except Invalid as error:
        refuse(form, error.field, said(error.message))
        return _page(one, form, status=422)
    if sent.note:
        flash(said(sent.note))
    return _page(one, form, plan, 200 if plan.sound else 422)


def _sent(form: RosterForm) -> Pasted:
    """What the file says if there is one, else what was pasted."""
    file = request.files.get("berkas")
    data = file.read() if file else b""
    return rules.sent(data) if data else Pasted(form.daftar.data or "")


@blueprint.post("/kelas/<classroom>/daftar/simpan")
@may(Who.TEACHER)
def save_roster(classroom: str) -> Page:
    """Take the list as it was shown, all of it or nothing."""
    one, form, now = class_with_pupils(classroom), RosterForm(request.form), clock.now()
    shown, key, by = request.form.get("rencana", ""), settings().secret_keys[0], identity.visitor().person_id

    def act(session: Session) -> int:
        rows = rules.read(form.daftar.data or "")
        herself = agrees_herself(one.age_band, people.agrees_from_17(session))
        text = consent_text(session, now, herself=herself)
        return actions.take_roster(session, one, rows, shown, text, key, now, by=by)

    try:
        count = write(act)
    except Refusal as error:
        refuse(form, rules.FIELD, said(error.message))
        return _page(one, form, _plan_again(one, form), 422)
    flash(_n("%(num)s siswa ditambahkan. Berikutnya: persetujuan dan kartu masuk.", "%(num)s siswa ditambahkan. Berikutnya: persetujuan dan kartu masuk.", count))  # fmt: skip
    return make_response(redirect(url_for("classes.roster", classroom=classroom), 303))


def _plan_again(one: Taught, form: RosterForm) -> Plan | None:
    """What the list would do now; None for what is no list."""
    try:
        rows = rules.read(form.daftar.data or "")
    except Invalid:
        return None
    return rules.plan(rows, queries.folded_names(db.session(), one.id))


@blueprint.get("/kelas/<classroom>/daftar.csv")
@may(Who.TEACHER)
def roster_file(classroom: str) -> Response:
    """The class list as text for a spreadsheet. The mark at its beginning tells old ones that it is UTF-8."""
    return _file(rules.written(_listed(classroom)).encode("utf-8-sig"), "csv", "text/csv")


@blueprint.get("/kelas/<classroom>/daftar.xlsx")
@may(Who.TEACHER)
def roster_workbook(classroom: str) -> Response:
    """The class list as a spreadsheet; sent back, it changes nothing."""
    return _file(recap.workbook(rules.table(_listed(classroom)), _("Daftar siswa")), "xlsx", KINDS["xlsx"])


def _listed(classroom: str) -> list[tuple[int | None, str]]:
    mates = queries.classmates(db.session(), class_with_pupils(classroom).id)
    return [(mate.number, mate.name) for mate in mates]


def _file(body: bytes, kind: str, mimetype: str) -> Response:
    response = Response(body, mimetype=mimetype)
    name = f"daftar-siswa-{clock.wita_date(clock.now())}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
