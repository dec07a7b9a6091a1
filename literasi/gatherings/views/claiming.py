"""Doors for pupils who take the results of their seat into their own account."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for

from literasi.accounts import actions as accounts
from literasi.gatherings import actions
from literasi.gatherings.rules import codes, lasting
from literasi.gatherings.views.blueprint import Page, blueprint
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, said
from literasi.infra.settings import settings
from literasi.kernel import clock
from literasi.kernel.errors import Missing


@blueprint.get("/sesi/klaim")
@may(Who.ACCOUNT)
def claim() -> Page:
    """Ask for the code of a seat."""
    return _ask()


def _ask(typed: str = "", problem: str = "") -> str:
    return render_template("gatherings/claim.html", typed=typed, problem=problem, days=lasting.KEPT_DAYS)


@blueprint.post("/sesi/klaim")
@may(Who.ACCOUNT)
def take_results() -> Page:
    """Note in her account what her seat answered. Whoever waits for consent has no account to note it in."""
    me, now, keys, typed = (
        identity.visitor(),
        clock.now(),
        settings().secret_keys,
        request.form.get("kode", ""),
    )
    counters = codes.of_claims(keys[0], request.remote_addr or "", me.person_id)
    accounts.admit(db.session(), counters, now)
    try:
        count = write(lambda session: actions.claim(session, me.person_id, typed, keys, now))
    except Missing as error:
        write(lambda session: accounts.count_failure(session, counters, now))
        return _ask(typed, said(error.message)), 422
    flash(_("%(count)s jawaban dari sesi kelas sekarang ada di akun Anda.", count=count))
    return make_response(redirect(url_for("home.learning_room"), 303))
