"""Doors to plans: what another class was given, and the ready-made paths."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from flask import flash, render_template, request

from literasi.accounts.forms import day_of
from literasi.catalogue import queries as catalogue
from literasi.classes import actions, queries
from literasi.classes.queries import Taught
from literasi.classes.rules import days, paths
from literasi.classes.rules.assigning import Told
from literasi.classes.rules.days import FreeDay
from literasi.classes.rules.paths import Path
from literasi.classes.views.assigning import list_page, to_list
from literasi.classes.views.blueprint import Page, blueprint, own_class
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, _n, said
from literasi.kernel import clock
from literasi.kernel.errors import Missing, Refusal


@blueprint.post("/kelas/<classroom>/tugas/salin")
@may(Who.TEACHER)
def copy_plan(classroom: str) -> Page:
    """Give this class what another class of hers was given, after a question when nobody has school on some day."""
    source, one, now = own_class(request.form.get("dari", "")), own_class(classroom), clock.now()
    pressed, local = request.form.get("pilih", ""), queries.local_days(db.session())
    plan = actions.planned(db.session(), source.id, one, now)
    free = _without_school({told.module_key: clock.wita_date(told.due_at) for told in plan})
    if free and one.open and pressed not in ("usul", "tetap"):
        return list_page(one, source.public_id, free), 422
    avoiding = local if pressed == "usul" else None
    try:
        count = write(lambda session: actions.copy_plan(session, source.id, one, now, avoiding))
    except Refusal as error:
        flash(said(error.message))
        return to_list(classroom)
    flash(
        _n("%(num)s tugas disalin. Periksa tenggatnya.", "%(num)s tugas disalin. Periksa tenggatnya.", count)
    )
    return to_list(classroom)


@blueprint.get("/kelas/<classroom>/tugas/jalur")
@may(Who.TEACHER)
def ready_paths(classroom: str) -> Page:
    """Ready-made paths of which something is published; one of them opened, with a deadline a week."""
    one, slug = own_class(classroom), request.args.get("jalur", "")
    chosen = next((path for path in _paths() if path.slug == slug), None)
    if slug and chosen is None:
        raise Missing(_("Jalur ini tidak ada."))
    return _page(one, chosen, _proposed(chosen) if chosen else {})


def _paths() -> list[Path]:
    session = db.session()
    return paths.offered(catalogue.shared(session, "jalur") or [], catalogue.shelf(session))


def _proposed(path: Path) -> dict[str, str]:
    now, local = clock.now(), queries.local_days(db.session())
    return {
        key: clock.wita_date(days.usual_due(now, local, weeks)).isoformat()
        for weeks, key in enumerate(path.open, 1)
    }


def _page(
    one: Taught,
    chosen: Path | None,
    due: dict[str, str],
    problem: str = "",
    status: int = 200,
    free: Mapping[str, FreeDay] | None = None,
) -> Page:
    page = render_template(
        "classes/ready_paths.html",
        one=one,
        paths=_paths(),
        chosen=chosen,
        due=due,
        problem=problem,
        free=free or {},
        shelf=catalogue.shelf(db.session()),
    )
    return page, status


@blueprint.post("/kelas/<classroom>/tugas/jalur")
@may(Who.TEACHER)
def give_path(classroom: str) -> Page:
    """Give the modules of a path whose day was left standing; an emptied day leaves its module out."""
    one, now, slug = own_class(classroom), clock.now(), request.form.get("jalur", "")
    chosen = next((path for path in _paths() if path.slug == slug), None)
    if chosen is None:
        raise Missing(_("Jalur ini tidak ada."))
    due = {key: request.form.get(f"tenggat-{key}", "").strip() for key in chosen.open}
    due, free = _on_school_days(due, request.form.get("pilih", ""))
    plan = _plan(due, now)
    if plan is None:
        return _page(one, chosen, due, _("Tulis setiap hari sebagai tanggal, atau kosongkan modul yang tidak dipakai."), 422)  # fmt: skip
    if free:
        return _page(one, chosen, due, status=422, free=free)
    try:
        count = len(write(lambda session: actions.give(session, one, plan, now)))
    except Refusal as error:
        return _page(one, chosen, due, said(error.message), 422)
    flash(_n("%(num)s tugas diberikan.", "%(num)s tugas diberikan.", count))
    return to_list(classroom)


def _on_school_days(due: dict[str, str], pressed: str) -> tuple[dict[str, str], dict[str, FreeDay]]:
    """The days as the button that was pressed means them, and those without school about which to ask: none once one
    was pressed. `usul` moves them to the next school day, `tetap` keeps them."""
    local = queries.local_days(db.session())
    found = {key: day for key, text in due.items() if (day := day_of(text))}
    free = _without_school(found)
    if pressed == "usul":
        moved = {key: days.school_day(one.day, local).isoformat() for key, one in free.items()}
        return {**due, **moved}, {}
    return due, {} if pressed == "tetap" else free


def _without_school(due: Mapping[str, date]) -> dict[str, FreeDay]:
    """Those of the days, by module, on which there is no school."""
    local = queries.local_days(db.session())
    return {key: kind for key, day in due.items() if (kind := days.free_day(day, local))}


def _plan(due: dict[str, str], now: datetime) -> list[Told] | None:
    """What is to be given; None when something is no day, or nothing is left. All may be begun today."""
    kept = {key: day_of(text) for key, text in due.items() if text}
    if not kept or None in kept.values():
        return None
    return [Told(key, now, days.due_at(day, days.USUAL_HOUR)) for key, day in kept.items() if day]
