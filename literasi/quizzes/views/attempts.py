"""Doors of quizzes: before an attempt, during it, after it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import Response, jsonify, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.shelf import QuizTerms, ShelfModule
from literasi.infra import identity, policies
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, language, moment, said, time_of_day
from literasi.infra.preferences import preferences
from literasi.infra.settings import settings
from literasi.infra.site import site_of
from literasi.infra.web import json_body
from literasi.kernel import clock
from literasi.kernel.errors import BadInput, Missing
from literasi.kernel.sentence import Sentence
from literasi.kernel.visitor import Visitor
from literasi.marking import queries as marking
from literasi.marking import rules as marking_rules
from literasi.progress import queries as progress
from literasi.progress.rules import petals
from literasi.quizzes import actions, forms, queries
from literasi.quizzes.queries import Asked, Sheet
from literasi.quizzes.rules import mastery, saving
from literasi.quizzes.rules.describing import Line, describe
from literasi.quizzes.rules.grading import without_keys
from literasi.quizzes.rules.policy import AttemptPolicy, keys_visible, own, time_is_over
from literasi.quizzes.rules.presentation import Presented, present
from literasi.quizzes.rules.readback import read_back
from literasi.quizzes.rules.reading import fields_of
from literasi.quizzes.views.blueprint import blueprint


@dataclass(frozen=True)
class Shown:
    """A question as the page shows it. `values` are what its fields hold; `other` is a newer answer from elsewhere."""

    asked: Asked
    presented: Presented
    values: Mapping[str, Any]
    hints_html: tuple[str, ...]
    base: int = 0
    """The number of the stored answer that the fields follow from; an older one than the newest while they clash."""
    problem: str = ""
    read_as: str = ""
    other: tuple[Line, ...] | None = None
    other_at: str = ""


@dataclass
class Trouble:
    """What could not be saved from a page that was sent: by position, what was typed and why."""

    problems: dict[int, str] = field(default_factory=dict)
    conflicts: set[int] = field(default_factory=set)
    typed: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    bases: dict[int, int] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether something was not saved."""
        return bool(self.problems or self.conflicts)

    @property
    def places(self) -> list[int]:
        """The questions concerned, in order."""
        return sorted({*self.problems, *self.conflicts})


def _module(course: str, module: str) -> tuple[ShelfModule, QuizTerms]:
    found = catalogue.shelf(db.session()).module(course, module)
    if found is None or found.quiz is None:
        raise Missing(_("Kuis ini tidak ada."))
    return found, found.quiz


def _policy(session: Session, person_id: int, module: ShelfModule, now: datetime) -> AttemptPolicy:
    """The terms on which this person begins the module's quiz now: its own, unless a class asks for others."""
    terms = module.quiz
    assert terms is not None
    asked = policies.of(
        session, person_id, module.key, own(terms, essays=site_of(session).essays).to_data(), now
    )
    return AttemptPolicy.from_data(asked)


@blueprint.get("/kursus/<course>/<module>/kuis")
@may(Who.EVERYONE)
def intro(course: str, module: str) -> str:
    """What the quiz asks, what came of it so far, and the button that begins or goes on."""
    found, terms = _module(course, module)
    session, person_id, now = db.session(), identity.visitor().person_id, clock.now()
    attempts, policy = queries.past(session, person_id, found.key), _policy(session, person_id, found, now)
    refusal = mastery.refusal(queries.tried(attempts), policy, now)
    return render_template(
        "quizzes/intro.html",
        module=found,
        course=catalogue.shelf(session).course(course),
        terms=terms,
        policy=policy,
        attempts=attempts,
        unfinished=next((one for one in attempts if one.submitted_at is None), None),
        refusal=said(refusal.why) if refusal else "",
        until=moment(refusal.until) if refusal and refusal.until else "",
        finished=found.key in progress.finished(session, person_id),
    )


@blueprint.post("/kursus/<course>/<module>/kuis")
@may(Who.LEARNER)
def start(course: str, module: str) -> Response:
    """Begin an attempt, or go on with the open one."""
    found, terms = _module(course, module)
    visitor, now, key, shared = (
        identity.visitor(),
        clock.now(),
        settings().secret_keys[0],
        preferences().shared,
    )
    spoken = language() if language() in terms.languages else "id"

    def begin(session: Session) -> tuple[Visitor, str]:
        person = accounts.recognise(session, visitor, key, now, shared=shared)
        try:
            policy = _policy(session, person.person_id, found, now)
            return person, actions.start(session, person.person_id, found, spoken, policy, now)
        except actions.NotNow:
            return person, ""  # raised further it would undo the handing in of an attempt whose time was over

    person, public_id = write(begin, of=visitor.person_id)
    if not visitor.known:
        identity.sign_in(person)
    if not public_id:
        return make_response(redirect(url_for("quizzes.intro", course=course, module=module), 303))
    return make_response(redirect(url_for("quizzes.attempt", public_id=public_id), 303))


