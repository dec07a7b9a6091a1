"""Essays that wait, markers, and a class as far as marking knows one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Select, select, true

from literasi.accounts.models import Person
from literasi.catalogue import queries as catalogue
from literasi.catalogue.models import Item, Module
from literasi.infra import pupils
from literasi.infra.db import db
from literasi.marking.models import Piece
from tests.makers import courses, quizzes, sites

_QUIZ = "02-uraian/quiz.md"
TEXT = "Saya membutuhkan sumber yang jelas."
"""What the makers of quizzes write into an essay."""


def essay(app: Flask, client: FlaskClient, wrong: Collection[str] = ()) -> str:
    """Hand in the quiz with an essay; the attempt's public id."""
    return quizzes.public_id(quizzes.take(app, client, courses.ESSAY_QUIZ_URL, tuple(wrong)))


def piece_of(app: Flask, attempt: str) -> str:
    """The public id of the piece that waits in an attempt."""
    with app.app_context():
        essays = select(Piece.public_id).join(Item, Item.digest == Piece.item_digest)
        asked = essays.where(Piece.origin == attempt, Item.key == "u-uraian")
        found = db.session.execute(asked).scalar_one()
        db.session.remove()
    return found


def corrected(app: Flask) -> str:
    """Publish the true-false question of the quiz with an essay under the other key; the correction's address."""
    body = (
        courses.FILES[_QUIZ].replace(b"- (x) Benar", b"- ( ) Benar").replace(b"- ( ) Salah", b"- (x) Salah")
    )
    before = _digest(app)
    assert sites.publish(app, {**courses.FILES, _QUIZ: body}).changed
    return f"/penilaian/hitung-ulang/{before}/{_digest(app)}"


def _digest(app: Flask) -> str:
    """The digest of that question as it is published now."""
    with app.app_context():
        module = catalogue.shelf(db.session()).by_key("X01-02")
        assert module is not None
        bank = catalogue.bank(db.session(), module.id, "id")
        db.session.remove()
    return next(one.digest for one in bank if one.question.key == "u-bs")


def _given(ids: Collection[int]) -> Select[int, str]:
    """Every module that was ever published, for each of these people."""
    return select(Person.id, Module.key).join(Module, true()).where(Person.id.in_(ids))


@contextmanager
def a_class(teacher: int, members: Collection[int]) -> Iterator[None]:
    """A class of these people, taught by one and given every module, for as long as the block lasts."""
    taught = pupils.Pupils(
        lambda person: _given(members if person == teacher else ()), lambda: _given(members)
    )
    pupils.subscribe(taught)
    try:
        yield
    finally:
        pupils.subscribe(pupils.NOBODY)
