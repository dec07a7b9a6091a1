"""Doors for pupils: in by card, or by name and PIN. Signing in changes something, so opening a card only asks."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts import queries as people
from literasi.accounts.forms import refuse
from literasi.accounts.rules import devices
from literasi.accounts.rules.names import fold
from literasi.classes import actions, queries
from literasi.classes.forms import PinForm
from literasi.classes.queries import Entrant
from literasi.classes.views.blueprint import Page, blueprint
from literasi.infra import identity, passwords
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _
from literasi.infra.preferences import preferences
from literasi.infra.settings import settings
from literasi.infra.slow import slow
from literasi.kernel import clock, ids


def _guest_here() -> bool:
    """Whether work of a guest lies in this browser, who may be somebody else. A pupil who waits for consent is none."""
    visitor = identity.visitor()
    return visitor.known and not visitor.account and people.profile(db.session(), visitor.person_id) is None


@blueprint.get("/masuk-kelas/<ticket>")
@may(Who.EVERYONE)
def card(ticket: str) -> Page:
    """Whose card this is, with a button."""
    one = actions.whose_card(db.session(), ticket)
    response = make_response(
        render_template(
            "classes/card.html", one=one, ticket=ticket, guest=_guest_here(), leave=preferences().shared
        )
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/masuk-kelas/<ticket>")
@may(Who.EVERYONE, even_suspended=True)
def enter_by_card(ticket: str) -> Page:
    """In, whoever was on this device before."""
    return _let_in(lambda session: actions.whose_card(session, ticket))


@blueprint.get("/masuk-kelas")
@may(Who.EVERYONE)
def pin() -> Page:
    """Ask for class code, name and PIN."""
    return _pin_page(PinForm(data={"code": request.args.get("kode", "")}), leave=preferences().shared)


def _pin_page(form: PinForm, status: int = 200, *, leave: bool) -> tuple[str, int]:
    return render_template("classes/pin.html", form=form, guest=_guest_here(), leave=leave), status


@blueprint.post("/masuk-kelas")
@may(Who.EVERYONE, even_suspended=True)
@slow
def enter_by_pin() -> Page:
    """In by name and PIN. Whatever is wrong is answered in the same words after the same work: one hash."""
    form, now, keys = PinForm(request.form), clock.now(), settings().secret_keys
    code, name = ids.read_code(form.code.data or "") or "", fold(form.name.data or "")
    counters = actions.guesses(keys[0], code, name, request.remote_addr or "")
    accounts.admit(db.session(), counters, now)
    found = queries.entrant_named(db.session(), code, name, keys)
    db.session.rollback()  # nothing is held while the PIN is tried
    right = passwords.matches(found.pin if found else "", form.password.data or "")
    if found is None or not right:
        write(lambda session: accounts.count_failure(session, counters, now))
        refuse(form, "password", _("Kode, nama, atau PIN belum cocok. Periksa lagi, atau minta PIN baru kepada gurumu."))  # fmt: skip
        return _pin_page(form, 422, leave=request.form.get("biarkan") == "ya")

    def admitted(session: Session) -> Entrant:
        counted = accounts.admit(session, counters, now)
        if counters[0].key in counted:
            accounts.forgive(session, counters[:1])
        return actions.admit_entrant(found)

    return _let_in(admitted)


def _let_in(admitted: Callable[[Session], Entrant]) -> Page:
    """Sign in whoever is admitted when it is written down; then show her who sees what she does."""
    now, visitor, shared = clock.now(), identity.visitor(), preferences().shared
    label, leave = devices.label(request.user_agent.string), request.form.get("biarkan") == "ya"

    def act(session: Session) -> tuple[Entrant, accounts.SignedIn]:
        entrant = admitted(session)
        return entrant, accounts.sign_in(
            session, entrant.person_id, visitor, now, shared=shared, label=label, leave=leave
        )

    one, signed = write(act)
    identity.sign_in(signed.visitor)
    if people.agrees_now(db.session(), one.person_id):
        return make_response(redirect(url_for("accounts.waiting"), 303))
    flash(_("Selamat datang, %(name)s. Di bawah ini tertulis siapa yang melihat kemajuanmu.", name=one.name))
    return make_response(redirect(url_for("classes.my_class", classroom=one.class_public_id), 303))