@blueprint.get("/pengerjaan/<public_id>")
@may(Who.OWNER)
def attempt(public_id: str) -> Response:
    """The questions of an open attempt; one that was handed in leads to its result."""
    sheet = queries.found_sheet(db.session(), public_id, identity.visitor().person_id)
    if sheet.submitted_at is not None:
        return make_response(redirect(url_for("quizzes.result", public_id=public_id), 303))
    return make_response(_page(sheet, Trouble()))


def _page(sheet: Sheet, trouble: Trouble, message: str = "", unanswered: tuple[int, ...] = ()) -> str:
    module = _shelf_module(sheet)
    paused = queries.given_back(db.session(), sheet.id) if sheet.deadline_at else timedelta()
    saved = [asked.saved_at for asked in sheet.asked if asked.saved_at]
    return render_template(
        "quizzes/attempt.html",
        sheet=sheet,
        module=module,
        shown=[_shown(asked, sheet, trouble) for asked in sheet.asked],
        saved_at=max(saved, default=None),
        message=message,
        unanswered=unanswered,
        troubled=trouble.places,
        start=next(iter(trouble.places or unanswered), 1),
        minutes_back=math.ceil(paused / timedelta(minutes=1)),
        over=time_is_over(queries.end_of(db.session(), sheet, clock.now()), clock.now()),
    )


def _shelf_module(sheet: Sheet) -> ShelfModule | None:
    return catalogue.shelf(db.session()).by_key(sheet.module_key)


def _shown(asked: Asked, sheet: Sheet, trouble: Trouble) -> Shown:
    position, question, arrangement = asked.position, asked.question, asked.arrangement
    read_as = read_back(question, asked.answer, "en" if language() == "en" else "id")
    clash = position in trouble.conflicts
    return Shown(
        asked=asked,
        presented=present(question, arrangement),
        base=trouble.bases.get(position, asked.seq),
        values=trouble.typed.get(position) or fields_of(question, asked.answer, arrangement),
        hints_html=question.hints_html[: asked.hints],
        problem=trouble.problems.get(position, ""),
        read_as=said(read_as) if read_as else "",
        other=describe(question, asked.answer) if clash else None,
        other_at=time_of_day(asked.saved_at) if clash and asked.saved_at else "",
    )


@blueprint.post("/pengerjaan/<public_id>")
@may(Who.OWNER)
def work(public_id: str) -> Response | tuple[str, int]:
    """A whole page without JavaScript: save every answer on it, then do what the button says."""
    person_id, now, press = identity.visitor().person_id, clock.now(), forms.press_from(request.form)
    sent = forms.as_chosen(forms.from_page(request.form), press)

    def act(session: Session) -> tuple[Trouble, tuple[int, ...]]:
        sheet, outcomes = actions.save_page(session, public_id, person_id, sent, now)
        trouble = _trouble(sent, outcomes)
        if press.act == "petunjuk":
            actions.reveal_hint(session, public_id, person_id, press.position)
        elif press.act in ("ragu", "yakin"):
            actions.flag(session, public_id, person_id, press.position, press.act == "ragu")
        elif press.act in ("kirim", "kirim-juga") and not trouble.any:
            return trouble, actions.hand_in(session, sheet, now, incomplete=press.act == "kirim-juga")
        return trouble, ()

    trouble, unanswered = write(act, of=person_id)
    if trouble.any or unanswered:
        sheet = queries.found_sheet(db.session(), public_id, person_id)
        which = ", ".join(map(str, trouble.places))
        message = (
            _("Soal %(which)s perlu diperiksa. Yang lain sudah tersimpan.", which=which) if which else ""
        )
        status = 409 if trouble.conflicts else 422 if trouble.problems else 200
        return _page(sheet, trouble, message, unanswered), status
    if press.act in ("kirim", "kirim-juga"):
        return make_response(redirect(url_for("quizzes.result", public_id=public_id), 303))
    anchor = f"soal-{press.position}" if press.position else None
    return make_response(redirect(url_for("quizzes.attempt", public_id=public_id, _anchor=anchor), 303))


def _trouble(sent: Mapping[int, actions.Sent], outcomes: Mapping[int, actions.Outcome]) -> Trouble:
    trouble = Trouble()
    for at, outcome in outcomes.items():
        if isinstance(outcome.decision, Sentence):
            trouble.problems[at] = said(outcome.decision)
            trouble.typed[at] = sent[at].fields
        elif isinstance(outcome.decision, saving.Conflict | saving.Reused):
            trouble.conflicts.add(at)
            trouble.typed[at] = sent[at].fields
            trouble.bases[at] = sent[at].base
    return trouble


