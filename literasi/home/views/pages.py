"""Doors of the pages for learners: Beranda, courses, Ruang Belajar, and how pages look."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, redirect, render_template, request
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts import queries as people
from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.codec import question_from_data
from literasi.catalogue.rules.question import Option
from literasi.classes import queries as classes
from literasi.classes.rules.tasks import WORDS
from literasi.gatherings import queries as gatherings
from literasi.home import forms
from literasi.home.rules import cards as rules
from literasi.home.views.blueprint import blueprint
from literasi.infra import identity
from literasi.infra import preferences as prefs
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.holes import kept_page
from literasi.infra.i18n import _, language
from literasi.infra.paths import safe_path
from literasi.infra.settings import settings
from literasi.kernel import clock, ids
from literasi.kernel.errors import Missing
from literasi.kernel.roles import Role
from literasi.kernel.sentence import Sentence
from literasi.lessons import queries as lessons
from literasi.progress import queries as progress
from literasi.quizzes import queries as quizzes

HELP_FOR = {
    Role.TEACHER: Sentence("Bantuan untuk guru"),
    Role.LIBRARIAN: Sentence("Bantuan untuk pustakawan"),
    Role.HEAD: Sentence("Bantuan untuk kepala"),
    Role.ADMIN: Sentence("Bantuan untuk pengelola"),
}


@blueprint.get("/")
@may(Who.EVERYONE)
def front() -> str:
    """Beranda: one question, what to go on with, the courses."""
    return _front(None)


@blueprint.post("/")
@may(Who.EVERYONE)
def answer_opening() -> tuple[str, int] | str:
    """The opening question answered: why, and where to learn more. Nothing of it is stored."""
    opening = _opening(db.session())
    chosen = request.form.get("pilihan", "")
    options = {str(number): option for number, option in enumerate(opening["options"] if opening else ())}
    if chosen not in options:
        return _front(None), 400
    return _front(options[chosen])


def _front(answered: Option | None) -> str:
    session, person_id = db.session(), identity.visitor().person_id
    shelf, done = catalogue.shelf(session), progress.finished(session, person_id)
    begun = lessons.begun(session, person_id)
    opening = _opening(session)
    next_up = (rules.go_on(shelf, one.module_key, one.part_key, one.done, done, language()) for one in begun)
    return render_template(
        "home/front.html",
        opening=opening,
        answered=answered,
        target=shelf.by_key(opening["target"]) if opening else None,
        go_on=next((one for one in next_up if one), None),
        cards=rules.cards(shelf.courses, done, [one.module_key for one in begun]),
    )


def _opening(session: Session) -> dict[str, Any] | None:
    """The opening question in the reader's language, or None when the library published none."""
    found = catalogue.shared(session, "pembuka") or {}
    spoken = language() if found.get(language()) else "id"
    data = found.get(spoken)
    if not data:
        return None
    question = question_from_data(data["question"])
    return {
        **data,
        "spoken": spoken,
        "options": question.options,
        "explanation_html": question.explanation_html,
    }


@blueprint.get("/kursus")
@may(Who.EVERYONE)
def courses() -> str:
    """All courses, with filters."""
    session, person_id = db.session(), identity.visitor().person_id
    shelf, filters = catalogue.shelf(session), forms.filters_from(request.args)
    done = progress.finished(session, person_id)
    begun = [one.module_key for one in lessons.begun(session, person_id)]

    def abilities() -> list[tuple[str, str]]:
        sentences = rules.sentences(catalogue.shared(session, "kompetensi") or [], language())
        return [(code, sentences.get(code, code)) for code in rules.indicators_on(shelf)]

    cards = tuple(rules.cards(rules.matching(shelf.courses, filters), done, begun))
    drawn = tuple((card.course.key, card.petals, card.begun) for card in cards)
    return kept_page(
        "home/courses.html",
        (catalogue.shelfmark(session), filters, drawn),
        cards=cards,
        filters=filters,
        audiences=forms.AUDIENCES,
        abilities=abilities,
    )


