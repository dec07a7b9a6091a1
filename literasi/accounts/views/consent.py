"""Doors of a child's consent: she asks, a guardian answers by a one-time link, staff records what was signed on paper."""

from __future__ import annotations

from urllib.parse import quote

import segno
from flask import Response, flash, make_response, redirect, render_template, request, session, url_for
from sqlalchemy.orm import Session

from literasi.accounts import actions, queries
from literasi.accounts.forms import GuardianForm, PaperForm
from literasi.accounts.queries import ChildAccount, Profile
from literasi.accounts.rules import consent_words
from literasi.accounts.rules.ages import minor
from literasi.accounts.rules.tickets import Purpose
from literasi.accounts.views.blueprint import blueprint
from literasi.accounts.views.joining import shown
from literasi.infra import identity, vault
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, language, said
from literasi.infra.settings import settings
from literasi.kernel import clock, ids
from literasi.kernel.errors import Forbidden

Page = Response | str | tuple[str, int]
_DECIDED = "decided"
_SHOWN_SECONDS = 600


def own_waiting() -> Profile | None:
    """The account of whoever is here, as long as somebody has still to agree to it."""
    visitor = identity.visitor()
    return None if visitor.account else queries.profile(db.session(), visitor.person_id)


@blueprint.get("/akun/menunggu")
@may(Who.OWNER)
def waiting() -> Page:
    """A child's account waits for her guardian; meanwhile she goes on as a guest. After a no, this page says so."""
    profile = own_waiting()
    if profile is not None and queries.agrees_now(db.session(), profile.person_id):
        return render_template("accounts/agree.html", name=profile.name, words=consent_words.ADULT)
    if profile is not None:
        return _waiting_page(profile)
    if not identity.visitor().account and queries.was_refused(db.session(), identity.visitor().person_id):
        return render_template("accounts/refused.html")
    return make_response(redirect(url_for("home.learning_room"), 303))


@blueprint.post("/akun/menunggu")
@may(Who.OWNER)
def ask_guardian() -> Page:
    """Make the one-time link. It is shown now and never again: of a secret only a digest is kept."""
    profile, now, key = own_waiting(), clock.now(), settings().secret_keys[0]
    if profile is None or not minor(profile.age_band):
        return make_response(redirect(url_for("accounts.waiting"), 303))
    code = write(lambda session: actions.ask_guardian(session, profile, key, now))
    address = url_for("accounts.consent", code=code, _external=True)
    message = _(
        "Mohon persetujuan orang tua atau wali untuk akun belajar %(name)s di situs perpustakaan. Baca dan putuskan di sini (berlaku 14 hari): %(address)s",
        name=profile.name,
        address=address,
    )
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=2, dark="#000", light="#fff")
    link = {"address": address, "message": message, "picture": picture, "code": ids.spaced(code)}
    return _waiting_page(profile, link={**link, "whatsapp": f"https://wa.me/?text={quote(message)}"})


@blueprint.post("/akun/menunggu/setuju")
@may(Who.OWNER)
def agree() -> Page:
    """Somebody who is old enough agrees to the account that her teacher made."""
    profile, now, spoken = own_waiting(), clock.now(), language()
    words = "\n".join(said(one) for one in consent_words.ADULT)

    def act(session: Session, person_id: int) -> None:
        actions.agree(session, person_id, actions.text_of_consent(session, "dewasa", spoken, words, now), now)

    if profile is not None:
        write(lambda session: act(session, profile.person_id))
        flash(_("Terima kasih. Akun ini sekarang milik Anda."))
    return make_response(redirect(url_for("home.learning_room"), 303))


def _waiting_page(profile: Profile, **link: object) -> Page:
    code = queries.resume_code(db.session(), profile.person_id, settings().secret_keys)
    child = minor(profile.age_band)
    return render_template(
        "accounts/waiting.html", profile=profile, child=child, resume=ids.spaced(code), **link
    )


@blueprint.get("/akun/menunggu/formulir")
@may(Who.OWNER)
def consent_form() -> Page:
    """The words on A4, with lines to be filled in by hand: for guardians without a phone."""
    profile = own_waiting()
    if profile is None or not minor(profile.age_band):
        return make_response(redirect(url_for("accounts.waiting"), 303))
    return render_template("accounts/consent_form.html", profile=profile, words=consent_words.CHILD)


@blueprint.get("/persetujuan")
@blueprint.get("/persetujuan/<code>")
@may(Who.EVERYONE)
def consent(code: str = "") -> Page:
    """What a guardian is asked, in the words that will be kept. Opening the link decides nothing."""
    code = code or request.args.get("kode", "")
    if not code:
        return render_template(
            "accounts/type_code.html",
            action="accounts.consent",
            title=_("Persetujuan orang tua atau wali"),
            purpose=_("Tulis kode yang tampil di perangkat anak, di bawah kode QR."),
        )
    return _consent_page(code, GuardianForm())


