"""Doors of the teacher: choose a module, the code, the plan, the projector, the poster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.question import Question
from literasi.catalogue.rules.shelf import ShelfModule
from literasi.gatherings import actions, queries
from literasi.gatherings.queries import Held
from literasi.gatherings.rules import lasting, plan, seats
from literasi.gatherings.rules.plan import Step
from literasi.gatherings.rules.totals import Share, Totals
from literasi.gatherings.views.blueprint import Page, blueprint
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, said
from literasi.infra.qr import drawn
from literasi.infra.settings import settings
from literasi.kernel import clock, ids
from literasi.kernel.errors import BadInput, Missing
from literasi.quizzes.rules.policy import time_is_over

_REFRESH_SECONDS = 10


@dataclass(frozen=True)
class Row:
    """A step of the plan as a page shows it. `href` "" where there is nothing to open."""

    name: str
    advice: str
    minutes: int
    begins: int
    href: str
    here: bool


def _mine(public_id: str) -> Held:
    """A session of the teacher who asks. Whoever may hold none sees none either, also not those she once held."""
    found = queries.held(db.session(), public_id, identity.visitor().person_id)
    if found is None or not queries.may_hold(db.session(), identity.visitor()):
        raise Missing(queries.ABSENT)
    return found


def _module(session: Session, key: str) -> ShelfModule | None:
    """A published module with a quiz."""
    found = catalogue.shelf(session).by_key(key)
    return found if found and found.quiz and not found.soon else None


@blueprint.get("/sesi")
@may(Who.EVERYONE)
def enter() -> Page:
    """Type a code; for those who may hold sessions, also theirs and a new one."""
    session, me = db.session(), identity.visitor()
    typed = request.args.get("kode", "")
    if code := ids.read_code(typed):
        return make_response(redirect(url_for("gatherings.seats", code=code), 303))
    holds, shelf = queries.may_hold(session, me), catalogue.shelf(session)
    page = render_template(
        "gatherings/enter.html",
        typed=typed,
        problem=_("Kode sesi terdiri dari delapan huruf dan angka. Periksa lagi di layar.") if typed else "",
        holds=holds,
        held=queries.held_by(session, me.person_id) if holds else (),
        shelf=shelf,
        chosen=request.args.get("modul", ""),
        now=clock.now(),
    )
    return page, 422 if typed else 200


@blueprint.post("/sesi")
@may(Who.ACCOUNT)
def hold() -> Page:
    """Open a session with the chosen module."""
    me, now, key = identity.visitor(), clock.now(), settings().secret_keys[0]
    if not queries.may_hold(db.session(), me):
        raise Missing(queries.ABSENT)
    module = _module(db.session(), request.form.get("modul", ""))
    if module is None:
        raise BadInput(_("Pilih satu modul yang punya kuis."))
    public_id = write(
        lambda session: (
            queries.just_held(session, me.person_id, module.key, now)
            or actions.hold(session, me.person_id, module, key, now)
        )
    )
    return make_response(redirect(url_for("gatherings.gathering", gathering=public_id), 303))


@blueprint.get("/sesi/<string(length=16):gathering>")
@may(Who.ACCOUNT)
def gathering(gathering: str) -> Page:
    """The teacher's phone: the code, the plan, who sits where, the totals."""
    found, now = _mine(gathering), clock.now()
    session = db.session()
    module = catalogue.shelf(session).by_key(found.module_key)
    totals = queries.totals(session, found)
    return render_template(
        "gatherings/gathering.html",
        found=found,
        module=module,
        open=lasting.is_open(found.ends_at, now),
        over=time_is_over(found.ends_at, now),
        unsent=len(queries.unsent(session, found.id)),
        code=ids.spaced(queries.code_of(found, settings().secret_keys)),
        steps=_steps(found, module),
        left=plan.where(found.started_at, now).left,
        placed=queries.placed(session, found.id),
        listed=seats.listed,
        totals=totals,
        petals=seats.petals(totals.sent, totals.seats),
        questions=_questions(session, totals),
        kept_days=lasting.KEPT_DAYS,
    )