@blueprint.get("/kursus/<course>")
@may(Who.EVERYONE)
def course(course: str) -> str:
    """A course: what one will be able to do, its modules as a path, who wrote it."""
    session, person_id = db.session(), identity.visitor().person_id
    shelf = catalogue.shelf(session)
    found = shelf.course(course)
    if found is None:
        raise Missing(_("Kursus ini tidak ada, atau belum terbit."))
    done = progress.finished(session, person_id)
    places = {one.module_key: one for one in lessons.begun(session, person_id)}
    next_up = (
        rules.go_on(
            shelf, module.key, place.part_key if place else "", place.done if place else (), done, language()
        )
        for module in found.open_modules
        for place in [places.get(module.key)]
    )
    sentences = rules.sentences(catalogue.shared(session, "kompetensi") or [], language())
    codes = dict.fromkeys(code for module in found.open_modules for code in module.indicators)
    return render_template(
        "home/course.html",
        course=found,
        card=rules.cards([found], done, list(places))[0],
        finished=done,
        places=places,
        go_on=next((one for one in next_up if one), None),
        abilities=[sentences[code] for code in codes if code in sentences],
    )


@blueprint.get("/ruang-belajar")
@may(Who.EVERYONE)
def learning_room() -> str:
    """Ruang Belajar: go on, flowers, code, history."""
    session, person_id = db.session(), identity.visitor().person_id
    shelf, done = catalogue.shelf(session), progress.finished(session, person_id)
    begun, attempts = lessons.begun(session, person_id), quizzes.past(session, person_id)
    cards = rules.cards(
        shelf.courses, done, [*(one.module_key for one in begun), *(one.module_key for one in attempts)]
    )
    guest = person_id and not identity.visitor().account
    code = people.resume_code(session, person_id, settings().secret_keys) if guest else ""
    next_up = (rules.go_on(shelf, one.module_key, one.part_key, one.done, done, language()) for one in begun)
    go_on = [one for one in next_up if one][:3]
    return render_template(
        "home/learning_room.html",
        cards=[card for card in cards if card.begun],
        drawn=tuple((card.course.key, card.petals) for card in cards),
        go_on=go_on,
        tasks=classes.tasks(session, person_id, attempts, clock.now()),
        state_words=WORDS,
        go_on_keys=tuple((one.module.key, one.part_key, one.minutes) for one in go_on),
        code=ids.spaced(code) if code else "",
        help_for=HELP_FOR,
        holds_sessions=gatherings.may_hold(session, identity.visitor()),
        minor=bool(person_id) and not guest and people.is_minor(session, person_id),
        attempts=tuple(attempts),
        open_attempts=tuple(one for one in attempts if one.submitted_at is None),
        shelf=shelf,
        shelfmark=catalogue.shelfmark(session),
    )


@blueprint.post("/tampilan")
@may(Who.EVERYONE, even_suspended=True)
def appearance() -> Response:
    """Language, text size, Hemat data, shared device: kept in the browser; the device row follows."""
    form, visitor = request.form, identity.visitor()
    before = prefs.preferences()
    after = prefs.changed(
        before, form.get("bahasa"), form.get("huruf"), form.get("hemat"), form.get("bersama")
    )
    if visitor.known and visitor.shared != after.shared:
        write(
            lambda session: accounts.share_device(session, visitor.device_id, shared=after.shared),
            of=visitor.person_id,
        )
        identity.share(after.shared)
    response = make_response(redirect(safe_path(form.get("kembali", "/")), 303))
    prefs.remember(response, after, settings())
    return response


@blueprint.get("/gaya")
@may(Who.EVERYONE)
def style_guide() -> str:
    """Every part of the look in every state, for those who build pages."""
    return render_template("home/style_guide.html")


@blueprint.get("/robots.txt")
@may(Who.EVERYONE)
def robots() -> Response:
    """Search engines may read courses, and nothing that belongs to people."""
    hidden = (
        "/pengerjaan/",
        "/lanjut",
        "/kode",
        "/ruang-belajar",
        "/kabar",
        "/akun",
        "/pengelola",
        "/sesi/",
        "/keluar",
        "/gaya",
    )
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in hidden)]
    response = make_response("\n".join(lines) + "\n")
    response.mimetype = "text/plain"
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
