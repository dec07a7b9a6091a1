"""Doors of the reading page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.codec import item_hash
from literasi.catalogue.rules.part import Part
from literasi.catalogue.rules.question import Kind, Question
from literasi.catalogue.rules.shelf import ShelfCourse, ShelfModule
from literasi.infra import csrf, identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.holes import fill, hole, kept_page
from literasi.infra.i18n import _, language, said, time_of_day
from literasi.infra.preferences import preferences
from literasi.infra.settings import settings
from literasi.infra.web import wants_json
from literasi.kernel import clock, ids
from literasi.kernel.errors import BadInput, Missing
from literasi.kernel.sentence import Sentence
from literasi.kernel.visitor import Visitor
from literasi.lessons import actions, queries, rules
from literasi.lessons.queries import Practised, Reading
from literasi.quizzes.rules.arrangement import arrange
from literasi.quizzes.rules.grading import Grade, grade
from literasi.quizzes.rules.presentation import Presented, present
from literasi.quizzes.rules.reading import fields_of, read_answer

blueprint = Blueprint("lessons", __name__)

_MARKED = frozenset({"latihan", "kuis"})


@dataclass(frozen=True)
class Practice:
    """A practice question as the page shows it; `grade` once it was answered."""

    question: Question
    presented: Presented
    values: Mapping[str, Sequence[str]]
    grade: Grade | None = None
    problem: str = ""
    saved_at: str = ""


def _found(course: str, module: str) -> tuple[ShelfCourse, ShelfModule, str, tuple[Part, ...]]:
    """The course, the module, the language it can be read in, and its parts; Missing when it is not published."""
    session = db.session()
    shelf = catalogue.shelf(session)
    where, found = shelf.course(course), shelf.module(course, module)
    if where is None or found is None:
        raise Missing(_("Pelajaran ini tidak ada, atau belum terbit."))
    spoken = found.spoken(language())
    return where, found, spoken, catalogue.parts(session, found.texts[spoken])


def _asked_in(course: str, module: str) -> tuple[ShelfCourse, ShelfModule, str, tuple[Part, ...]]:
    """As `_found`, in the language that the page showed: the reader may have switched in another tab since, and the
    options stand in another order there."""
    where, found, spoken, parts = _found(course, module)
    shown = request.form.get("lisan", spoken)
    if shown == spoken or shown not in found.texts:
        return where, found, spoken, parts
    return where, found, shown, catalogue.parts(db.session(), found.texts[shown])


@blueprint.get("/kursus/<course>/<module>")
@may(Who.EVERYONE)
def lesson(course: str, module: str) -> str:
    """A lesson: one part at a time, opened where the reader stopped, or the whole with ?tampil=utuh."""
    where, found, spoken, parts = _found(course, module)
    asked, whole = request.args.get("bagian", ""), request.args.get("tampil") == "utuh"
    return _page(where, found, spoken, parts, asked, whole=whole)


def _page(
    course: ShelfCourse,
    module: ShelfModule,
    spoken: str,
    parts: tuple[Part, ...],
    asked: str,
    *,
    whole: bool = False,
    instead: Practice | None = None,
) -> str:
    """The reading page. `instead` replaces a practice question as it is stored by one that could not be read."""
    reading = queries.reading(db.session(), identity.visitor().person_id, module.key)
    place = rules.position([part.key for part in parts], asked, reading.left_at, reading.done)
    shown = parts if whole else tuple(part for part in parts if part.key == place.key)
    if preferences().save_data:
        shown = _light(shown)
    given = {key: reading.practised[key] for key in _questions_of(shown) if key in reading.practised}
    finished = tuple(one.key in reading.finished for one in course.modules)
    _fill_times(reading, given)

    def practice(question: Question) -> Practice:
        """Asked for by the template, so that a page that is kept costs no marking."""
        if instead and question.key == instead.question.key:
            return instead
        return _practice(question, spoken, _in_tongue(given.get(question.key), module, question))

    answers = tuple((key, one.item_digest, json.dumps(one.answer)) for key, one in given.items())
    key = (module.id, spoken, place, whole, finished, reading.at is None, answers)
    template = "lessons/lesson.html"
    make = partial(render_template, template) if instead else partial(kept_page, template, key)
    return make(
        course=course,
        module=module,
        spoken=spoken,
        place=place,
        whole=whole,
        shown=shown,
        parts=parts,
        practice=practice,
        begun=reading.at is not None,
        end=rules.END,
        said=said,
        next_module=_next_module(course, module),
        finished_petals=finished,
        finished=module.key in reading.finished,
    )


def _light(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts with links instead of pictures, each with its weight. Pictures that a question is about stay."""
    names = [name for part in parts for block in part.blocks for name in rules.images_in(block.html)]
    sizes = catalogue.media_sizes(db.session(), names)
    words = {name: _("Buka gambar (≈ %(size)s kB)", size=max(1, round(sizes[name] / 1000))) for name in sizes}
    return tuple(
        replace(
            part,
            blocks=tuple(replace(one, html=rules.images_as_links(one.html, words)) for one in part.blocks),
        )
        for part in parts
    )


