"""Doors for secrets that are good once: a new password, a confirmed address, an invitation to the staff."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from literasi.accounts import actions, queries
from literasi.accounts.forms import PasswordForm, SignInForm
from literasi.accounts.rules import limits
from literasi.accounts.rules.limits import Limit
from literasi.accounts.rules.names import fold
from literasi.accounts.rules.roles import ADULTS_ONLY, NAMES
from literasi.accounts.rules.tickets import Purpose
from literasi.accounts.views import letters
from literasi.accounts.views.blueprint import blueprint
from literasi.infra import identity, passwords
from literasi.infra.access import READING, Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, said
from literasi.infra.settings import settings
from literasi.infra.slow import slow
from literasi.kernel import clock
from literasi.kernel.errors import Missing, Refusal
from literasi.kernel.roles import Role

Page = Response | str | tuple[str, int]


def wrong_codes() -> Sequence[Limit]:
    """Counters of wrong codes, by address and for everybody together."""
    return limits.of_codes(settings().secret_keys[0], request.remote_addr or "")


def shown(purpose: Purpose, code: str) -> actions.Shown:
    """What a ticket opens. Raises Missing, and TooMany to an address that sent too many wrong ones.

    Looking changes nothing, so it is not counted: sixty bits do without. A short code of a school is only ever sent.
    """
    now, counters = clock.now(), wrong_codes()
    actions.admit(db.session(), counters, now)
    try:
        return actions.look_at_ticket(db.session(), purpose, code, settings().secret_keys, now)
    except Missing:
        if request.method not in READING:
            write(lambda session: actions.count_failure(session, counters, now))
        raise


@blueprint.get("/lupa-sandi")
@may(Who.EVERYONE)
def forgotten() -> Page:
    """Ways to a new password: a letter, or a librarian's code."""
    return render_template("accounts/forgotten.html", form=SignInForm(), sent=False)


@blueprint.post("/lupa-sandi")
@may(Who.EVERYONE)
def send_reset() -> Page:
    """Send a letter if there is somebody to send it to; the page says the same either way."""
    form, now = SignInForm(request.form), clock.now()
    login = fold(form.login.data or "")

    def act(session: Session) -> None:
        letters.count(session, login, now)
        found = queries.credentials(session, login)
        profile = queries.profile(session, found.person_id) if found else None
        if profile and profile.email and not profile.suspended:
            letters.reset(session, profile.person_id, profile.email, now)

    write(act)
    return render_template("accounts/forgotten.html", form=form, sent=True)


@blueprint.get("/sandi-baru")
@blueprint.get("/sandi-baru/<code>")
@may(Who.EVERYONE)
def new_password(code: str = "") -> Page:
    """Ask for the code where the address holds none, then for a password. Looking uses nothing up."""
    code = code or request.args.get("kode", "")
    if not code:
        return render_template(
            "accounts/type_code.html",
            action="accounts.new_password",
            title=_("Kata sandi baru"),
            purpose=_(
                "Tulis kode sekali pakai dari pustakawan atau dari surat. Sesudah itu Anda memilih kata sandi baru."
            ),
        )
    shown(Purpose.RESET, code)
    return render_template("accounts/new_password.html", form=PasswordForm(), code=code)


@blueprint.post("/sandi-baru/<code>")
@may(Who.EVERYONE)
@slow
def choose_password(code: str) -> Page:
    """Store the new password. The second step, if she has one, is still asked: a letter alone opens no account."""
    now, subject = clock.now(), shown(Purpose.RESET, code).person_id
    form = PasswordForm(request.form, about=queries.profile(db.session(), subject or 0))
    if not form.validate():
        return render_template("accounts/new_password.html", form=form, code=code), 422
    hashed, keys = passwords.hashed(form.password.data or ""), settings().secret_keys

    def act(session: Session) -> None:
        person_id = actions.use_ticket(session, Purpose.RESET, code, keys, now).person_id
        assert person_id is not None
        actions.change_password(session, person_id, hashed, now, by=person_id)

    write(act)
    flash(_("Kata sandi baru tersimpan. Semua perangkat lain sudah dikeluarkan. Silakan masuk."))
    return make_response(redirect(url_for("accounts.sign_in"), 303))


@blueprint.get("/surel")
@blueprint.get("/surel/<code>")
@may(Who.EVERYONE)
def email_page(code: str = "") -> Page:
    """Show which address is about to be confirmed; opening a letter's link alone must change nothing."""
    code = code or request.args.get("kode", "")
    if not code:
        return render_template(
            "accounts/type_code.html",
            action="accounts.email_page",
            title=_("Pastikan surel"),
            purpose=_("Tulis kode dari surat yang kami kirim ke alamat surel Anda."),
        )
    address = shown(Purpose.EMAIL, code).data["email"]
    return render_template("accounts/confirm_email.html", code=code, address=address)


@blueprint.post("/surel/<code>")
@may(Who.EVERYONE)
def confirm_email(code: str) -> Page:
    """The address is hers from now on."""
    now, keys = clock.now(), settings().secret_keys
    shown(Purpose.EMAIL, code)

    def act(session: Session) -> bool:
        ticket = actions.use_ticket(session, Purpose.EMAIL, code, keys, now)
        assert ticket.person_id is not None
        return actions.confirm_email(session, ticket.person_id, ticket.data["email"], now)

    if not write(act):
        raise Refusal(
            _("Alamat ini sudah menjadi milik akun lain. Masuk dengan akun itu, atau pakai alamat lain.")
        )
    flash(_("Alamat surel sudah dipastikan. Anda dapat masuk dengan alamat ini."))
    return make_response(redirect(url_for("accounts.sign_in"), 303))


@blueprint.get("/undangan/<code>")
@may(Who.EVERYONE)
def invitation(code: str) -> Page:
    """Show what an invitation brings. Who has no account yet signs up first."""
    role = Role(shown(Purpose.INVITATION, code).data["role"])
    may_hold = queries.may_hold_role(db.session(), identity.visitor().person_id)
    words = {"role": said(NAMES[role]), "adults_only": ADULTS_ONLY}
    return render_template("accounts/invitation.html", code=code, may_hold=may_hold, **words)


@blueprint.post("/undangan/<code>")
@may(Who.ACCOUNT)
def accept_invitation(code: str) -> Page:
    """Take the role that the invitation brings."""
    visitor, keys, now = identity.visitor(), settings().secret_keys, clock.now()
    shown(Purpose.INVITATION, code)
    role = write(lambda session: actions.accept_invitation(session, visitor.person_id, code, keys, now))
    flash(_("Selamat bergabung. Peran Anda sekarang: %(role)s.", role=said(NAMES[role])))
    return make_response(redirect(url_for("home.learning_room"), 303))
