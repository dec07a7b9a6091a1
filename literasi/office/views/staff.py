"""Doors to those who work here: invite, list, take a role."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for

from literasi.accounts import actions as accounts
from literasi.accounts import queries as people
from literasi.accounts.rules.roles import NAMES
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, said
from literasi.infra.qr import drawn
from literasi.infra.settings import settings
from literasi.kernel import clock, ids
from literasi.kernel.errors import BadInput, Missing
from literasi.kernel.roles import STAFF, Role
from literasi.office.forms import InvitationForm
from literasi.office.views.blueprint import Page, blueprint


@blueprint.get("/pengelola/petugas")
@may(Who.ADMIN)
def staff() -> Page:
    """Who works here and in which roles; invitations under way; the form for one more."""
    return _page(InvitationForm())


def _page(form: InvitationForm, status: int = 200) -> tuple[str, int]:
    session = db.session()
    listed, waiting = people.staff(session), people.open_invitations(session, clock.now())
    page = render_template("office/staff.html", form=form, staff=listed, waiting=waiting, names=NAMES)
    return page, status


@blueprint.post("/pengelola/petugas")
@may(Who.ADMIN)
def invite() -> Page:
    """Make an invitation and show it this one time: only its digest is kept."""
    form, me, now, key = InvitationForm(request.form), identity.visitor(), clock.now(), settings().secret_keys[0]  # fmt: skip
    if not form.validate():
        return _page(form, 422)
    role = Role(form.role.data or "")
    code = write(lambda session: accounts.invite(session, role, key, now, by=me.person_id, actor=me.roles))
    address = url_for("accounts.invitation", code=code, _external=True)
    return render_template(
        "office/invitation_card.html",
        role=said(NAMES[role]),
        code=ids.spaced(code),
        address=address,
        picture=drawn(address),
    )


@blueprint.post("/pengelola/petugas/undangan/<invitation>/batal")
@may(Who.ADMIN)
def cancel_invitation(invitation: str) -> Page:
    """Void an invitation that went astray."""
    write(lambda session: accounts.cancel_invitation(session, invitation))
    flash(_("Undangan itu tidak berlaku lagi."))
    return make_response(redirect(url_for("office.staff"), 303))


@blueprint.post("/pengelola/petugas/<person>/cabut")
@may(Who.ADMIN)
def take_role(person: str) -> Page:
    """End one role of somebody who works here."""
    me, now, wanted = identity.visitor(), clock.now(), request.form.get("peran", "")
    found = people.profile_by(db.session(), person)
    if found is None:
        raise Missing(_("Akun ini sudah tidak ada."))
    if wanted not in {role.value for role in STAFF}:
        raise BadInput(_("Pilih satu peran."))
    write(lambda session: accounts.take_role(session, found.person_id, Role(wanted), now, by=me.person_id, actor=me.roles))  # fmt: skip
    flash(_("Peran dicabut. Berlaku mulai halaman berikutnya yang dibuka."))
    own = found.person_id == me.person_id
    return make_response(redirect(url_for("accounts.account" if own else "office.staff"), 303))
