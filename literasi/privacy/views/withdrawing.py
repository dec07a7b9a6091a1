"""Consent withdrawn: by a guardian with her code, or by staff with a signed paper. The child's account and work are erased."""

from __future__ import annotations

from flask import Response, render_template, request

from literasi.accounts import actions as accounts
from literasi.accounts import queries as people
from literasi.accounts.queries import ChildAccount
from literasi.accounts.rules import limits
from literasi.accounts.rules.tickets import GONE, Purpose
from literasi.infra import holdings, identity
from literasi.infra.access import READING, Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _
from literasi.infra.settings import settings
from literasi.kernel import clock
from literasi.kernel.errors import Missing
from literasi.privacy.forms import SignedPaper
from literasi.privacy.rules.journal import Way
from literasi.privacy.views.blueprint import blueprint
from literasi.privacy.views.erasing import erased

Page = Response | str | tuple[str, int]


@blueprint.get("/persetujuan/cabut")
@blueprint.get("/persetujuan/cabut/<code>")
@may(Who.EVERYONE)
def withdrawal(code: str = "") -> Page:
    """Ask for the code, then show what withdrawing deletes."""
    code = code or request.args.get("kode", "")
    if not code:
        return render_template(
            "accounts/type_code.html",
            action="privacy.withdrawal",
            title=_("Cabut persetujuan"),
            purpose=_(
                "Tulis kode yang tampil ketika Anda menyetujui. Bila kodenya hilang, mintalah bantuan pustakawan."
            ),
        )
    person_id = _child_of(code)
    profile = people.profile(db.session(), person_id)
    name, held = profile.name if profile else "", holdings.of(db.session(), person_id)
    return render_template("privacy/withdrawal.html", code=code, name=name, holdings=held)


@blueprint.post("/persetujuan/cabut/<code>")
@may(Who.EVERYONE)
def withdraw(code: str) -> Page:
    """Withdraw for good."""
    return erased(_child_of(code), Way.GUARDIAN, None)


def _child_of(code: str) -> int:
    """Whose consent a code withdraws. Raises Missing, and TooMany to an address that sent too many wrong ones.

    Looking is not counted, since reading changes nothing: sixty bits do without.
    """
    now, keys = clock.now(), settings().secret_keys
    counters = limits.of_codes(keys[0], request.remote_addr or "")
    accounts.admit(db.session(), counters, now)
    try:
        found = accounts.look_at_ticket(db.session(), Purpose.WITHDRAWAL, code, keys, now).person_id
    except Missing:
        if request.method not in READING:
            write(lambda session: accounts.count_failure(session, counters, now))
        raise
    if found is None:
        raise Missing(GONE)
    return found


@blueprint.get("/pengelola/persetujuan/<person>/cabut")
@may(Who.LIBRARIAN)
def paper_withdrawal(person: str) -> Page:
    """Copy a signed withdrawal; the page says what it deletes."""
    return _paper_page(_child(person), SignedPaper(today=clock.wita_date(clock.now())))


def _child(public_id: str) -> ChildAccount:
    return people.child_to_help(db.session(), public_id, identity.visitor().roles)


def _paper_page(child: ChildAccount, form: SignedPaper, status: int = 200) -> Page:
    held = holdings.of(db.session(), child.person_id)
    return render_template("privacy/paper_withdrawal.html", child=child, form=form, holdings=held), status


@blueprint.post("/pengelola/persetujuan/<person>/cabut")
@may(Who.LIBRARIAN)
def withdraw_on_paper(person: str) -> Page:
    """Erase a child's account because her guardian signed for it."""
    child, form = _child(person), SignedPaper(request.form, today=clock.wita_date(clock.now()))
    if not form.validate():
        return _paper_page(child, form, 422)
    return erased(child.person_id, Way.PAPER, identity.visitor().person_id, form.day)
