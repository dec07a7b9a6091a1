"""Classes, as teachers make them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from literasi.accounts.models import Account
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.classes import actions, queries
from literasi.classes.models import Assignment, Classroom, Member
from literasi.classes.rules.calendar import Term
from literasi.infra.db import db, write
from literasi.kernel import clock, ids
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


def assigned(
    app: Flask,
    classroom: str,
    module_key: str,
    *,
    opens: timedelta = -timedelta(days=7),
    due: timedelta = timedelta(days=2),
    **told: object,
) -> str:
    """Something given to a class, counted from now; its public id. `told`: columns of Assignment."""
    public_id, now = ids.new_public_id(), clock.now()

    def give(session: Session) -> None:
        found = session.execute(
            select(Classroom.id).where(Classroom.public_id == classroom.rpartition("/")[2])
        )
        session.add(
            Assignment(
                **{
                    "public_id": public_id,
                    "class_id": found.scalar_one(),
                    "module_key": module_key,
                    "position": 1,
                    "given_at": now + opens,
                    "opens_at": now + opens,
                    "due_at": now + due,
                    "grace_minutes": 24 * 60,
                    **told,
                }
            )
        )

    with app.app_context():
        write(give)
        db.session.remove()
    return public_id


def consent_becomes(app: Flask, username: str, state: State) -> None:
    """Set consent by hand, as if it had gone that way."""
    number = people.id_of(app, username)
    with app.app_context():
        write(
            lambda session: session.execute(
                update(Account).where(Account.person_id == number).values(consent=state)
            )
        )
        db.session.remove()


def page_of(app: Flask, classroom: str, username: str) -> str:
    """The teachers' page on a member of a class."""
    number = people.id_of(app, username)
    with app.app_context():
        found = db.session.execute(select(Member.public_id).where(Member.person_id == number)).scalar_one()
        db.session.remove()
    return f"{classroom}/siswa/{found}"