@blueprint.get("/sesi/<string(length=16):gathering>/layar")
@may(Who.ACCOUNT)
def screen(gathering: str) -> Page:
    """The projector: code, flower, totals; no name, not even the teacher's. It asks for itself anew every ten seconds."""
    found, now, session = _mine(gathering), clock.now(), db.session()
    code, totals = queries.code_of(found, settings().secret_keys), queries.totals(session, found)
    address = url_for("gatherings.seats", code=code or "-" * ids.CODE_LENGTH, _external=True)
    module = catalogue.shelf(session).by_key(found.module_key)
    still = request.args.get("diam") == "1" or not lasting.is_open(found.ends_at, now)
    page = render_template(
        "gatherings/screen.html",
        found=found,
        module=module,
        open=lasting.is_open(found.ends_at, now),
        still=still,
        code=ids.spaced(code),
        where=url_for("gatherings.enter", _external=True),
        picture=drawn(address),
        steps=_steps(found, module),
        left=plan.where(found.started_at, now).left,
        totals=totals,
        petals=seats.petals(totals.sent, totals.seats),
        questions=_questions(session, totals),
    )
    response = make_response(page)
    if not still:
        response.headers["Refresh"] = str(_REFRESH_SECONDS)
    return response


@blueprint.get("/sesi/<string(length=16):gathering>/poster")
@may(Who.ACCOUNT)
def poster(gathering: str) -> Page:
    """Code and picture on a sheet of paper, for a room without a projector."""
    found = _mine(gathering)
    code = queries.code_of(found, settings().secret_keys)
    if not code or not lasting.is_open(found.ends_at, clock.now()):
        raise Missing(_("Sesi ini sudah berakhir, jadi tidak ada kode untuk dicetak. Buka sesi baru."))
    address = url_for("gatherings.seats", code=code, _external=True)
    return render_template(
        "gatherings/poster.html",
        found=found,
        module=catalogue.shelf(db.session()).by_key(found.module_key),
        code=ids.spaced(code),
        where=url_for("gatherings.enter", _external=True),
        picture=drawn(address),
    )


@blueprint.post("/sesi/<string(length=16):gathering>/kursi")
@may(Who.ACCOUNT)
def free_seat(gathering: str) -> Page:
    """Let a seat be taken by another phone."""
    found, typed = _mine(gathering), seats.read(request.form.getlist("kursi")[:1])
    if not isinstance(typed, tuple):
        raise BadInput(said(typed))
    freed = write(lambda session: actions.free(session, found.id, typed[0]))
    told = _("Kursi %(number)s bebas lagi.", number=typed[0])
    flash(told if freed else _("Kursi %(number)s memang belum dipakai.", number=typed[0]))
    return make_response(redirect(url_for("gatherings.gathering", gathering=gathering), 303))


@blueprint.post("/sesi/<string(length=16):gathering>/akhiri")
@may(Who.ACCOUNT)
def end(gathering: str) -> Page:
    """End the session now; once it is over, hand in what phones saved and did not send."""
    found, now = _mine(gathering), clock.now()

    def act(session: Session) -> int:
        actions.end(session, found, now)
        return actions.collect(session, found.id, now)

    collected = write(act)
    done = _("Sesi berakhir. Kode tidak berlaku lagi; hasil kelas tetap ada di halaman ini.")
    flash(_("%(count)s kuis yang belum dikirim sudah dikumpulkan.", count=collected) if collected else done)
    return make_response(redirect(url_for("gatherings.gathering", gathering=gathering), 303))


def _steps(found: Held, module: ShelfModule | None) -> list[Row]:
    """The plan with its present step and a way to what each step works with."""
    here = plan.where(found.started_at, clock.now()).step
    return [
        Row(
            said(plan.NAMES[step]),
            said(plan.ADVICE[step]),
            minutes,
            plan.begins(step),
            _href(found, module, step),
            step is here,
        )
        for step, minutes in plan.MINUTES.items()
    ]


def _href(found: Held, module: ShelfModule | None, step: Step) -> str:
    if module is None:
        return ""
    if step is Step.TALK:
        return url_for("gatherings.screen", gathering=found.public_id)
    if step is Step.QUIZ:
        return url_for("quizzes.intro", course=module.course_slug, module=module.slug)
    part = next((mark.key for mark in module.parts.get("id", ()) if mark.kind == step.value), None)
    return url_for("lessons.lesson", course=module.course_slug, module=module.slug, bagian=part)


def _questions(session: Session, totals: Totals) -> Sequence[tuple[Question, Share]]:
    """What enough seats answered, the hardest first, each with its words."""
    found = catalogue.questions(session, [one.digest for one in totals.questions])
    return [(found[one.digest], one) for one in totals.questions]