def _asked_about(code: str) -> Profile:
    """Whom a link is about. Raises Forbidden in a browser of the child's own: there nobody else is seen to agree."""
    child = actions.child_of(db.session(), shown(Purpose.CONSENT, code))
    if child.person_id == identity.visitor().person_id:
        raise Forbidden(
            _(
                "Buka tautan ini di ponsel orang tua atau wali. Bila tidak ada ponsel lain, cetak formulir persetujuan dan serahkan kepada pustakawan."
            )
        )
    return child


def _consent_page(code: str, form: GuardianForm, status: int = 200) -> Page:
    child = _asked_about(code)
    page = render_template(
        "accounts/consent.html", code=code, form=form, name=child.name, words=consent_words.CHILD
    )
    return page, status


@blueprint.post("/persetujuan/<code>")
@may(Who.EVERYONE)
def answer_consent(code: str) -> Page:
    """Keep what the guardian decided. Who agreed gets a code with which she can withdraw; it is shown once."""
    form, keys, now = GuardianForm(request.form), settings().secret_keys, clock.now()
    _asked_about(code)
    if not form.validate():
        return _consent_page(code, form, 422)

    def act(session: Session) -> str | None:
        return actions.decide_by_link(session, code, keys, _decision(session, form), now)

    return _decided(write(act))


def _decision(session: Session, form: GuardianForm) -> actions.Decision:
    """What a form says, with the words that stood above it."""
    words = "\n".join(said(one) for one in consent_words.CHILD)
    digest = actions.text_of_consent(session, "anak", language(), words, clock.now())
    signed_on = form.day if isinstance(form, PaperForm) else None
    return actions.Decision(form.granted, form.who, digest, signed_on)


def _decided(code: str | None) -> Page:
    """On to a page that can be loaded again. The code waits in the session of this browser, sealed, for a few minutes."""
    sealed = vault.sealed(code or "", settings().secret_keys)
    session[_DECIDED] = [sealed, int(clock.now().timestamp())]
    return make_response(redirect(url_for("accounts.decided"), 303))


@blueprint.get("/persetujuan/dicatat")
@may(Who.EVERYONE)
def decided() -> Page:
    """What was decided a moment ago in this browser, with the code to withdraw it."""
    sealed, at = session.get(_DECIDED, ("", 0))
    fresh = 0 <= clock.now().timestamp() - at < _SHOWN_SECONDS
    code = vault.opened(sealed, settings().secret_keys) if fresh else None
    shown = {"over": code is None, "code": ids.spaced(code or "")}
    response = make_response(render_template("accounts/decided.html", **shown))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/pengelola/persetujuan")
@may(Who.LIBRARIAN)
def waiting_consents() -> Page:
    """Who waits for a guardian, the longest first; by user name also those for whom it was decided."""
    login, session = request.args.get("nama", "").strip(), db.session()
    found = queries.child_accounts(session, login) if login else queries.waiting(session)
    return render_template("accounts/waiting_consents.html", found=found, login=login)


def _child(public_id: str) -> ChildAccount:
    return queries.child_to_help(db.session(), public_id, identity.visitor().roles)


@blueprint.get("/pengelola/persetujuan/<person>")
@may(Who.LIBRARIAN)
def paper_consent(person: str) -> Page:
    """Copy a signed paper."""
    return _paper_page(_child(person), PaperForm(today=clock.wita_date(clock.now())))


def _paper_page(child: ChildAccount, form: PaperForm, status: int = 200) -> Page:
    page = render_template("accounts/paper_consent.html", child=child, form=form, words=consent_words.CHILD)
    return page, status


@blueprint.post("/pengelola/persetujuan/<person>")
@may(Who.LIBRARIAN)
def record_paper(person: str) -> Page:
    """Keep what stands on the paper, with its date and who copied it."""
    child, now, by = _child(person), clock.now(), identity.visitor().person_id
    form = PaperForm(request.form, today=clock.wita_date(now))
    if not form.validate():
        return _paper_page(child, form, 422)
    key = settings().secret_keys[0]

    def act(session: Session) -> str | None:
        decision = _decision(session, form)
        return actions.decide_on_paper(session, child.person_id, decision, key, now, by=by)

    code = write(act)
    if code is None:
        flash(
            _(
                "Penolakan dicatat. Akun %(name)s dihapus; ia tetap bisa belajar sebagai tamu.",
                name=child.name,
            )
        )
        return make_response(redirect(url_for("accounts.waiting_consents"), 303))
    return _decided(code)
