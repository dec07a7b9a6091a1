"""Doors for signing up and signing in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Response, flash, make_response, redirect, render_template, request, session, url_for
from sqlalchemy.orm import Session

from literasi.accounts import actions, queries
from literasi.accounts.forms import Carried, CodeForm, SignInForm, SignUpForm, carried_from, refuse
from literasi.accounts.queries import Credentials
from literasi.accounts.rules import consent_words, devices, limits, second_step
from literasi.accounts.rules.consent import in_force
from literasi.accounts.rules.limits import Limit
from literasi.accounts.rules.names import fold
from literasi.accounts.rules.sealed import STEP_SHUT
from literasi.accounts.rules.whose import whose_of
from literasi.accounts.views import letters
from literasi.accounts.views.blueprint import blueprint
from literasi.accounts.views.consent import own_waiting
from literasi.accounts.views.guests import sent_again
from literasi.infra import identity, passwords, vault
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, language, said
from literasi.infra.paths import safe_path
from literasi.infra.preferences import preferences
from literasi.infra.settings import settings
from literasi.infra.slow import slow
from literasi.kernel import clock, ids
from literasi.kernel.errors import Invalid

Page = Response | str | tuple[str, int]
_HALF_SECONDS = 300
"""How long after the password the second step may be taken."""


@dataclass(frozen=True)
class Half:
    """Somebody whose password was right and whose second step is awaited; kept in the signed session cookie.

    `password` is a digest of its hash: after a change of the password the half that was done is worth nothing.
    """

    person_id: int
    back: str
    leave: bool
    """Whether the guest's work on this device is somebody else's."""
    password: str
    """A digest of the stored password: when that changes, the first step has to be taken again."""


def _back(sent: Mapping[str, str]) -> str:
    """Where somebody was going when an account was asked of her; a page of ours."""
    return safe_path(sent.get("kembali", "/ruang-belajar"))


@blueprint.get("/masuk")
@may(Who.EVERYONE)
def sign_in() -> Page:
    """Ask for name and password."""
    back = _back(request.args)
    if identity.visitor().account:
        return make_response(redirect(back, 303))
    return _sign_in_page(SignInForm(), back, Carried(), leave=preferences().shared)


def _sign_in_page(
    form: SignInForm, back: str, carried: Carried, status: int = 200, *, leave: bool
) -> tuple[str, int]:
    """The form; what was typed before a session ended goes along to be sent afterwards."""
    told = {"back": back, "leave": leave, "target": carried.target, "kept": carried.fields}
    return render_template("accounts/sign_in.html", form=form, **told), status


@blueprint.post("/masuk")
@may(Who.EVERYONE, even_suspended=True)
@slow
def sign_in_now() -> Page:
    """Let somebody in. Whatever is wrong is answered in the same words after the same work."""
    form, back, now = SignInForm(request.form), _back(request.form), clock.now()
    leave, carried = request.form.get("biarkan") == "ya", carried_from(request.form)
    counters = guessing(fold(form.login.data or ""))
    actions.admit(db.session(), counters, now)
    found = queries.credentials(db.session(), form.login.data or "")
    db.session.rollback()  # nothing is held while the password is tried
    if not passwords.matches(found.password if found else "", form.password.data or ""):
        write(lambda session: actions.count_failure(session, counters, now))
        refuse(
            form, "login", _("Nama atau kata sandi belum cocok. Periksa lagi, atau minta kode sekali pakai.")
        )
        return _sign_in_page(form, back, carried, 422, leave=leave)
    assert found is not None
    hashed = _renewed(found, form.password.data or "")
    if found.suspended:
        refuse(form, "login", _("Akun ini dinonaktifkan sementara. Tanyakan kepada perpustakaan."))
        return _sign_in_page(form, back, carried, 403, leave=leave)
    half = Half(found.person_id, back, leave, _digest(hashed))
    if found.second_step:
        session["half"] = [half.person_id, half.back, int(now.timestamp()), half.leave, half.password]
        if carried.fields:
            return _second_step_page(found, CodeForm(), carried)
        return make_response(redirect(url_for("accounts.second_step_page"), 303))
    return _let_in(found, half, now, counters, carried)


def _renewed(found: Credentials, password: str) -> str:
    """The hash that is stored; made anew if less was asked for when it was made: only now is the password known."""
    if not passwords.outdated(found.password):
        return found.password
    hashed = passwords.hashed(password)
    write(lambda session: actions.renew_password(session, found.person_id, hashed))
    return hashed


def _digest(hashed: str) -> str:
    return ids.digest(hashed)[:16]


def guessing(login: str) -> Sequence[Limit]:
    """The counters of failures that an attempt to sign in with this name adds to."""
    return limits.of_sign_in(settings().secret_keys[0], login)


def by_address(kind: str) -> Sequence[Limit]:
    """The counters of what somebody gets wrong who may not even have an account: of her address, and of everybody."""
    address = ids.keyed_digest(settings().secret_keys[0], "alamat", request.remote_addr or "")[:40]
    return (
        Limit(f"{kind}:{address}", limits.FAILURES_PER_ADDRESS),
        Limit(f"{kind}:semua", limits.FAILURES_IN_ALL),
    )


def _let_in(
    found: Credentials, half: Half, now: datetime, counters: Sequence[Limit], carried: Carried
) -> Page:
    visitor, shared = identity.visitor(), preferences().shared
    label = devices.label(request.user_agent.string)

    def act(session: Session) -> actions.SignedIn:
        counted = actions.admit(session, counters, now)
        if counters[0].key in counted:
            actions.forgive(session, counters[:1])
        return actions.sign_in(
            session, found.person_id, visitor, now, shared=shared, label=label, leave=half.leave
        )

    done = write(act)
    identity.sign_in(done.visitor)
    if done.merged:
        came = ", ".join(said(one) for one in done.merged)
        flash(_("Pekerjaan dari perangkat ini digabungkan ke akun Anda: %(came)s.", came=came))
    if carried.fields:
        return sent_again(carried)
    return make_response(redirect(half.back if in_force(found.consent) else url_for("accounts.waiting"), 303))


def _half(now: datetime) -> Half | None:
    """Who is between the two steps, unless it took too long."""
    held = session.get("half")
    if not held or len(held) < 5 or now.timestamp() - held[2] > _HALF_SECONDS:
        return None
    return Half(held[0], held[1], held[3], held[4])


def _begin_again() -> Response:
    session.pop("half", None)
    return make_response(redirect(url_for("accounts.sign_in"), 303))


def _over(half: Half, found: Credentials) -> str:
    """Why the first step has to be taken again; "" when it need not."""
    if found.suspended:
        return _("Akun ini dinonaktifkan sementara. Tanyakan kepada perpustakaan.")
    if half.password != _digest(found.password):
        return _("Kata sandi akun ini baru saja diganti. Masuk dengan kata sandi yang baru.")
    if not found.second_step:
        return _("Langkah kedua sudah dilepas dari akun ini. Masuk lagi dengan nama dan kata sandi.")
    return ""


@blueprint.get("/masuk/langkah-dua")
@may(Who.EVERYONE)
def second_step_page() -> Page:
    """Ask for the code of the authenticator app."""
    half, form = _half(clock.now()), CodeForm()
    found = queries.credentials_of(db.session(), half.person_id) if half else None
    if found is None:
        return _begin_again()
    return _second_step_page(found, form, Carried())


def _second_step_page(found: Credentials, form: CodeForm, carried: Carried, status: int = 200) -> Page:
    if found.second_step and _secret(found) is None:
        refuse(form, "code", said(STEP_SHUT))
    page = render_template("accounts/second_step.html", form=form, target=carried.target, kept=carried.fields)
    return page, status


@blueprint.post("/masuk/langkah-dua")
@may(Who.EVERYONE, even_suspended=True)
def take_second_step() -> Page:
    """Let somebody in whose code is right, and was not used before."""
    now, form, carried = clock.now(), CodeForm(request.form), carried_from(request.form)
    half = _half(now)
    found = queries.credentials_of(db.session(), half.person_id) if half else None
    if half is None or found is None:
        return _begin_again()
    if reason := _over(half, found):
        flash(reason)
        return _begin_again()
    if _secret(found) is None:
        return _second_step_page(found, form, carried, 422)
    counters = limits.of_second_step(settings().secret_keys[0], half.person_id)
    actions.admit(db.session(), counters, now)
    if not _takes(found, form.code.data or "", now):
        write(lambda session: actions.count_failure(session, counters, now))
        refuse(
            form,
            "code",
            _("Kode ini belum cocok. Tunggu kode berikutnya di aplikasi, lalu tulis enam angkanya."),
        )
        return _second_step_page(found, form, carried, 422)
    return _let_in(found, half, now, counters, carried)


def _secret(found: Credentials) -> str | None:
    """The secret of the authenticator app; None when no key here opens it."""
    return vault.opened(found.second_step or "", settings().secret_keys)


def _takes(found: Credentials, typed: str, now: datetime) -> bool:
    secret = _secret(found)
    step = second_step.step_of(secret, typed, now) if secret else None
    return step is not None and write(lambda session: actions.use_second_step(session, found.person_id, step))


@blueprint.get("/daftar")
@may(Who.EVERYONE)
def sign_up() -> Page:
    """What an account is for, and what is asked."""
    if identity.visitor().account:
        return make_response(redirect(url_for("accounts.account"), 303))
    return _sign_up_page(SignUpForm(waits=False), _back(request.args))


def _sign_up_page(form: SignUpForm, back: str, status: int = 200) -> tuple[str, int]:
    words, waiting = consent_words.ADULT, own_waiting()
    code = queries.resume_code(db.session(), waiting.person_id, settings().secret_keys) if waiting else ""
    page = render_template(
        "accounts/sign_up.html", form=form, words=words, back=back, waiting=waiting, code=ids.spaced(code)
    )
    return page, status


@blueprint.post("/daftar")
@may(Who.EVERYONE, even_suspended=True)
@slow
def sign_up_now() -> Page:
    """Make an account of the guest on this device."""
    back, now, counters = _back(request.form), clock.now(), by_address("nama")
    form = SignUpForm(request.form, waits=own_waiting() is not None)
    if not form.validate():
        return _sign_up_page(form, back, 422)
    actions.admit(db.session(), counters, now)
    try:
        done = _signed_up(form, now)
    except Invalid as error:  # counted, or a list of names could be tried through
        write(lambda session: actions.count_failure(session, counters, now))
        refuse(form, "whose" if error.field == "whose" else "login", said(error.message))
        return _sign_up_page(form, back, 422)
    identity.sign_in(done.visitor)
    if form.email:
        letters.announce()
    made = queries.profile(db.session(), done.visitor.person_id)
    if made is not None and in_force(made.consent):
        flash(_("Akun Anda sudah jadi. Semua yang sudah dikerjakan di perangkat ini ikut."))
        return make_response(redirect(back, 303))
    return make_response(redirect(url_for("accounts.waiting"), 303))


def _signed_up(form: SignUpForm, now: datetime) -> actions.SignedIn:
    visitor, key, shared = identity.visitor(), settings().secret_keys[0], preferences().shared
    label, spoken, whose = (
        devices.label(request.user_agent.string),
        language(),
        whose_of(form.whose.data or ""),
    )
    words = "\n".join(said(one) for one in consent_words.ADULT)
    wanted = actions.NewAccount(
        form.name.data or "", form.username, form.email, passwords.hashed(form.password.data or ""), form.band
    )

    def act(session: Session) -> actions.SignedIn:
        text = actions.text_of_consent(session, "dewasa", spoken, words, now)
        from_17 = queries.agrees_from_17(session)
        done = actions.sign_up(
            session, visitor, wanted, text, key, now, from_17=from_17, shared=shared, label=label, whose=whose
        )
        if wanted.email:
            letters.confirm(session, done.visitor.person_id, wanted.email, now)
        return done

    return write(act)