def _questions_of(parts: Sequence[Part]) -> list[str]:
    return [question.key for question in _all_questions(parts)]


def _all_questions(parts: Sequence[Part]) -> list[Question]:
    return [question for part in parts for block in part.blocks for question in block.questions]


def _fill_times(reading: Reading, given: Mapping[str, Practised]) -> None:
    """Times stand in holes, so that readers at the same place can share a page."""
    fill("at", time_of_day(reading.at) if reading.at else "")
    for key, one in given.items():
        fill(f"at-{key}", time_of_day(one.at))


def _next_module(course: ShelfCourse, module: ShelfModule) -> ShelfModule | None:
    keys = [one.key for one in course.open_modules]
    at = keys.index(module.key) + 1
    return course.open_modules[at] if at < len(keys) else None


def _in_tongue(kept: Practised | None, module: ShelfModule, question: Question) -> Practised | None:
    """An answer that was given to this question in another language counts here too: answers name what the source names."""
    digest = item_hash(question)
    if kept is None or kept.item_digest == digest:
        return kept
    texts = [catalogue.parts(db.session(), text) for text in module.texts.values()]
    versions = {item_hash(one) for parts in texts for one in _all_questions(parts) if one.key == question.key}
    return replace(kept, item_digest=digest) if kept.item_digest in versions else kept


def _practice(question: Question, spoken: str, kept: Practised | None) -> Practice:
    digest = item_hash(question)
    arrangement = arrange(question, digest)
    answered = kept if kept is not None and kept.item_digest == digest else None
    answer = answered.answer if answered else None
    return Practice(
        question=question,
        presented=present(question, arrangement),
        values=fields_of(question, answer, arrangement),
        grade=_grade(question, answer, spoken) if answered else None,
        saved_at=hole(f"at-{question.key}"),
    )


def _grade(question: Question, answer: Any, spoken: str) -> Grade:
    records = catalogue.records(db.session()) if question.kind is Kind.QUERY else ()
    return grade(question, answer, records, "en" if spoken == "en" else "id")


@blueprint.post("/kursus/<course>/<module>")
@may(Who.LEARNER)
def move_on(course: str, module: str) -> Response:
    """ "Lanjut" and "Tandai selesai": the part is read, the place is kept, the next part opens."""
    _where, found, _spoken, parts = _found(course, module)
    keys = [part.key for part in parts]
    read, target = request.form.get("bagian", ""), request.form.get("ke", "")
    if read not in keys or target not in (*keys, rules.END):
        raise BadInput(_("Bagian ini tidak ada lagi di pelajaran. Buka pelajarannya sekali lagi."))

    def act(session: Session, person_id: int, now: datetime) -> None:
        actions.move_on(session, person_id, found, keys, read, target, now)

    _as_person(act)
    return make_response(
        redirect(url_for("lessons.lesson", course=course, module=module, bagian=target), 303)
    )