@blueprint.put("/pengerjaan/<public_id>/soal/<int(max=999):position>")
@may(Who.OWNER)
def save(public_id: str, position: int) -> tuple[Response, int]:
    """One answer from our script. Answers only after the commit: 200 stored, 409 another answer is stored, 422 unreadable.

    "closed" and "late" are stored too, and final: they came after handing in, or after the end.
    """
    sent = forms.from_json(json_body())
    if sent is None:
        raise BadInput(_("Kiriman ini tidak dapat dibaca: isinya tidak lengkap."))
    visitor, now, key = identity.visitor(), clock.now(), settings().secret_keys[0]

    def act(session: Session) -> actions.Outcome:
        person_id = accounts.recognise(session, visitor, key, now).person_id
        return actions.save(
            session, public_id, person_id, position, sent.fields, sent.save_id, sent.base, now
        )

    return _acknowledge(write(act, of=visitor.person_id), now)


def _acknowledge(outcome: actions.Outcome, now: datetime) -> tuple[Response, int]:
    """What the browser may now believe."""
    decision = outcome.decision
    if isinstance(decision, Sentence):
        return jsonify(state="unreadable", message=said(decision)), 422
    if isinstance(decision, saving.Conflict | saving.Reused):
        return jsonify(_conflict(outcome)), 409
    fresh = isinstance(decision, saving.Accept)
    at = now if fresh or outcome.slot.current_at is None else outcome.slot.current_at
    message = (
        _("Jawaban ini datang sesudah pengerjaan berakhir: tersimpan, tetapi tidak dinilai.")
        if outcome.late
        else ""
    )
    question = catalogue.questions(db.session(), [outcome.slot.digest])[outcome.slot.digest]
    read_as = read_back(question, outcome.answer, "en" if language() == "en" else "id")
    return jsonify(
        state="closed" if outcome.slot.submitted_at else "late" if outcome.late else "saved",
        seq=decision.seq,
        at=time_of_day(at),
        message=message,
        read_as=said(read_as) if read_as else "",
    ), 200


def _conflict(outcome: actions.Outcome) -> dict[str, Any]:
    question = catalogue.questions(db.session(), [outcome.slot.digest])[outcome.slot.digest]
    stored = outcome.slot.current
    lines = describe(question, stored.answer) if stored else ()
    return {
        "state": "conflict",
        "seq": stored.seq if stored else 0,
        "at": time_of_day(outcome.slot.current_at) if outcome.slot.current_at else "",
        "message": _("Soal ini sudah dijawab di halaman atau perangkat lain."),
        "stored_html": render_template("quizzes/lines.html", lines=lines),
    }


@blueprint.get("/pengerjaan/<public_id>/hasil")
@may(Who.OWNER)
def result(public_id: str) -> Response:
    """After handing in: the mark, what each answer earned and why, and what to do next."""
    session, now = db.session(), clock.now()
    sheet = queries.found_sheet(session, public_id, identity.visitor().person_id)
    if sheet.submitted_at is None:
        return make_response(redirect(url_for("quizzes.attempt", public_id=public_id), 303))
    open_keys = keys_visible(sheet.policy, submitted=True, now=now)
    grades = actions.graded(session, sheet) if open_keys else [_closed(asked) for asked in sheet.asked]
    attempts = queries.past(session, sheet.person_id, sheet.module_key)
    refusal = mastery.refusal(queries.tried(attempts), sheet.policy, now)
    late = queries.late_answers(session, sheet)
    module = _shelf_module(sheet)
    course = catalogue.shelf(session).course(module.course_slug) if module else None
    return make_response(
        render_template(
            "quizzes/result.html",
            sheet=sheet,
            module=module,
            course=course,
            petals=petals(
                [one.key for one in course.modules], progress.finished(session, sheet.person_id)
            ).petals
            if course
            else (),
            rows=list(zip(sheet.asked, grades, strict=True)),
            late={
                a.position: describe(a.question, late[a.position]) for a in sheet.asked if a.position in late
            },
            open_keys=open_keys,
            given=marking.history(session, sheet.public_id) if open_keys else {},
            rules=marking_rules,
            missed=[
                a.position
                for a, g in zip(sheet.asked, grades, strict=True)
                if a.question.critical and g.right is False
            ],
            refusal=said(refusal.why) if refusal else "",
            until=moment(refusal.until) if refusal and refusal.until else "",
            examples=_examples(module, sheet.language),
            said=said,
        )
    )


def _closed(asked: Asked) -> Any:
    return without_keys(asked.question, asked.answer, "en" if language() == "en" else "id")


def _examples(module: ShelfModule | None, spoken: str) -> list[str]:
    """Keys of the worked examples, to look at again after a fail."""
    if module is None:
        return []
    marks = module.parts.get(module.spoken(spoken), ())
    return [mark.key for mark in marks if mark.kind == "contoh"]
