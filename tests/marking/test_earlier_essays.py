"""What was handed in while nobody could mark it."""

from __future__ import annotations

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select

from literasi.infra.db import db
from literasi.marking.models import Piece
from tests.makers import marking, quizzes, sites

BEFORE, SINCE = "0009", "0010"


def test_essays_that_waited_before_come_into_the_queue(app: Flask) -> None:
    attempt = marking.essay(app, sites.guest(app))
    marking.essay(app, sites.guest(app), ["u-uraian"])
    quizzes.take(app, sites.guest(app))
    with app.app_context():
        scripts = app.extensions["migrate"].directory
        downgrade(scripts, BEFORE)
        upgrade(scripts, SINCE)
        found = db.session.execute(select(Piece)).scalars().all()
        db.session.remove()
        upgrade(scripts)
    assert [(one.origin, one.marked_at) for one in found] == [(attempt, None)]
    assert quizzes.asked(app, f"/pengerjaan/{attempt}", "u-uraian").digest == found[0].item_digest
