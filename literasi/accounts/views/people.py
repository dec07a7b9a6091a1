"""Doors for those who help people with their accounts: find somebody, open what is stored of her, help.

Opening somebody's data is a button and not a link, since it leaves a line in the trail that she can read. The browser
then holds a permission for ten minutes, in its signed session.
"""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, session, url_for

from literasi.accounts import actions, queries
from literasi.accounts.queries import Profile
from literasi.accounts.rules import ages, roles, standing, tickets
from literasi.accounts.rules.looking import kept, may_look, permitted
from literasi.accounts.rules.trail import Act
from literasi.accounts.views.blueprint import blueprint
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _
from literasi.infra.settings import settings
from literasi.kernel import clock, ids, paging
from literasi.kernel.errors import BadInput, Missing
from literasi.kernel.roles import Role

_OPENED = "opened"
_LONGEST = 254


@blueprint.get("/pengelola/orang")
@may(Who.LIBRARIAN)
def people() -> str:
    """People by the beginning of a name, a page at a time."""
    typed = request.args.get("q", "")[:_LONGEST]
    wanted = standing.standing_named(request.args.get("keadaan", ""))
    number = paging.number_of(request.args.get("hal", ""))
    return render_template(
        "accounts/people.html",
        typed=typed,
        wanted=wanted,
        page=queries.people_named(db.session(), typed, wanted, number),
        standings=standing.NAMES,
        role_names=roles.NAMES,
    )


def _profile(public_id: str) -> Profile:
    found = queries.profile_by(db.session(), public_id)
    if found is None:
        raise Missing(_("Akun ini tidak ada, atau sudah dihapus."))
    return found


def _back(public_id: str, message: str) -> Response:
    flash(message)
    return make_response(redirect(url_for("accounts.person", person=public_id), 303))


@blueprint.post("/pengelola/orang/<person>/buka")
@may(Who.LIBRARIAN)
def open_person(person: str) -> Response:
    """Note who looks at whom, and let her look for ten minutes."""
    subject, visitor, now = _profile(person), identity.visitor(), clock.now()
    write(lambda session: actions.note(session, Act.LOOKED, visitor.person_id, subject.person_id, now))
    session[_OPENED] = permitted(kept(session.get(_OPENED)), subject.public_id, now)
    return make_response(redirect(url_for("accounts.person", person=subject.public_id), 303))


@blueprint.get("/pengelola/orang/<person>")
@may(Who.LIBRARIAN)
def person(person: str) -> str:
    """What is stored of an account and what can be done for it; first a button, which says that looking is noted."""
    subject, actor = _profile(person), identity.visitor()
    if not may_look(kept(session.get(_OPENED)), subject.public_id, clock.now()):
        return render_template("accounts/open_person.html", subject=subject)
    return render_template(
        "accounts/person.html",
        subject=subject,
        standing=standing.NAMES[standing.standing_of(subject.consent, subject.suspended)],
        ages=ages,
        devices=len(queries.devices(db.session(), subject.person_id)),
        role_names=roles.NAMES,
        gives=[role for role in Role if roles.may_give(actor.roles, role)],
        may_hold=roles.may_hold(subject.age_band, subject.consent),
        adults_only=roles.ADULTS_ONLY,
        helps=roles.may_help(actor.roles, subject.roles),
        oneself=subject.person_id == actor.person_id,
        runs_site=roles.may_run_site(actor.roles),
    )


@blueprint.post("/pengelola/orang/<person>/peran")
@may(Who.LIBRARIAN)
def change_role(person: str) -> Response:
    """Give a role or take it back; which ones, the giver's own roles decide."""
    subject, visitor, now = _profile(person), identity.visitor(), clock.now()
    wanted, act = request.form.get("peran", ""), request.form.get("aksi", "")
    change = {"beri": actions.give_role, "cabut": actions.take_role}.get(act)
    if wanted not in set(Role) or change is None:
        raise BadInput(_("Pilih peran yang diberikan atau dicabut."))
    write(lambda session: change(session, subject.person_id, Role(wanted), now, by=visitor.person_id, actor=visitor.roles))  # fmt: skip
    return _back(person, _("Peran diberikan.") if act == "beri" else _("Peran dicabut."))


