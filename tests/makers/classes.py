"""Classes, as teachers make them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import TypeVar

from flask import Flask
from sqlalchemy.orm import Session

from literasi.accounts.rules.ages import AgeBand
from literasi.classes import actions, queries
from literasi.classes.rules.assigning import Told
from literasi.classes.rules.calendar import Term
from literasi.infra.db import db, write
from literasi.kernel import clock
from tests.makers import people
from tests.makers.sites import KEY

Result = TypeVar("Result")
MODULE = "X01-01"
"""A module of the course of makers that has a quiz."""
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


def given(app: Flask, teacher: str, address: str, **told: object) -> str:
    """An assignment of a class, due in a week unless `told` says otherwise (it is what `Told` takes); its address."""
    me, public_id = people.id_of(app, teacher), address.rsplit("/", 1)[1]

    def act(session: Session) -> str:
        now = clock.now()
        asked = {"module_key": MODULE, "opens_at": now, "due_at": now + timedelta(days=7), **told}
        into = queries.taught(session, public_id, me)
        return actions.give(session, into, [Told(**asked)], now)[0]  # type: ignore[arg-type]  # named arguments of Told

    return f"{address}/tugas/{_written(app, act)}"


def extended(app: Flask, teacher: str, assignment: str, due_at: datetime, member: str = "") -> None:
    """More time for one member, by public id, or for all."""
    me = people.id_of(app, teacher)
    _kelas, classroom, _tugas, public_id = assignment.strip("/").split("/")

    def act(session: Session) -> str:
        of = queries.taught(session, classroom, me)
        one = queries.assignment(session, of.id, public_id)
        actions.extend(session, of, one, due_at, "listrik", clock.now(), by=me, member=member)
        return public_id

    _written(app, act)


def local_day(app: Flask, day: date, name: str) -> None:
    """A free day of this place."""
    _written(app, lambda session: actions.add_local_day(session, day, name))


def members_of(app: Flask, teacher: str, address: str) -> dict[str, str]:
    """Public ids of a class's members, by folded name."""
    me = people.id_of(app, teacher)
    with app.app_context():
        of = queries.taught(db.session(), address.rsplit("/", 1)[1], me)
        found = {one.name.casefold(): one.public_id for one in queries.classmates(db.session(), of.id)}
        db.session.remove()
    return found


def _written(app: Flask, act: Callable[[Session], Result]) -> Result:
    with app.app_context():
        found = write(act)
        db.session.remove()
    return found