def _as_person(act: Any) -> None:
    """Run an action for the visitor; somebody of whom nothing is stored becomes a guest with it."""
    visitor, now, key, shared = (
        identity.visitor(),
        clock.now(),
        settings().secret_keys[0],
        preferences().shared,
    )

    def whole(session: Session) -> Visitor:
        person = accounts.recognise(session, visitor, key, now, shared=shared)
        act(session, person.person_id, now)
        return person

    person = write(whole, of=visitor.person_id)
    if not visitor.known:
        identity.sign_in(person)


@blueprint.post("/kursus/<course>/<module>/latihan/<item_key>")
@may(Who.LEARNER)
def practise(course: str, module: str, item_key: str) -> Response | tuple[str, int]:
    """Answer a practice question and be told at once what it was about."""
    fill(
        "path", url_for("lessons.lesson", course=course, module=module)
    )  # this address has no page of its own
    _where, found, spoken, parts = _asked_in(course, module)
    part, question, source = _question(parts, item_key)
    digest = item_hash(question)
    if request.form.get("rilis") != str(found.release_id):
        return _changed(course, module, part)
    answer = read_answer(question, _fields(), arrange(question, digest))
    save_id = request.form.get("kunci", "")
    if isinstance(answer, Sentence) or answer is None or not ids.is_uuid(save_id):
        problem = said(answer) if isinstance(answer, Sentence) else _("Jawab dulu, lalu periksa.")
        return _again(question, part, course, module, problem)
    marked = _grade(question, answer, spoken)

    def act(session: Session, person_id: int, now: datetime) -> None:
        actions.practise(session, person_id, found, digest, question, answer, marked, save_id, source, now)

    _as_person(act)
    if wants_json():
        shown = present(question, arrange(question, digest))
        fresh = Practice(question, shown, {}, marked, saved_at=time_of_day(clock.now()))
        html = render_template("lessons/practised.html", one=fresh, said=said, spoken=spoken)
        # A first answer makes a guest with a new session; the forms of the open page need its token.
        fresh_owner = {csrf.HEADER: csrf.fresh_token(), identity.PAGE_OF_HEADER: identity.visitor().word}
        return make_response(html, fresh_owner)
    back = url_for(
        "lessons.lesson", course=course, module=module, bagian=part.key, _anchor=f"soal-{item_key}"
    )
    return make_response(redirect(back, 303))


def _question(parts: Sequence[Part], item_key: str) -> tuple[Part, Question, str]:
    for part in parts:
        for block in part.blocks:
            for question in block.questions:
                if question.key == item_key:
                    return part, question, "latihan" if block.kind.value in _MARKED else "tebak"
    raise Missing(_("Soal ini tidak ada lagi di pelajaran."))


def _fields() -> dict[str, list[str]]:
    return {name: request.form.getlist(name) for name in request.form}


def _changed(course: str, module: str, part: Part) -> Response:
    """The lesson was published anew since the page was opened: the options may stand in another order now."""
    flash(_("Pelajaran ini baru diperbarui. Jawab sekali lagi di halaman yang baru."))
    return make_response(
        redirect(url_for("lessons.lesson", course=course, module=module, bagian=part.key), 303)
    )


def _again(question: Question, part: Part, course: str, module: str, problem: str) -> tuple[str, int]:
    """What was sent cannot be read: the question again, with what was typed and the reason."""
    where, found, spoken, parts = _asked_in(course, module)
    digest = item_hash(question)
    shown = Practice(question, present(question, arrange(question, digest)), _fields(), problem=problem)
    if wants_json():
        return render_template("lessons/practised.html", one=shown, said=said, spoken=spoken), 422
    return _page(where, found, spoken, parts, part.key, instead=shown), 422
