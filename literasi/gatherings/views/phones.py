"""Doors of a phone in a session: say who sits here, find the way, see the results."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.catalogue import queries as catalogue
from literasi.gatherings import actions, queries
from literasi.gatherings.rules import codes, lasting, plan
from literasi.gatherings.rules import seats as rules
from literasi.gatherings.views.blueprint import Page, blueprint
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, said
from literasi.infra.preferences import preferences
from literasi.infra.settings import settings
from literasi.kernel import clock, ids
from literasi.kernel.errors import Invalid, Missing
from literasi.kernel.sentence import Sentence

TOO_OFTEN = Sentence("Terlalu banyak kode sesi yang keliru dari jaringan ini. Tunggu lima menit, lalu coba lagi.")  # fmt: skip


@blueprint.get("/sesi/<string(length=8):code>")
@may(Who.EVERYONE)
def seats(code: str) -> Page:
    """Who sits at this phone? The code is only shown: whether it opens something is found out by sending it."""
    return _ask(_read(code), ())


def _read(code: str) -> str:
    found = ids.read_code(code)
    if found is None:
        raise Missing(codes.UNKNOWN)
    return found


def _ask(code: str, typed: tuple[str, ...], problem: str = "") -> str:
    kept = (*typed, *[""] * rules.AT_A_PHONE)[: rules.AT_A_PHONE]
    return render_template(
        "gatherings/seats.html", code=code, spaced=ids.spaced(code), typed=kept, problem=problem
    )


@blueprint.post("/sesi/<string(length=8):code>")
@may(Who.LEARNER)
def sit(code: str) -> Page:
    """Sit down. The phone is lent to its seats until the session is over, and whoever was on it comes back after."""
    code, typed = _read(code), tuple(request.form.getlist("kursi"))
    wanted = rules.read(typed)
    if isinstance(wanted, Sentence):
        return _ask(code, typed, said(wanted)), 422
    me, now, keys, shared = identity.visitor(), clock.now(), settings().secret_keys, preferences().shared
    counters = codes.of_sessions(keys[0], request.remote_addr or "")
    accounts.admit(db.session(), counters, now, TOO_OFTEN)
    try:
        person, until = write(
            lambda session: actions.sit(session, me, code, wanted, keys, now, shared=shared)
        )
    except Missing as error:
        write(lambda session: accounts.count_failure(session, counters, now))
        return _ask(code, typed, said(error.message)), 404
    except Invalid as error:
        return _ask(code, typed, said(error.message)), 422
    if person is not me:
        identity.lend(person, until)
    return make_response(redirect(url_for("gatherings.phone"), 303))


@blueprint.get("/sesi/ponsel")
@may(Who.EVERYONE)
def phone() -> Response:
    """What to do on this phone, and after the quiz the code of each seat. Without a seat, the way to one."""
    session, now = db.session(), clock.now()
    here = queries.phone_of(session, identity.visitor().person_id, settings().secret_keys)
    if here is None:
        return make_response(redirect(url_for("gatherings.enter"), 303))
    page = render_template(
        "gatherings/phone.html",
        here=here,
        module=catalogue.shelf(session).by_key(here.module_key),
        open=lasting.is_open(here.ends_at, now),
        step=_step(session, here, now=plan.where(here.started_at, now)),
        listed=rules.listed(here.numbers),
        spaced=ids.spaced,
        days=lasting.KEPT_DAYS,
    )
    return make_response(page)


def _step(session: Session, here: queries.PhoneHere, now: plan.Now) -> str:
    """The step of the plan, in a sentence; nothing once the plan is through."""
    if now.step is None:
        return ""
    return str(_("Sekarang: %(step)s, %(left)s menit lagi.", step=said(plan.NAMES[now.step]), left=now.left))
