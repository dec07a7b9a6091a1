"""People with accounts, as a site has them: made by actions, signed in by a device token."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from literasi.accounts import actions, queries
from literasi.accounts.actions.devices import on_device
from literasi.accounts.actions.guests import new_person
from literasi.accounts.models import Account, Grant
from literasi.accounts.rules.ages import AgeBand
from literasi.accounts.rules.consent import State, Way
from literasi.accounts.rules.names import fold
from literasi.infra import passwords
from literasi.infra.db import db, write
from literasi.kernel import clock
from literasi.kernel.roles import Role
from tests.makers.sites import KEY

PASSWORD = "lereng lokon berkabut"
_HASHES: dict[str, str] = {}


def hashed(password: str) -> str:
    """A hash made once for the whole run: making one costs more than a test."""
    if password not in _HASHES:
        _HASHES[password] = passwords.hashed(password)
    return _HASHES[password]


def make(
    session: Session,
    username: str,
    roles: Collection[Role] = (),
    *,
    age: AgeBand = AgeBand.ADULT,
    consent: State = State.GRANTED,
    password: str = PASSWORD,
    email: str | None = None,
) -> int:
    """A person with an account; her row id. Call it inside a transaction."""
    now = clock.now()
    person_id = new_person(session, KEY, now)
    wanted = actions.NewAccount(username.title(), fold(username), None, hashed(password), age)
    actions.create_account(session, person_id, wanted, State.ASKED, now)
    text = actions.text_of_consent(session, "dewasa", "id", "Saya setuju.", now)
    actions.note_consent(session, person_id, State.ASKED, Way.HERSELF, text, now)
    if consent is not State.ASKED:
        actions.note_consent(session, person_id, consent, Way.HERSELF, text, now)
    if email:
        actions.confirm_email(session, person_id, email, now)
    for role in roles:
        actions.give_role(session, person_id, role, now, by=None, actor=None)
    return person_id


def account(app: Flask, username: str, *roles: Role, **told: object) -> FlaskClient:
    """A browser in which somebody new with an account is signed in. `told` is what `make` takes."""

    def act(session: Session) -> str:
        person_id = make(session, username, roles, **told)  # type: ignore[arg-type]  # named arguments of make
        return on_device(session, person_id, clock.now(), shared=False, label="Firefox · Linux").token

    with app.app_context():
        token = write(act)
        db.session.remove()
    return holding(app, token)


def device(app: Flask, username: str) -> FlaskClient:
    """One more browser in which somebody is signed in."""
    number = id_of(app, username)
    with app.app_context():
        token = write(lambda session: on_device(session, number, clock.now(), shared=False).token)
        db.session.remove()
    return holding(app, token)


def holding(app: Flask, token: str) -> FlaskClient:
    """A browser that holds a device token."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"], session.permanent = token, True, True
    return client


def id_of(app: Flask, username: str) -> int:
    """The row id of somebody."""
    with app.app_context():
        found = db.session.execute(select(Account.person_id).where(Account.username == username)).scalar_one()
        db.session.remove()
    return found


def public_id_of(app: Flask, username: str) -> str:
    """What addresses of the librarians' pages call somebody."""
    with app.app_context():
        found = db.session.execute(select(Account.public_id).where(Account.username == username)).scalar_one()
        db.session.remove()
    return found


def page_of(app: Flask, username: str) -> str:
    """The address of the librarians' page on somebody."""
    number = id_of(app, username)
    with app.app_context():
        found = queries.profile(db.session(), number)
        db.session.remove()
    assert found is not None
    return f"/pengelola/orang/{found.public_id}"


def asked_for_role(app: Flask, username: str, school: str = "SMP Contoh") -> int:
    """Let somebody ask to be a teacher; the number of the request."""
    number = id_of(app, username)
    with app.app_context():
        write(lambda session: actions.ask_for_role(session, number, Role.TEACHER, school, clock.now()))
        found = queries.role_requests(db.session())[-1].number
        db.session.remove()
    return found


def suspended(app: Flask, username: str, *roles: Role) -> FlaskClient:
    """A browser of somebody whose account was closed for a while."""
    client = account(app, username, *roles)
    number = id_of(app, username)
    with app.app_context():
        write(lambda session: actions.suspend(session, number, True, clock.now(), by=None, actor=None))
        db.session.remove()
    return client


def roles_end(app: Flask, username: str) -> None:
    """Take every role from somebody."""
    number = id_of(app, username)
    with app.app_context():
        write(
            lambda session: session.execute(
                update(Grant).where(Grant.person_id == number).values(ended_at=clock.now())
            )
        )
        db.session.remove()
