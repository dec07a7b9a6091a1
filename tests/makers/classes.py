"""Classes, as teachers make them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import TypeVar

from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.models import Account
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State
from literasi.classes import actions, queries
from literasi.classes.models import Assignment, Classroom, Member
from literasi.classes.rules import roster
from literasi.classes.rules.assigning import Told
from literasi.classes.rules.calendar import Term
from literasi.infra.db import db, write
from literasi.kernel import clock, ids
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
            actions.add_teacher(session, one.id, login, now, by=me)
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


def listed(app: Flask, address: str, teacher: str, text: str) -> dict[str, str]:
    """Take a class list as its teacher would; the public id of each member by name."""
    me, public_id = people.id_of(app, teacher), address.removeprefix("/kelas/")

    def take(session: Session) -> dict[str, str]:
        now, one = clock.now(), queries.taught(session, public_id, me)
        rows = roster.read(text)
        shown = roster.plan(rows, queries.folded_names(session, one.id)).digest
        words = accounts.text_of_consent(session, "anak", "id", "Kami menyimpan nama.", now)
        actions.take_roster(session, one, rows, shown, words, KEY, now, by=me)
        return {mate.name: mate.public_id for mate in queries.classmates(session, one.id)}

    return _written(app, take)


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


def card(app: Flask, address: str, teacher: str, member: str, pin: str = "") -> str:
    """A new card for a member, by public id, with a PIN where one is given; the address on it."""
    me, public_id, ticket = people.id_of(app, teacher), address.removeprefix("/kelas/"), ids.new_token()
    key = actions.Key(member, ticket, pin, people.hashed(pin) if pin else "")

    def give(session: Session) -> None:
        class_id = queries.taught(session, public_id, me).id
        actions.give_keys(session, class_id, [key], clock.now(), by=me)

    with app.app_context():
        write(give)
        db.session.remove()
    return f"/masuk-kelas/{ticket}"


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


def person_of(app: Flask, classroom: str, name: str) -> int:
    """Who is called so in a class, by its address."""
    with app.app_context():
        found = db.session.execute(
            select(Member.person_id)
            .join(Classroom, Classroom.id == Member.class_id)
            .where(Classroom.public_id == classroom.rsplit("/", 1)[1], Member.name == name)
        ).scalar_one()
        db.session.remove()
    return found


def page_of(app: Flask, classroom: str, username: str) -> str:
    """The teachers' page on a member of a class."""
    number = people.id_of(app, username)
    with app.app_context():
        found = db.session.execute(select(Member.public_id).where(Member.person_id == number)).scalar_one()
        db.session.remove()
    return f"{classroom}/siswa/{found}"


def asked_for(app: Flask, teacher: str, address: str, kind: str = "csv", language: str = "id") -> str:
    """A file of marks that is still to be written; the address of the page that says how far it is."""
    me, public_id = people.id_of(app, teacher), address.removeprefix("/kelas/")

    def act(session: Session) -> str:
        one = queries.taught(session, public_id, me)
        total = queries.count_members(session, one.id)
        return actions.ask_export(session, one.id, kind, language, total, clock.now(), by=me)

    return f"{address}/rekap/{_written(app, act)}"


def _written(app: Flask, act: Callable[[Session], Result]) -> Result:
    with app.app_context():
        found = write(act)
        db.session.remove()
    return found
