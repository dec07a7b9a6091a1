"""What learners do again and again, and what is known of them afterwards."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.codec import item_hash
from literasi.infra.db import db
from literasi.progress.models import Response
from literasi.quizzes.models import AnswerEvent, Attempt
from literasi.quizzes.rules.arrangement import arrange
from literasi.quizzes.rules.reading import fields_of
from tests.journeys.site import Site
from tests.makers import quizzes

COURSE = "/kursus/membaca-seperti-pemeriksa-fakta"
LESSON = f"{COURSE}/membaca-lateral"
QUIZ = f"{LESSON}/kuis"
SAVED = re.compile(r"Tersimpan pukul \d\d\.\d\d WITA")
Fields = Mapping[str, Sequence[str]]


def fill(page: Page | Locator, prefix: str, fields: Fields) -> None:
    """Answer one question by its form fields."""
    for name, values in fields.items():
        named = page.locator(f'[name="{prefix}{name}"]')
        kind = named.first.evaluate("field => field.type")
        if kind in ("radio", "checkbox"):
            for value in values:
                page.locator(f'[name="{prefix}{name}"][value="{value}"]').check()
        elif kind == "select-one":
            named.select_option(values[0])
        else:
            named.fill(values[0])
            named.blur()


def start_quiz(page: Page) -> str:
    """Begin the quiz of L03-02; the address of the attempt."""
    page.goto(QUIZ)
    page.get_by_role("button", name=re.compile("Mulai kuis|Lanjutkan pengerjaan")).click()
    page.wait_for_url("**/pengerjaan/*")
    return page.url


def right_fields(site: Site, attempt: str) -> dict[int, Fields]:
    """For every question of an attempt the fields that earn the whole point."""
    sheet = quizzes.sheet(site.app, attempt)
    return {one.position: quizzes.fields(one, quizzes.right_answer(one.question)) for one in sheet.asked}


def practice_fields(site: Site) -> dict[str, Fields]:
    """For every question inside the lesson L03-02 the fields that earn the whole point."""
    with site.app.app_context():
        module = catalogue.shelf(db.session()).module(*LESSON.split("/")[2:])
        assert module is not None
        parts = catalogue.parts(db.session(), module.texts["id"])
        db.session.remove()
    asked = [one for part in parts for block in part.blocks for one in block.questions]
    return {one.key: fields_of(one, quizzes.right_answer(one), arrange(one, item_hash(one))) for one in asked}


def mark(page: Page) -> Locator:
    """The words that say how safe my work is."""
    return page.locator("#tersimpan")


def wait_saved(page: Page) -> None:
    """Wait until the page says that everything has arrived: a line that just came back may fail once more, and the page
    then waits up to eight seconds."""
    expect(mark(page)).to_have_text(SAVED, timeout=15_000)
    expect(mark(page)).to_have_class("saved")


def saves(site: Site, attempt: str) -> list[tuple[int, int, object]]:
    """What the server stored of an attempt: position, number of the save, answer."""
    with site.app.app_context():
        found = db.session.execute(
            select(AnswerEvent.position, AnswerEvent.seq, AnswerEvent.answer)
            .join(Attempt, Attempt.id == AnswerEvent.attempt_id)
            .where(Attempt.public_id == quizzes.public_id(attempt.split("#")[0]))
            .order_by(AnswerEvent.position, AnswerEvent.seq)
        ).all()
        db.session.remove()
    return [tuple(row) for row in found]


def responses(site: Site, attempt: str) -> list[tuple[str, float | None]]:
    """The ledger of the person who owns an attempt: source and mark of every response."""
    person = quizzes.sheet(site.app, attempt.removesuffix("/hasil")).person_id
    with site.app.app_context():
        found = db.session.execute(
            select(Response.source, Response.mark).where(Response.person_id == person).order_by(Response.id)
        ).all()
        db.session.remove()
    return [tuple(row) for row in found]


_KEPT = "() => Object.keys(localStorage).filter(name => name.startsWith('literasi-kotak')).length"


def outbox(page: Page) -> int:
    """How many answers the browser still keeps for sending."""
    return int(page.evaluate(_KEPT))


def wait_outbox(page: Page, count: int) -> None:
    """Wait until a tab sees so many kept answers: what another tab keeps reaches it a moment later."""
    page.wait_for_function(f"count => ({_KEPT})() === count", arg=count)