@blueprint.post("/pengelola/orang/<person>/keadaan")
@may(Who.LIBRARIAN)
def change_standing(person: str) -> Response:
    """Close an account for a while, or open it again."""
    subject, visitor, now = _profile(person), identity.visitor(), clock.now()
    act = request.form.get("aksi", "")
    if act not in ("nonaktifkan", "aktifkan"):
        raise BadInput(_("Pilih menonaktifkan atau mengaktifkan kembali."))
    closing = act == "nonaktifkan"
    write(lambda session: actions.suspend(session, subject.person_id, closing, now, by=visitor.person_id, actor=visitor.roles))  # fmt: skip
    return _back(person, _("Akun dinonaktifkan sementara.") if closing else _("Akun aktif kembali."))


@blueprint.post("/pengelola/orang/<person>/kode")
@may(Who.LIBRARIAN)
def give_code(person: str) -> str:
    """A code for a new password, on a card to be handed over. It is shown in this answer and never again."""
    subject, visitor, now = _profile(person), identity.visitor(), clock.now()
    key = settings().secret_keys[0]
    code = write(lambda session: actions.give_code(session, subject.person_id, key, now, by=visitor.person_id, actor=visitor.roles))  # fmt: skip
    until = now + tickets.LASTS[tickets.Purpose.RESET]
    found = queries.credentials(db.session(), subject.login)
    login = subject.login if found and found.person_id == subject.person_id else ""
    return render_template(
        "accounts/code_given.html", subject=subject, login=login, code=ids.spaced(code), until=until
    )


@blueprint.post("/pengelola/orang/<person>/usia")
@may(Who.LIBRARIAN)
def correct_age(person: str) -> Response:
    """Put right what somebody told of her age, say when she asked for it under her rights."""
    subject, visitor, now = _profile(person), identity.visitor(), clock.now()
    band = ages.band_of(request.form.get("usia", ""))
    if band not in ages.TO_CHOOSE:
        raise BadInput(_("Pilih kelompok usia yang benar."))
    write(lambda session: actions.correct_age(session, subject.person_id, band, now, by=visitor.person_id, actor=visitor.roles))  # fmt: skip
    return _back(person, _("Kelompok usia dibetulkan."))


@blueprint.post("/pengelola/orang/<person>/perangkat")
@may(Who.LIBRARIAN)
def sign_out_person(person: str) -> Response:
    """Sign somebody out everywhere, say when a phone was lost."""
    subject, visitor, now = _profile(person), identity.visitor(), clock.now()
    write(lambda session: actions.sign_out_everywhere(session, subject.person_id, now, by=visitor.person_id, actor=visitor.roles))  # fmt: skip
    return _back(person, _("Semua perangkat sudah dikeluarkan."))


@blueprint.post("/pengelola/orang/<person>/dua-langkah")
@may(Who.ADMIN)
def drop_second_step(person: str) -> Response:
    """Let somebody whose phone is lost sign in by her password alone again."""
    subject, visitor, now = _profile(person), identity.visitor(), clock.now()
    write(lambda session: actions.end_second_step(session, subject.person_id, now, by=visitor.person_id))
    return _back(person, _("Dua langkah masuk sudah dilepas."))


@blueprint.get("/pengelola/permintaan-peran")
@may(Who.LIBRARIAN)
def role_requests() -> str:
    """Who asked to be known as a teacher and waits, the oldest first."""
    return render_template(
        "accounts/role_requests.html",
        requests=queries.role_requests(db.session()),
        ages=ages.NAMES,
        role_names=roles.NAMES,
        adults_only=roles.ADULTS_ONLY,
    )


@blueprint.post("/pengelola/permintaan-peran/<int(max=9007199254740991):number>")
@may(Who.LIBRARIAN)
def decide_request(number: int) -> Response:
    """Say yes or no; the answer reaches her in Kabar."""
    visitor, now, answer = identity.visitor(), clock.now(), request.form.get("aksi", "")
    if answer not in ("terima", "tolak"):
        raise BadInput(_("Pilih menerima atau menolak permintaan ini."))
    granted = answer == "terima"
    write(lambda session: actions.decide_request(session, number, granted, now, by=visitor.person_id, actor=visitor.roles))  # fmt: skip
    flash(_("Permintaan diterima.") if granted else _("Permintaan ditolak."))
    return make_response(redirect(url_for("accounts.role_requests"), 303))
