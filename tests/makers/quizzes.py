"""Takes quizzes as a learner would: knows what is right, and how a page sends it."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from literasi.catalogue import queries as catalogue
from literasi.catalogue.rules.question import Kind, Question
from literasi.infra import policies
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.quizzes import actions, queries
from literasi.quizzes.models import Attempt
from literasi.quizzes.queries import Asked, Sheet
from literasi.quizzes.rules.answers import Answer, form_of, right_sides
from literasi.quizzes.rules.imagined import seed_asking
from literasi.quizzes.rules.policy import AttemptPolicy, own
from literasi.quizzes.rules.reading import fields_of
from literasi.quizzes.rules.selection import BankItem
from tests.makers import courses, sites

Fields = Mapping[str, Sequence[str]]


def public_id(url: str) -> str:
    """The id in the address of an attempt."""
    return url.rstrip("/").split("/")[-1]


def sheet(app: Flask, url: str) -> Sheet:
    """The attempt at this address, whoever owns it."""
    with app.app_context():
        owner = db.session.execute(
            select(Attempt.person_id).where(Attempt.public_id == public_id(url))
        ).scalar_one()
        found = queries.sheet(db.session(), public_id(url), owner)
        db.session.remove()
    assert found is not None
    return found


def asked(app: Flask, url: str, key: str) -> Asked:
    """The question with this key, as the attempt asks it."""
    return next(one for one in sheet(app, url).asked if one.question.key == key)


def right_answer(question: Question) -> Answer:
    """An answer that earns the whole point; for essays and surveys, one that is not blank."""
    form = form_of(question)
    if form is Kind.CHOICE:
        return next((at for at, option in enumerate(question.options) if option.right), 0)
    if form is Kind.MULTIPLE:
        return [at for at, option in enumerate(question.options) if option.right]
    if form is Kind.MATCHING:
        sides = right_sides(question)
        return [sides.index(pair.right_html) for pair in question.pairs]
    if form is Kind.ORDERING:
        return list(range(len(question.steps)))
    if form is Kind.CLOZE:
        return [
            gap.choices.index(gap.accepted[0]) if gap.choices else gap.accepted[0] for gap in question.gaps
        ]
    if form is Kind.NUMBER:
        return str(question.numbers[0].low).replace(".", ",")
    written = [one.text for one in (*question.expected, *question.queries) if one.right]
    return written[0] if written else "Saya membutuhkan sumber yang jelas."


def wrong_answer(question: Question) -> Answer:
    """An answer that earns nothing, where the kind has one."""
    if form_of(question) is Kind.CHOICE:
        return next((at for at, option in enumerate(question.options) if not option.right), 0)
    return None


def fields(one: Asked, answer: Answer) -> dict[str, tuple[str, ...]]:
    """What the page's fields hold for an answer."""
    return fields_of(one.question, answer, one.arrangement)


def right_fields(one: Asked) -> dict[str, tuple[str, ...]]:
    """What the page's fields hold for the right answer."""
    return fields(one, right_answer(one.question))


def save(
    client: FlaskClient, url: str, position: int, sent: Fields, base: int = 0, save_id: str = ""
) -> TestResponse:
    """Save one answer as our script does."""
    values = {name: list(value) for name, value in sent.items()}
    body = {"uuid": save_id or str(uuid.uuid4()), "base": base, "fields": values}
    return sites.put(client, f"{url}/soal/{position}", body)


def page_form(sent: Mapping[int, Fields], bases: Mapping[int, int] | None = None) -> dict[str, list[str]]:
    """The form of a whole page without JavaScript, with these answers on it."""
    form: dict[str, list[str]] = {}
    for position, values in sent.items():
        form |= {f"s{position}.{name}": list(value) for name, value in values.items()}
        form[f"s{position}.dasar"] = [str((bases or {}).get(position, 0))]
        form[f"s{position}.kunci"] = [str(uuid.uuid4())]
    return form


def send_page(
    client: FlaskClient,
    url: str,
    sent: Mapping[int, Fields],
    press: str = "simpan",
    **kwargs: Mapping[int, int],
) -> TestResponse:
    """Send a whole page without JavaScript and press a button on it."""
    return sites.post(client, url, {**page_form(sent, **kwargs), "aksi": press})


def take(app: Flask, client: FlaskClient, path: str = courses.QUIZ_URL, wrong: Sequence[str] = ()) -> str:
    """Take a quiz from start to hand-in, all right but for the keys in `wrong`; the attempt's address."""
    url = sites.start_quiz(client, path)
    answers = {
        one.position: fields(one, wrong_answer(one.question))
        if one.question.key in wrong
        else right_fields(one)
        for one in sheet(app, url).asked
    }
    done = send_page(client, url, answers, "kirim-juga")
    assert done.status_code == 303, done.get_data(as_text=True)
    return url


def begin_with_essay(app: Flask, person_id: int, module_key: str) -> None:
    """Begin somebody's attempt on the terms that hold for her, with an essay among its questions."""

    def act(session: Session) -> str:
        now = clock.now()
        module = catalogue.shelf(session).by_key(module_key)
        assert module is not None and module.quiz is not None
        found = (one.question for one in catalogue.bank(session, module.id, "id"))
        bank = [BankItem(one.key, one.indicators, one.critical, one.kind) for one in found]
        seed = seed_asking(bank, module.quiz.shown, module.quiz.blueprint, random.Random(4), essay=True)
        terms = policies.of(session, person_id, module_key, own(module.quiz).to_data(), now)
        policy = replace(AttemptPolicy.from_data(terms), seed=seed)
        return actions.start(session, person_id, module, "id", policy, now)

    with app.app_context():
        write(act)
        db.session.remove()
