"""Classes, as teachers make them."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask
from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.rules.ages import AgeBand
from literasi.classes import actions, queries
from literasi.classes.rules import roster
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

    with app.app_context():
        found = write(take)
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
