"""Classes, as teachers make them."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask
from sqlalchemy.orm import Session

from literasi.accounts.rules.ages import AgeBand
from literasi.classes import actions, queries
from literasi.classes.rules.calendar import Term
from literasi.infra.db import db, write
from literasi.kernel import clock
from tests.makers import people
from tests.makers.sites import KEY

VIII_B = actions.NewClass("VIII-B", "", 2026, Term.ODD, AgeBand.FROM_13)


def made(
    app: Flask,
    teacher: str,
    *,
    learners: Collection[str] = (),
    colleagues: Collection[str] = (),
    told: actions.NewClass = VIII_B,
) -> tuple[str, str]:
    """A class of somebody, by user names: its address and the code that lets people in."""
    me, joining = people.id_of(app, teacher), [people.id_of(app, one) for one in learners]

    def make(session: Session) -> tuple[str, str]:
        now = clock.now()
        public_id = actions.make_class(session, told, KEY, now, by=me)
        one = queries.taught(session, public_id, me)
        for person_id in joining:
            actions.join(session, one, person_id, now)
        for login in colleagues:
            actions.add_teacher(session, one.id, login, now)
        return f"/kelas/{public_id}", queries.join_code(one.code_salt, KEY)

    with app.app_context():
        found = write(make)
        db.session.remove()
    return found
