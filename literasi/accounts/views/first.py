"""The door for the first one who runs the site. It is there only while nobody does."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from literasi.accounts import actions, queries
from literasi.accounts.forms import AccountForm, refuse
from literasi.accounts.rules import consent_words, devices
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.tickets import GONE, Purpose
from literasi.accounts.rules.whose import Whose
from literasi.accounts.views import letters
from literasi.accounts.views.blueprint import blueprint
from literasi.accounts.views.joining import Page, shown
from literasi.infra import identity, passwords
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, language, said
from literasi.infra.preferences import preferences
from literasi.infra.settings import settings
from literasi.kernel import clock
from literasi.kernel.errors import Invalid, Missing
from literasi.kernel.roles import Role


def _alone() -> None:
    """Raise Missing once somebody runs the site."""
    if queries.holders(db.session(), Role.ADMIN):
        raise Missing(GONE)


def _code_page() -> str:
    _alone()
    return render_template(
        "accounts/type_code.html",
        action="accounts.first_account",
        title=_("Akun pengelola pertama"),
        purpose=_("Tulis kode yang tampil di terminal, yang paling baru."),
    )


def _open(code: str) -> None:
    """Raise Missing unless this is the link of the latest start and nobody runs the site yet."""
    _alone()
    shown(Purpose.FIRST_RUN, code)


def _page(code: str, form: AccountForm, status: int = 200) -> tuple[str, int]:
    return render_template(
        "accounts/first_account.html", code=code, form=form, words=consent_words.ADULT
    ), status


@blueprint.get("/pertama")
@blueprint.get("/pertama/<code>")
@may(Who.EVERYONE)
def first_account(code: str = "") -> Page:
    """Ask for the code where the address holds none, then for the first account. Looking uses nothing up."""
    code = code or request.args.get("kode", "")
    if not code:
        return _code_page()
    _open(code)
    return _page(code, AccountForm())


@blueprint.post("/pertama/<code>")
@may(Who.EVERYONE)
def make_first_account(code: str) -> Page:
    """Make the account that runs the site; the link opens nothing any more."""
    form = AccountForm(request.form)
    _open(code)
    if not form.validate():
        return _page(code, form, 422)
    try:
        done = _made(code, form)
    except Invalid as error:
        refuse(form, "login", said(error.message))
        return _page(code, form, 422)
    identity.sign_in(done.visitor)
    flash(_("Akun pengelola sudah jadi. Lanjutkan dengan langkah awal di bawah ini, kapan saja."))
    if form.email:
        letters.announce()
    return make_response(redirect(url_for("office.first_steps"), 303))


def _made(code: str, form: AccountForm) -> actions.SignedIn:
    visitor, keys, shared, now = identity.visitor(), settings().secret_keys, preferences().shared, clock.now()
    label, spoken = devices.label(request.user_agent.string), language()
    words = "\n".join(said(one) for one in consent_words.ADULT)
    hashed = passwords.hashed(form.password.data or "")
    wanted = actions.NewAccount(form.name.data or "", form.username, form.email, hashed, AgeBand.ADULT)

    def act(session: Session) -> actions.SignedIn:
        actions.use_ticket(session, Purpose.FIRST_RUN, code, keys, now)
        text = actions.text_of_consent(session, "dewasa", spoken, words, now)
        done = actions.sign_up(session, visitor, wanted, text, keys[0], now, from_17=False, shared=shared, label=label, whose=Whose.ANOTHERS)  # fmt: skip
        actions.give_role(session, done.visitor.person_id, Role.ADMIN, now, by=None, actor=None)
        if wanted.email:
            letters.confirm(session, done.visitor.person_id, wanted.email, now)
        return done

    return write(act)
