"""What people of the demo ask for, what is done for them at the desk, and what they read of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from literasi.accounts import actions as accounts
from literasi.accounts.rules import second_step
from literasi.accounts.rules.tickets import Purpose
from literasi.accounts.rules.trail import Act
from literasi.home import actions as home
from literasi.infra import vault
from literasi.kernel import clock
from literasi.kernel.roles import Role
from literasi.operations.actions.demo.stage import Stage
from literasi.operations.rules.demo import LIBRARIAN
from literasi.privacy import actions as privacy
from literasi.privacy import queries as requests
from literasi.privacy.rules.journal import Way
from literasi.privacy.rules.requests import Kind

_HELPER = [Role.LIBRARIAN]


def read_news(session: Session, stage: Stage, now: datetime, username: str) -> None:
    """Somebody opens Kabar and reads what is there by then."""
    home.read_all(session, stage.person(username), now, now)


def look(session: Session, stage: Stage, now: datetime, username: str, act: Act = Act.LOOKED) -> None:
    """The librarian opens what is stored of somebody, or takes a copy out for her."""
    accounts.note(session, act, stage.person(LIBRARIAN), stage.person(username), now)


def give_code(session: Session, stage: Stage, now: datetime, username: str) -> None:
    """A code for somebody who forgot her password; to give it, her page has to be opened."""
    look(session, stage, now, username)
    given = now + timedelta(minutes=1)
    accounts.give_code(session, stage.person(username), stage.key, given, by=stage.person(LIBRARIAN), actor=_HELPER)  # fmt: skip


def sign_out(session: Session, stage: Stage, now: datetime, username: str) -> None:
    """A phone was lost, so all devices are signed out."""
    look(session, stage, now, username)
    ended = now + timedelta(minutes=2)
    accounts.sign_out_everywhere(session, stage.person(username), ended, by=stage.person(LIBRARIAN), actor=_HELPER)  # fmt: skip


def change_password(session: Session, stage: Stage, now: datetime, username: str) -> None:
    """Somebody chooses another password, which nobody knows either."""
    person_id = stage.person(username)
    accounts.change_password(session, person_id, stage.password, now, by=person_id)


def set_second_step(session: Session, stage: Stage, now: datetime, username: str) -> None:
    """Somebody of the staff asks for a code of her phone from now on. The secret is in nobody's phone."""
    sealed = vault.sealed(second_step.new_secret(), stage.keys)
    step = int(now.timestamp()) // second_step.STEP_SECONDS
    accounts.set_second_step(session, stage.person(username), sealed, step, now)


def ask(session: Session, stage: Stage, now: datetime, username: str, kind: Kind, text: str) -> None:
    """Somebody asks the library something about her data."""
    privacy.ask(session, stage.person(username), kind, text, now)


def answer(session: Session, stage: Stage, now: datetime, username: str, text: str) -> None:
    """The librarian answers what somebody asked last."""
    asked = requests.own_requests(session, stage.person(username))[0].public_id
    privacy.answer(session, asked, text, now, by=stage.person(LIBRARIAN))


def withdraw_by_code(session: Session, stage: Stage, now: datetime, username: str) -> None:
    """A guardian withdraws with the code that she got when she agreed: the child is erased."""
    code = stage.codes.pop(username)
    found = accounts.look_at_ticket(session, Purpose.WITHDRAWAL, code, stage.keys, now)
    privacy.erase(session, found.person_id or 0, Way.GUARDIAN, now, by=None)
    stage.here.pop(username)


def withdraw_on_paper(session: Session, stage: Stage, now: datetime, username: str) -> None:
    """The librarian copies a withdrawal that a guardian signed the day before."""
    signed_on, by = clock.wita_date(now - timedelta(days=1)), stage.person(LIBRARIAN)
    privacy.erase(session, stage.person(username), Way.PAPER, now, by=by, signed_on=signed_on)
    stage.here.pop(username)
